//! Items over time: their hits in each year, quarter or month.
//!
//! Takes hits by document and the dates of the corpus, gives a row of periods without gaps and the counts
//! of every item in each. Documents whose date does not name a period are counted apart.

use crate::config::PeriodChoice;
use crate::model::{Corpus, DocId, PeriodUnit, SourceId};
use crate::stats::Interval;

/// Most months from first to last date for which months are chosen, and quarters.
const MONTHS_BY_MONTH: u32 = 24;
const MONTHS_BY_QUARTER: u32 = 72;

/// A period.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Period {
    /// Its name, such as `1946`, `1946-Q1` or `1946-01`.
    pub label: String,
    /// Its documents.
    pub documents: Vec<DocId>,
    /// Their tokens.
    pub tokens: u64,
}

/// An item in a period.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub struct PeriodCount {
    /// Hits.
    pub hits: u64,
    /// Documents with hits.
    pub documents: u64,
    /// Sources with hits.
    pub sources: u64,
}

/// Items over time.
#[derive(Debug)]
pub struct OverTime {
    /// How long the periods are.
    pub unit: PeriodUnit,
    /// From the first with a document to the last, those without one between them too.
    pub periods: Vec<Period>,
    /// By item and period.
    pub counts: Vec<Vec<PeriodCount>>,
    /// The intervals of rates, by period and item.
    pub intervals: Vec<Vec<Option<Interval>>>,
    /// Documents whose date is unknown, or does not say in which period it lies.
    pub undated: usize,
}

/// The counts of items by period, without intervals yet; none if the settings want no periods or no
/// document has a date.
#[must_use]
pub fn over_time(
    corpus: &Corpus,
    hits: &[&[(DocId, u64)]],
    choice: PeriodChoice,
) -> Option<OverTime> {
    let dates: Vec<&str> = corpus
        .documents
        .iter()
        .map(|own| own.info.date.as_str())
        .collect();
    let unit = unit(&dates, choice)?;
    let numbers: Vec<Option<u32>> = dates.iter().map(|date| unit.of(date)).collect();
    let dated = || numbers.iter().flatten();
    let (first, last) = (*dated().min()?, *dated().max()?);
    let labels = (first..=last).map(|period| unit.label(period));
    let mut periods: Vec<Period> = labels
        .map(|label| Period {
            label,
            ..Period::default()
        })
        .collect();
    let place = |id: DocId| numbers[id.index()].map(|period| (period - first) as usize);
    for id in corpus.ids() {
        if let Some(at) = place(id) {
            periods[at].documents.push(id);
            periods[at].tokens += u64::from(corpus.document(id).tokens);
        }
    }
    let counts = hits
        .iter()
        .map(|hits| count(corpus, hits, periods.len(), place));
    Some(OverTime {
        unit,
        counts: counts.collect(),
        intervals: Vec::new(),
        undated: numbers.len() - dated().count(),
        periods,
    })
}

/// The counts of one item by period.
fn count(
    corpus: &Corpus,
    hits: &[(DocId, u64)],
    periods: usize,
    place: impl Fn(DocId) -> Option<usize>,
) -> Vec<PeriodCount> {
    let mut counts = vec![PeriodCount::default(); periods];
    let mut sources: Vec<(usize, SourceId)> = Vec::new();
    for &(id, n) in hits {
        if let Some(at) = place(id) {
            counts[at].hits += n;
            counts[at].documents += 1;
            sources.push((at, corpus.document(id).source));
        }
    }
    sources.sort_unstable();
    sources.dedup();
    sources.iter().for_each(|&(at, _)| counts[at].sources += 1);
    counts
}

/// The length of periods that the settings name or the dates allow.
fn unit(dates: &[&str], choice: PeriodChoice) -> Option<PeriodUnit> {
    match choice {
        PeriodChoice::None => return None,
        PeriodChoice::Year => return Some(PeriodUnit::Year),
        PeriodChoice::Quarter => return Some(PeriodUnit::Quarter),
        PeriodChoice::Month => return Some(PeriodUnit::Month),
        PeriodChoice::Auto => {}
    }
    let dated = || {
        dates
            .iter()
            .filter(|date| PeriodUnit::Year.of(date).is_some())
    };
    let months: Option<Vec<u32>> = dated().map(|date| PeriodUnit::Month.of(date)).collect();
    let Some(months) = months else {
        return Some(PeriodUnit::Year);
    };
    let (first, last) = (months.iter().min()?, months.iter().max()?);
    let months = last - first + 1;
    Some(if months <= MONTHS_BY_MONTH {
        PeriodUnit::Month
    } else if months <= MONTHS_BY_QUARTER {
        PeriodUnit::Quarter
    } else {
        PeriodUnit::Year
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dates_choose_the_periods() {
        let auto = |dates: &[&str]| unit(dates, PeriodChoice::Auto);
        assert_eq!(auto(&["", ""]), None);
        assert_eq!(
            auto(&["2015-12-16", "", "2015-11"]),
            Some(PeriodUnit::Month)
        );
        assert_eq!(auto(&["2014-01", "2015-12-31"]), Some(PeriodUnit::Month));
        assert_eq!(auto(&["2014-01", "2016-01"]), Some(PeriodUnit::Quarter));
        assert_eq!(auto(&["2014-01", "2019-12"]), Some(PeriodUnit::Quarter));
        assert_eq!(auto(&["2014-01", "2020-01"]), Some(PeriodUnit::Year));
        assert_eq!(auto(&["2015-12-16", "2015"]), Some(PeriodUnit::Year));
        let month = unit(&["2015"], PeriodChoice::Month);
        assert_eq!(month, Some(PeriodUnit::Month));
        assert_eq!(unit(&["2015"], PeriodChoice::None), None);
    }
}
