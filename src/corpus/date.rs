//! Dates of a corpus, which are ISO 8601 to the year, the month or the day, or empty; and what to
//! say of those that could not be read.

use crate::clean::{DATE_AS_STATED, NoDate, read_date};
use crate::config::ReadConfig;
use crate::model::DocumentInfo;

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

/// What the user should know of dates that could not be read and of paths that do not fit.
pub(super) fn stated_warnings<'a, I: Iterator<Item = &'a DocumentInfo>>(
    infos: impl Fn() -> I,
    config: &ReadConfig,
) -> Vec<String> {
    let unread = |reason: NoDate| {
        let mut cases = infos().filter_map(|info| {
            let (_, date) = info
                .extra
                .iter()
                .find(|(name, _)| name.as_ref() == DATE_AS_STATED)?;
            let is_case = read_date(date, config.date_order.of_numbers()) == Err(reason);
            is_case.then(|| format!("`{date}` of {}", info.doc_id))
        });
        cases.next().map(|first| (first, 1 + cases.count()))
    };
    let reasons = [
        (
            NoDate::Ambiguous,
            "dates that may be day/month or month/day and were not read",
            "; say which with --date-order, or write them as 2015-12-16",
        ),
        (
            NoDate::Impossible,
            "dates that the calendar does not have",
            "",
        ),
        (
            NoDate::NotADate,
            "dates that could not be read",
            "; write them as 2015-12-16, 2015-12 or 2015",
        ),
    ];
    let mut warnings = Vec::new();
    for (reason, what, advice) in reasons {
        if let Some((first, count)) = unread(reason) {
            warnings.push(format!(
                "{what}: {count}, for example {first} (kept as {DATE_AS_STATED}){advice}"
            ));
        }
    }
    let fits = |info: &&DocumentInfo| config.path.fits(info.place.without_ending());
    let mut unfit = infos().filter(|info| !config.path.is_empty() && !fits(info));
    if let Some(first) = unfit.next() {
        warnings.push(format!(
            "documents whose path does not fit `{}` and says nothing of them: {}, for example {}",
            config.path,
            1 + unfit.count(),
            first.place.without_ending()
        ));
    }
    warnings
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
