//! Dates as numbers on an axis, and the dates that are named on it.
//!
//! A date is to the year, the month or the day; it begins with its first day and ends before the first
//! day that is not in it.

use super::text::{SMALL, width};
use crate::model::{PeriodUnit, days_between};
use crate::report::text::count;

/// How wide a figure of dates is.
pub(super) const WIDTH: f64 = 700.0;

/// How many documents more there are without a date, behind a sign.
pub(super) fn undated(documents: usize, sign: &str, of_what: &str) -> String {
    match documents {
        0 => String::new(),
        n => format!("{sign}{} more without a date{of_what}", count(n)),
    }
}

/// How precise a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Precision {
    Day,
    Month,
    Year,
}

/// The days of a date, counted from 1900.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Days {
    pub(super) start: i64,
    /// The day after the last.
    pub(super) end: i64,
    pub(super) precision: Precision,
}

impl Days {
    /// The days of a date; none if it says nothing.
    pub(super) fn of(date: &str) -> Option<Self> {
        let start = number(date)?;
        let (precision, end) = match date.split('-').count() {
            1 => (Precision::Year, after(date, PeriodUnit::Year)?),
            2 => (Precision::Month, after(date, PeriodUnit::Month)?),
            _ => (Precision::Day, start + 1),
        };
        Some(Self {
            start,
            end,
            precision,
        })
    }
}

fn number(date: &str) -> Option<i64> {
    days_between("1900", date)
}

/// The first day after the period in which a date lies.
fn after(date: &str, unit: PeriodUnit) -> Option<i64> {
    number(&unit.label(unit.of(date)? + 1))
}

/// The dates to name between two dates, with their days, at most so many: first days of years, months,
/// or days, the most that may be.
pub(super) fn named(first: &str, last: &str, most: impl Fn(&str) -> usize) -> Vec<(i64, String)> {
    let years = [500, 200, 100, 50, 20, 10, 5, 2, 1].map(Every::Year);
    let months = [6, 3, 1].map(Every::Month);
    let days = [15, 10, 5, 2, 1].map(Every::Day);
    let finer = years.into_iter().chain(months).chain(days);
    let mut best = Vec::new();
    for every in finer {
        let dates = every.between(first, last);
        let example = dates
            .first()
            .map(|(_, label)| label.clone())
            .unwrap_or_default();
        if dates.len() > most(&example) {
            break;
        }
        // Finer dates that name no more say no more.
        if dates.len() > best.len() {
            best = dates;
        }
    }
    best
}

/// A row of dates.
#[derive(Debug, Clone, Copy)]
enum Every {
    Year(u32),
    Month(u32),
    Day(u32),
}

/// The most dates that are looked at.
const MOST: usize = 400;

impl Every {
    /// Those from the first to the last.
    fn between(self, first: &str, last: &str) -> Vec<(i64, String)> {
        let (Some(from), Some(to)) = (Days::of(first), Days::of(last)) else {
            return Vec::new();
        };
        // A month and a year end where the next one begins, which is worth naming.
        let end = match to.precision {
            Precision::Day => to.start,
            Precision::Month | Precision::Year => to.end,
        };
        let is_inside =
            |date: &String| number(date).is_some_and(|day| (from.start..=end).contains(&day));
        let dates = self.dates(first, last).into_iter().filter(is_inside);
        dates
            .filter_map(|date| Some((number(&date)?, date)))
            .collect()
    }

    fn dates(self, first: &str, last: &str) -> Vec<String> {
        let unit = match self {
            Self::Year(_) => PeriodUnit::Year,
            Self::Month(_) | Self::Day(_) => PeriodUnit::Month,
        };
        let bound = |date: &str, month: &str| {
            unit.of(date)
                .or_else(|| unit.of(&format!("{date}-{month}")))
        };
        let (Some(from), Some(to)) = (bound(first, "01"), bound(last, "12")) else {
            return Vec::new();
        };
        let periods = (from..=to + 1).take(MOST);
        match self {
            Self::Year(every) | Self::Month(every) => {
                let round = periods.filter(|period| period.is_multiple_of(every));
                round.map(|period| unit.label(period)).collect()
            }
            Self::Day(every) => {
                let of_month = |month: u32| {
                    let name = unit.label(month);
                    let length = days_between(&name, &unit.label(month + 1)).unwrap_or(0);
                    let every = i64::from(every);
                    // A round day just before the next month's first would touch it.
                    let is_named = move |day: &i64| {
                        (day - 1) % every == 0 && (*day == 1 || day + every / 2 <= length)
                    };
                    let days = (1..=length).filter(is_named);
                    days.map(move |day| format!("{name}-{day:02}"))
                };
                periods.flat_map(of_month).take(MOST).collect()
            }
        }
    }
}

