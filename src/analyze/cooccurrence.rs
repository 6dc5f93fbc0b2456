//! Which key phrases keep company: pairs by sentence, paragraph, document or window, by source.
//!
//! In unit scopes a pair counts once for each unit in which the two phrases stand at different
//! places, so that a phrase never keeps company with a part of itself. In a window scope the first
//! phrase of the pair is the node: the units are tokens, and a window is the `k` tokens on each side
//! of every occurrence of the node within its sentence, overlapping windows merged (Evert 2008).

use std::fmt;
use std::str::FromStr;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::count::{Occurrence, PhraseFinder, SourceTask};
use crate::model::{Boundary, Corpus, DocId, TokenBuffer};
use crate::stats::Contingency;

/// Where two phrases must both stand to keep company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Scope {
    /// The same sentence.
    Sentence,
    /// The same paragraph.
    Paragraph,
    /// The same document.
    Document,
    /// Within so many tokens on either side, in the same sentence.
    Window(u32),
}

impl FromStr for Scope {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "sentence" => Ok(Self::Sentence),
            "paragraph" => Ok(Self::Paragraph),
            "document" => Ok(Self::Document),
            _ => {
                let size = name
                    .strip_prefix("window:")
                    .and_then(|size| size.parse().ok());
                size.filter(|size| (1..=1000).contains(size)).map(Self::Window).ok_or_else(|| {
                    format!("unknown scope `{name}`; expected sentence, paragraph, document or window:K with K from 1 to 1000")
                })
            }
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sentence => f.write_str("sentence"),
            Self::Paragraph => f.write_str("paragraph"),
            Self::Document => f.write_str("document"),
            Self::Window(size) => write!(f, "window:{size}"),
        }
    }
}

impl TryFrom<String> for Scope {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        name.parse()
    }
}

impl From<Scope> for String {
    fn from(scope: Scope) -> Self {
        scope.to_string()
    }
}

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
    let by_source: Vec<Sums> = parts
        .iter()
        .map(|parts| {
            let mut sums = Sums::of(finder.phrases(), parts);
            sums.joint
                .iter_mut()
                .for_each(|(_, joint)| joint.sources = joint.sources.min(1));
            sums
        })
        .collect();
    let total = Sums::of(finder.phrases(), &by_source);
    let least = u64::from(least.max(1));
    CoOccurrence {
        scope,
        overall: total.pairs(scope, least),
        by_source: by_source
            .iter()
            .map(|sums| sums.pairs(scope, least))
            .collect(),
    }
}

/// The joint counts of a pair.
#[derive(Debug, Default, Clone, Copy)]
struct Joint {
    /// Units with both.
    both: u64,
    /// Occurrences of the second phrase that overlap one of the first (windows only).
    overlapping: u64,
    documents: u32,
    sources: u32,
}

/// Sums over some documents.
#[derive(Debug, Clone)]
struct Sums {
    units: u64,
    /// Units that hold each phrase; in windows, its occurrences.
    holding: Vec<u64>,
    /// In windows: tokens in the windows of each phrase, and tokens of its own occurrences.
    windows: Vec<(u64, u64)>,
    /// By pair number, sorted.
    joint: Vec<(u32, Joint)>,
}

impl Sums {
    fn empty(phrases: usize) -> Self {
        Self {
            units: 0,
            holding: vec![0; phrases],
            windows: vec![(0, 0); phrases],
            joint: Vec::new(),
        }
    }

    /// The sum of sums over different documents.
    fn of(phrases: usize, parts: &[Self]) -> Self {
        let mut total = Self::empty(phrases);
        for part in parts {
            total.units += part.units;
            for (sum, part) in total.holding.iter_mut().zip(&part.holding) {
                *sum += part;
            }
            for (sum, part) in total.windows.iter_mut().zip(&part.windows) {
                sum.0 += part.0;
                sum.1 += part.1;
            }
            total.joint.extend_from_slice(&part.joint);
        }
        total.joint.sort_by_key(|&(pair, _)| pair);
        total.joint.dedup_by(|next, kept| {
            let is_same = next.0 == kept.0;
            if is_same {
                kept.1.both += next.1.both;
                kept.1.overlapping += next.1.overlapping;
                kept.1.documents += next.1.documents;
                kept.1.sources += next.1.sources;
            }
            is_same
        });
        total
    }

    fn pairs(&self, scope: Scope, least: u64) -> Vec<PairCount> {
        let enough = self.joint.iter().filter(|(_, joint)| joint.both >= least);
        enough
            .map(|&(pair, joint)| {
                let (a, b) = unpair(pair);
                PairCount {
                    a,
                    b,
                    table: self.table(scope, a as usize, b as usize, joint),
                    documents: joint.documents,
                    sources: joint.sources,
                }
            })
            .collect()
    }

    fn table(&self, scope: Scope, a: usize, b: usize, joint: Joint) -> Contingency {
        if let Scope::Window(_) = scope {
            let (inside, own) = self.windows[a];
            return Contingency {
                both: joint.both,
                first: inside,
                second: self.holding[b] - joint.overlapping,
                total: self.units - own,
            };
        }
        Contingency {
            both: joint.both,
            first: self.holding[a],
            second: self.holding[b],
            total: self.units,
        }
    }
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
        let mut sums = Sums::empty(finder.phrases());
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
                Some(least) => self.units(document, tokens.units(least), &found, scope, &mut sums),
                None => self.units(document, whole, &found, scope, &mut sums),
            }
            (self.tokens, self.found) = (tokens, found);
        }
        sums.joint = self.take_joint();
        sums
    }

    fn units(
        &mut self,
        document: DocId,
        units: impl Iterator<Item = std::ops::Range<usize>>,
        found: &[Occurrence],
        scope: Scope,
        sums: &mut Sums,
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
                    sums.units += unit.len() as u64;
                    self.windows(document, unit, inside, size, sums);
                }
                _ => {
                    sums.units += 1;
                    self.unit(document, inside, sums);
                }
            }
        }
    }

    fn unit(&mut self, document: DocId, found: &[Occurrence], sums: &mut Sums) {
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
            sums.holding[b.phrase as usize] += 1;
            for &a in &present[..index] {
                if a.stands_apart(b) {
                    self.joint(document, a.phrase, b.phrase).both += 1;
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
        sums: &mut Sums,
    ) {
        for occurrence in found {
            sums.holding[occurrence.phrase as usize] += 1;
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
            sums.windows[node as usize].0 += count(&inside);
            sums.windows[node as usize].1 += count(&is_own);
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
        if joint.both == 0 && joint.overlapping == 0 {
            self.touched.push(pair);
        }
        joint
    }

    /// Takes the counters out, sorted by pair, and leaves zeros.
    fn take_joint(&mut self) -> Vec<(u32, Joint)> {
        self.touched.sort_unstable();
        self.touched.dedup();
        let taken = self.touched.drain(..).map(|pair| {
            self.last_document[pair as usize] = u32::MAX;
            (pair, std::mem::take(&mut self.joint[pair as usize]))
        });
        taken.collect()
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
    fn scopes_by_name() {
        for name in ["sentence", "paragraph", "document", "window:10"] {
            assert_eq!(name.parse::<Scope>().expect("known").to_string(), name);
        }
        for name in ["page", "window:0", "window:", "window:x"] {
            assert!(name.parse::<Scope>().is_err(), "{name}");
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
