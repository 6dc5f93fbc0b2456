//! Counts the records of a web archive that are no documents, so that there is one row for each reason and
//! not one for each record.

use super::kinds::NoPage;
use crate::order::Arrange as _;
use crate::sorted::SortedMap;

/// How many kinds of records are counted by name. Others are counted together.
const MOST_NAMES: usize = 200;
/// How many of them a row names.
const NAMED: usize = 10;
/// Reasons, in the order of their rows.
const REASONS: [NoPage; 4] = [
    NoPage::Status,
    NoPage::MediaType,
    NoPage::Revisit,
    NoPage::AboutCrawl,
];

/// The counts of one file.
#[derive(Debug, Default)]
pub(super) struct Tally([Group; REASONS.len()]);

/// The records that are no documents for one reason.
#[derive(Debug, Default)]
struct Group {
    /// The number of the first.
    first: u64,
    count: u64,
    by_name: SortedMap<String, u64>,
}

impl Tally {
    /// Counts the record with this number.
    pub(super) fn add(&mut self, reason: NoPage, name: String, number: u64) {
        let place = REASONS.iter().position(|other| *other == reason);
        let Some(group) = place.and_then(|place| self.0.get_mut(place)) else {
            return;
        };
        if group.count == 0 {
            group.first = number;
        }
        group.count += 1;
        let is_known = group.by_name.contains_key(name.as_str());
        let name = if is_known || group.by_name.len() < MOST_NAMES {
            name
        } else {
            "others".to_owned()
        };
        *group.by_name.or_default(name) += 1;
    }

    /// For each reason, the number of the first record and what to say of all.
    pub(super) fn rows(&self) -> impl Iterator<Item = (u64, String)> {
        let groups = REASONS.into_iter().zip(&self.0);
        let groups = groups.filter(|(_, group)| group.count > 0);
        groups.map(|(reason, group)| (group.first, group.said(reason)))
    }
}

impl Group {
    fn said(&self, reason: NoPage) -> String {
        let (one, many, why) = match reason {
            NoPage::Status => (
                "response",
                "responses",
                "with an HTTP status other than 200",
            ),
            NoPage::MediaType => ("record", "records", "of a media type that is not read"),
            NoPage::Revisit => (
                "revisit record",
                "revisit records",
                "without text: the page had not changed since an earlier record",
            ),
            NoPage::AboutCrawl => ("record", "records", "without a page"),
        };
        let counted = match self.count {
            1 => format!("a {one} {why}"),
            count => format!("the first of {count} {many} {why}"),
        };
        if reason == NoPage::Revisit {
            return counted;
        }
        format!("{counted}: {}", self.names())
    }

    /// The names with their counts, the most frequent first.
    fn names(&self) -> String {
        let mut names: Vec<(&str, u64)> = Vec::new();
        for (name, count) in self.by_name.iter() {
            names.push((name, *count));
        }
        names.arrange_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        let named: Vec<String> = names
            .iter()
            .take(NAMED)
            .map(|(name, count)| format!("{name} ({count})"))
            .collect();
        let more = names.len().saturating_sub(NAMED);
        match more {
            0 => named.join(", "),
            more => format!("{} and {more} more", named.join(", ")),
        }
    }
}
