//! What there is to say of a concept, in pieces of Markdown without the words around them.

use std::cmp::Reverse;

use super::text::{plain, some};
use crate::analyze::{Candidate, Concepts, OverTime, Results, Wording, spell};
use crate::model::{ConceptId, Corpus, SourceId};
use crate::stats::{Interval, LEAST_UNITS, rate};

/// The least periods of which one is called the highest.
const COMPETING: usize = 3;
/// The most collocates, and candidates, named for a concept.
const NAMED: usize = 10;

/// The concepts with most hits, in the order of the codebook.
pub(super) fn most_frequent(found: &Concepts, most: usize) -> Vec<usize> {
    let mut concepts = by_hits(found);
    concepts.truncate(most);
    concepts.sort_unstable();
    concepts
}

/// The concepts with hits, those with most first.
pub(super) fn by_hits(found: &Concepts) -> Vec<usize> {
    let with_hits = |&concept: &usize| found.counts[concept].hits > 0;
    let concepts = found.codebook.concepts().map(ConceptId::index);
    let mut concepts: Vec<usize> = concepts.filter(with_hits).collect();
    concepts.sort_by_key(|&concept| (Reverse(found.counts[concept].hits), concept));
    concepts
}

/// The rate of a concept in the corpus, with its interval, if a table has it.
pub(super) fn corpus_rate(results: &Results, concept: usize) -> Option<String> {
    let interval = results.concept_rates.overall.get(concept)?.as_ref()?;
    let hits = results.concepts.as_ref()?.counts[concept].hits;
    let documents = results.corpus.documents.len();
    Some(sure_rate(
        hits,
        results.corpus.tokens(),
        Some(interval),
        documents,
    ))
}

/// When the hits are from, and when they are most frequent, if a table has it.
pub(super) fn when(results: &Results, concept: usize) -> Option<String> {
    span(results.concept_rates.over_time.as_ref()?, concept)
}

/// The period in which a concept is most frequent, with its rate, if a table has it.
pub(super) fn peak(results: &Results, concept: usize) -> Option<String> {
    let over_time = results.concept_rates.over_time.as_ref()?;
    let (highest, _) = highest(over_time, concept)?;
    let period = &over_time.periods[highest];
    let rate = per_10k(over_time.counts[concept][highest].hits, period.tokens);
    Some(format!("most in {} ({rate})", plain(&period.label)))
}

/// The patterns with hits, those with most first.
pub(super) fn patterns(found: &Concepts, concept: usize) -> Vec<String> {
    let patterns = found.counts[concept].by_pattern.iter();
    let named = patterns.map(|&(pattern, hits)| {
        let text = &found.codebook.pattern(pattern).text;
        format!("`{text}` ({hits})")
    });
    named.collect()
}

/// Sources with hits, each with its hits and the documents that have them, the highest rate first.
pub(super) fn sources_by_rate(
    corpus: &Corpus,
    found: &Concepts,
    concept: usize,
) -> Vec<(SourceId, u64, u64)> {
    let tokens = corpus.tokens_by_source();
    let of = |source: SourceId, hits: u64| rate(1e4, hits, tokens[source.index()]).unwrap_or(0.0);
    let mut sources = found.counts[concept].by_source.clone();
    sources.sort_by(|a, b| of(b.0, b.1).total_cmp(&of(a.0, a.1)).then(a.0.cmp(&b.0)));
    sources
}

/// Sources without a hit.
pub(super) fn absent(corpus: &Corpus, found: &Concepts, concept: usize) -> Vec<String> {
    let with_hits = &found.counts[concept].by_source;
    let is_absent = |source: &usize| {
        let found = with_hits.binary_search_by_key(source, |(own, ..)| own.index());
        found.is_err()
    };
    let absent = (0..corpus.sources.len()).filter(is_absent);
    absent
        .map(|source| plain(&corpus.sources[source]))
        .collect()
}

