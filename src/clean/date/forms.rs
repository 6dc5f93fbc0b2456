//! The forms that a date is written in, tried one after the other at a place in a text.

use std::ops::Range;

use super::iranian;
use super::names::{self, NameKind};
use super::tokens::{Kind, Number, Token, tokens};
use super::{Date, NoDate};
use crate::config::DateOrder;

/// What a form says, and the token behind it. A form that matches and has no date stops others
/// from taking a part of it: nothing makes February of "31 February".
pub(super) type DateAndEnd = (Result<Date, NoDate>, usize);

/// A text cut into tokens, in which dates are looked for.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: Vec<Token>,
    /// Whether the text is a line in which a date may stand among other words.
    pub(super) is_line: bool,
    order: DateOrder,
}

impl<'a> Reader<'a> {
    pub(super) fn whole(text: &'a str, order: DateOrder) -> Self {
        let text = text.trim();
        Self {
            text,
            tokens: tokens(text),
            is_line: false,
            order,
        }
    }

    pub(super) fn line(text: &'a str) -> Self {
        Self {
            text,
            tokens: tokens(text),
            is_line: true,
            order: DateOrder::Auto,
        }
    }

    /// The date that the text is as a whole.
    pub(super) fn read(&self) -> Result<Date, NoDate> {
        if let Some(year) = self.lone_year() {
            return year;
        }
        for start in 0..self.tokens.len() {
            if let Some((date, end)) = self.date_at(start)
                && self.is_around(0..start)
                && self.is_around(end..self.tokens.len())
            {
                return date;
            }
        }
        Err(NoDate::NotADate)
    }

    /// The first date in the line.
    pub(super) fn find(&self) -> Option<(Range<usize>, Date)> {
        let mut start = 0;
        while start < self.tokens.len() {
            match self.date_at(start) {
                Some((Ok(date), end)) => {
                    let last = self.tokens.get(end.checked_sub(1)?)?;
                    return Some((self.tokens[start].range.start..last.range.end, date));
                }
                Some((Err(_), end)) => start = end.max(start + 1),
                None => start += 1,
            }
        }
        None
    }

    fn date_at(&self, at: usize) -> Option<DateAndEnd> {
        if matches!(self.kind(at)?, Kind::Word) {
            return self.month_day_year(at).or_else(|| self.month_and_year(at));
        }
        if let Some(date) = self.year_of_era(at) {
            return Some(date);
        }
        self.number(at)?;
        if self.is_line && !self.starts_apart(at) {
            return None;
        }
        self.numeric(at)
            .or_else(|| self.day_month_year(at))
            .or_else(|| self.days_month_year(at))
            .or_else(|| self.with_units(at))
            .or_else(|| self.year_first(at))
            .or_else(|| self.whole_number(at))
    }

    /// `2015-12-16`, `16/12/2015` and their like: three numbers with twice the same sign between.
    fn numeric(&self, at: usize) -> Option<DateAndEnd> {
        let sign = self.sign(at + 1).filter(|sign| "-/.".contains(*sign))?;
        let after = |at: usize| {
            let is_same = self.sign(at) == Some(sign);
            is_same.then(|| {
                if sign == '.' {
                    self.past_blank(at + 1)
                } else {
                    at + 1
                }
            })
        };
        let second = after(at + 1)?;
        let third = after(second + 1)?;
        let [a, b, c] = [at, second, third].map(|at| self.digits(at));
        let (a, b, c, end) = (a?, b?, c?, third + 1);
        if self.is_line && !self.ends_apart(end, Some(sign), at) {
            return None;
        }
        let date = match (a.digits, b.digits, c.digits) {
            (4, 1..=2, 1..=2) => {
                let is_tight = second == at + 2;
                // Numbers of versions and paragraphs look like `2015.1.2`.
                if self.is_line && sign == '.' && is_tight && b.digits + c.digits < 4 {
                    return None;
                }
                date(a, b.value, c.value)
            }
            (1..=2, 1..=2, 4) => self.ordered(a.value, b.value, c, sign),
            _ => return None,
        };
        Some((date, end))
    }

    /// The date of two numbers of which one is the day and the other the month.
    fn ordered(&self, a: u32, b: u32, year: Number, sign: char) -> Result<Date, NoDate> {
        let day_first = date(year, b, a);
        let month_first = date(year, a, b);
        let order = if sign == '.' {
            DateOrder::DayFirst
        } else {
            self.order
        };
        match (day_first, month_first) {
            (Ok(one), Ok(other)) if one != other => match order {
                DateOrder::DayFirst => Ok(one),
                DateOrder::MonthFirst => Ok(other),
                DateOrder::Auto => Err(NoDate::Ambiguous),
            },
            (day_first, month_first) => day_first.or(month_first),
        }
    }

    /// `16 December 2015`, `16th of December, 2015`, `16-Dec-2015`.
    fn day_month_year(&self, at: usize) -> Option<DateAndEnd> {
        let day = self.day(at)?;
        let start = self.gap(self.past_ordinal(at + 1), !self.is_line);
        let is_dotted = self.sign(at + 1) == Some('.');
        let dotted = is_dotted.then(|| self.dotted_month(start)).flatten();
        let (month, end) = dotted.or_else(|| self.month(start))?;
        let (year, end) = self.year_of(month, self.gap(end, true))?;
        Some((date(year, month.number, day), end))
    }

    /// `16-18 December 2015`: to the month, in which all of the days lie.
    fn days_month_year(&self, at: usize) -> Option<DateAndEnd> {
        let first = self.day(at)?;
        let second = self.past_dash(self.past_ordinal(at + 1))?;
        let last = self.day(second)?;
        let (date, end) = self.day_month_year(second)?;
        Some((date.and_then(|date| month_of(date, first, last)), end))
    }