/// Which periods are named so that their names do not touch: those that are round, such as every tenth
/// year or the first quarters of years.
pub(super) fn shown_periods(labels: &[String], room: f64) -> Vec<usize> {
    let widest = labels
        .iter()
        .map(|label| width(label, SMALL))
        .fold(0.0, f64::max)
        + 10.0;
    let most = ((room / widest) as usize).max(1);
    let (first, per_year) = labels.first().map_or((0, 1), |label| place_in_time(label));
    let parts: &[usize] = match per_year {
        12 => &[1, 2, 3, 6],
        4 => &[1, 2],
        _ => &[],
    };
    let years = [1, 2, 5, 10, 20, 50, 100, 200, 500].map(|years| years * per_year);
    let round = |step: usize| -> Vec<usize> {
        (0..labels.len())
            .filter(|at| (first + at).is_multiple_of(step))
            .collect()
    };
    let steps = parts.iter().copied().chain(years);
    let fitting = steps
        .map(round)
        .find(|named| (1..=most).contains(&named.len()));
    fitting.unwrap_or_else(|| vec![0])
}

/// A period as a number, the next being one more, and how many there are in a year.
fn place_in_time(label: &str) -> (usize, usize) {
    let (year, part) = label.split_once('-').unwrap_or((label, ""));
    let of = |text: &str| text.parse::<usize>().unwrap_or(0);
    match part.strip_prefix('Q') {
        Some(quarter) => (of(year) * 4 + of(quarter).saturating_sub(1), 4),
        None if part.is_empty() => (of(year), 1),
        None => (of(year) * 12 + of(part).saturating_sub(1), 12),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(date: &str) -> Option<(i64, i64, Precision)> {
        Days::of(date).map(|days| (days.start, days.end, days.precision))
    }

    #[test]
    fn dates_have_the_days_that_they_may_mean() {
        assert_eq!(days("1900-01-01"), Some((0, 1, Precision::Day)));
        assert_eq!(days("1900-02"), Some((31, 59, Precision::Month)));
        assert_eq!(days("1901"), Some((365, 730, Precision::Year)));
        assert_eq!(days(""), None);
        assert_eq!(days("1899-12-31"), Some((-1, 0, Precision::Day)));
    }

    fn labels(first: &str, last: &str, most: usize) -> String {
        let named = named(first, last, |_| most);
        let labels = named.into_iter().map(|(_, label)| label);
        labels.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn axes_name_round_dates() {
        assert_eq!(
            labels("1946", "2022", 9),
            "1950 1960 1970 1980 1990 2000 2010 2020"
        );
        assert_eq!(
            labels("2015-11-20", "2016-05-03", 6),
            "2015-12 2016-01 2016-02 2016-03 2016-04 2016-05"
        );
        assert_eq!(
            labels("2015-12-14", "2015-12-18", 5),
            "2015-12-14 2015-12-15 2015-12-16 2015-12-17 2015-12-18"
        );
        assert_eq!(
            labels("2015-12-01", "2016-01-20", 6),
            "2015-12-01 2015-12-11 2015-12-21 2016-01-01 2016-01-11"
        );
        assert_eq!(labels("2015", "2015", 3), "2015-01 2015-07 2016-01");
        assert_eq!(labels("", "", 3), "");
    }

    fn years(years: std::ops::RangeInclusive<usize>) -> Vec<String> {
        years.map(|year| year.to_string()).collect()
    }

    #[test]
    fn round_years_are_named_and_all_where_there_is_room() {
        let all = years(1946..=2022);
        // A name of a year takes 28 + 10 pixels, so eight fit.
        let named = shown_periods(&all, 310.0);
        let named: Vec<&str> = named.into_iter().map(|at| all[at].as_str()).collect();
        assert_eq!(
            named,
            [
                "1950", "1960", "1970", "1980", "1990", "2000", "2010", "2020"
            ]
        );
        assert_eq!(shown_periods(&years(2013..=2015), 300.0), [0, 1, 2]);
        assert_eq!(shown_periods(&years(2013..=2014), 10.0), [1]);
        let months: Vec<String> = (1..=12).map(|month| format!("2015-{month:02}")).collect();
        assert_eq!(shown_periods(&months, 250.0), [0, 3, 6, 9]);
        let quarters = (0..12)
            .map(|quarter| format!("{}-Q{}", 2014 + (quarter + 3) / 4, (quarter + 3) % 4 + 1));
        // From the last quarter of 2014: the first ones of 2015 to 2017.
        assert_eq!(
            shown_periods(&quarters.collect::<Vec<_>>(), 250.0),
            [1, 5, 9]
        );
    }
}
