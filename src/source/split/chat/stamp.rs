//! The beginning of a message in an export of a chat: date, time, and who wrote.
//!
//! `[31.12.21, 22:15:01] Ann: text` of WhatsApp on iOS, `31/12/2021, 10:15 PM - Ann: text` on Android,
//! `[22:15, 31/12/2021] Ann: text` in a browser, `Ann, [31.12.21 22:15]` of Telegram; the order of the
//! numbers, the signs between them, the words for morning and evening, and the digits depend on the
//! language of the telephone.

use crate::clean::parse_date;

/// How many characters the words for morning and evening have at most.
const LONGEST_PERIOD: usize = 20;
/// How many characters the name of a writer has at most.
const LONGEST_NAME: usize = 100;
/// How long date and time are at most, in bytes.
const LONGEST_MOMENT: usize = 80;

/// A line that begins a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp<'a> {
    /// The numbers of the date, in the order in which they stand there.
    pub(super) numbers: [u32; 3],
    /// Whether full stops part them, as they do only where the day stands first.
    pub(super) is_dotted: bool,
    /// The time as it stands there.
    pub(super) time: &'a str,
    /// Who wrote, if that stands before the date.
    name: Option<&'a str>,
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
    if let Some(rest) = line.strip_prefix('[') {
        let (inside, rest) = rest.split_once(']')?;
        let moment = moment(inside).or_else(|| time_first(inside))?;
        return Some(moment.stamp(None, rest));
    }
    if let Some((name, inside)) = line
        .strip_suffix(']')
        .and_then(|line| line.rsplit_once(", ["))
    {
        let moment = moment(inside)?;
        return Some(moment.stamp(Some(name), ""));
    }
    let end = line.floor_char_boundary(LONGEST_MOMENT);
    let head = &line[..end];
    let signs = [" - ", " – "].iter().filter_map(|sign| head.find(sign));
    let dashed = signs.min().and_then(|end| {
        let (before, rest) = line.split_at(end);
        let numbered = moment(before).filter(|moment| !moment.is_of_log());
        Some(numbered.or_else(|| in_words(before))?.stamp(None, rest))
    });
    if dashed.is_some() {
        return dashed;
    }
    // Telephones before 2016: `31.12.15, 22:15:01: Ann: text`.
    let (before, rest) = before_colon(head, line)?;
    let moment = moment(before).filter(|moment| moment.has_seconds && !moment.is_of_log())?;
    Some(moment.stamp(None, rest))
}

/// What stands before the first colon that a blank follows, and behind it.
fn before_colon<'a>(head: &str, line: &'a str) -> Option<(&'a str, &'a str)> {
    let end = head.find(": ")?;
    Some((&line[..end], &line[end + 1..]))
}

/// A date and a time.
#[derive(Debug, Clone, Copy)]
struct Moment<'a> {
    numbers: [u32; 3],
    is_dotted: bool,
    is_year_first: bool,
    has_seconds: bool,
    time: &'a str,
}

impl<'a> Moment<'a> {
    fn stamp(self, name: Option<&'a str>, rest: &'a str) -> Stamp<'a> {
        let rest = rest.trim_start_matches(['-', '–', ' ', '\u{a0}']);
        Stamp {
            numbers: self.numbers,
            is_dotted: self.is_dotted,
            time: self.time.trim(),
            name,
            rest: rest.trim_start_matches(is_mark),
        }
    }

    /// Programs write such lines into their logs.
    fn is_of_log(&self) -> bool {
        self.is_year_first && self.has_seconds
    }
}

/// The date and the time that a text is made of.
fn moment(text: &str) -> Option<Moment<'_>> {
    let (date, rest) = date(text)?;
    // Perhaps the word for morning stands before the time.
    let before = rest.find(|letter: char| digit(letter).is_some())?;
    let between = &rest[..before];
    if between.is_empty()
        || between.chars().count() > LONGEST_PERIOD
        || between.contains([':', '[', ']'])
    {
        return None;
    }
    let time = &rest[before..];
    Some(Moment {
        time,
        has_seconds: has_seconds(time)?,
        ..date
    })
}

