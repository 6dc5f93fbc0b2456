//! Days between dates.

/// The number of the first day of a date (ISO 8601, to the year, the month or the day), counted from
/// 1 March of the year 0 in the Gregorian calendar; `None` if the date is empty or does not say.
/// Years are taken to begin in March, so that the day that comes and goes is the last one, and months
/// have 30.6 days (Richards 2013, in Urban and Seidelmann, eds., Explanatory Supplement to the
/// Astronomical Almanac, ch. 15).
fn first_day(date: &str) -> Option<i64> {
    let mut parts = date.split('-').map(str::parse::<i64>);
    let year = parts
        .next()?
        .ok()
        .filter(|year| (0..=9999).contains(year))?;
    let mut part = |range: std::ops::RangeInclusive<i64>| match parts.next() {
        None => Some(1),
        Some(number) => number.ok().filter(|number| range.contains(number)),
    };
    let (month, day) = (part(1..=12)?, part(1..=31)?);
    let (year, month) = match month {
        3.. => (year, month - 3),
        _ => (year - 1, month + 9),
    };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    Some(365 * year + leap_days + (153 * month + 2) / 5 + day - 1)
}

/// Days from one date to another, imprecise ones taken as their first day.
#[must_use]
pub fn days_between(from: &str, to: &str) -> Option<i64> {
    Some(first_day(to)? - first_day(from)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_over_leap_years_and_from_imprecise_dates() {
        let days = |from, to| days_between(from, to);
        assert_eq!(days("2015-12-16", "2015-12-17"), Some(1));
        assert_eq!(days("2016-02-28", "2016-03-01"), Some(2));
        assert_eq!(days("2015-02-28", "2015-03-01"), Some(1));
        assert_eq!(days("1900-02-28", "1900-03-01"), Some(1));
        assert_eq!(days("2000-01-01", "2001-01-01"), Some(366));
        assert_eq!(days("1970-01-01", "2024-01-01"), Some(19723));
        assert_eq!(days("1946", "1947"), Some(365));
        assert_eq!(days("1946-05", "1946"), Some(-120));
        assert_eq!(days("", "1946"), None);
        assert_eq!(days("1946-13", "1946"), None);
    }
}
