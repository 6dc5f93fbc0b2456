//! Which sources reliably differ from all others in their rate of a concept, the strongest first.
//!
//! The test is that of the tables and figures: the verdict of the test of texts, with p-values adjusted for
//! the number of sources.

use crate::analyze::{Concepts, Results};
use crate::model::SourceId;
use crate::order::Arrange as _;
use crate::stats::{Verdict, rate};

/// A source that reliably differs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Contrasted {
    pub(super) source: SourceId,
    pub(super) verdict: Verdict,
    /// Hits per 10,000 tokens in the source, and in all others together.
    pub(super) rates: [f64; 2],
    pub(super) p_adjusted: f64,
    /// How far the difference is from nothing, at least, in units of the rate of the corpus.
    pub(super) strength: f64,
}

/// The sources that reliably differ, the strongest difference first.
pub(super) fn of_concept(
    results: &Results,
    concepts: &Concepts,
    concept: usize,
) -> Vec<Contrasted> {
    let tokens = results.corpus.tokens_by_source();
    let counts = &concepts.counts[concept];
    let overall = rate(1e4, counts.hits, results.corpus.tokens()).unwrap_or(0.0);
    let by_source = results.concept_rates.by_source.iter().enumerate();
    let differing = by_source.filter_map(|(source, contrasts)| {
        let contrast = contrasts.get(concept)?;
        let difference = contrast.difference.filter(|_| contrast.verdict.differs())?;
        let id = SourceId::new(source);
        let place = counts.by_source.binary_search_by_key(&id, |known| known.0);
        let hits = place.map_or(0, |place| counts.by_source[place].1);
        let own = rate(1e4, hits, tokens[source]).unwrap_or(0.0);
        let nearest = contrast
            .difference_interval
            .map_or(difference.abs(), |ends| ends.low.abs().min(ends.high.abs()));
        Some(Contrasted {
            source: id,
            verdict: contrast.verdict,
            rates: [own, (own - difference).max(0.0)],
            p_adjusted: contrast.p_adjusted.unwrap_or(1.0),
            strength: nearest / overall.max(f64::MIN_POSITIVE),
        })
    });
    let mut differing: Vec<Contrasted> = differing.collect();
    differing.arrange_by(|a, b| {
        let order = b.strength.total_cmp(&a.strength);
        order.then(a.source.cmp(&b.source))
    });
    differing
}

/// The source that has most more of a concept than the others, if any reliably has.
pub(super) fn strongest(
    results: &Results,
    concepts: &Concepts,
    concept: usize,
) -> Option<Contrasted> {
    let mut all = of_concept(results, concepts, concept).into_iter();
    all.find(|contrasted| contrasted.verdict == Verdict::More)
}