/// A time and a date, as browsers show them.
fn time_first(text: &str) -> Option<Moment<'_>> {
    let (time, rest) = text.split_once(", ")?;
    let (date, after) = date(rest)?;
    let has_seconds = has_seconds(time).filter(|_| after.trim_matches(is_mark).is_empty())?;
    Some(Moment {
        time,
        has_seconds,
        ..date
    })
}

/// A date with the name of its month, and a time.
fn in_words(text: &str) -> Option<Moment<'_>> {
    let (day, time) = text.rsplit_once([',', ' ']).and_then(|(day, last)| {
        // The word for evening may stand behind a blank.
        match has_seconds(last) {
            Some(_) => Some((day, last)),
            None => {
                let (day, _) = day.rsplit_once([',', ' '])?;
                Some((day, text.get(day.len() + 1..)?))
            }
        }
    })?;
    let has_seconds = has_seconds(time)?;
    let day = day.trim_end_matches([',', ' ']);
    let written = parse_date(day).filter(|_| day.contains(char::is_alphabetic))?;
    let written = written.to_string();
    let mut numbers = written.split('-').map(str::parse);
    let mut number = || numbers.next()?.ok();
    Some(Moment {
        numbers: [number()?, number()?, number()?],
        is_dotted: false,
        is_year_first: true,
        has_seconds,
        time,
    })
}

/// The date that a text begins with, and what follows.
fn date(text: &str) -> Option<(Moment<'_>, &str)> {
    let text = text.trim_start_matches(|letter: char| is_mark(letter) || letter == ' ');
    let (first, first_digits, behind) = number(text)?;
    let (second, second_digits, rest) = number(separator(behind, 4)?)?;
    let (third, third_digits, rest) = number(separator(rest, 4)?)?;
    let is_date = matches!(
        (first_digits, second_digits, third_digits),
        (1..=2, 1..=2, 2 | 4) | (4, 1..=2, 1..=2)
    );
    let moment = Moment {
        numbers: [first, second, third],
        is_dotted: behind.starts_with('.') && first_digits < 4,
        is_year_first: first_digits == 4,
        has_seconds: false,
        time: "",
    };
    is_date.then_some((moment, rest))
}

/// Whether a time has seconds, if it is one.
fn has_seconds(time: &str) -> Option<bool> {
    let time = time.trim_matches(|letter: char| is_mark(letter) || letter == ' ');
    // The word for evening may stand before the time or behind it.
    let start = time.find(|letter: char| digit(letter).is_some())?;
    let (before, time) = time.split_at(start);
    let (_, _, after) = number(time).filter(|(hour, digits, _)| *hour < 25 && *digits < 3)?;
    let after = after.strip_prefix([':', '.', 'h', '：'])?;
    let (_, _, after) = number(after).filter(|(minute, digits, _)| *minute < 60 && *digits == 2)?;
    let seconds = after.strip_prefix([':', '.']).and_then(number);
    let after = seconds.map_or(after, |(_, _, after)| after);
    let is_word = |word: &str| {
        word.chars().count() <= LONGEST_PERIOD
            && !word.contains(|letter: char| digit(letter).is_some() || ":[]".contains(letter))
    };
    (is_word(before) && is_word(after)).then_some(seconds.is_some())
}

impl<'a> Stamp<'a> {
    /// Who wrote and what, if it is a message and no line of the program.
    pub(super) fn message(&self) -> Option<(&'a str, &'a str)> {
        let (name, text) = match (self.name, self.rest.split_once(": ")) {
            (Some(name), _) => (name, self.rest),
            (None, Some(parts)) => parts,
            (None, None) => (self.rest.strip_suffix(':')?, ""),
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
