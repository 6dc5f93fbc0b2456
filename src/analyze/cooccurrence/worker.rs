//! Counts the pairs of one task: no allocation a pair, and nothing shared.

use super::sums::{Joint, Single, Sums, pair_number};
use crate::count::{Occurrence, TaskOccurrences};
use crate::model::{DocId, Scope};

/// What a worker keeps between documents: one counter a pair, and lists that are reused.
pub(super) struct Worker {
    units: u64,
    single: Vec<Single>,
    joint: Vec<Counter>,
    last_document: Vec<u32>,
    touched: Vec<u32>,
    present: Vec<Present>,
    inside: Vec<bool>,
}

/// The counter of a pair.
#[derive(Default, Clone, Copy)]
struct Counter {
    both: u64,
    overlapping: u64,
    documents: u32,
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
    /// A worker for so many phrases.
    pub(super) fn new(phrases: usize) -> Self {
        let pairs = phrases * phrases.saturating_sub(1) / 2;
        Self {
            units: 0,
            single: vec![Single::default(); phrases],
            joint: vec![Counter::default(); pairs],
            last_document: vec![u32::MAX; pairs],
            touched: Vec::new(),
            present: Vec::new(),
            inside: Vec::new(),
        }
    }

    /// The sums of a task.
    pub(super) fn count(&mut self, task: &TaskOccurrences, scope: Scope) -> Sums {
        for (document, mut sentences) in task.documents() {
            self.units += u64::from(scope == Scope::Document);
            while !sentences.is_empty() {
                let sentence = task.sentence(sentences.start);
                let mut end = sentences.start + 1;
                match scope {
                    Scope::Sentence | Scope::Window(_) => {}
                    Scope::Paragraph => {
                        let is_same =
                            |&next: &usize| task.sentence(next).paragraph == sentence.paragraph;
                        end += (end..sentences.end).take_while(is_same).count();
                    }
                    Scope::Document => end = sentences.end,
                }
                let inside = task.within(sentences.start..end);
                if let Scope::Window(size) = scope {
                    let unit = sentence.start as usize..sentence.end as usize;
                    self.windows(document, unit, inside, size);
                } else {
                    self.unit(document, inside);
                }
                sentences.start = end;
            }
        }
        self.units += match scope {
            Scope::Sentence => task.sentences,
            Scope::Paragraph => task.paragraphs,
            Scope::Document => 0,
            Scope::Window(_) => task.tokens,
        };
        self.take_sums()
    }

    fn unit(&mut self, document: DocId, occurrences: &[Occurrence]) {
        let mut present = std::mem::take(&mut self.present);
        present.clear();
        present.extend(occurrences.iter().map(|o| Present {
            phrase: o.phrase(),
            first_end: o.end(),
            last_start: o.start(),
        }));
        present.sort_unstable_by_key(|p| p.phrase);
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
        occurrences: &[Occurrence],
        size: u32,
    ) {
        for occurrence in occurrences {
            self.single[occurrence.phrase() as usize].holding += 1;
        }
        let mut inside = std::mem::take(&mut self.inside);
        let mut nodes: Vec<u32> = occurrences.iter().map(|o| o.phrase()).collect();
        nodes.sort_unstable();
        nodes.dedup();
        for node in nodes {
            let of_node = || occurrences.iter().filter(|o| o.phrase() == node);
            inside.clear();
            inside.resize(unit.len(), false);
            let local = |token: u32| (token as usize).saturating_sub(unit.start);
            for o in of_node() {
                let from = local(o.start().saturating_sub(size));
                let to = local(o.end() + size).min(unit.len());
                inside[from..to].fill(true);
            }
            for o in of_node() {
                inside[local(o.start())..local(o.end())].fill(false);
            }
            let mut is_occupied = vec![false; unit.len()];
            of_node().for_each(|o| is_occupied[local(o.start())..local(o.end())].fill(true));
            let count = |flags: &[bool]| flags.iter().filter(|&&flag| flag).count() as u64;
            self.single[node as usize].inside += count(&inside);
            self.single[node as usize].occupied += count(&is_occupied);
            for o in occurrences.iter().filter(|o| o.phrase() > node) {
                let tokens = local(o.start())..local(o.end());
                if is_occupied[tokens.clone()].contains(&true) {
                    self.joint_quietly(node, o.phrase()).overlapping += 1;
                } else if inside[tokens].contains(&true) {
                    self.joint(document, node, o.phrase()).both += 1;
                }
            }
        }
        self.inside = inside;
    }

    /// The counter of a pair that stands together in `document`.
    fn joint(&mut self, document: DocId, a: u32, b: u32) -> &mut Counter {
        let pair = pair_number(a, b) as usize;
        let is_new = self.last_document[pair] != document.0;
        self.last_document[pair] = document.0;
        let joint = self.joint_quietly(a, b);
        joint.documents += u32::from(is_new);
        joint
    }

    /// The counter of a pair.
    fn joint_quietly(&mut self, a: u32, b: u32) -> &mut Counter {
        let pair = pair_number(a, b);
        let joint = &mut self.joint[pair as usize];
        if joint.both == 0 && joint.overlapping == 0 {
            self.touched.push(pair);
        }
        joint
    }

    /// Takes the counters out and leaves zeros.
    fn take_sums(&mut self) -> Sums {
        self.touched.sort_unstable();
        self.touched.dedup();
        let (mut joint, mut overlapping) = (Vec::new(), Vec::new());
        for pair in self.touched.drain(..) {
            self.last_document[pair as usize] = u32::MAX;
            let counter = std::mem::take(&mut self.joint[pair as usize]);
            if counter.both > 0 {
                joint.push(Joint {
                    pair,
                    documents: counter.documents,
                    both: counter.both,
                });
            }
            if counter.overlapping > 0 {
                overlapping.push((pair, counter.overlapping));
            }
        }
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
            overlapping,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
