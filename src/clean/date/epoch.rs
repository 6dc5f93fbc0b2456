//! Dates as machines write them: seconds since 1970, or thousandths or millionths of them.

/// The years that are taken for dates: 1973 to 2200.
const FIRST: i64 = 100_000_000;
const LAST: i64 = 7_258_118_400;
const DAY: i64 = 24 * 60 * 60;

/// The day, ISO 8601, if the text is such a number.
pub(crate) fn date_of_seconds(text: &str) -> Option<String> {
    let text = text.trim();
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !are_digits(whole) || !are_digits(fraction) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    let scale = match whole.len() {
        9..=10 => 1,
        12..=13 => 1000,
        15..=16 => 1_000_000,
        _ => return None,
    };
    let seconds = number / scale;
    (FIRST..LAST).contains(&seconds).then(|| day(seconds / DAY))
}

/// The day that is so many days after the first of 1970: counted from 1 March of year 0, in cycles of 400
/// years, so that a leap day is the last of its year.
fn day(days: i64) -> String {
    let days = days + 719_468;
    let (cycle, in_cycle) = (days / 146_097, days % 146_097);
    let year = (in_cycle - in_cycle / 1460 + in_cycle / 36_524 - in_cycle / 146_096) / 365;
    let in_year = in_cycle - (365 * year + year / 4 - year / 100);
    let month = (5 * in_year + 2) / 153;
    let day = in_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + cycle * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_their_parts_are_days() {
        for (written, date) in [
            ("1391407800", "2014-02-03"),
            ("1391407800.000200", "2014-02-03"),
            ("1391407800000", "2014-02-03"),
            ("1391407800123456", "2014-02-03"),
            ("951782400", "2000-02-29"),
            ("1709164800", "2024-02-29"),
            ("1704067199", "2023-12-31"),
        ] {
            assert_eq!(date_of_seconds(written).as_deref(), Some(date), "{written}");
        }
    }

    #[test]
    fn other_numbers_are_none() {
        for written in [
            "2014",
            "20140203",
            "201402",
            "9999999999",
            "12.5.2014",
            "1391407800 s",
            "-1391407800",
            "",
        ] {
            assert_eq!(date_of_seconds(written), None, "{written}");
        }
    }
}
