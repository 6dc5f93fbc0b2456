//! Copies: which documents have the same text, exactly or nearly.
//!
//! Takes the segments with their signatures and final document ids, gives clusters. A document is
//! a copy of another if words that stand in shared runs of five or more make up at least
//! `similarity` of the shorter document, and more than half of the longer one: so neither a long
//! quotation nor a footer makes a copy, nor a short item quoted whole by a long article. Documents
//! of fewer than [`LEAST_WORDS`] words are copies only if all their words are the same.
//!
//! Documents are taken in the order in which they may represent a cluster: by date, undated ones
//! last, then the least damaged in its encoding, then the longest, then by id. Each joins the representative that it is verified to be
//! most similar to, if it is a copy of any, or becomes one itself. So every member is similar to its representative, and no
//! chain of small changes can grow a cluster. The order and the outcome depend on the documents
//! alone.

mod candidates;
mod similarity;

use std::cmp::Reverse;

use crate::model::{CopyCluster, CopyLink};
use crate::parallel;
use crate::sorted::SortedMap;
use crate::tokenize::{Segment, TokenizedDocument};
use candidates::Candidates;
use similarity::Comparison;

/// Documents with fewer words are compared as a whole only: a changed word changes a headline.
pub(crate) const LEAST_WORDS: u32 = 20;
/// The most representatives that a document is compared with word by word.
const MOST_COMPARED: usize = 3;

/// A document: its segment, and its place in it.
type Place = (usize, usize);

/// The clusters of copies, and who is in them.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Copies {
    /// By the `doc_id` of the representative; who is analysed is not filled in yet.
    pub(super) clusters: Vec<CopyCluster>,
    /// By `doc_id`, documents of clusters only.
    pub(super) links: SortedMap<String, CopyLink>,
}

/// A document on its way into a cluster.
struct Entry<'a> {
    place: Place,
    document: &'a TokenizedDocument,
}

/// Finds all clusters of two and more documents. Ids must be final, and documents signed.
pub(super) fn find_copies(segments: &[Segment], similarity: f64) -> Copies {
    let entries = in_order(segments);
    let leaders = leaders(&entries);
    let joined = join_leaders(segments, &entries, &leaders, similarity);
    let mut copies_by_representative: Vec<(&str, Vec<(&str, f64)>)> = Vec::new();
    let doc_id = |index: usize| entries[index].document.info.doc_id.as_str();
    for (index, &leader) in leaders.iter().enumerate() {
        let (representative, similarity) = joined[leader].unwrap_or((leader, 1.0));
        if index != representative {
            let copy = (doc_id(index), similarity);
            copies_by_representative.push((doc_id(representative), vec![copy]));
        }
    }
    let copies_by_representative =
        SortedMap::joined(copies_by_representative, |copies, more| copies.extend(more));
    let mut copies = Copies::default();
    let mut links = Vec::new();
    for (representative, others) in copies_by_representative {
        let cluster = copies.clusters.len() as u32;
        copies.clusters.push(CopyCluster {
            representative: representative.to_owned(),
            documents: 1 + others.len() as u32,
            analysed: Vec::new(),
        });
        let similarities = others
            .into_iter()
            .map(|(id, similarity)| (id, Some(similarity)));
        for (doc_id, similarity) in similarities.chain([(representative, None)]) {
            let link = CopyLink {
                cluster,
                similarity,
            };
            links.push((doc_id.to_owned(), link));
        }
    }
    copies.links = links.into_iter().collect();
    copies
}

/// All documents, in the order in which they may represent a cluster.
fn in_order<'a>(segments: &'a [Segment]) -> Vec<Entry<'a>> {
    let mut entries: Vec<Entry<'a>> = Vec::new();
    for (segment, read) in segments.iter().enumerate() {
        let documents = read.documents.iter().enumerate();
        entries.extend(documents.map(|(index, document)| Entry {
            place: (segment, index),
            document,
        }));
    }
    let key = |entry: &Entry<'a>| {
        let info = &entry.document.info;
        let date = Some(info.date.as_str()).filter(|date| !date.is_empty());
        let words = Reverse(entry.document.tokens);
        let damage = info.encoding.replaced;
        (date.is_none(), date, damage, words, info.doc_id.as_str())
    };
    parallel::sort_by(&mut entries, |a, b| key(a).cmp(&key(b)));
    entries
}

/// For each document the first one with the same words in the same order.
fn leaders(entries: &[Entry<'_>]) -> Vec<usize> {
    let words = |index: usize| {
        let document = entries[index].document;
        (document.signature.fingerprint, document.tokens)
    };
    let order = parallel::sorted(entries.len(), |a, b| words(a).cmp(&words(b)));
    let mut leaders = vec![0; entries.len()];
    for same in order.chunk_by(|&a, &b| words(a) == words(b)) {
        same.iter().for_each(|&index| leaders[index] = same[0]);
    }
    leaders
}

/// For each leader the representative that it is a near copy of, with their similarity.
fn join_leaders(
    segments: &[Segment],
    entries: &[Entry<'_>],
    leaders: &[usize],
    similarity: f64,
) -> Vec<Option<(usize, f64)>> {
    let is_compared =
        |index: usize| leaders[index] == index && entries[index].document.tokens >= LEAST_WORDS;
    let compared: Vec<usize> = (0..entries.len()).filter(|&i| is_compared(i)).collect();
    let documents: Vec<&TokenizedDocument> = compared
        .iter()
        .map(|&index| entries[index].document)
        .collect();
    let mut candidates = Candidates::new(&documents);
    let mut comparison = Comparison::new(segments, similarity);
    let mut joined = vec![None; entries.len()];
    for (number, &index) in compared.iter().enumerate() {
        let most_alike = candidates.of(number, MOST_COMPARED).into_iter();
        let similar = most_alike.filter_map(|candidate| {
            let representative = compared[candidate];
            let places = (entries[representative].place, entries[index].place);
            let similarity = comparison.similarity(places.0, places.1)?;
            Some((representative, similarity))
        });
        // On a tie the one that shares most shingles, which comes first.
        let copied = similar.reduce(|best, other| if other.1 > best.1 { other } else { best });
        if copied.is_none() {
            candidates.add_representative(number);
        }
        joined[index] = copied;
    }
    joined
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod synthetic;
