//! Codes of languages beside those that the detector tells: their numbers and names.

use std::sync::LazyLock;

use super::language::LANGUAGES;
use crate::data::DataFile;
use crate::sorted::SortedMap;

/// Where the codes of three letters begin; tables are shorter.
pub(super) const UNNAMED: u16 = 4096;
/// Letters of a code.
const LETTERS: u16 = 26;

/// A language of the list of others.
pub(super) struct Other {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
}

/// The languages of the list, and numbers of languages by other codes for them.
pub(super) struct Others {
    pub(super) rows: Vec<Other>,
    pub(super) numbers: SortedMap<&'static str, u16>,
}

pub(super) static OTHERS: LazyLock<Others> = LazyLock::new(|| {
    let mut others = Others {
        rows: Vec::new(),
        numbers: SortedMap::new(),
    };
    let file = DataFile::new(include_str!("../data/languages.tsv"));
    for ([code, aliases, name], number) in file.rows().zip(LANGUAGES.len() as u16..UNNAMED) {
        others.rows.push(Other { code, name });
        for code in aliases.split(',').chain([code]) {
            others.numbers.insert(code, number);
        }
    }
    let tags = DataFile::new(include_str!("../data/language_tags.tsv"));
    for [tag, code] in tags.rows() {
        let index = LANGUAGES.iter().position(|row| row.code == code);
        if let Some(index) = index {
            others.numbers.insert(tag, index as u16);
        }
    }
    others
});

/// All codes of three letters, one after another.
pub(super) static CODES: LazyLock<String> = LazyLock::new(|| {
    let codes = (0..LETTERS.pow(3)).flat_map(|number| {
        let letters = [
            number / LETTERS.pow(2),
            number / LETTERS % LETTERS,
            number % LETTERS,
        ];
        letters.map(|letter| char::from(b'a' + letter as u8))
    });
    codes.collect()
});

/// The number of a code of three letters, but for those that stand for no language.
pub(super) fn unnamed(code: &str) -> Option<u16> {
    let letters = code.as_bytes();
    let is_code = letters.len() == 3 && letters.iter().all(u8::is_ascii_lowercase);
    let is_none = matches!(code, "und" | "mul" | "mis" | "zxx") || ("qaa"..="qtz").contains(&code);
    let number = letters.iter().fold(0, |number: u16, letter| {
        number
            .wrapping_mul(LETTERS)
            .wrapping_add(u16::from(letter.wrapping_sub(b'a')))
    });
    (is_code && !is_none).then(|| UNNAMED + number)
}
