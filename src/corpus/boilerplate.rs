//! Boilerplate: paragraphs that a source prints again and again around its texts.
//!
//! Takes the paragraphs that each document carries, and which documents are copies; gives the
//! paragraphs to leave out. Copies of one text count once, so a text printed ten times is no
//! boilerplate. A paragraph of at least [`LEAST_TOKENS`] tokens is boilerplate
//!
//! - if it stands at the beginning or the end of a document, with nothing but boilerplate before or
//!   after it, and stands in at least [`LEAST_EVENTS`] texts of its source and a quarter of them;
//! - wherever it stands, if it recurs in at least [`LEAST_EVENTS_ANYWHERE`] texts of its source and
//!   half of them.
//!
//! A paragraph that recurs in several sources is left alone: that is what the program looks for.

use std::ops::Range;

use super::copies::Copies;
use super::exclude::LeftOut as Ranges;
use crate::config::BoilerplateConfig;
use crate::model::{LeftOut, Rule};
use crate::parallel;
use crate::sorted::SortedMap;
use crate::tokenize::{Paragraph, Segment, TokenizedDocument};

/// Tokens of the shortest paragraph that is looked at: "I thank you." is no boilerplate.
const LEAST_TOKENS: u32 = 6;
/// Texts of a source in which boilerplate at the edges recurs.
const LEAST_EVENTS: u32 = 3;
/// Texts of a source in which boilerplate between other paragraphs recurs.
const LEAST_EVENTS_ANYWHERE: u32 = 5;

/// In how many texts of a source each of its paragraphs recurs; only those that may be boilerplate.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "worker", derive(serde::Serialize, serde::Deserialize))]
pub(super) struct Recurring {
    /// Texts of the source.
    events: u32,
    /// Fingerprint and number of texts, by fingerprint.
    counts: Vec<(u64, u32)>,
}

impl Recurring {
    /// Counts paragraphs over the texts of one source. Copies of one text have one number.
    fn new(documents: &[(u64, &TokenizedDocument)]) -> Self {
        let mut events: Vec<u64> = documents.iter().map(|(event, _)| *event).collect();
        events.sort_unstable();
        events.dedup();
        let mut pairs: Vec<(u64, u64)> = documents
            .iter()
            .flat_map(|(event, document)| {
                let long = document
                    .paragraph_list
                    .iter()
                    .filter(|p| p.tokens >= LEAST_TOKENS);
                long.map(|paragraph| (paragraph.fingerprint, *event))
            })
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        let runs = pairs.chunk_by(|a, b| a.0 == b.0);
        let counts = runs.filter_map(|run| {
            let count = run.len() as u32;
            (count >= LEAST_EVENTS).then(|| (run[0].0, count))
        });
        Self {
            events: events.len() as u32,
            counts: counts.collect(),
        }
    }

    /// In how many texts the paragraph recurs; 0 if in fewer than make boilerplate.
    fn count(&self, paragraph: &Paragraph) -> u32 {
        let place = self
            .counts
            .binary_search_by_key(&paragraph.fingerprint, |(fingerprint, _)| *fingerprint);
        place.map_or(0, |index| self.counts[index].1)
    }

    /// Which paragraphs of a document are boilerplate, with the number of texts they recur in.
    fn boilerplate(&self, paragraphs: &[Paragraph]) -> Vec<(usize, u32)> {
        let counts: Vec<u32> = paragraphs.iter().map(|p| self.count(p)).collect();
        let at_edge = |count: &u32| *count > 0 && *count * 4 >= self.events;
        let head = counts.iter().take_while(|count| at_edge(count)).count();
        let at_end = counts.iter().rev().take_while(|count| at_edge(count));
        let tail = paragraphs.len() - at_end.count();
        // A text of nothing else is no boilerplate around a text.
        if head >= tail {
            return Vec::new();
        }
        let anywhere = |count: u32| count >= LEAST_EVENTS_ANYWHERE && count * 2 >= self.events;
        let is_out = |index: usize, count: u32| index < head || index >= tail || anywhere(count);
        let numbered = counts.into_iter().enumerate();
        numbered
            .filter(|&(index, count)| is_out(index, count))
            .collect()
    }
}

/// The paragraphs that recur in each source and in no other.
pub(super) type RecurringBySource = SortedMap<String, Recurring>;

/// Finds the paragraphs of each source that may be boilerplate.
pub(super) fn find_recurring(
    segments: &[Segment],
    copies: &Copies,
    config: &BoilerplateConfig,
) -> RecurringBySource {
    if config.keep {
        return SortedMap::new();
    }
    let mut by_source: SortedMap<String, Vec<(u64, &TokenizedDocument)>> = SortedMap::new();
    let all = segments.iter().flat_map(|segment| &segment.documents);
    for (number, document) in (0..).zip(all) {
        let link = copies.links.get(&document.info.doc_id);
        // Numbers of clusters and of documents are kept apart by their parity.
        let event = link.map_or(2 * number, |link| 2 * u64::from(link.cluster) + 1);
        let documents = by_source.or_default(document.info.source.clone());
        documents.push((event, document));
    }
    let mut by_source = by_source.into_rows();
    by_source.retain(|(source, documents)| {
        documents.len() >= LEAST_EVENTS as usize && !config.keeps(source)
    });
    let recurring = parallel::map_items(by_source, |_, (source, documents)| {
        (source, Recurring::new(&documents))
    });
    of_one_source(recurring)
}

