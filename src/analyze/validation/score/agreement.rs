//! How far coders agree.

use super::decide::Decided;
use super::{CoderPair, ConceptScores};
use crate::model::ValidationKey;
use crate::sorted::SortedMap;
use crate::stats::{
    Answers, MOST_CATEGORIES, PairedAnswers, SampleKey, alpha_interval, nominal_alpha,
    pair_agreement,
};

/// The scores of a concept with the agreement of its coders.
pub(super) fn with_agreement(
    mut scores: ConceptScores,
    key: &ValidationKey,
    decided: &Decided,
    resamples: u32,
) -> ConceptScores {
    let units = decided.of_concept[scores.concept].iter().map(|&item| {
        let mut answers: Answers = [0; MOST_CATEGORIES];
        for &(_, code) in &decided.answers[item] {
            answers[code as usize] += 1;
        }
        answers
    });
    let units: Vec<Answers> = units.collect();
    let name = &key.concepts[scores.concept].name;
    let draws = SampleKey::new(key.seed, "alpha", name);
    let is_shared = |unit: &&Answers| unit.iter().sum::<u32>() > 1;
    scores.shared = units.iter().filter(is_shared).count() as u64;
    scores.agreement = pair_agreement(&units);
    scores.alpha = nominal_alpha(&units);
    scores.alpha_interval = alpha_interval(&units, draws, resamples);
    scores
}

/// The coders of each concept, two by two.
pub(super) fn pairs(key: &ValidationKey, decided: &Decided) -> Vec<CoderPair> {
    let mut rows = Vec::new();
    for concept in 0..key.concepts.len() {
        let mut pairs: SortedMap<[usize; 2], PairedAnswers> = SortedMap::new();
        for &item in &decided.of_concept[concept] {
            let answers = &decided.answers[item];
            for (place, &(first, code)) in answers.iter().enumerate() {
                for &(second, other) in &answers[place + 1..] {
                    let paired = pairs.or_insert_with([first, second], PairedAnswers::default);
                    paired.0[code as usize][other as usize] += 1;
                }
            }
        }
        rows.extend(pairs.into_iter().map(|(coders, paired)| CoderPair {
            concept,
            coders,
            units: paired.units(),
            agreement: paired.agreement(),
            kappa: paired.kappa(),
        }));
    }
    rows
}
