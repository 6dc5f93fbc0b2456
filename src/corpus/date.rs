//! Dates as metadata have them.

/// Whether a date is an ISO date of year, month or day precision, with or without a time behind it.
pub(crate) fn is_iso_date(date: &str) -> bool {
    let day = date.split_once('T').map_or(date, |(day, _)| day);
    let parts: Vec<&str> = day.split('-').collect();
    let digits =
        |part: &str, length| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    let within = |part: &str, most| part.parse::<u32>().is_ok_and(|n| (1..=most).contains(&n));
    match parts.as_slice() {
        [year] => digits(year, 4),
        [year, month] => digits(year, 4) && digits(month, 2) && within(month, 12),
        [year, month, day] => {
            digits(year, 4)
                && digits(month, 2)
                && within(month, 12)
                && digits(day, 2)
                && within(day, 31)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_dates_of_every_precision() {
        for date in ["2017", "2017-09", "2017-09-20", "2017-09-20T10:00:00Z"] {
            assert!(is_iso_date(date), "{date}");
        }
        for date in [
            "17",
            "2017-9",
            "2017-13",
            "2017-09-32",
            "20 Sept. 2017",
            "2017-09-20-1",
            "",
        ] {
            assert!(!is_iso_date(date), "{date}");
        }
    }
}
