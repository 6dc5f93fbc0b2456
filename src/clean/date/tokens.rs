//! Takes a text, gives the numbers, words, signs and blanks that dates are made of.

use std::ops::Range;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A run of decimal digits of one script.
    Number(Number),
    /// A run of letters.
    Word,
    /// A Chinese character or Korean syllable, each for itself.
    Character(char),
    /// White space.
    Blank,
    /// Anything else; full-width signs and hyphens of every kind stand as their ASCII relatives.
    Sign(char),
}

/// A number as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: u32,
    /// How many digits it was written with.
    pub(super) digits: usize,
    /// Whether the digits are those of Persian, where years may be of the Iranian calendar.
    pub(super) is_persian: bool,
}

/// A token and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) range: Range<usize>,
}

/// The zeros of the decimal digits that are read.
const ZEROS: [char; 17] = [
    '0',
    '０',
    '٠',
    PERSIAN_ZERO,
    '०',
    '০',
    '੦',
    '૦',
    '୦',
    '௦',
    '౦',
    '೦',
    '൦',
    '๐',
    '໐',
    '၀',
    '០',
];
const PERSIAN_ZERO: char = '۰';

/// Whether there is a digit or a Chinese numeral in a text.
pub(super) fn holds_number(text: &str) -> bool {
    let is_number = |char| digit(char).is_some() || numeral(char).is_some() || char == '○';
    text.bytes().any(|byte| byte.is_ascii_digit())
        || !text.is_ascii() && text.chars().any(is_number)
}

/// Cuts a text into tokens; together they are the whole text.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for (start, char) in text.char_indices() {
        let end = start + char.len_utf8();
        let kind = kind(char);
        if let Some(last) = tokens.last_mut()
            && let Some(joined) = join(last.kind, kind)
        {
            last.kind = joined;
            last.range.end = end;
        } else {
            tokens.push(Token {
                kind,
                range: start..end,
            });
        }
    }
    tokens
}

/// The token that a token and the character behind it make together, if they do.
fn join(token: Kind, next: Kind) -> Option<Kind> {
    match (token, next) {
        (Kind::Number(number), Kind::Number(digit)) if number.is_persian == digit.is_persian => {
            Some(Kind::Number(Number {
                value: number.value.saturating_mul(10).saturating_add(digit.value),
                digits: number.digits + 1,
                ..number
            }))
        }
        (Kind::Word, Kind::Word) | (Kind::Blank, Kind::Blank) => Some(token),
        _ => None,
    }
}

fn kind(char: char) -> Kind {
    if let Some((value, zero)) = digit(char) {
        return Kind::Number(Number {
            value,
            digits: 1,
            is_persian: zero == PERSIAN_ZERO,
        });
    }
    match char {
        '〇' | '○' => Kind::Character('〇'),
        '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => Kind::Character(char),
        // Marks that are no letters of their own: accents, and those of Indian scripts and of Thai.
        '\u{300}'..='\u{36f}'
        | '\u{93c}'
        | '\u{94d}'
        | '\u{9bc}'
        | '\u{9cd}'
        | '\u{a3c}'
        | '\u{a4d}'
        | '\u{acd}'
        | '\u{bcd}'
        | '\u{c4d}'
        | '\u{ccd}'
        | '\u{d4d}'
        | '\u{e47}'..='\u{e4e}' => Kind::Word,
        _ if char.is_alphabetic() => Kind::Word,
        _ if char.is_whitespace() => Kind::Blank,
        '-' | '\u{2010}' | '\u{2011}' | '\u{2212}' | '－' => Kind::Sign('-'),
        '／' => Kind::Sign('/'),
        '．' => Kind::Sign('.'),
        '，' | '،' | '、' => Kind::Sign(','),
        '：' => Kind::Sign(':'),
        '（' => Kind::Sign('('),
        '）' => Kind::Sign(')'),
        '’' | '‘' | 'ʼ' => Kind::Sign('\''),
        _ => Kind::Sign(char),
    }
}

/// The value of a decimal digit, and the zero of its script.
fn digit(char: char) -> Option<(u32, char)> {
    ZEROS.iter().find_map(|&zero| {
        let value = u32::from(char).checked_sub(u32::from(zero))?;
        (value < 10).then_some((value, zero))
    })
}

/// The value of a Chinese numeral; 10 is a place, not a digit.
pub(super) fn numeral(char: char) -> Option<u32> {
    let value = match char {
        '〇' | '零' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        _ => return None,
    };
    Some(value)
}

/// The number that Chinese numerals make: digit by digit (二〇一五), or with tens (二十一).
pub(super) fn spelled(numerals: &[u32]) -> Option<Number> {
    let value = match *numerals {
        [10] => 10,
        [10, ones @ 1..=9] => 10 + ones,
        [tens @ 1..=9, 10] => 10 * tens,
        [tens @ 1..=9, 10, ones @ 1..=9] => 10 * tens + ones,
        _ if numerals.contains(&10) || numerals.len() > 4 || numerals.is_empty() => return None,
        _ => numerals.iter().fold(0, |value, digit| 10 * value + digit),
    };
    Some(Number {
        value,
        digits: numerals.len(),
        is_persian: false,
    })
}
