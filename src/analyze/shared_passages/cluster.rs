//! Clusters of passages: what is one passage, in all documents that have it.
//!
//! Takes passages of pairs of documents. In a document, spans that overlap are one place. Passages are
//! taken in the order of time. Each joins
//! the first cluster whose first appearance it is like, or becomes a cluster of its own. So every place
//! is like the first appearance, and no chain of small changes can grow a cluster. Clusters are
//! numbered by what they are, never by the order in which they were found.

use std::cmp::Reverse;
use std::ops::Range;

use super::compared::Compared;
use super::leaders::Leaders;
use super::{Passage, PassageCluster, Span};
use crate::model::{Corpus, DocId, SourceId};
use crate::order::Arrange as _;
use crate::progress::Observer;

/// Finds the clusters, and writes into each passage which one it is of.
pub(super) fn clusters(
    corpus: &Corpus,
    compared: &Compared,
    passages: &mut [Passage],
    observer: &dyn Observer,
) -> Vec<PassageCluster> {
    let mut members = join(compared, passages, observer);
    members.arrange();
    let mut clusters: Vec<(PassageCluster, Range<usize>)> = Vec::new();
    let mut start = 0;
    for of_cluster in members.chunk_by(|a, b| a.0 == b.0) {
        if let Some(cluster) = describe(corpus, passages, of_cluster) {
            clusters.push((cluster, start..start + of_cluster.len()));
        }
        start += of_cluster.len();
    }
    clusters.arrange_by_key(|(cluster, _)| {
        let size = Reverse((cluster.documents, cluster.sources, cluster.first.words()));
        (size, corpus.time(cluster.first.document), cluster.first)
    });
    for (number, (_, range)) in (0..).zip(&clusters) {
        for &(_, passage) in &members[range.clone()] {
            passages[passage as usize].cluster = number;
        }
    }
    clusters.into_iter().map(|(cluster, _)| cluster).collect()
}

/// Each passage with its cluster before it, clusters in the order in which they begin.
fn join(compared: &Compared, passages: &[Passage], observer: &dyn Observer) -> Vec<(u32, u32)> {
    let ranks = compared.ranks();
    let rank = |span: &Span| ranks[span.document.index()];
    let mut order: Vec<u32> = (0..passages.len() as u32).collect();
    order.arrange_by_key(|&passage| {
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
    let order = order.into_iter();
    let order = order.take_while(|_| !observer.is_cancelled());
    order.map(member).collect()
}

/// The two places of a passage.
fn halves(passage: &Passage) -> [Span; 2] {
    [passage.earlier, passage.later]
}

/// How many places these are: spans of one document that overlap are one.
fn places(spans: impl Iterator<Item = Span>) -> u32 {
    let mut spans: Vec<Span> = spans.collect();
    spans.arrange();
    let (mut places, mut end) = (0, None);
    for span in spans {
        let is_new =
            end.is_none_or(|(document, end)| document != span.document || end <= span.start);
        places += u32::from(is_new);
        let before = end.filter(|_| !is_new).map_or(0, |(_, end)| end);
        end = Some((span.document, span.end.max(before)));
    }
    places
}

/// The cluster of these passages.
fn describe(
    corpus: &Corpus,
    passages: &[Passage],
    members: &[(u32, u32)],
) -> Option<PassageCluster> {
    let joined = || {
        members
            .iter()
            .map(|&(_, passage)| &passages[passage as usize])
    };
    let mut documents: Vec<DocId> = joined()
        .flat_map(halves)
        .map(|span| span.document)
        .collect();
    documents.arrange();
    documents.dedup();
    let mut sources: Vec<SourceId> = documents
        .iter()
        .map(|&id| corpus.document(id).source)
        .collect();
    sources.arrange();
    sources.dedup();
    let earliest = documents
        .iter()
        .copied()
        .min_by_key(|&id| corpus.time(id))?;
    let dated = documents
        .iter()
        .filter(|&&id| !corpus.document(id).info.date.is_empty());
    let last = dated.copied().max_by_key(|&id| corpus.time(id));
    Some(PassageCluster {
        documents: documents.len() as u32,
        sources: sources.len() as u32,
        pairs: members.len() as u32,
        places: places(joined().flat_map(halves)),
        first: most_frequent(
            joined()
                .flat_map(halves)
                .filter(|span| span.document == earliest),
        )?,
        last: last.unwrap_or(earliest),
        matches: joined().map(|passage| u64::from(passage.matches)).sum(),
        columns: joined().map(|passage| u64::from(passage.columns)).sum(),
    })
}

/// The span that comes most often; of several the longest, then the first.
fn most_frequent(spans: impl Iterator<Item = Span>) -> Option<Span> {
    let mut spans: Vec<Span> = spans.collect();
    spans.arrange();
    let same = spans.chunk_by(|a, b| a == b);
    let counted = same.filter_map(|same| Some((same.len(), *same.first()?)));
    let best = counted.max_by_key(|(n, span)| (*n, span.words(), Reverse(*span)));
    best.map(|(_, span)| span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_that_overlap_are_one_place() {
        let span = |document, start, end| Span {
            document: DocId(document),
            start,
            end,
            from: 0,
            to: 0,
            quoted: 0,
        };
        let spans = [
            span(1, 5, 20),
            span(0, 5, 20),
            span(1, 8, 12),
            span(1, 15, 30),
            span(1, 30, 42),
        ];
        assert_eq!(places(spans.into_iter()), 3);
        assert_eq!(places(std::iter::empty()), 0);
    }
}
