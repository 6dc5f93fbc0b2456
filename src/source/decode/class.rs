//! What Unicode says of characters, for many at a time.
//!
//! Takes a character, gives a few bits, out of a table for most that are read. Says the same as the standard
//! library.

use std::sync::LazyLock;

/// What Unicode says of a character, of a few questions a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Class(u8);

/// The classes of characters by number, as far as most that are read go: asked for one by one, they take
/// longer than all else here.
#[derive(Clone, Copy)]
pub(super) struct Classes(&'static [Class]);

static CLASSES: LazyLock<Vec<Class>> =
    LazyLock::new(|| ('\0'..='\u{25FF}').map(Class::asked).collect());

impl Classes {
    /// The table, for many characters.
    pub(super) fn table() -> Self {
        Self(&CLASSES)
    }

    /// The class of a character.
    #[inline]
    pub(super) fn of(self, character: char) -> Class {
        let listed = self.0.get(character as usize).copied();
        listed.unwrap_or_else(|| Class::unlisted(character))
    }
}

impl Class {
    /// Alphabetic.
    pub(super) const LETTER: u8 = 1;
    /// A small letter.
    pub(super) const SMALL: u8 = 1 << 1;
    /// A capital.
    pub(super) const CAPITAL: u8 = 1 << 2;
    /// A digit or another number.
    pub(super) const NUMERIC: u8 = 1 << 3;
    /// As [`is_mark`] has it.
    pub(super) const MARK: u8 = 1 << 4;

    fn unlisted(character: char) -> Self {
        match character {
            '一'..='\u{9FFF}' | '가'..='힣' => Self(Self::LETTER),
            _ => Self::asked(character),
        }
    }

    fn asked(character: char) -> Self {
        let answers = [
            (character.is_alphabetic(), Self::LETTER),
            (character.is_lowercase(), Self::SMALL),
            (character.is_uppercase(), Self::CAPITAL),
            (character.is_numeric(), Self::NUMERIC),
            (is_mark(character), Self::MARK),
        ];
        let bits = answers.map(|(is_so, bit)| if is_so { bit } else { 0 });
        Self(bits.iter().fold(0, |all, bit| all | bit))
    }

    /// Whether one of these bits is set.
    #[inline]
    pub(super) fn has(self, bits: u8) -> bool {
        self.0 & bits != 0
    }
}

/// Whether a character is alphabetic.
pub(super) fn is_letter(character: char) -> bool {
    Classes::table().of(character).has(Class::LETTER)
}

/// Combining marks of the scripts that single-byte encodings and UTF-16 text have.
pub(super) fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5C7}' | '\u{610}'..='\u{61A}'
        | '\u{64B}'..='\u{65F}' | '\u{900}'..='\u{E4E}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_those_of_unicode() {
        for character in '\0'..='\u{1FFFF}' {
            let asked = Class::asked(character);
            assert_eq!(Classes::table().of(character), asked, "{character:?}");
            assert_eq!(is_letter(character), character.is_alphabetic());
        }
    }
}
