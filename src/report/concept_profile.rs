//! What there is to say of a concept: named facts in pieces of Markdown, the same for the summary and the
//! page.

use std::cmp::Reverse;

use super::text::{and_more, count, measure, plain, plural, signed};
use super::trends;
use crate::analyze::{Concepts, OverTime, Results, Wording};
use crate::model::{ConceptId, Corpus};
use crate::order::Arrange as _;
use crate::stats::{Interval, LEAST_UNITS, Verdict, rate};

/// The least periods of which one is called the highest.
const COMPETING: usize = 3;
/// The most collocates, and candidates, named for a concept.
const STRONGEST: usize = 10;
/// The most names in a list.
const NAMED: usize = 15;

/// The most forms of a pattern.
const FORMS: usize = 5;

/// A fact with its name.
pub(super) struct Fact {
    pub(super) name: &'static str,
    /// As Markdown, without a full stop.
    pub(super) text: String,
}

/// What is known of a concept with hits, in the order in which it is said.
pub(super) fn facts(results: &Results, concepts: &Concepts, concept: usize) -> Vec<Fact> {
    let (more, less) = differing_sources(results, concept);
    let corpus = &results.corpus;
    let facts = [
        ("Hits", hits(corpus, concepts, concept)),
        ("Rate", corpus_rate(results, concept).unwrap_or_default()),
        ("Dates", when(results, concept).unwrap_or_default()),
        (
            "Trend (hits per 10,000 tokens)",
            trends::of_concept(results, concept).unwrap_or_default(),
        ),
        (
            "Trends by source",
            trends::by_source(results, concept).unwrap_or_default(),
        ),
        ("Reliably more frequent in", more),
        ("Reliably less frequent in", less),
        (
            "No hits in",
            and_more(absent(corpus, concepts, concept), NAMED),
        ),
        ("Sub-concepts", and_more(parts(concepts, concept), NAMED)),
        (
            "Wordings found (hits)",
            and_more(wordings(concepts, concept), NAMED),
        ),
        (
            "Patterns (hits)",
            and_more(patterns(concepts, concept), NAMED),
        ),
        (
            "Phrases in the same sentences (number of sentences)",
            and_more(companions(results, concept), NAMED),
        ),
        (
            "Collocates (occurrences near hits)",
            and_more(collocates(results, concept), NAMED),
        ),
        (
            "Candidates for the codebook",
            and_more(candidates(results, concept), NAMED),
        ),
    ];
    let known = facts.into_iter().filter(|(_, text)| !text.is_empty());
    known.map(|(name, text)| Fact { name, text }).collect()
}

fn hits(corpus: &Corpus, concepts: &Concepts, concept: usize) -> String {
    let counts = &concepts.counts[concept];
    format!(
        "{} in {} of {} and {} of {}",
        count(counts.hits),
        count(counts.by_document.len()),
        plural(corpus.documents.len(), "document"),
        count(counts.by_source.len()),
        plural(corpus.sources.len(), "source"),
    )
}

/// The wordings of hits, the most frequent first.
fn wordings(concepts: &Concepts, concept: usize) -> impl Iterator<Item = String> {
    let wordings = concepts.counts[concept].by_wording.iter();
    wordings.map(|(text, hits, _)| format!("{} ({})", plain(text), count(*hits)))
}

/// Sub-concepts with hits.
fn parts(concepts: &Concepts, concept: usize) -> impl Iterator<Item = String> {
    let categories = concepts.codebook.categories.iter().enumerate();
    let parts = categories
        .zip(&concepts.counts)
        .filter(move |((part, _), counts)| {
            let (part, concept) = (ConceptId::new(*part), ConceptId::new(concept));
            part != concept && concepts.codebook.is_within(part, concept) && counts.hits > 0
        });
    parts.map(|((_, part), counts)| format!("{} ({})", plain(&part.name), count(counts.hits)))
}

/// Sources that have it reliably more often, and less often, than the others together, by the verdict.
fn differing_sources(results: &Results, concept: usize) -> (String, String) {
    let by_source = results.concept_rates.by_source.iter();
    let differences = by_source.zip(&results.corpus.sources);
    let reliable = differences.filter_map(|(contrasts, source)| {
        let contrast = contrasts.get(concept)?;
        let difference = contrast.difference.filter(|_| contrast.verdict.differs())?;
        Some((contrast.verdict, (difference, plain(source))))
    });
    let (more, less): (Vec<_>, Vec<_>) =
        reliable.partition(|(verdict, _)| *verdict == Verdict::More);
    let [mut more, mut less] = [more, less].map(|side| {
        let sources = side.into_iter().map(|(_, source)| source);
        sources.collect::<Vec<(f64, String)>>()
    });
    more.arrange_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    less.arrange_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
    let named = |side: Vec<(f64, String)>| {
        let sources = side.into_iter();
        let named = sources.map(|(difference, name)| format!("{name} ({})", signed(difference)));
        match and_more(named, NAMED) {
            none if none.is_empty() => none,
            named => format!(
                "{named}, in hits per 10,000 tokens compared with all other sources together"
            ),
        }
    };
    (named(more), named(less))
}

/// The concepts with most hits, in the order of the codebook.
pub(super) fn most_frequent(concepts: &Concepts, most: usize) -> Vec<usize> {
    let mut frequent = by_hits(concepts);
    frequent.truncate(most);
    frequent.arrange();
    frequent
}

/// The concepts with hits, those with most first.
pub(super) fn by_hits(concepts: &Concepts) -> Vec<usize> {
    let with_hits = |&concept: &usize| concepts.counts[concept].hits > 0;
    let tops = concepts.codebook.concepts().map(ConceptId::index);
    let mut by_hits: Vec<usize> = tops.filter(with_hits).collect();
    by_hits.arrange_by_key(|&concept| (Reverse(concepts.counts[concept].hits), concept));
    by_hits
}

