//! What may stand around a date that fills a text: weekday, time, zone, brackets.

use std::ops::Range;

use super::forms::Reader;
use super::names;
use super::tokens::{Kind, Number, numeral};

/// The signs of a date line.
const SIGNS: &str = ",;.()[]|·'\"";
/// The characters of weekdays, times of day and their units in Chinese, Japanese and Korean.
const CHARACTERS: &str =
    "星期周週礼禮拜一二三四五六日天月火水木金土曜上中下午早晚晨凌时時点點分秒오전후시초화목요";

impl Reader<'_> {
    /// Whether these tokens say nothing but weekday, time and zone.
    pub(super) fn is_around(&self, range: Range<usize>) -> bool {
        let mut at = range.start;
        while at < range.end {
            let next = self
                .past_time(at)
                .or_else(|| self.past_offset(at))
                .or_else(|| self.past_small(at));
            match next {
                Some(next) if next <= range.end => at = next,
                _ => return false,
            }
        }
        true
    }

    /// One token that may stand around a date.
    fn past_small(&self, at: usize) -> Option<usize> {
        let is_small = match self.kind(at)? {
            Kind::Blank => true,
            Kind::Word => {
                let word = self.word(at)?;
                names::is_weekday(word) || names::is_time_word(word)
            }
            Kind::Character(char) => CHARACTERS.contains(char) || numeral(char).is_some(),
            // `2015-12-16 - 10:11`, but not `2015-12-16 -`, and `segunda-feira`.
            Kind::Sign('-' | '–' | '—' | ':') => {
                let is_between_words = self.word(at + 1).is_some_and(names::is_weekday);
                is_between_words || self.past_time(self.past_blank(at + 1)).is_some()
            }
            Kind::Sign(sign) => SIGNS.contains(sign),
            // `10时32分`, `10 h`, `T101112`, `8 a.m.`
            Kind::Number(number) => {
                let after_t = at.checked_sub(1).and_then(|before| self.word(before));
                let is_basic = matches!(number.digits, 4 | 6)
                    && after_t.is_some_and(|word| word.eq_ignore_ascii_case("t"));
                is_basic || number.value < 60 && number.digits <= 2 && self.is_unit(at + 1)
            }
        };
        is_small.then_some(at + 1)
    }

    /// Whether a unit of time follows.
    fn is_unit(&self, at: usize) -> bool {
        let at = self.past_blank(at);
        match self.kind(at) {
            Some(Kind::Character(char)) => "时時点點分秒시초".contains(char),
            Some(Kind::Word) => self.word(at).is_some_and(names::is_time_unit),
            _ => false,
        }
    }

    /// A time with its zone in numbers: `10:11`, `10:11:12.5+08:00`, `10h11`, `10.11 Uhr`.
    pub(super) fn past_time(&self, at: usize) -> Option<usize> {
        let mut at = self.past_blank(at);
        let within = |at: usize, most: u32| {
            let number = self.digits(at)?;
            (number.digits <= 2 && number.value <= most).then_some(at + 1)
        };
        at = within(at, 24)?;
        let is_h = self
            .word(at)
            .is_some_and(|word| word.eq_ignore_ascii_case("h"));
        // `9.15` is a time only where nothing else may stand.
        let is_minute = |minute: Number| minute.digits == 2;
        let is_alone = !self.is_line
            && self.digits(at + 1).is_some_and(is_minute)
            && self.sign(at + 2).is_none();
        let is_dotted = self.sign(at) == Some('.') && (is_alone || self.is_unit(at + 2));
        if !is_h && !is_dotted && self.sign(at) != Some(':') {
            return None;
        }
        at = within(at + 1, 59)?;
        if self.sign(at) == Some(':') {
            at = within(at + 1, 60)?;
        }
        if matches!(self.sign(at), Some('.' | ',')) && self.digits(at + 1).is_some() {
            at += 2;
        }
        Some(self.past_zone(at))
    }

    /// A zone behind a date without a time: `+01:00`.
    fn past_offset(&self, at: usize) -> Option<usize> {
        let two = |at: usize| self.digits(at).is_some_and(|number| number.digits == 2);
        let is_offset = matches!(self.sign(at)?, '+' | '-')
            && two(at + 1)
            && self.sign(at + 2) == Some(':')
            && two(at + 3);
        is_offset.then_some(at + 4)
    }

    /// A zone in numbers or letters, where there is one: `+0100`, ` GMT-05:00`.
    fn past_zone(&self, at: usize) -> usize {
        let mut end = self.past_blank(at);
        if self.word(end).is_some_and(names::is_time_word) {
            end += 1;
        }
        let sign = self.past_blank(end);
        let hours = self.digits(sign + 1).map(|hours| hours.digits);
        match (self.sign(sign), hours) {
            (Some('+' | '-'), Some(4)) => sign + 2,
            (Some('+' | '-'), Some(1..=2)) if self.sign(sign + 2) == Some(':') => sign + 4,
            (Some('+' | '-'), Some(1..=2)) => sign + 2,
            _ if end > at + 1 => end,
            _ => at,
        }
    }
}
