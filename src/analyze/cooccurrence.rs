//! Which key phrases keep company: pairs by sentence, paragraph, document or window, by source.
//!
//! In unit scopes a pair counts once for each unit in which the two phrases stand at different
//! places, so that a phrase never keeps company with a part of itself. A unit in which they only
//! overlap counts for the longer one alone (for the first, if they are of one length). In a window scope the first
//! phrase of the pair is the node: the units are tokens, and a window is the `k` tokens on each side
//! of every occurrence of the node within its sentence, overlapping windows merged (Evert 2008).

use rayon::prelude::*;

use crate::count::{Occurrence, PhraseFinder, SourceTask};
use crate::model::{Boundary, Corpus, DocId, Scope, TokenBuffer};
use crate::stats::Contingency;

/// The counts of one pair in some part of the corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PairCount {
    /// First phrase, by its number in the finder.
    pub a: u32,
    /// Second phrase; above `a`.
    pub b: u32,
    /// Units with both, either, and all.
    pub table: Contingency,
    /// Documents in which they keep company.
    pub documents: u32,
    /// Sources in which they keep company.
    pub sources: u32,
}

/// The company of phrases in one scope.
#[derive(Debug)]
pub struct CoOccurrence {
    /// The scope.
    pub scope: Scope,
    /// Pairs over all sources, by pair.
    pub overall: Vec<PairCount>,
    /// By [`crate::model::SourceId`]: pairs within the source, by pair.
    pub by_source: Vec<Vec<PairCount>>,
}

/// Counts the company of the finder's phrases in one scope; pairs with fewer than `least` units are
/// left out.
#[must_use]
pub fn cooccurrence(
    corpus: &Corpus,
    tasks: &[SourceTask],
    finder: &PhraseFinder,
    scope: Scope,
    least: u32,
) -> CoOccurrence {
    let counted: Vec<Sums> = tasks
        .par_iter()
        .map_init(
            || Worker::new(finder.phrases()),
            |worker, task| worker.count(corpus, task, finder, scope),
        )
        .collect();
    let mut parts: Vec<Vec<Sums>> = vec![Vec::new(); corpus.sources.len()];
    for (task, sums) in tasks.iter().zip(counted) {
        parts[task.source.index()].push(sums);
    }
    let by_source = parts.iter().map(|parts| {
        let mut sums = Sums::of(parts);
        sums.joint
            .iter_mut()
            .for_each(|(_, joint)| joint.sources = joint.sources.min(1));
        sums
    });
    let by_source: Vec<Sums> = by_source.collect();
    let total = Sums::of(&by_source);
    let least = u64::from(least.max(1));
    CoOccurrence {
        scope,
        overall: total.pairs(finder, scope, least),
        by_source: by_source
            .iter()
            .map(|sums| sums.pairs(finder, scope, least))
            .collect(),
    }
}

/// The joint counts of a pair.
#[derive(Debug, Default, Clone, Copy)]
struct Joint {
    /// Units with both at different places.
    both: u64,
    /// Units in which they only overlap; in windows, occurrences of the second phrase that overlap
    /// one of the first.
    overlapping: u64,
    documents: u32,
    sources: u32,
}

impl Joint {
    fn is_empty(&self) -> bool {
        self.both == 0 && self.overlapping == 0
    }

    fn add(&mut self, other: Self) {
        self.both += other.both;
        self.overlapping += other.overlapping;
        self.documents += other.documents;
        self.sources += other.sources;
    }
}

/// The counts of one phrase.
#[derive(Debug, Default, Clone, Copy)]
struct Single {
    /// Units that hold it; in windows, its occurrences.
    holding: u64,
    /// In windows: tokens inside its windows.
    inside: u64,
    /// In windows: tokens of its own occurrences.
    own: u64,
}

impl Single {
    fn add(&mut self, other: Self) {
        self.holding += other.holding;
        self.inside += other.inside;
        self.own += other.own;
    }
}

/// Sums over some documents; only what occurs is stored.
#[derive(Debug, Default, Clone)]
struct Sums {
    units: u64,
    /// By phrase, sorted.
    single: Vec<(u32, Single)>,
    /// By pair number, sorted.
    joint: Vec<(u32, Joint)>,
}

impl Sums {
    /// The sum of sums over different documents.
    fn of(parts: &[Self]) -> Self {
        Self {
            units: parts.iter().map(|part| part.units).sum(),
            single: summed(parts.iter().flat_map(|part| &part.single), Single::add),
            joint: summed(parts.iter().flat_map(|part| &part.joint), Joint::add),
        }
    }

    fn pairs(&self, finder: &PhraseFinder, scope: Scope, least: u64) -> Vec<PairCount> {
        let enough = self.joint.iter().filter(|(_, joint)| joint.both >= least);
        let pairs = enough.map(|&(pair, joint)| {
            let (a, b) = unpair(pair);
            PairCount {
                a,
                b,
                table: self.table(finder, scope, a, b, joint),
                documents: joint.documents,
                sources: joint.sources,
            }
        });
        pairs.collect()
    }

