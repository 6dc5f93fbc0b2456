//! Takes a block, says whether an article is over with it: a heading of other texts or of comments, a line
//! about how to reach someone.

use super::blocks::Block;
use super::consent::speaks_to_reader;
use super::measure::ends_sentence;
use super::rules::{begins_with, lowered, rest_of};
use super::words::PHRASES;

/// Whether the block invites the reader to subscribe: it says how, with a link, and speaks to the reader.
pub(super) fn is_invitation(block: &Block) -> bool {
    block.linked > 0
        && !block.text.contains(['"', '“', '„', '«', '「'])
        && is_contact_line(block)
        && {
            let lower = block.text.to_lowercase();
            PHRASES.notices.iter().any(|word| lower.contains(word))
        }
        && speaks_to_reader(&block.text)
}

/// Whether the block is a heading after which the article is over.
pub(super) fn ends_article_with(block: &Block) -> bool {
    let limit = if block.is_heading() { 150 } else { 60 };
    let heading = block.text.trim_end_matches([':', '：']);
    block.weight <= limit
        && begins_with(&lowered(heading), &PHRASES.end_headings)
        && !ends_sentence(heading)
        // "Related: a title" is a teaser amid the text, not the heading of a list.
        && !heading.contains([':', '：'])
}

/// How surely readers' comments begin after this block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    /// A heading, or a line in bold letters, that says nothing else: "Comments (3)".
    Sure,
    /// A line that begins so.
    Doubtful,
}

/// Whether readers' comments begin after this block.
pub(super) fn opens_comments(block: &Block) -> Option<Opening> {
    let ascii = block.text.starts_with(|symbol: char| symbol.is_ascii());
    if block.weight > if ascii { 60 } else { 100 } || ends_sentence(&block.text) {
        return None;
    }
    let lower = lowered(&block.text);
    let is_count = |symbol: char| symbol.is_ascii_digit() || matches!(symbol, '(' | ')' | ' ');
    let lower = lower.trim_start_matches(is_count);
    let rests = PHRASES.comment_headings.iter();
    let rest = rests
        .filter_map(|phrase| rest_of(lower, phrase))
        .min_by_key(|rest| rest.len())?;
    let is_bare = !rest.contains(char::is_alphabetic) || lower.starts_with("response");
    match (block.is_heading() || block.is_bold_line()) && is_bare {
        true => Some(Opening::Sure),
        false if block.weight <= if ascii { 40 } else { 100 } => Some(Opening::Doubtful),
        false => None,
    }
}

/// Whether the block, as the last of an article, says how to reach or follow someone.
pub(super) fn is_contact_line(block: &Block) -> bool {
    let lower = block.text.to_lowercase();
    let holds = |word: &&&str| lower.contains(**word);
    let contacts = PHRASES.contact_words.iter().filter(holds).count();
    block.weight <= 300
        && (contacts > 1 || (contacts == 1 && PHRASES.notices.iter().any(|word| holds(&word))))
}

#[cfg(test)]
mod tests {
    use super::super::blocks::plain_block;
    use super::*;

    #[test]
    fn related_headings_end_an_article() {
        assert!(ends_article_with(&plain_block("相关阅读：")));
        assert!(ends_article_with(&plain_block("Related stories")));
        let opening = |text: &str, heading| {
            opens_comments(&Block {
                heading,
                ..plain_block(text)
            })
        };
        for text in [
            "Comments",
            "4 Comments",
            "Comments (3)",
            "3 Responses to “A title”",
        ] {
            assert_eq!(opening(text, 3), Some(Opening::Sure), "{text}");
        }
        assert_eq!(opening("Comments (5 posted)", 0), Some(Opening::Doubtful));
        assert_eq!(opening("Comments on the draft", 3), Some(Opening::Doubtful));
        assert_eq!(opening("Commentary", 3), None);
        assert!(!ends_article_with(&plain_block(
            "Related work was done by others before."
        )));
    }
}