/// Takes recurring paragraphs off the documents' counts and notes them there; gives the ranges of
/// symbols to leave out, if there are any.
pub(super) fn take_boilerplate(
    segments: &mut [Segment],
    recurring: &RecurringBySource,
) -> Option<Vec<Ranges>> {
    if recurring.is_empty() {
        return None;
    }
    let ranges: Vec<Ranges> = parallel::map_items(segments, |_, segment| {
        let count = segment.documents.len();
        (0..count)
            .map(|index| take_off(segment, index, recurring))
            .collect()
    });
    let is_any = ranges.iter().flatten().any(|ranges| !ranges.is_empty());
    is_any.then_some(ranges)
}

/// Without the paragraphs that recur in several sources.
fn of_one_source(mut recurring: Vec<(String, Recurring)>) -> RecurringBySource {
    let mut all: Vec<u64> = recurring
        .iter()
        .flat_map(|(_, of_source)| &of_source.counts)
        .map(|(fingerprint, _)| *fingerprint)
        .collect();
    all.sort_unstable();
    let shared: Vec<u64> = all
        .chunk_by(|a, b| a == b)
        .filter(|run| run.len() > 1)
        .map(|run| run[0])
        .collect();
    for (_, of_source) in &mut recurring {
        of_source
            .counts
            .retain(|(fingerprint, _)| shared.binary_search(fingerprint).is_err());
    }
    recurring.retain(|(_, of_source)| !of_source.counts.is_empty());
    recurring.into_iter().collect()
}

/// Takes the boilerplate off the counts of one document; gives where its symbols stand.
fn take_off(
    segment: &mut Segment,
    index: usize,
    recurring: &RecurringBySource,
) -> Vec<Range<usize>> {
    let document = &segment.documents[index];
    let Some(recurring) = recurring.get(&document.info.source) else {
        return Vec::new();
    };
    let boilerplate = recurring.boilerplate(&document.paragraph_list);
    let (mut ranges, mut notes) = (Vec::new(), Vec::new());
    let (mut tokens, mut sentences) = (0, 0);
    for &(place, count) in &boilerplate {
        let paragraph = document.paragraph_list[place];
        let before = place
            .checked_sub(1)
            .map_or(0, |before| document.paragraph_list[before].end);
        let start = document.symbols.start;
        let range = start + before as usize..start + paragraph.end as usize;
        notes.push(LeftOut {
            rule: Rule::Repeated,
            line: None,
            recurs: Some(count),
            text: segment.text(document, range.clone()),
        });
        ranges.push(range);
        tokens += paragraph.tokens;
        sentences += paragraph.sentences;
    }
    let document = &mut segment.documents[index];
    document.tokens -= tokens;
    document.sentences -= sentences;
    document.paragraphs -= boilerplate.len() as u32;
    document.left_out.extend(notes);
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOOT: &str = "Sign up for the weekly letter of the harbour office.";

    fn searched(texts: &[&str], copies: &Copies) -> (Vec<Segment>, Option<Vec<Ranges>>) {
        let ids: Vec<String> = (0..texts.len()).map(|n| format!("d{n}")).collect();
        let texts: Vec<(&str, &str, &str)> = ids
            .iter()
            .zip(texts)
            .map(|(id, text)| (id.as_str(), "", *text))
            .collect();
        let mut segments = vec![Segment::of_texts(&texts)];
        let recurring = find_recurring(&segments, copies, &BoilerplateConfig::default());
        let ranges = take_boilerplate(&mut segments, &recurring);
        (segments, ranges)
    }

    fn with_foot(number: usize) -> String {
        format!("Report {number} speaks of the tide.\n\nIt says more {number} times.\n\n{FOOT}\n")
    }

    #[test]
    fn a_foot_that_three_texts_share_is_left_out() {
        let texts: Vec<String> = (0..4).map(with_foot).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let (segments, ranges) = searched(&texts, &Copies::default());
        let ranges = ranges.expect("boilerplate");
        for (document, ranges) in segments[0].documents.iter().zip(&ranges[0]) {
            assert_eq!(
                (document.paragraphs, document.sentences, document.tokens),
                (2, 2, 11)
            );
            assert_eq!(document.left_out.len(), 1);
            assert_eq!(document.left_out[0].recurs, Some(4));
            assert_eq!(document.left_out[0].text, FOOT);
            assert_eq!(ranges[0].end, document.symbols.end);
        }
        let (_, none) = searched(&texts[..2], &Copies::default());
        assert!(none.is_none());
    }

    #[test]
    fn a_paragraph_between_others_needs_more_texts() {
        let text = |n: usize| format!("One {n} begins.\n\n{FOOT}\n\nOne {n} ends.");
        let texts: Vec<String> = (0..5).map(text).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        assert!(searched(&texts, &Copies::default()).1.is_some());
        assert!(searched(&texts[..4], &Copies::default()).1.is_none());
    }

    #[test]
    fn a_text_of_nothing_else_stays() {
        let (_, ranges) = searched(&[FOOT; 6], &Copies::default());
        assert!(ranges.is_none());
    }
}
