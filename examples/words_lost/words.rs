//! Words and how often each is there.

use std::collections::BTreeMap;

/// How often each word is there.
pub(crate) type Words = BTreeMap<String, usize>;

/// How many more times words are there than in others.
pub(crate) fn less(words: &Words, others: &Words) -> Words {
    let less = |(word, times): (&String, &usize)| {
        let others = others.get(word).copied().unwrap_or(0);
        (word.clone(), times.saturating_sub(others))
    };
    words.iter().map(less).collect()
}

/// Adds the words of a text; of scripts without blanks each character, since lines end anywhere in them.
pub(crate) fn add(words: &mut Words, text: &str) {
    let mut letters = [0; 4];
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let mut rest = word;
        while let Some(first) = rest.chars().next() {
            let end = match is_unspaced(first) {
                true => first.len_utf8(),
                false => rest.find(is_unspaced).unwrap_or(rest.len()),
            };
            let word = match is_unspaced(first) {
                true => (*first.encode_utf8(&mut letters)).to_owned(),
                false => rest[..end].to_lowercase(),
            };
            *words.entry(word).or_default() += 1;
            rest = &rest[end..];
        }
    }
}

fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

pub(crate) fn count(words: &Words) -> usize {
    words.values().sum()
}
