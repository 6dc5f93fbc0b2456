//! Dates of a corpus, which are ISO 8601 to the year, the month or the day, or empty.

/// The first and the last date, empty ones left aside. They are compared as text, which is the
/// order of time; of two dates of which one lies in the other, the less precise one is the earlier.
pub(crate) fn first_and_last<'a>(
    dates: impl Iterator<Item = &'a str>,
) -> Option<(&'a str, &'a str)> {
    dates
        .filter(|date| !date.is_empty())
        .fold(None, |ends, date| match ends {
            None => Some((date, date)),
            Some((first, last)) => Some((first.min(date), last.max(date))),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_imprecise_date_stands_before_its_days() {
        let ends = |dates: &[&'static str]| first_and_last(dates.iter().copied());
        assert_eq!(
            ends(&["2015-12-16", "", "2015", "2015-12"]),
            Some(("2015", "2015-12-16"))
        );
        assert_eq!(ends(&["2016", "2015-12-16"]), Some(("2015-12-16", "2016")));
        assert_eq!(ends(&["", ""]), None);
    }
}
