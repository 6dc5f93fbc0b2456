//! Takes a date as people write it, gives it as ISO 8601 with no more precision than was written.
//!
//! Promises: a date that is given exists in the Gregorian calendar and lies in the years 1000 to
//! 2200; what may mean two days is none ([`NoDate::Ambiguous`]); nothing depends on today.
//!
//! Read are ISO 8601 and its relatives (`2015/12/16`, `2015.12.16`, `20151216`, each with a time),
//! dates with a month in words in more than fifty languages, `2015年12月16日` with any digits,
//! `平成27年12月16日`, Thai years of the Buddhist era, days of the Iranian calendar (`۲۵ آذر ۱۳۹۴`), and numbers in day-month-year order. Of `03/04/2015` nothing says which is the month, so it is
//! ambiguous, unless one number is above 12, both are the same, or a [`DateOrder`] says so. With dots
//! (`03.04.2015`) the day comes first, as it does wherever dates are written so.

mod calendar;
mod epoch;
mod eras;
mod forms;
mod iranian;
mod names;
mod parts;
mod surroundings;
mod tokens;

use std::ops::Range;

use crate::config::DateOrder;
pub(crate) use calendar::Date;
pub(crate) use epoch::date_of_seconds;
use forms::Reader;
#[cfg(feature = "html")]
pub(crate) use names::is_no_date_word;
pub(crate) use names::month_number;

/// Why a text gives no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoDate {
    /// It is not written as a date is.
    NotADate,
    /// Nothing says which number is the day, and which the month.
    Ambiguous,
    /// It has the form of a date that the calendar does not have.
    Impossible,
}

/// The year that two digits mean: those from 70 on are of the last century.
pub(crate) fn full_year(two_digits: u32) -> u32 {
    two_digits + if two_digits < 70 { 2000 } else { 1900 }
}

/// The longest text that is looked at as one date, in bytes.
const LONGEST: usize = 200;

/// The date that the whole text is, perhaps with a weekday, a time and a zone around it.
pub(crate) fn parse_date(text: &str) -> Option<Date> {
    read_date(text, DateOrder::Auto).ok()
}

/// As [`parse_date`], with the reason where there is no date; `order` settles `03/04/2015`.
pub(crate) fn read_date(text: &str, order: DateOrder) -> Result<Date, NoDate> {
    // Every date holds a year, and a year is a number. Most lines that are looked at hold none.
    if text.len() > LONGEST || !tokens::holds_number(text) {
        return Err(NoDate::NotADate);
    }
    Reader::whole(text, order).read()
}

/// The first date inside a line of text, to the month or to the day, and where it stands. Weekday
/// and time are not part of it. A year alone is none, nor is `2015-12`, which may be a span of
/// years; what is ambiguous or impossible is passed over.
pub(crate) fn find_date(text: &str) -> Option<(Range<usize>, Date)> {
    Reader::line(text).find()
}

#[cfg(test)]
mod tests;
