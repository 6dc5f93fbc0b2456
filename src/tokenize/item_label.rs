//! Labels of list items: "2.", "3)", "(a)", "iv." at the beginning of a line are no words of the text.
//!
//! A label is left between the words around it, as a bullet would be: it is in no phrase, and its full
//! stop ends no sentence. Numbers have up to three digits, or parts as in "2.1."; letters and Roman
//! numbers are small where a full stop follows, since "F. Kennedy" may begin a line too.

use std::ops::Range;

/// The most bytes of a label, without its marks.
const LONGEST: usize = 6;

/// Whether `word` is a label that begins a line; `gap` is what stands before it, from the last word on.
#[inline]
pub(super) fn is_item_label(text: &str, gap: &Range<usize>, word: &Range<usize>) -> bool {
    let mark = text.as_bytes().get(word.end);
    word.len() <= LONGEST
        && matches!(mark, Some(b'.' | b')'))
        && begins_line(&text[gap.clone()], gap.start == 0)
        && is_label(
            &text[word.clone()],
            &text[word.end..],
            text[..word.start].ends_with('('),
        )
}

/// Whether nothing but blanks, bullets and an opening bracket stand between the last line end and the
/// word; the beginning of the text is one.
fn begins_line(gap: &str, at_start: bool) -> bool {
    let line = match gap.rfind(['\n', '\r']) {
        Some(end) => &gap[end + 1..],
        None if at_start => gap,
        None => return false,
    };
    let is_lead =
        |c: char| c.is_whitespace() || matches!(c, '(' | '-' | '–' | '—' | '*' | '•' | '·');
    line.chars().all(is_lead) && line.matches('(').count() <= 1
}

/// Whether a word and its mark make a label; a blank stands behind the mark.
fn is_label(word: &str, behind: &str, is_bracketed: bool) -> bool {
    let mut marks = behind.chars();
    let is_stop = marks.next() == Some('.');
    // "1.)" has two marks.
    let next = marks.next().filter(|c| !(is_stop && *c == ')'));
    let next = next.or_else(|| marks.next());
    if !next.is_some_and(char::is_whitespace) || is_bracketed && is_stop {
        return false;
    }
    is_number(word) || is_letter(word, is_stop) || is_roman(word, is_stop)
}

fn is_number(word: &str) -> bool {
    let mut parts = word.split('.');
    parts.all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
}

fn is_letter(word: &str, is_stop: bool) -> bool {
    let mut letters = word.chars();
    let is_one = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
    is_one && (!is_stop || word.chars().all(char::is_lowercase))
}

/// A Roman number to 39, in letters of one case.
fn is_roman(word: &str, is_stop: bool) -> bool {
    let lower = word.to_ascii_lowercase();
    if lower != word && (is_stop || word.to_ascii_uppercase() != word) {
        return false;
    }
    let ones = lower.trim_start_matches('x');
    lower.len() - ones.len() <= 3
        && !lower.is_empty()
        && ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"].contains(&ones)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the word that begins at `|` is a label.
    fn label(text: &str) -> bool {
        let start = text.find('|').expect("a mark");
        let text = text.replace('|', "");
        let length = text[start..].find(|c: char| !c.is_alphanumeric() && c != '.');
        let word = text[start..start + length.unwrap_or(text.len() - start)].trim_end_matches('.');
        let before = text[..start]
            .rfind(char::is_alphanumeric)
            .map_or(0, |at| at + 1);
        is_item_label(&text, &(before..start), &(start..start + word.len()))
    }

    #[test]
    fn labels_begin_lines() {
        for text in [
            "|1. roads",
            "Aims:\n|2. bridges",
            "end.\n  (|a) schools",
            "x\n|iv. wells",
            "x\r\n|12) wells",
            "x\n- (|ii) wells",
            "x\n\n|3.\tRoads",
            "x\n|2.1. Roads",
            "x\n|B) wells",
            "x\n|1.) wells",
            "x\n|xii. wells",
            "x\n|IV) wells",
        ] {
            assert!(label(text), "{text:?}");
        }
    }

    #[test]
    fn other_numbers_and_letters_are_words() {
        for text in [
            "in chapter |2. Then",
            "x\n|1990. Then",
            "x\n|F. Kennedy",
            "x\n|3.5 million",
            "x\n|2, 3",
            "x\n|mix. Then",
            "x\n|we) said",
            "x\n(|3. x",
            "x\n|i.e. this",
            "x\n|12.",
            "item (|a) of",
        ] {
            assert!(!label(text), "{text:?}");
        }
    }
}
