//! RAKE (Rose, Engel, Cramer and Cowley 2010), for comparison.
//!
//! Takes the candidates of a document, gives those that are whole runs with their scores. The degree
//! of a word is the sum of the lengths of the runs that hold it, its frequency the number of those
//! runs; a word scores degree / frequency, a run the sum of its words. Runs longer than the longest
//! phrase are left out, since the sum favours them.

use super::candidates::Candidates;
use crate::count::FastMap;
use crate::model::TermId;

/// The score of each run.
pub(super) fn rank(candidates: &Candidates<'_>) -> Vec<(u32, f64)> {
    let nodes = (0_u32..).zip(&candidates.nodes);
    let runs = nodes.filter(|(_, own)| own.alone > 0);
    let runs: Vec<(u32, Vec<TermId>, u32)> = runs
        .map(|(node, own)| (node, candidates.terms(node), own.alone))
        .collect();
    let scores = scores(runs.iter().map(|(_, terms, n)| (terms.as_slice(), *n)));
    runs.iter().map(|&(node, ..)| node).zip(scores).collect()
}

/// Scores of runs with their occurrences.
fn scores<'a>(runs: impl Iterator<Item = (&'a [TermId], u32)> + Clone) -> Vec<f64> {
    let mut words: FastMap<TermId, (u64, u64)> = FastMap::default();
    for (terms, n) in runs.clone() {
        for &term in terms {
            let (degree, frequency) = words.entry(term).or_default();
            *degree += terms.len() as u64 * u64::from(n);
            *frequency += u64::from(n);
        }
    }
    let score = |term: &TermId| {
        let (degree, frequency) = words.get(term).copied().unwrap_or((0, 1));
        degree as f64 / frequency as f64
    };
    runs.map(|(terms, _)| terms.iter().map(score).sum())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// [a b] [a] [a b c]: a 2, b 2.5, c 3, so "a b c" is 7.5.
    #[test]
    fn a_run_is_the_sum_of_degree_over_frequency() {
        let [a, b, c] = [TermId(0), TermId(1), TermId(2)];
        let runs = [vec![a, b], vec![a], vec![a, b, c]];
        let scores = scores(runs.iter().map(|run| (run.as_slice(), 1)));
        for (score, expected) in scores.iter().zip([4.5, 2.0, 7.5]) {
            assert!((score - expected).abs() < 1e-12);
        }
    }

    /// The candidates of the abstract that Rose et al. (2010) work through, and their scores, which are
    /// rounded there.
    #[test]
    fn the_published_example_has_its_scores() {
        let runs = [
            ("compatibility", 1.0),
            ("systems", 1.0),
            ("linear constraints", 4.5),
            ("set", 2.0),
            ("natural numbers", 4.0),
            ("criteria", 1.0),
            ("compatibility", 1.0),
            ("system", 1.0),
            ("linear diophantine equations", 8.5),
            ("strict inequations", 4.0),
            ("nonstrict inequations", 4.0),
            ("upper bounds", 4.0),
            ("components", 1.0),
            ("minimal set", 4.7),
            ("solutions", 1.0),
            ("algorithms", 1.5),
            ("minimal generating sets", 8.7),
            ("solutions", 1.0),
            ("systems", 1.0),
            ("criteria", 1.0),
            ("corresponding algorithms", 3.5),
            ("constructing", 1.0),
            ("minimal supporting set", 7.7),
            ("solving", 1.0),
            ("systems", 1.0),
            ("systems", 1.0),
        ];
        let mut words: Vec<&str> = Vec::new();
        let mut terms = Vec::new();
        for (run, _) in runs {
            let ids = run.split(' ').map(|word| {
                let known = words.iter().position(|own| *own == word);
                TermId::new(known.unwrap_or_else(|| {
                    words.push(word);
                    words.len() - 1
                }))
            });
            terms.push(ids.collect::<Vec<TermId>>());
        }
        let scores = scores(terms.iter().map(|run| (run.as_slice(), 1)));
        for (score, (run, expected)) in scores.iter().zip(runs) {
            assert!((score - expected).abs() < 0.05, "{run}: {score}");
        }
    }
}
