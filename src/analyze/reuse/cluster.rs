//! Clusters of passages: what is one passage, in all documents that have it.
//!
//! Takes passages of pairs of documents. In a document, places that overlap by at least
//! [`LEAST_OVERLAP`] of the longer are one place. Passages are taken in the order of time. Each joins
//! the first cluster whose first appearance it is like, or becomes a cluster of its own. So every place
//! is like the first appearance, and no chain of small changes can grow a cluster. Clusters are
//! numbered by what they are, never by the order in which they were found.

use std::cmp::Reverse;
use std::ops::Range;

use super::aligned::overlap;
use super::compared::{Compared, time};
use super::leaders::Leaders;
use super::{Passage, PassageCluster, Span};
use crate::model::{Corpus, DocId, SourceId};

/// The least overlap of two places that are one, in hundredths of the longer.
const LEAST_OVERLAP: usize = 70;
/// Finds the clusters, and tells each passage its own.
pub(super) fn clusters(
    corpus: &Corpus,
    compared: &Compared,
    passages: &mut [Passage],
) -> Vec<PassageCluster> {
    let places = Places::new(passages);
    let mut members = join(compared, passages);
    members.sort_unstable();
    let mut found: Vec<(PassageCluster, Range<usize>)> = Vec::new();
    let mut start = 0;
    for own in members.chunk_by(|a, b| a.0 == b.0) {
        if let Some(cluster) = describe(corpus, passages, &places, own) {
            found.push((cluster, start..start + own.len()));
        }
        start += own.len();
    }
    found.sort_by_key(|(own, _)| {
        let size = Reverse((own.documents, own.sources, own.first.words()));
        (size, time(corpus, own.first.document), own.first)
    });
    for (number, (_, range)) in (0..).zip(&found) {
        for &(_, passage) in &members[range.clone()] {
            passages[passage as usize].cluster = number;
        }
    }
    found.into_iter().map(|(cluster, _)| cluster).collect()
}

/// Each passage with its cluster before it, clusters in the order in which they begin.
fn join(compared: &Compared, passages: &[Passage]) -> Vec<(u32, u32)> {
    let ranks = compared.ranks();
    let rank = |span: &Span| ranks[span.document.index()];
    let mut order: Vec<u32> = (0..passages.len() as u32).collect();
    order.sort_unstable_by_key(|&passage| {
        let [earlier, later] = halves(&passages[passage as usize]);
        (rank(&earlier), earlier, rank(&later), later)
    });
    let mut leaders = Leaders::default();
    let member = |passage: u32| {
        let [earlier, later] = halves(&passages[passage as usize]).map(|span| {
            let words = compared.words(rank(&span) as usize);
            &words[span.start as usize..span.end as usize]
        });
        (leaders.leader(earlier, later), passage)
    };
    order.into_iter().map(member).collect()
}

/// The two places of a passage.
fn halves(passage: &Passage) -> [Span; 2] {
    [passage.earlier, passage.later]
}

/// The places of passages in documents, numbered.
struct Places {
    /// By passage twice, plus one in the later document.
    of_half: Vec<u32>,
}

impl Places {
    fn new(passages: &[Passage]) -> Self {
        let mut spans: Vec<(Span, u32)> = (0..)
            .zip(passages.iter().flat_map(halves))
            .map(|(half, span)| (span, half))
            .collect();
        spans.sort_unstable();
        let mut of_half = vec![0; spans.len()];
        // Places in the document at hand that later ones may overlap.
        let mut open: Vec<(Span, u32)> = Vec::new();
        let mut number = 0;
        for &(span, half) in &spans {
            open.retain(|(other, _)| other.document == span.document && other.end > span.start);
            let same = open.iter().find(|(other, _)| is_one(other, &span));
            let place = same.map_or(number, |&(_, place)| place);
            if place == number {
                open.push((span, place));
                number += 1;
            }
            of_half[half as usize] = place;
        }
        Self { of_half }
    }
}

fn is_one(a: &Span, b: &Span) -> bool {
    let range = |span: &Span| span.start as usize..span.end as usize;
    let longer = a.words().max(b.words()) as usize;
    100 * overlap(&range(a), &range(b)) >= LEAST_OVERLAP * longer
}

/// The cluster of these passages.
fn describe(
    corpus: &Corpus,
    passages: &[Passage],
    places: &Places,
    members: &[(u32, u32)],
) -> Option<PassageCluster> {
    let own = || {
        members
            .iter()
            .map(|&(_, passage)| &passages[passage as usize])
    };
    let mut documents: Vec<DocId> = own().flat_map(halves).map(|span| span.document).collect();
    documents.sort_unstable();
    documents.dedup();
    let mut sources: Vec<SourceId> = documents
        .iter()
        .map(|&id| corpus.document(id).source)
        .collect();
    sources.sort_unstable();
    sources.dedup();
    let of_half = members.iter().flat_map(|&(_, passage)| {
        let half = 2 * passage as usize;
        [places.of_half[half], places.of_half[half + 1]]
    });
    let mut stands: Vec<u32> = of_half.collect();
    stands.sort_unstable();
    stands.dedup();
    let earliest = documents
        .iter()
        .copied()
        .min_by_key(|&id| time(corpus, id))?;
    let dated = documents
        .iter()
        .filter(|&&id| !corpus.document(id).info.date.is_empty());
    let last = dated.copied().max_by_key(|&id| time(corpus, id));
    Some(PassageCluster {
        documents: documents.len() as u32,
        sources: sources.len() as u32,
        pairs: members.len() as u32,
        places: stands.len() as u32,
        first: most_frequent(
            own()
                .flat_map(halves)
                .filter(|span| span.document == earliest),
        )?,
        last: last.unwrap_or(earliest),
        matches: own().map(|passage| u64::from(passage.matches)).sum(),
        columns: own().map(|passage| u64::from(passage.columns)).sum(),
    })
}

/// The span that comes most often; of several the longest, then the first.
fn most_frequent(spans: impl Iterator<Item = Span>) -> Option<Span> {
    let mut spans: Vec<Span> = spans.collect();
    spans.sort_unstable();
    let same = spans.chunk_by(|a, b| a == b);
    let counted = same.filter_map(|same| Some((same.len(), *same.first()?)));
    let best = counted.max_by_key(|(n, span)| (*n, span.words(), Reverse(*span)));
    best.map(|(_, span)| span)
}
