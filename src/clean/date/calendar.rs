//! A date of the Gregorian calendar to the year, the month or the day.

use std::fmt;

/// The years that a date may lie in.
const YEARS: std::ops::RangeInclusive<u32> = 1000..=2200;

/// A date as precise as it is known. In order, one to the month stands before the days of that
/// month, and one to the year before all of its months; so does its text, which is ISO 8601:
/// `2015`, `2015-12`, `2015-12-16`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Date {
    pub(crate) year: u16,
    pub(crate) month: Option<u8>,
    pub(crate) day: Option<u8>,
}

impl Date {
    /// The date, if the calendar has it. A day needs a month.
    pub(crate) fn new(year: u32, month: Option<u32>, day: Option<u32>) -> Option<Self> {
        if !YEARS.contains(&year) {
            return None;
        }
        match (month, day) {
            (None, Some(_)) => return None,
            (Some(month), _) if !(1..=12).contains(&month) => return None,
            (Some(month), Some(day)) if !(1..=days(year, month)).contains(&day) => return None,
            _ => {}
        }
        let small = |number: Option<u32>| number.and_then(|number| u8::try_from(number).ok());
        Some(Self {
            year: u16::try_from(year).ok()?,
            month: small(month),
            day: small(day),
        })
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

/// How many days a month has.
pub(super) fn days(year: u32, month: u32) -> u32 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
