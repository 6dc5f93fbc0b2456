//! Traditional Chinese characters as the simplified ones that dictionaries have.
//!
//! Takes a text, gives it in simplified characters, each in the place of its traditional one and of the same
//! length in bytes. The characters are those of `data/traditional_characters.tsv`. It is meant for
//! looking up words only: which of several traditional characters was written is lost.

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::data::DataFile;
use crate::order::Arrange as _;

/// Traditional characters with the simplified ones, in the order of the first.
static PAIRS: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let file = DataFile::new(include_str!("../data/traditional_characters.tsv"));
    let rows = file
        .rows()
        .filter_map(|[simplified, traditional]: [&'static str; 2]| {
            let simplified = simplified.chars().next()?;
            Some(traditional.chars().map(move |c| (c, simplified)))
        });
    let mut pairs: Vec<(char, char)> = rows.flatten().collect();
    pairs.arrange();
    pairs
});

/// Words in which characters of the list are written the same in both ways.
const UNCHANGED: [&str; 20] = [
    "乾坤", "乾隆", "乾陵", "卓著", "原著", "合著", "名著", "土著", "專著", "巨著", "拙著", "昭著",
    "編著", "著作", "著名", "著稱", "著者", "著述", "論著", "顯著",
];

/// The text in simplified characters.
pub(super) fn simplified(text: &str) -> Cow<'_, str> {
    // Simplified text has 著 and 乾, too.
    let is_traditional = |c: char| !is_in_both(c) && simplified_character(c).is_some();
    if !text.chars().any(is_traditional) {
        return Cow::Borrowed(text);
    }
    let mut simplified = String::with_capacity(text.len());
    let mut before = None;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let next = characters.peek().copied();
        let is_unchanged = is_in_both(c) && is_unchanged(before, c, next);
        let other = simplified_character(c).filter(|_| !is_unchanged);
        simplified.push(other.unwrap_or(c));
        before = Some(c);
    }
    Cow::Owned(simplified)
}

/// Whether a character of the list is used in simplified text, too.
fn is_in_both(c: char) -> bool {
    matches!(c, '著' | '乾')
}

/// Whether a character that is used in both ways stands in a word where it does not change.
fn is_unchanged(before: Option<char>, c: char, next: Option<char>) -> bool {
    let simple = |c: char| {
        let other = simplified_character(c).filter(|_| !is_in_both(c));
        other.unwrap_or(c)
    };
    let is_word = |first: char, second: char| {
        UNCHANGED
            .iter()
            .any(|word| word.chars().map(simple).eq([simple(first), simple(second)]))
    };
    before.is_some_and(|before| is_word(before, c)) || next.is_some_and(|next| is_word(c, next))
}

fn simplified_character(c: char) -> Option<char> {
    let place = PAIRS.binary_search_by_key(&c, |&(traditional, _)| traditional);
    PAIRS.get(place.ok()?).map(|(_, simplified)| *simplified)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_distinct_and_of_the_same_length() {
        for pair in PAIRS.windows(2) {
            assert!(pair[0].0 < pair[1].0, "{pair:?}");
        }
        for &(traditional, simple) in PAIRS.iter() {
            assert_eq!(traditional.len_utf8(), simple.len_utf8());
            assert_eq!(simplified_character(simple), None, "{simple}");
        }
    }

    #[test]
    fn text_is_simplified_where_it_is_traditional() {
        assert_eq!(simplified("圖書館開放了"), "图书馆开放了");
        assert_eq!(simplified("著名作家看著顯著的字"), "著名作家看着显著的字");
        assert_eq!(simplified("乾隆皇帝與乾淨的水"), "乾隆皇帝与干净的水");
        for text in ["图书馆", "他著有两本书", "乾隆"] {
            assert!(matches!(simplified(text), Cow::Borrowed(_)), "{text}");
        }
    }
}
