//! The token sequence of a document as 32-bit symbols.
//!
//! A symbol is a word (its surface) or a separator: the text between two words together with the
//! boundary it makes. A single space that bounds nothing is left out, since it is what nearly
//! always stands between words; so a sequence takes a little more than four bytes a token and still
//! gives back the text, which is what concordances are made from.

use crate::model::SurfaceId;

/// How strongly two neighbouring words are parted. Each includes the weaker ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Boundary {
    /// Blanks, or marks that hold words together: `-` and `&`.
    None,
    /// Punctuation: a key phrase does not cross it.
    Break,
    /// The end of a sentence.
    Sentence,
    /// The end of a paragraph.
    Paragraph,
}

impl Boundary {
    /// The boundary stored as this byte.
    #[must_use]
    pub fn from_byte(byte: u8) -> Self {
        match byte {
            0 => Self::None,
            1 => Self::Break,
            2 => Self::Sentence,
            _ => Self::Paragraph,
        }
    }
}

/// A word or a separator of a token sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Symbol(u32);

impl Symbol {
    const SEPARATOR: u32 = 1 << 31;
    /// How many different words, or separators, a symbol can tell apart.
    pub const LIMIT: usize = Self::SEPARATOR as usize;

    /// The symbol of a word, by its place in a list of surfaces.
    #[must_use]
    pub fn word(index: u32) -> Self {
        debug_assert!(index & Self::SEPARATOR == 0);
        Self(index)
    }

    /// The symbol of a separator, by its place in a list of separators.
    #[must_use]
    pub fn separator(index: u32) -> Self {
        debug_assert!(index & Self::SEPARATOR == 0);
        Self(index | Self::SEPARATOR)
    }

    /// The symbol as a number, for storing.
    #[must_use]
    pub fn to_bits(self) -> u32 {
        self.0
    }

    /// The symbol that was stored as this number.
    #[must_use]
    pub fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    /// Its place in a list of all words with all separators behind them.
    #[must_use]
    pub fn place_behind(self, words: usize) -> usize {
        (self.0 & !Self::SEPARATOR) as usize + (self.0 >> 31) as usize * words
    }

    /// The surface, if this is a word.
    #[must_use]
    pub fn as_word(self) -> Option<SurfaceId> {
        (self.0 & Self::SEPARATOR == 0).then_some(SurfaceId(self.0))
    }

    /// The place in the list of separators, if this is one.
    #[must_use]
    pub fn as_separator(self) -> Option<u32> {
        (self.0 & Self::SEPARATOR != 0).then_some(self.0 & !Self::SEPARATOR)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symbol_is_a_word_or_a_separator() {
        assert_eq!(Symbol::word(7).as_word(), Some(SurfaceId(7)));
        assert_eq!(Symbol::word(7).as_separator(), None);
        assert_eq!(Symbol::separator(7).as_separator(), Some(7));
        assert_eq!(Symbol::separator(7).as_word(), None);
        assert_eq!(Symbol::word(7).place_behind(100), 7);
        assert_eq!(Symbol::separator(7).place_behind(100), 107);
    }

    #[test]
    fn boundaries_are_ordered_by_strength() {
        for byte in 0..4 {
            assert_eq!(Boundary::from_byte(byte) as u8, byte);
        }
        assert!(Boundary::Paragraph > Boundary::Sentence && Boundary::Sentence > Boundary::Break);
    }
}