    fn table(
        &self,
        finder: &PhraseFinder,
        scope: Scope,
        a: u32,
        b: u32,
        joint: Joint,
    ) -> Contingency {
        let (first, second) = (self.single(a), self.single(b));
        if let Scope::Window(_) = scope {
            return Contingency {
                both: joint.both,
                first: first.inside,
                second: second.holding - joint.overlapping,
                total: self.units - first.own,
            };
        }
        let is_first_shorter = finder.length(a) < finder.length(b);
        let (less_first, less_second) = if is_first_shorter {
            (joint.overlapping, 0)
        } else {
            (0, joint.overlapping)
        };
        Contingency {
            both: joint.both,
            first: first.holding - less_first,
            second: second.holding - less_second,
            total: self.units,
        }
    }

    fn single(&self, phrase: u32) -> Single {
        let found = self
            .single
            .binary_search_by_key(&phrase, |&(phrase, _)| phrase);
        found.map_or_else(|_| Single::default(), |at| self.single[at].1)
    }
}

/// Adds up what has the same key; sorted by key.
fn summed<'a, T: Copy + 'a>(
    parts: impl Iterator<Item = &'a (u32, T)>,
    add: impl Fn(&mut T, T),
) -> Vec<(u32, T)> {
    let mut all: Vec<(u32, T)> = parts.copied().collect();
    all.sort_by_key(|&(key, _)| key);
    all.dedup_by(|next, kept| {
        let is_same = next.0 == kept.0;
        if is_same {
            add(&mut kept.1, next.1);
        }
        is_same
    });
    all
}

/// The number of a pair of phrases, `a` below `b`.
fn pair_number(a: u32, b: u32) -> u32 {
    b * (b - 1) / 2 + a
}

/// The phrases of a pair.
fn unpair(pair: u32) -> (u32, u32) {
    let mut b = ((f64::from(pair) * 8.0 + 1.0).sqrt() * 0.5 + 0.5) as u32;
    while pair_number(0, b) > pair {
        b -= 1;
    }
    while pair_number(0, b + 1) <= pair {
        b += 1;
    }
    (pair - pair_number(0, b), b)
}

/// What a worker keeps between documents: one counter a pair, and lists that are reused.
struct Worker {
    units: u64,
    single: Vec<Single>,
    joint: Vec<Joint>,
    last_document: Vec<u32>,
    touched: Vec<u32>,
    tokens: TokenBuffer,
    found: Vec<Occurrence>,
    present: Vec<Present>,
    inside: Vec<bool>,
}

/// A phrase in a unit: where its first occurrence ends and its last begins.
#[derive(Clone, Copy)]
struct Present {
    phrase: u32,
    first_end: u32,
    last_start: u32,
}

impl Present {
    /// Whether some occurrences of the two do not overlap.
    fn stands_apart(self, other: Self) -> bool {
        self.first_end <= other.last_start || other.first_end <= self.last_start
    }
}

impl Worker {
    fn new(phrases: usize) -> Self {
        let pairs = phrases * phrases.saturating_sub(1) / 2;
        Self {
            units: 0,
            single: vec![Single::default(); phrases],
            joint: vec![Joint::default(); pairs],
            last_document: vec![u32::MAX; pairs],
            touched: Vec::new(),
            tokens: TokenBuffer::default(),
            found: Vec::new(),
            present: Vec::new(),
            inside: Vec::new(),
        }
    }

    fn count(
        &mut self,
        corpus: &Corpus,
        task: &SourceTask,
        finder: &PhraseFinder,
        scope: Scope,
    ) -> Sums {
        for &document in &task.documents {
            let mut tokens = std::mem::take(&mut self.tokens);
            corpus.read_tokens(document, &mut tokens);
            let mut found = std::mem::take(&mut self.found);
            finder.find(corpus, &tokens, &mut found);
            let least = match scope {
                Scope::Sentence | Scope::Window(_) => Some(Boundary::Sentence),
                Scope::Paragraph => Some(Boundary::Paragraph),
                Scope::Document => None,
            };
            let whole = std::iter::once(0..tokens.len());
            match least {
                Some(least) => self.units(document, tokens.units(least), &found, scope),
                None => self.units(document, whole, &found, scope),
            }
            (self.tokens, self.found) = (tokens, found);
        }
        self.take_sums()
    }

    fn units(
        &mut self,
        document: DocId,
        units: impl Iterator<Item = std::ops::Range<usize>>,
        found: &[Occurrence],
        scope: Scope,
    ) {
        let mut rest = found;
        for unit in units {
            let here = rest
                .iter()
                .position(|o| o.start as usize >= unit.end)
                .unwrap_or(rest.len());
            let (inside, after) = rest.split_at(here);
            rest = after;
            match scope {
                Scope::Window(size) => {
                    self.units += unit.len() as u64;
                    self.windows(document, unit, inside, size);
                }
                _ => {
                    self.units += 1;
                    self.unit(document, inside);
                }
            }
        }
    }

