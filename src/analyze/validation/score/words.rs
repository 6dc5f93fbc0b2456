//! Words that are typical of units that the codebook missed.

use super::MissedWord;
use super::decide::{Decided, has_hit};
use crate::model::ValidationKey;
use crate::order::Arrange as _;
use crate::sorted::SortedMap;
use crate::stats::Keyness;

/// The most words of a concept.
const MOST_WORDS: usize = 50;

/// Missed units that must hold a word: one alone says nothing of it.
const LEAST_MISSED: u64 = 2;

/// The least log-likelihood ratio of a word: less is likely by chance (5 %).
const LEAST_G2: f64 = 3.84;

/// How many coded units without a hit hold a word, and for how many units of the corpus they stand; by
/// whether people say yes.
#[derive(Default, Clone, Copy)]
struct Holding {
    units: [u64; 2],
    weights: [f64; 2],
}

/// The words of all concepts: those more frequent in missed units than in those rightly left out, the most
/// typical first.
pub(super) fn words(key: &ValidationKey, decided: &Decided) -> Vec<MissedWord> {
    let concepts = 0..key.concepts.len();
    concepts
        .flat_map(|concept| of_concept(key, decided, concept))
        .collect()
}

fn of_concept(key: &ValidationKey, decided: &Decided, concept: usize) -> Vec<MissedWord> {
    let strata = &key.concepts[concept].strata;
    let mut settled = vec![0_u64; strata.len()];
    for (_, item, _) in decided.of(key, concept) {
        settled[item.stratum] += 1;
    }
    let mut all = [0_u64; 2];
    let mut pairs: Vec<(&str, usize, f64)> = Vec::new();
    for (_, item, is_yes) in decided.of(key, concept) {
        if has_hit(key, item) {
            continue;
        }
        let side = usize::from(is_yes);
        all[side] += 1;
        let weight = strata[item.stratum].units as f64 / settled[item.stratum] as f64;
        pairs.extend(item.words.iter().map(|word| (word.as_str(), side, weight)));
    }
    let mut held: SortedMap<&str, Holding> = SortedMap::new();
    pairs.sort_by_key(|&(word, ..)| word);
    for (word, side, weight) in pairs {
        let holding = held.or_insert_with(word, Holding::default);
        holding.units[side] += 1;
        holding.weights[side] += weight;
    }
    let words = held.into_iter().filter_map(|(word, holding)| {
        let [left, missed] = holding.units;
        let counts = Keyness {
            target: missed,
            reference: left,
            target_size: all[1],
            reference_size: all[0],
        };
        let is_typical =
            missed >= LEAST_MISSED && counts.log_ratio() > 0.0 && counts.g2() >= LEAST_G2;
        is_typical.then(|| MissedWord {
            concept,
            word: word.to_owned(),
            missed,
            rightly_left: left,
            g2: counts.g2(),
            precision: holding.weights[1] / (holding.weights[0] + holding.weights[1]),
            gain: holding.weights[1],
        })
    });
    let mut words: Vec<MissedWord> = words.collect();
    words.arrange_by(|a, b| b.g2.total_cmp(&a.g2).then_with(|| a.word.cmp(&b.word)));
    words.truncate(MOST_WORDS);
    words
}
