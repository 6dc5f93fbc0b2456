//! Copies: which documents have the same text, exactly or nearly.
//!
//! Takes the segments with their signatures and final document ids, gives clusters. A document is
//! a copy of another if words that stand in shared passages make up at least `similarity` of the shorter
//! document, and more than half of the longer one: so neither a long quotation nor a footer makes a
//! copy, nor a short item quoted whole by a long article. A shorter document that the longer one was
//! cut to may be a fifth of it. Passages begin with a run of five words ([`passage`]). Where single words differ
//! all over, a little less may be shared. Texts after one pattern, in which names and numbers differ and hardly
//! anything else, are no copies ([`pattern`]).
//! Documents of fewer than [`LEAST_WORDS`] words are copies only if all their words are the same.
//!
//! Each cluster has a head, the document of which most is in others: a text comes before what was cut from
//! it or made of it. Each document joins the head that it is verified to be most similar to, if it is a
//! copy of it or of one of the first copies of it, or becomes a head itself. So no chain of small changes can
//! grow a cluster by more than one link. The representative is the earliest of the
//! cluster, undated ones last, then the least damaged in its encoding, then the longest, then the first by id.
//! All depends on the documents alone, not on their order.

mod candidates;
mod passage;
mod pattern;
mod similarity;

use std::cmp::Reverse;

use crate::model::{CopyCluster, CopyLink};
use crate::parallel;
use crate::sorted::SortedMap;
use crate::tokenize::{Segment, TokenizedDocument};
use candidates::Candidates;
use similarity::{Comparison, Likeness};

/// Documents with fewer words are compared as a whole only: a changed word changes a headline.
pub(crate) const LEAST_WORDS: u32 = 20;
/// The most representatives that a document is compared with word by word.
const MOST_COMPARED: usize = 3;
/// The most copies of the head of a cluster that documents are compared with beside it: the head may have
/// additions, or its parts may stand in another order.
const MOST_BESIDE: usize = 2;

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
    let heads = heads(segments, &entries, &leaders, similarity);
    let clusters = clusters(&leaders, &heads);
    let doc_id = |index: usize| entries[index].document.info.doc_id.as_str();
    let by_representative = clusters
        .into_iter()
        .map(|cluster| (doc_id(cluster[0].0), cluster));
    let by_representative: SortedMap<&str, Vec<(usize, f64)>> = by_representative.collect();
    let mut copies = Copies::default();
    let mut links = Vec::new();
    for (representative, members) in by_representative {
        let cluster = copies.clusters.len() as u32;
        copies.clusters.push(CopyCluster {
            representative: representative.to_owned(),
            documents: members.len() as u32,
            analysed: Vec::new(),
        });
        for (index, similarity) in members {
            let doc_id = doc_id(index);
            let similarity = Some(similarity).filter(|_| doc_id != representative);
            links.push((
                doc_id.to_owned(),
                CopyLink {
                    cluster,
                    similarity,
                },
            ));
        }
    }
    copies.links = links.into_iter().collect();
    copies
}

/// The documents of each cluster of two and more, the representative first, with their similarity: to the
/// head, that of the head to the representative, and 1 for those that have the words of the representative.
fn clusters(leaders: &[usize], heads: &[Option<(usize, f64)>]) -> Vec<Vec<(usize, f64)>> {
    let mut by_head: Vec<Vec<(usize, f64)>> = vec![Vec::new(); leaders.len()];
    for (index, &leader) in leaders.iter().enumerate() {
        let (head, similarity) = heads[leader].unwrap_or((leader, 1.0));
        by_head[head].push((index, similarity));
    }
    let mut clusters = Vec::new();
    for (head, mut members) in by_head.into_iter().enumerate() {
        if let [(first, of_first), _, ..] = members[..] {
            for (index, similarity) in &mut members {
                if leaders[*index] == first {
                    *similarity = 1.0;
                } else if leaders[*index] == head {
                    *similarity = of_first;
                }
            }
            clusters.push(members);
        }
    }
    clusters
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

/// For each leader the head of the cluster that it joins as a near copy, with their similarity.
fn heads(
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
    let mut clustering = Clustering {
        comparison: Comparison::new(segments, similarity),
        heads: vec![None; entries.len()],
        beside: vec![0; entries.len()],
        entries,
    };
    for number in candidates.order() {
        let index = compared[number];
        let most_alike = candidates.of(number, MOST_COMPARED).into_iter();
        let most_alike = most_alike.map(|candidate| compared[candidate]);
        if clustering.joins(index, most_alike) {
            candidates.add(number);
        }
    }
    clustering.heads
}

/// A cluster that a document may join.
#[derive(Clone, Copy)]
struct Joined {
    head: usize,
    /// What the document has in common with the document of the cluster that it is a copy of.
    likeness: Likeness,
    /// What it has in common with the head.
    of_head: Likeness,
}

/// The clusters so far.
struct Clustering<'a> {
    comparison: Comparison<'a>,
    entries: &'a [Entry<'a>],
    /// For each document the head of its cluster, with their similarity; none for heads.
    heads: Vec<Option<(usize, f64)>>,
    /// How many copies of each head others are compared with, too.
    beside: Vec<usize>,
}

impl Clustering<'_> {
    /// Lets a document join the cluster of the candidate that it is most similar to, if it is a copy of any.
    /// Says whether later documents are to be compared with it: as a head, or as one of the first copies of one.
    fn joins(&mut self, index: usize, candidates: impl Iterator<Item = usize>) -> bool {
        let mut joined: Option<Joined> = None;
        for candidate in candidates {
            let found = self.likeness(index, candidate);
            // On a tie the one that shares most shingles, which comes first.
            let is_better = |found: &Joined| {
                joined.is_none_or(|best| found.likeness.similarity > best.likeness.similarity)
            };
            joined = found.filter(is_better).or(joined);
        }
        let Some(Joined { head, of_head, .. }) = joined else {
            return true;
        };
        self.heads[index] = Some((head, of_head.similarity));
        let is_compared = of_head.is_copy && self.beside[head] < MOST_BESIDE;
        self.beside[head] += usize::from(is_compared);
        is_compared
    }

    /// What a document shares with a candidate, if it is a copy of it, and with the head of its cluster.
    fn likeness(&mut self, index: usize, candidate: usize) -> Option<Joined> {
        let place = |index: usize| self.entries[index].place;
        let (document, other) = (place(index), place(candidate));
        let likeness = self.comparison.likeness(other, document);
        let likeness = likeness.filter(|likeness| likeness.is_copy)?;
        let Some((head, _)) = self.heads[candidate] else {
            return Some(Joined {
                head: candidate,
                likeness,
                of_head: likeness,
            });
        };
        let of_head = self
            .comparison
            .likeness(self.entries[head].place, document)?;
        Some(Joined {
            head,
            likeness,
            of_head,
        })
    }
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod synthetic;
