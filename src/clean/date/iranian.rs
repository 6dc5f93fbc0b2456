//! Dates of the Iranian calendar (solar Hijri), as Persian texts have them, made dates of ours.
//!
//! A year of that calendar begins with spring, so a month or a year of it lies in two of ours: only a day has
//! a date. Leap years are those of the cycle of 33 years, which agrees with the calendar of Iran from 1206 to 1498.

use super::Date;

/// The years that are read: 1827 to 2120 of ours.
const YEARS: std::ops::RangeInclusive<u32> = 1206..=1498;
/// The day number of the last day before the first year, where 1 is the first of January of the year 1.
const BEFORE: u32 = 226_894;
/// Days of 400, 100, 4 years and one year of ours.
const CYCLES: [(u32, u32); 4] = [(146_097, 400), (36_524, 100), (1_461, 4), (365, 1)];

/// Whether a number may be a year of the Iranian calendar.
pub(super) fn is_year(year: u32) -> bool {
    YEARS.contains(&year)
}

/// The date of a day, if the calendar has it.
pub(super) fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    if !is_year(year) || !(1..=12).contains(&month) || !(1..=length(year, month)).contains(&day) {
        return None;
    }
    let longer = (month - 1).min(6);
    let number = before_year(year) + 30 * (month - 1) + longer + day;
    of_day_number(number + BEFORE)
}

/// How many days a month has.
fn length(year: u32, month: u32) -> u32 {
    match month {
        1..=6 => 31,
        12 => before_year(year + 1) - before_year(year) - 336,
        _ => 30,
    }
}

/// How many days there were before a year, but for a number that is the same for all.
fn before_year(year: u32) -> u32 {
    365 * (year - 1) + (8 * year + 21) / 33
}

/// The date of a day by its number from the first of January of the year 1.
fn of_day_number(number: u32) -> Option<Date> {
    let mut rest = number.checked_sub(1)?;
    let mut year = 1;
    for (days, years) in CYCLES {
        // The last century of four, and the last year of four, are a day longer.
        let most = if years == 400 || years == 4 {
            u32::MAX
        } else {
            3
        };
        let times = (rest / days).min(most);
        rest -= times * days;
        year += times * years;
    }
    let month = (1..=12).find(|&month| {
        let days = super::calendar::days(year, month);
        let is_in = rest < days;
        rest -= if is_in { 0 } else { days };
        is_in
    })?;
    Date::new(year, Some(month), Some(rest + 1))
}

#[cfg(test)]
mod tests {
    use super::super::{find_date, parse_date};

    #[test]
    fn days_of_the_iranian_calendar_are_ours() {
        for (written, date) in [
            ("۱۵ اسفند ۱۳۹۶", "2018-03-06"),
            ("۲۲ بهمن ۱۳۵۷", "1979-02-11"),
            ("1 فروردین 1400", "2021-03-21"),
            ("یکم فروردین، ۱ فروردین ۱۴۰۳", "2024-03-20"),
            ("۳۰ اسفند ۱۴۰۳", "2025-03-20"),
            ("۱۱ دی ۱۴۰۴", "2026-01-01"),
            ("۱۰ دي ۱۴۰۳", "2024-12-30"),
            ("۱۳۹۴/۰۹/۲۵", "2015-12-16"),
            ("۲۵/۰۹/۱۳۹۴", "2015-12-16"),
        ] {
            let line = format!("تهران: {written} (ایرنا)");
            let found = find_date(&line).map(|(_, date)| date.to_string());
            assert_eq!(found.as_deref(), Some(date), "{line}");
            if !written.contains('،') {
                let read = parse_date(written).map(|date| date.to_string());
                assert_eq!(read.as_deref(), Some(date), "{written}");
            }
        }
    }

    #[test]
    fn what_lies_in_two_years_or_nowhere_is_no_date() {
        for written in [
            "اسفند ۱۳۹۶",
            "۱۳۹۶",
            "۳۰ اسفند ۱۴۰۰",
            "۳۱ مهر ۱۴۰۰",
            "۱۵ مارس ۱۳۹۶",
            "۱۵ اسفند ۲۰۱۸",
        ] {
            assert_eq!(parse_date(written), None, "{written}");
        }
    }
}
