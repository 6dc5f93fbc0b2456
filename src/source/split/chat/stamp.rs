//! The beginning of a message in an export of WhatsApp: date, time, and who wrote.
//!
//! `[31.12.21, 22:15:01] Ann: text` on iOS, `31/12/2021, 10:15 PM - Ann: text` on Android; the order of the
//! numbers, the signs between them, the words for morning and evening, and the digits depend on the
//! language of the telephone.

/// How many characters the words for morning and evening have at most.
const LONGEST_PERIOD: usize = 20;
/// How many characters the name of a writer has at most.
const LONGEST_NAME: usize = 100;

/// A line that begins a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp<'a> {
    /// The numbers of the date, in the order in which they stand there.
    pub(super) numbers: [u32; 3],
    /// The time as it stands there.
    pub(super) time: &'a str,
    /// What follows.
    pub(super) rest: &'a str,
}

/// Signs that show the direction of writing, and the byte-order mark.
pub(super) fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The stamp at the beginning of a line.
pub(super) fn stamp(line: &str) -> Option<Stamp<'_>> {
    let line = line.trim_start_matches(is_mark);
    let (is_bracketed, rest) = match line.strip_prefix('[') {
        Some(rest) => (true, rest),
        None => (false, line),
    };
    let (first, first_digits, rest) = number(rest)?;
    let (second, second_digits, rest) = number(separator(rest, 4)?)?;
    let (third, third_digits, rest) = number(separator(rest, 4)?)?;
    let is_date = matches!(
        (first_digits, second_digits, third_digits),
        (1..=2, 1..=2, 2 | 4) | (4, 1..=2, 1..=2)
    );
    if !is_date {
        return None;
    }
    // Perhaps the word for morning stands before the time.
    let before = rest.find(|letter: char| digit(letter).is_some())?;
    let between = &rest[..before];
    if between.is_empty()
        || between.chars().count() > LONGEST_PERIOD
        || between.contains([':', '[', ']'])
    {
        return None;
    }
    let (rest, sign) = if is_bracketed {
        (&rest[before..], "]")
    } else {
        (&rest[before..], " - ")
    };
    let (_, _, after) = number(rest).filter(|(hour, digits, _)| *hour < 25 && *digits < 3)?;
    let after = after.strip_prefix([':', '.', 'h', '：'])?;
    let (_, _, after) = number(after).filter(|(minute, digits, _)| *minute < 60 && *digits == 2)?;
    let seconds = after.strip_prefix([':', '.']).and_then(number);
    // Programs write such lines into their logs.
    if seconds.is_some() && first_digits == 4 && !is_bracketed {
        return None;
    }
    let after = seconds.map_or(after, |(_, _, after)| after);
    let end = after.find(sign).or_else(|| after.find(" – "))?;
    let period = &after[..end];
    if period.chars().count() > LONGEST_PERIOD
        || period.contains(|letter: char| digit(letter).is_some() || letter == ':')
    {
        return None;
    }
    let time = &rest[..rest.len() - after.len() + end];
    let rest = after[end..].trim_start_matches(['-', '–', ']', ' ', '\u{a0}']);
    Some(Stamp {
        numbers: [first, second, third],
        time: time.trim(),
        rest: rest.trim_start_matches(is_mark),
    })
}

impl<'a> Stamp<'a> {
    /// Who wrote and what, if it is a message and no line of the program.
    pub(super) fn message(&self) -> Option<(&'a str, &'a str)> {
        let (name, text) = match self.rest.split_once(": ") {
            Some(parts) => parts,
            None => (self.rest.strip_suffix(':')?, ""),
        };
        let name = name.trim_matches(|letter: char| {
            is_mark(letter) || letter.is_whitespace() || letter == '~'
        });
        let is_name = !name.is_empty()
            && name.chars().count() <= LONGEST_NAME
            && !name.contains(['"', '“', '«', '„']);
        is_name.then_some((name, text))
    }
}

/// What follows the signs between the numbers of a date.
fn separator(text: &str, most: usize) -> Option<&str> {
    let is_sign = |letter: &char| {
        matches!(
            letter,
            '/' | '.' | '-' | ' ' | '\u{a0}' | '年' | '月' | '년' | '월'
        ) || is_mark(*letter)
    };
    let signs = text.chars().take_while(is_sign);
    let count = signs.clone().count();
    let length: usize = signs.map(char::len_utf8).sum();
    (1..=most).contains(&count).then(|| &text[length..])
}

/// The number at the beginning of a text, how many digits it has, and the rest.
fn number(text: &str) -> Option<(u32, usize, &str)> {
    let (mut value, mut digits, mut length) = (0, 0, 0);
    for letter in text.chars() {
        let Some(digit) = digit(letter) else {
            break;
        };
        if digits == 4 {
            return None;
        }
        value = value * 10 + digit;
        digits += 1;
        length += letter.len_utf8();
    }
    (digits > 0).then(|| (value, digits, &text[length..]))
}

/// The value of a digit: European, Arabic, Persian, Devanagari, Bengali.
fn digit(letter: char) -> Option<u32> {
    let zeros = ['0', '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}'];
    zeros.iter().find_map(|zero| {
        let value = (letter as u32).checked_sub(*zero as u32)?;
        (value < 10).then_some(value)
    })
}