/// The rate of a concept in the corpus, with its interval, if a table has it.
fn corpus_rate(results: &Results, concept: usize) -> Option<String> {
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
fn when(results: &Results, concept: usize) -> Option<String> {
    span(results.concept_rates.over_time.as_ref()?, concept)
}

/// The period in which a concept is most frequent, with its rate, if a table has it.
pub(super) fn peak(results: &Results, concept: usize) -> Option<String> {
    let over_time = results.concept_rates.over_time.as_ref()?;
    let (highest, _) = highest(over_time, concept)?;
    let period = &over_time.periods[highest];
    let rate = per_10k(over_time.counts[concept][highest].hits, period.tokens);
    Some(format!("peaks in {} ({rate})", plain(&period.label)))
}

/// The peak of a concept, if its interval lies above the rate of the whole corpus.
pub(super) fn sure_peak(results: &Results, concept: usize) -> Option<String> {
    let over_time = results.concept_rates.over_time.as_ref()?;
    let (highest, _) = highest(over_time, concept)?;
    let interval = over_time.intervals[highest][concept]?;
    let hits = results.concepts.as_ref()?.counts[concept].hits;
    let overall = rate(1e4, hits, results.corpus.tokens())?;
    let period = &over_time.periods[highest];
    let (low, high) = (measure(interval.low), measure(interval.high));
    (interval.low > overall).then(|| {
        format!(
            "peaks in **{}** at {} hits per 10,000 tokens (95 % interval {low} to {high}; {} in the whole corpus)",
            plain(&period.label),
            per_10k(over_time.counts[concept][highest].hits, period.tokens),
            measure(overall),
        )
    })
}

/// The patterns with hits, those with most first, each with the forms that it caught if there are several.
fn patterns(concepts: &Concepts, concept: usize) -> impl Iterator<Item = String> {
    let patterns = concepts.counts[concept].by_pattern.iter();
    patterns.map(|&(pattern, hits)| {
        let text = &concepts.codebook.pattern(pattern).text;
        let forms = &concepts.forms[pattern.index()];
        if forms.len() < 2 {
            return format!("`{text}` ({})", count(hits));
        }
        let named = forms
            .iter()
            .map(|(form, hits)| format!("{} {}", plain(form), count(*hits)));
        format!("`{text}` ({}: {})", count(hits), and_more(named, FORMS))
    })
}

/// Sources without a hit.
fn absent(corpus: &Corpus, concepts: &Concepts, concept: usize) -> impl Iterator<Item = String> {
    let with_hits = &concepts.counts[concept].by_source;
    let is_absent = |place: &usize| {
        let among_hits = with_hits.binary_search_by_key(place, |(source, ..)| source.index());
        among_hits.is_err()
    };
    let absent = (0..corpus.sources.len()).filter(is_absent);
    absent.map(|source| plain(&corpus.sources[source]))
}

/// The periods of the first and last hit, and that with the highest rate.
fn span(over_time: &OverTime, concept: usize) -> Option<String> {
    let counts = &over_time.counts[concept];
    let with_hits = || (0..counts.len()).filter(|&at| counts[at].hits > 0);
    let (first, last) = (with_hits().next()?, with_hits().next_back()?);
    let [first, last] = [first, last].map(|at| plain(&over_time.periods[at].label));
    let span = if first == last {
        format!("All dated hits are from {first}")
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
        "{span}. Peak among the {competing} {}s with at least {LEAST_UNITS} documents: {label}, {rate}",
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
    let sure = interval.map(|ends| {
        let (low, high) = (measure(ends.low), measure(ends.high));
        format!("95 % interval {low} to {high}; ")
    });
    format!(
        "{} per 10,000 tokens ({}{})",
        per_10k(hits, tokens),
        sure.unwrap_or_default(),
        plural(documents, "document")
    )
}

/// The phrases that its sentences have most in common with, with the number of these sentences.
fn companions(results: &Results, concept: usize) -> impl Iterator<Item = String> {
    let phrases = results.phrases.iter();
    phrases.flat_map(move |phrases| {
        results.concept_associates[concept].iter().map(|companion| {
            let phrase = phrases.phrase(results.cooccurrences.chosen[companion.phrase as usize]);
            let label = plain(&phrase.label(&results.corpus));
            format!("{label} ({})", companion.table.both)
        })
    })
}

/// The words nearest to the hits, with their occurrences near hits.
fn collocates(results: &Results, concept: usize) -> impl Iterator<Item = String> {
    let collocates = results.collocates.overall.get(concept);
    let strongest = collocates.into_iter().flatten().take(STRONGEST);
    strongest.map(|collocate| {
        let label = results.frequency.label(&results.corpus, collocate.term);
        format!("{} ({})", plain(label), collocate.table.both)
    })
}

/// Phrases that a codebook might take up.
fn candidates(results: &Results, concept: usize) -> impl Iterator<Item = String> {
    let corpus = &results.corpus;
    let candidates = results.candidates.get(concept);
    let strongest = candidates.into_iter().flatten().take(STRONGEST);
    strongest.filter_map(|candidate| {
        let label = match &candidate.wording {
            Wording::Phrase(place) => {
                let phrases = results.phrases.as_ref()?;
                phrases.phrase(*place).label(corpus)
            }
            Wording::Extension(extension) => extension.label(corpus, &results.counts.spellings),
        };
        Some(plain(&label))
    })
}

/// Hits per 10,000 tokens, as shown.
pub(super) fn per_10k(hits: u64, tokens: u64) -> String {
    measure(rate(1e4, hits, tokens).unwrap_or(0.0))
}