/// The periods of the first and last hit, and that with the highest rate.
fn span(over_time: &OverTime, concept: usize) -> Option<String> {
    let counts = &over_time.counts[concept];
    let with_hits = || (0..counts.len()).filter(|&at| counts[at].hits > 0);
    let (first, last) = (with_hits().next()?, with_hits().next_back()?);
    let [first, last] = [first, last].map(|at| plain(&over_time.periods[at].label));
    let span = if first == last {
        format!("All dated hits are of {first}")
    } else {
        format!("Hits from {first} to {last}")
    };
    let Some((peak, competing)) = highest(over_time, concept) else {
        return Some(span);
    };
    let highest = &over_time.periods[peak];
    let interval = over_time.intervals[peak][concept];
    let rate = sure_rate(
        counts[peak].hits,
        highest.tokens,
        interval.as_ref(),
        highest.documents.len(),
    );
    let label = plain(&highest.label);
    Some(format!(
        "{span}, most, of the {competing} {}s with {LEAST_UNITS} documents or more, in {label}: {rate}",
        over_time.unit.name()
    ))
}

/// The period with the highest rate, the earliest of several, and how many compete: those of documents
/// enough for an interval, since few documents say more of themselves than of their time. None where
/// fewer than three compete.
fn highest(over_time: &OverTime, concept: usize) -> Option<(usize, usize)> {
    let counts = &over_time.counts[concept];
    let of = |at: usize| rate(1e4, counts[at].hits, over_time.periods[at].tokens).unwrap_or(0.0);
    let is_enough = |&at: &usize| over_time.periods[at].documents.len() >= LEAST_UNITS;
    let enough: Vec<usize> = (0..counts.len()).filter(is_enough).collect();
    if enough.len() < COMPETING {
        return None;
    }
    let with_hits = enough.iter().copied().filter(|&at| counts[at].hits > 0);
    let peak = with_hits.max_by(|&a, &b| of(a).total_cmp(&of(b)).then(b.cmp(&a)))?;
    Some((peak, enough.len()))
}

/// A rate with its interval, if there is one, and the number of documents it is of.
fn sure_rate(hits: u64, tokens: u64, interval: Option<&Interval>, documents: usize) -> String {
    let interval = interval.map(|own| format!("95 % interval {:.2} to {:.2}; ", own.low, own.high));
    format!(
        "{} per 10,000 tokens ({}{})",
        per_10k(hits, tokens),
        interval.unwrap_or_default(),
        some(documents, "document")
    )
}

/// The phrases that its sentences have most in common with, with the number of these sentences.
pub(super) fn companions(results: &Results, concept: usize) -> Vec<String> {
    let Some(phrases) = &results.phrases else {
        return Vec::new();
    };
    let named = results.concept_associates[concept].iter().map(|companion| {
        let phrase = phrases.phrase(results.cooccurrences.chosen[companion.phrase as usize]);
        format!(
            "{} ({})",
            plain(&phrase.label(&results.corpus)),
            companion.table.both
        )
    });
    named.collect()
}

/// The words nearest to the hits, with their occurrences near hits.
pub(super) fn collocates(results: &Results, concept: usize) -> Vec<String> {
    let found = results.collocates.overall.get(concept);
    let named = found.into_iter().flatten().take(NAMED).map(|own| {
        let label = results.frequency.label(&results.corpus, own.term);
        format!("{} ({})", plain(label), own.table.both)
    });
    named.collect()
}

/// Phrases that a codebook might take up.
pub(super) fn candidates(results: &Results, concept: usize) -> Vec<String> {
    let (Some(phrases), Some(found)) = (&results.phrases, results.candidates.get(concept)) else {
        return Vec::new();
    };
    let label = |own: &Candidate| match &own.wording {
        Wording::Phrase(id) => {
            let phrase = phrases.phrase(*id);
            phrase.label(&results.corpus)
        }
        Wording::Extension(own) => spell(&results.corpus, &own.forms(&results.corpus)),
    };
    let named = found.iter().take(NAMED);
    named.map(|own| plain(&label(own))).collect()
}

/// Hits per 10,000 tokens, as shown.
pub(super) fn per_10k(hits: u64, tokens: u64) -> String {
    format!("{:.2}", rate(1e4, hits, tokens).unwrap_or(0.0))
}
