//! Items over time: their hits in each year, quarter or month.
//!
//! Takes hits by document and the dates of the corpus, gives a row of periods without gaps and the counts
//! of every item in each. Documents whose date does not name a period are counted apart.

use crate::config::PeriodChoice;
use crate::corpus::{Period, Periods};
use crate::model::{Corpus, DocId, PeriodUnit, SourceId};
use crate::order::Arrange as _;
use crate::stats::Interval;

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
    let periods = Periods::new(corpus, choice)?;
    let length = periods.all.len();
    let counts = hits
        .iter()
        .map(|hits| count(corpus, hits, length, |id| periods.of(id)));
    Some(OverTime {
        unit: periods.unit,
        counts: counts.collect(),
        intervals: Vec::new(),
        undated: periods.undated(),
        periods: periods.all,
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
    sources.arrange();
    sources.dedup();
    sources.iter().for_each(|&(at, _)| counts[at].sources += 1);
    counts
}
