//! The pairs of nodes of a network: phrases with phrases, with concepts, and concepts with concepts.

use crate::analyze::{CoOccurrence, GroupedCompany, Joint, KeyPhrases, Pairs};
use crate::model::{PhraseId, TermId};
use crate::stats::Contingency;

/// Who stands with whom: nodes are the chosen phrases, then the concepts.
pub(super) struct Joined<'a> {
    pub(super) phrases: &'a KeyPhrases,
    pub(super) nodes: &'a [PhraseId],
    /// By concept node: its place in the codebook.
    pub(super) concepts: Vec<u32>,
    pub(super) together: &'a CoOccurrence,
    pub(super) company: &'a GroupedCompany,
}

impl Joined<'_> {
    /// All pairs of nodes that stand together in a group, by their nodes. A phrase is not joined to
    /// one that holds all its words.
    pub(super) fn joints(&self, group: u32, pairs: &Pairs) -> Vec<Joint> {
        let own = pairs.iter().filter(|pair| pair.table.both > 0);
        let own = own.filter(|pair| !self.holds(pair.a, pair.b));
        let mut joints: Vec<Joint> = own
            .map(|pair| Joint {
                a: pair.a,
                b: pair.b,
                table: pair.table,
            })
            .collect();
        let first = self.nodes.len() as u32;
        for (place, &concept) in (0..).zip(&self.concepts) {
            let node = first + place;
            let phrases = self.company.of_concept(group, concept);
            let phrases = phrases.filter(|(_, table)| table.both > 0);
            joints.extend(phrases.map(|(phrase, table)| Joint {
                a: phrase,
                b: node,
                table: table.turned(),
            }));
            for (other, table) in self.company.with_concepts(group, concept) {
                if let Ok(other) = self.concepts.binary_search(&other) {
                    let b = first + other as u32;
                    joints.push(Joint { a: node, b, table });
                }
            }
        }
        joints.sort_unstable_by_key(|joint| (joint.a, joint.b));
        joints
    }

    /// Whether one phrase holds all words of the other.
    fn holds(&self, a: u32, b: u32) -> bool {
        let terms = |node: u32| &self.phrases.phrase(self.nodes[node as usize]).terms;
        let (a, b) = (terms(a), terms(b));
        let all = |own: &[TermId], others: &[TermId]| own.iter().all(|term| others.contains(term));
        all(a, b) || all(b, a)
    }

    /// Sentences of a group that hold a node.
    pub(super) fn sentences(&self, group: u32, node: u32) -> u64 {
        match (node as usize).checked_sub(self.nodes.len()) {
            None => self.company.with_phrase(group, node),
            Some(place) => self.company.with_concept(group, self.concepts[place]),
        }
    }

    /// The table of two nodes that never stand together in a group.
    pub(super) fn alone(&self, group: u32, a: u32, b: u32) -> Contingency {
        Contingency {
            both: 0,
            first: self.sentences(group, a),
            second: self.sentences(group, b),
            total: self.company.sentences[group as usize],
        }
    }
}
