//! Takes a text of a page, gives what its signs say of it: its weight, whether it is a sentence, whether it
//! is another's.

/// How much a character says: one of a script without spaces stands for about three letters.
pub(super) fn weight(text: &str) -> usize {
    let weight_of = |symbol: char| match symbol {
        _ if symbol.is_whitespace() => 0,
        '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' => 3,
        '\u{ac00}'..='\u{d7af}' => 2,
        _ => 1,
    };
    text.chars().map(weight_of).sum()
}

/// Whether the sign stands in or behind sentences.
pub(super) fn is_sentence_mark(symbol: char) -> bool {
    matches!(
        symbol,
        '.' | ','
            | '!'
            | '?'
            | ';'
            | ':'
            | '…'
            | '。'
            | '，'
            | '、'
            | '！'
            | '？'
            | '；'
            | '：'
            | '؟'
            | '،'
            | '۔'
            | '।'
    )
}

/// Whether the text ends as a sentence does.
pub(super) fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '\'', '”', '’', '»', ')', '）', '」', '』', ' ', ']']);
    text.ends_with([
        '.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।', ':', '：',
    ])
}

/// Whether two texts have the same letters and digits.
pub(super) fn same_words(one: &str, other: &str) -> bool {
    fn words(text: &str) -> impl Iterator<Item = char> {
        let letters = text.chars().filter(|symbol| symbol.is_alphanumeric());
        letters.flat_map(char::to_lowercase)
    }
    words(one).next().is_some() && words(one).eq(words(other))
}

#[cfg(test)]
mod tests {
    use super::super::blocks::plain_block;
    use super::*;

    #[test]
    fn running_text_has_length_and_sentence_marks() {
        let long = "The harbour board met on Monday, and nothing came of it, as the members say.";
        assert!(plain_block(long).running);
        let chinese = plain_block("港务局星期一召开会议，与会者表示会议没有取得任何结果。");
        assert!(chinese.running);
        assert!(!plain_block("Harbour board").running);
    }

    #[test]
    fn marks_and_case_do_not_matter_to_the_same_words() {
        assert!(same_words("A Mill Closes!", "a mill closes"));
        assert!(!same_words("A mill", "A mill closes") && !same_words("…", "—"));
    }
}
