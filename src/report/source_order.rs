//! The order in which sources are listed for a concept.

use crate::analyze::{Concepts, Results};
use crate::model::SourceId;
use crate::order::Arrange as _;
use crate::stats::rate;

/// Sources with hits, each with its hits and the documents that have them: the highest lower end of the
/// interval of the rate first, so that a few words never lead; then those without an interval by rate.
pub(super) fn sources_by_rate(
    results: &Results,
    concepts: &Concepts,
    concept: usize,
) -> Vec<(SourceId, u64, u64)> {
    let tokens = results.corpus.tokens_by_source();
    let contrasts = &results.concept_rates.by_source;
    let of = |&(source, hits, _): &(SourceId, u64, u64)| {
        let contrast = contrasts.get(source.index()).and_then(|of| of.get(concept));
        let interval = contrast.and_then(|contrast| contrast.interval);
        let rate = rate(1e4, hits, tokens[source.index()]).unwrap_or(0.0);
        (interval.map_or(0.0, |ends| ends.low), rate)
    };
    let mut sources = concepts.counts[concept].by_source.clone();
    sources.arrange_by(|a, b| {
        let ((low_a, rate_a), (low_b, rate_b)) = (of(a), of(b));
        let by_rate = low_b.total_cmp(&low_a).then(rate_b.total_cmp(&rate_a));
        by_rate.then(a.0.cmp(&b.0))
    });
    sources
}
