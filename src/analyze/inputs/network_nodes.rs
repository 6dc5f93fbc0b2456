//! The nodes of a network, which are the chosen phrases, then the concepts; and which stand together.

use super::NetworkInputs;
use crate::analyze::{Joint, NodeKind, NodeName, Pairs};
use crate::model::{NodeId, TermId};
use crate::order::Arrange as _;
use crate::stats::Contingency;

impl NetworkInputs<'_> {
    /// What is known of the nodes.
    pub(super) fn node_names(&self) -> Vec<NodeName> {
        let phrases = self.nodes.iter().map(|&id| {
            let phrase = self.phrases.phrase(id);
            let kind = match phrase.length() {
                1 => NodeKind::Term,
                _ => NodeKind::Phrase,
            };
            NodeName {
                kind,
                text: phrase.text.clone(),
                label: phrase.label(self.inputs.corpus),
                language: Some(phrase.language),
            }
        });
        let codebook = self.inputs.concepts.map(|concepts| &concepts.codebook);
        let concepts = codebook.into_iter().flat_map(|codebook| {
            codebook.concepts().map(|concept| {
                let name = &codebook.category(concept).name;
                NodeName {
                    kind: NodeKind::Concept,
                    text: name.clone(),
                    label: name.clone(),
                    language: None,
                }
            })
        });
        phrases.chain(concepts).collect()
    }

    /// All pairs of nodes that stand together in a group, by their nodes. A phrase is not joined to
    /// one that holds all its words.
    pub(super) fn joints(&self, group: u32, pairs: &Pairs) -> Vec<Joint> {
        let pairs = pairs.iter().filter(|pair| pair.table.both > 0);
        let apart = pairs.filter(|pair| !self.holds(pair.a, pair.b));
        let mut joints: Vec<Joint> = apart
            .map(|pair| Joint {
                a: NodeId(pair.a),
                b: NodeId(pair.b),
                table: pair.table,
            })
            .collect();
        for (place, &concept) in self.concepts.iter().enumerate() {
            let node = self.concept_node(place);
            let phrases = self.sentences.of_concept(group, concept);
            let phrases = phrases.filter(|(_, table)| table.both > 0);
            joints.extend(phrases.map(|(phrase, table)| Joint {
                a: NodeId(phrase),
                b: node,
                table: table.turned(),
            }));
            for (other, table) in self.sentences.with_concepts(group, concept) {
                if let Ok(other) = self.concepts.binary_search(&other) {
                    let b = self.concept_node(other);
                    joints.push(Joint { a: node, b, table });
                }
            }
        }
        joints.arrange_by_key(|joint| (joint.a, joint.b));
        joints
    }

    /// The node of a concept, by its place among those that are nodes.
    fn concept_node(&self, place: usize) -> NodeId {
        NodeId::new(self.nodes.len() + place)
    }

    /// Whether one phrase holds all words of the other.
    fn holds(&self, a: u32, b: u32) -> bool {
        let terms = |phrase: u32| &self.phrases.phrase(self.nodes[phrase as usize]).terms;
        let holds =
            |longer: &[TermId], terms: &[TermId]| terms.iter().all(|term| longer.contains(term));
        holds(terms(a), terms(b)) || holds(terms(b), terms(a))
    }

    /// Sentences of a group that hold a node.
    pub(super) fn sentences_with(&self, group: u32, node: NodeId) -> u64 {
        match node.index().checked_sub(self.nodes.len()) {
            None => self.sentences.with_phrase(group, node.0),
            Some(place) => self.sentences.with_concept(group, self.concepts[place]),
        }
    }

    /// The table of two nodes that never stand together in a group.
    pub(super) fn alone(&self, group: u32, a: NodeId, b: NodeId) -> Contingency {
        Contingency {
            both: 0,
            first: self.sentences_with(group, a),
            second: self.sentences_with(group, b),
            total: self.sentences.sentences[group as usize],
        }
    }
}