    fn unit(&mut self, document: DocId, found: &[Occurrence]) {
        let mut present = std::mem::take(&mut self.present);
        present.clear();
        present.extend(found.iter().map(|o| Present {
            phrase: o.phrase,
            first_end: o.end,
            last_start: o.start,
        }));
        present.sort_by_key(|p| p.phrase);
        present.dedup_by(|next, kept| {
            let is_same = next.phrase == kept.phrase;
            if is_same {
                kept.first_end = kept.first_end.min(next.first_end);
                kept.last_start = kept.last_start.max(next.last_start);
            }
            is_same
        });
        for (index, &b) in present.iter().enumerate() {
            self.single[b.phrase as usize].holding += 1;
            for &a in &present[..index] {
                if a.stands_apart(b) {
                    self.joint(document, a.phrase, b.phrase).both += 1;
                } else {
                    self.joint_quietly(a.phrase, b.phrase).overlapping += 1;
                }
            }
        }
        self.present = present;
    }

    fn windows(
        &mut self,
        document: DocId,
        unit: std::ops::Range<usize>,
        found: &[Occurrence],
        size: u32,
    ) {
        for occurrence in found {
            self.single[occurrence.phrase as usize].holding += 1;
        }
        let mut inside = std::mem::take(&mut self.inside);
        let mut nodes: Vec<u32> = found.iter().map(|o| o.phrase).collect();
        nodes.sort_unstable();
        nodes.dedup();
        for node in nodes {
            let own = || found.iter().filter(|o| o.phrase == node);
            inside.clear();
            inside.resize(unit.len(), false);
            let local = |token: u32| (token as usize).saturating_sub(unit.start);
            for o in own() {
                let from = local(o.start.saturating_sub(size));
                let to = local(o.end + size).min(unit.len());
                inside[from..to].fill(true);
            }
            for o in own() {
                inside[local(o.start)..local(o.end)].fill(false);
            }
            let mut is_own = vec![false; unit.len()];
            own().for_each(|o| is_own[local(o.start)..local(o.end)].fill(true));
            let count = |flags: &[bool]| flags.iter().filter(|&&flag| flag).count() as u64;
            self.single[node as usize].inside += count(&inside);
            self.single[node as usize].own += count(&is_own);
            for o in found.iter().filter(|o| o.phrase > node) {
                let tokens = local(o.start)..local(o.end);
                if is_own[tokens.clone()].contains(&true) {
                    self.joint_quietly(node, o.phrase).overlapping += 1;
                } else if inside[tokens].contains(&true) {
                    self.joint(document, node, o.phrase).both += 1;
                }
            }
        }
        self.inside = inside;
    }

    /// The counter of a pair that keeps company in `document`.
    fn joint(&mut self, document: DocId, a: u32, b: u32) -> &mut Joint {
        let pair = pair_number(a, b) as usize;
        let is_new = self.last_document[pair] != document.0;
        self.last_document[pair] = document.0;
        let joint = self.joint_quietly(a, b);
        joint.documents += u32::from(is_new);
        joint.sources = 1;
        joint
    }

    /// The counter of a pair.
    fn joint_quietly(&mut self, a: u32, b: u32) -> &mut Joint {
        let pair = pair_number(a, b);
        let joint = &mut self.joint[pair as usize];
        if joint.is_empty() {
            self.touched.push(pair);
        }
        joint
    }

    /// Takes the counters out and leaves zeros.
    fn take_sums(&mut self) -> Sums {
        self.touched.sort_unstable();
        self.touched.dedup();
        let joint = self.touched.drain(..).map(|pair| {
            self.last_document[pair as usize] = u32::MAX;
            (pair, std::mem::take(&mut self.joint[pair as usize]))
        });
        let joint = joint.collect();
        let single = self
            .single
            .iter_mut()
            .zip(0..)
            .map(|(single, phrase)| (phrase, std::mem::take(single)));
        let single = single.filter(|(_, single)| single.holding > 0).collect();
        Sums {
            units: std::mem::take(&mut self.units),
            single,
            joint,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_numbered_without_gaps() {
        let mut number = 0;
        for b in 1..300 {
            for a in 0..b {
                assert_eq!(pair_number(a, b), number);
                assert_eq!(unpair(number), (a, b));
                number += 1;
            }
        }
    }

    #[test]
    fn a_phrase_stands_apart_from_another_if_some_occurrences_do_not_overlap() {
        let at = |first_end, last_start| Present {
            phrase: 0,
            first_end,
            last_start,
        };
        // "cyber sovereignty" at 0..2 and "sovereignty" at 1..2.
        assert!(!at(2, 0).stands_apart(at(2, 1)));
        // ... and "sovereignty" again at 5..6.
        assert!(at(2, 0).stands_apart(at(2, 5)));
    }
}