    /// `December 16, 2015`, `Dec 16 10:11:12 +0000 2015`, `December 16-18, 2015`.
    fn month_day_year(&self, at: usize) -> Option<DateAndEnd> {
        let (month, end) = self.month(at)?;
        let start = self.gap(end, !self.is_line);
        let day = self.day(start)?;
        let mut end = self.past_ordinal(start + 1);
        let mut last = None;
        if let Some(second) = self.past_dash(end)
            && let Some(day) = self.day(second)
        {
            last = Some(day);
            end = second + 1;
        }
        end = self.past_time(end).unwrap_or(end);
        let (year, end) = self.year_of(month, self.gap(end, true))?;
        let last_day = date(year, month.number, last.unwrap_or(day));
        let date = match last {
            Some(last) => last_day.and_then(|date| month_of(date, day, last)),
            None => last_day,
        };
        Some((date, end))
    }

    /// `December 2015`, `diciembre de 2015`.
    fn month_and_year(&self, at: usize) -> Option<DateAndEnd> {
        let (month, end) = self.month(at)?;
        let is_capital = self.word(at)?.starts_with(char::is_uppercase);
        let is_clear = match month.kind {
            NameKind::Full => true,
            NameKind::NeedsCapital => is_capital,
            NameKind::Dotted | NameKind::Short | NameKind::Doubtful | NameKind::Iranian => false,
        };
        if self.is_line && !is_clear {
            return None;
        }
        let (year, end) = self.year_of(month, self.gap(end, true))?;
        Some((check(year, Some(month.number), None), end))
    }

    /// `2015. december 16.`, `2015 m. gruodžio 16 d.`, `2015. gada 16. decembrī`. In a line the month
    /// has a small letter, as it has in these languages: "It was 2015. May 16 people ...".
    fn year_first(&self, at: usize) -> Option<DateAndEnd> {
        let year = self.digits(at).filter(|year| year.digits == 4)?;
        let mut start = self.past_blank(self.past_ordinal(at + 1));
        if self.word(start).is_some_and(names::is_year_word) {
            start = self.past_blank(self.past_ordinal(start + 1));
        }
        let is_small = |at: usize| {
            let word = self.word(at);
            !self.is_line || word.is_some_and(|word| word.starts_with(char::is_lowercase))
        };
        if let Some((month, end)) = self.month(start).filter(|_| is_small(start)) {
            let at = self.past_blank(end);
            let (year, day) = (month.year(year)?, self.day(at)?);
            return Some((date(year, month.number, day), at + 1));
        }
        let day = self.day(start)?;
        let start = self.past_blank(self.past_ordinal(start + 1));
        let (month, end) = self.month(start).filter(|_| is_small(start))?;
        Some((date(month.year(year)?, month.number, day), end))
    }

    /// What is a date only where nothing else stands: `20151216`, `2015-12`, `12/2015`.
    fn whole_number(&self, at: usize) -> Option<DateAndEnd> {
        if self.is_line {
            return None;
        }
        let first = self.digits(at)?;
        if first.digits == 8 {
            let year = Number {
                value: first.value / 10_000,
                digits: 4,
                ..first
            };
            let (month, day) = (first.value / 100 % 100, first.value % 100);
            return Some((date(year, month, day), at + 1));
        }
        let second = self.digits(at + 2)?;
        let (year, month) = match (first.digits, self.sign(at + 1)?, second.digits) {
            (4, '-', 2) => (first, second),
            (1..=2, '/' | '.', 4) => (second, first),
            _ => return None,
        };
        Some((check(year, Some(month.value), None), at + 3))
    }

    /// A year and nothing else: `2015`, `(2015)`, `2015年`, `2015 г.`.
    fn lone_year(&self) -> Option<Result<Date, NoDate>> {
        let is_frame = |at: usize| {
            let sign = self.sign(at).is_some_and(|sign| "()[].".contains(sign));
            sign || self.kind(at) == Some(Kind::Blank)
        };
        let mut start = 0;
        while is_frame(start) {
            start += 1;
        }
        let (year, mut end) = self.number(start).filter(|(year, _)| year.digits == 4)?;
        let is_spelled = self.digits(start).is_none();
        if let Some(after) = self.past_unit(end, "年년") {
            end = after;
        } else if is_spelled {
            return None;
        }
        let after = self.past_blank(end);
        if self.word(after).is_some_and(names::is_year_word) {
            end = after + 1;
        }
        let is_all = (end..self.tokens.len()).all(is_frame);
        is_all.then(|| check(year, None, None))
    }
}

fn date(year: Number, month: u32, day: u32) -> Result<Date, NoDate> {
    check(year, Some(month), Some(day))
}

/// The date, if there is one. Years before 1600 in Persian digits are of the Iranian calendar.
pub(super) fn check(year: Number, month: Option<u32>, day: Option<u32>) -> Result<Date, NoDate> {
    let date = match (month, day) {
        _ if !year.is_persian || year.value >= 1600 => Date::new(year.value, month, day),
        (Some(month), Some(day)) => iranian::date(year.value, month, day),
        _ => None,
    };
    date.ok_or(NoDate::Impossible)
}

/// The month of a range of days, of which `date` is the last.
fn month_of(date: Date, first: u32, last: u32) -> Result<Date, NoDate> {
    if first == 0 || first >= last {
        return Err(NoDate::Impossible);
    }
    Ok(Date { day: None, ..date })
}
