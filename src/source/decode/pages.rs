//! Single-byte code pages that the Web does not use, so that encoding_rs leaves them out: those of DOS.
//! Their characters are in a data file.

use std::sync::LazyLock;

use super::text::Text;
use crate::data::DataFile;
use crate::sorted::SortedMap;

/// A code page whose lower half is ASCII.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Page {
    name: &'static str,
}

/// The characters of the bytes from 0x80 on; U+FFFD where there is none.
type UpperHalf = [char; 128];

/// All pages, by name.
static PAGES: LazyLock<SortedMap<&'static str, UpperHalf>> = LazyLock::new(|| {
    let file = DataFile::new(include_str!("../../data/code_pages.tsv"));
    let mut pages = SortedMap::new();
    for [name, from, characters] in file.rows() {
        let upper = pages.or_insert_with(name, || [char::REPLACEMENT_CHARACTER; 128]);
        let first = u8::from_str_radix(from, 16).ok();
        let first = first.and_then(|byte| byte.checked_sub(0x80));
        let places = first.and_then(|first| upper.get_mut(usize::from(first)..));
        for (place, character) in places.into_iter().flatten().zip(characters.chars()) {
            *place = without_placeholder(character);
        }
    }
    pages
});

/// A character of the data file, in which ASCII stands for what nobody would see.
fn without_placeholder(character: char) -> char {
    match character {
        '_' => '\u{A0}',
        '-' => '\u{AD}',
        '?' => char::REPLACEMENT_CHARACTER,
        _ => character,
    }
}

impl Page {
    /// United States.
    pub(super) const IBM437: Self = Self { name: "ibm437" };
    /// Baltic.
    pub(super) const IBM775: Self = Self { name: "ibm775" };
    /// Western Europe.
    pub(super) const IBM850: Self = Self { name: "ibm850" };
    /// Central Europe.
    pub(super) const IBM852: Self = Self { name: "ibm852" };
    /// Cyrillic.
    pub(super) const IBM855: Self = Self { name: "ibm855" };
    /// Turkish.
    pub(super) const IBM857: Self = Self { name: "ibm857" };

    /// All pages, in the order of their names.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        PAGES.keys().map(|name| Self { name })
    }

    /// Its name.
    pub(super) fn name(self) -> &'static str {
        self.name
    }

    /// The characters of the upper half, by byte.
    pub(super) fn upper_half(self) -> UpperHalf {
        let upper = PAGES.get(self.name).copied();
        upper.unwrap_or([char::REPLACEMENT_CHARACTER; 128])
    }

    /// Decodes all bytes.
    pub(super) fn decode(self, bytes: &[u8]) -> Text {
        let upper = self.upper_half();
        let mut replaced = 0;
        let character = |&byte: &u8| match byte.checked_sub(0x80) {
            None => char::from(byte),
            Some(index) => {
                let character = upper[usize::from(index)];
                replaced += u32::from(character == char::REPLACEMENT_CHARACTER);
                character
            }
        };
        let text = bytes.iter().map(character).collect();
        Text { text, replaced }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_whole() {
        let named = [
            Page::IBM437,
            Page::IBM775,
            Page::IBM850,
            Page::IBM852,
            Page::IBM855,
            Page::IBM857,
        ];
        assert!(named.iter().all(|page| PAGES.contains_key(page.name)));
        for page in Page::all() {
            // Three bytes of the Turkish page have no character.
            let missing = page
                .upper_half()
                .iter()
                .filter(|c| **c == '\u{FFFD}')
                .count();
            assert_eq!(
                missing,
                if page == Page::IBM857 { 3 } else { 0 },
                "{page:?}"
            );
        }
        let edges = Page::IBM850.decode(b"A\x80\x9F\xA0\xF0\xFF");
        assert_eq!(
            (edges.text.as_str(), edges.replaced),
            ("AÇƒá\u{AD}\u{A0}", 0)
        );
    }
}
