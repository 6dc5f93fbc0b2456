//! The periods of a corpus: a row of years, quarters or months without gaps.
//!
//! Takes the dates of documents and the setting, gives the periods and in which of them each document
//! lies. Documents whose date does not name a period are in none.

use crate::config::PeriodChoice;
use crate::model::{Corpus, DocId, PeriodUnit};

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

/// The periods of a corpus.
#[derive(Debug)]
pub struct Periods {
    /// How long they are.
    pub unit: PeriodUnit,
    /// From the first with a document to the last, those without one between them too.
    pub all: Vec<Period>,
    /// By [`DocId`]: the place of its period.
    of_document: Vec<Option<usize>>,
}

impl Periods {
    /// The periods of the settings; none if they want none or no document has a date.
    #[must_use]
    pub fn new(corpus: &Corpus, choice: PeriodChoice) -> Option<Self> {
        let documents = corpus.documents.iter();
        let dates: Vec<&str> = documents
            .map(|document| document.info.date.as_str())
            .collect();
        let unit = unit(&dates, choice)?;
        let numbers: Vec<Option<u32>> = dates.iter().map(|date| unit.of(date)).collect();
        let dated = || numbers.iter().flatten();
        let (first, last) = (*dated().min()?, *dated().max()?);
        let labels = (first..=last).map(|period| unit.label(period));
        let mut all: Vec<Period> = labels
            .map(|label| Period {
                label,
                ..Period::default()
            })
            .collect();
        let place = |period: &Option<u32>| period.map(|period| (period - first) as usize);
        let of_document: Vec<Option<usize>> = numbers.iter().map(place).collect();
        for (id, at) in corpus.ids().zip(&of_document) {
            if let Some(at) = *at {
                all[at].documents.push(id);
                all[at].tokens += u64::from(corpus.document(id).tokens);
            }
        }
        Some(Self {
            unit,
            all,
            of_document,
        })
    }

    /// The place of the period in which a document lies.
    #[must_use]
    pub fn of(&self, id: DocId) -> Option<usize> {
        self.of_document[id.index()]
    }

    /// Documents that lie in none.
    #[must_use]
    pub fn undated(&self) -> usize {
        let none = self.of_document.iter().filter(|period| period.is_none());
        none.count()
    }
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
