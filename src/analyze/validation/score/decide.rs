//! How the answers to a unit are settled.
//!
//! An adjudicated answer settles it; else the answer of most coders does. Where as many say yes as no, or
//! nobody answered, the unit is undecided and counts as if it had not been coded.

use crate::model::{ADJUDICATED, Code, CodeGroup, CodedRow, SampledItem, ValidationKey};
use crate::sorted::{SortedMap, SortedSet};

/// The answers to all units, settled.
pub(super) struct Decided {
    /// Who answered, in the order of names; who adjudicated is none of them.
    pub(super) coders: Vec<String>,
    /// By unit: the answers by coder, in the order of coders.
    pub(super) answers: Vec<Vec<(usize, Code)>>,
    /// By unit: what holds.
    pub(super) codes: Vec<Option<Code>>,
    /// By concept: its units, by their places in the key.
    pub(super) of_concept: Vec<Vec<usize>>,
}

impl Decided {
    pub(super) fn new(key: &ValidationKey, rows: &[CodedRow]) -> Self {
        let answered = rows.iter().filter(|row| row.code.is_some());
        let coders = answered.filter(|row| row.coder != ADJUDICATED);
        let coders: SortedSet<String> = coders.map(|row| row.coder.clone()).collect();
        let coders = coders.into_rows();
        let mut by_unit: Vec<SortedMap<usize, Code>> = Vec::new();
        by_unit.resize_with(key.items.len(), SortedMap::new);
        let mut adjudicated = vec![None; key.items.len()];
        for row in rows {
            let Some(code) = row.code else { continue };
            match coders.binary_search(&row.coder) {
                Ok(coder) => {
                    by_unit[row.item].insert(coder, code);
                }
                Err(_) => adjudicated[row.item] = Some(code),
            }
        }
        let answers: Vec<Vec<(usize, Code)>> =
            by_unit.into_iter().map(SortedMap::into_rows).collect();
        let codes = answers.iter().zip(adjudicated);
        let codes = codes.map(|(answers, adjudicated)| adjudicated.or_else(|| majority(answers)));
        let mut of_concept = vec![Vec::new(); key.concepts.len()];
        for (place, item) in key.items.iter().enumerate() {
            of_concept[item.concept].push(place);
        }
        Self {
            codes: codes.collect(),
            coders,
            answers,
            of_concept,
        }
    }

    /// The settled units of a concept: place in the key, unit, and whether people say yes.
    pub(super) fn of<'a>(
        &'a self,
        key: &'a ValidationKey,
        concept: usize,
    ) -> impl Iterator<Item = (usize, &'a SampledItem, bool)> {
        let places = self.of_concept[concept].iter();
        places.filter_map(|&place| {
            let code = self.codes[place]?;
            Some((place, &key.items[place], code == Code::Yes))
        })
    }
}

fn majority(answers: &[(usize, Code)]) -> Option<Code> {
    let yes = answers
        .iter()
        .filter(|(_, code)| *code == Code::Yes)
        .count();
    match (yes * 2).cmp(&answers.len()) {
        std::cmp::Ordering::Greater => Some(Code::Yes),
        std::cmp::Ordering::Less => Some(Code::No),
        std::cmp::Ordering::Equal => None,
    }
}

/// Whether the codebook found the concept in a unit.
pub(super) fn has_hit(key: &ValidationKey, item: &SampledItem) -> bool {
    key.concepts[item.concept].strata[item.stratum].group == CodeGroup::Hit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_coders_settle_an_answer_and_a_tie_settles_nothing() {
        let of = |codes: &[Code]| {
            let answers: Vec<_> = codes.iter().copied().enumerate().collect();
            majority(&answers)
        };
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[Code::Yes]), Some(Code::Yes));
        assert_eq!(of(&[Code::Yes, Code::No]), None);
        assert_eq!(of(&[Code::Yes, Code::No, Code::No]), Some(Code::No));
    }
}
