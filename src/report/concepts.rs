//! The concepts of the codebook: counts, company, and the words in which each source has them.

use std::cmp::Reverse;

use super::text::{and_more, count, plain, some, table};
use crate::analyze::{Candidate, Concepts, Hit, OverTime, Results, Wording, spell};
use crate::model::{Boundary, SourceId, TokenBuffer};
use crate::stats::{Interval, LEAST_UNITS, rate};

/// The most sources shown for a concept; the tables have all.
const SOURCES: usize = 12;
/// The longest quotation, in words on each side of the hit.
const QUOTED: usize = 24;
/// The most collocates, and candidates, named for a concept.
const NAMED: usize = 10;

pub(super) fn section(results: &Results) -> String {
    let Some(found) = &results.concepts else {
        return "## Concepts\n\nNo codebook was used.\n\n".to_owned();
    };
    let mut out = format!(
        "## Concepts\n\nCodebook: {}.\n\n",
        found.codebook.describe()
    );
    out.push_str(&overview(results, found));
    out.push_str(&undated(results));
    for concept in found.codebook.concepts() {
        out.push_str(&one(results, found, concept));
    }
    out.push_str(&meeting(results, found));
    let unused: Vec<String> = found
        .unused_patterns()
        .map(|pattern| format!("`{}`", pattern.text))
        .collect();
    if !unused.is_empty() {
        out.push_str(&format!(
            "{} found nothing: {}.\n\n",
            some(unused.len(), "pattern"),
            and_more(unused, 30)
        ));
    }
    out
}

/// The concepts that share words.
fn meeting(results: &Results, found: &Concepts) -> String {
    let overlaps = found.overlaps(&results.corpus).into_iter();
    let mut shared: Vec<_> = overlaps.filter(|own| own.shared_a > 0).collect();
    shared.sort_by_key(|own| Reverse(own.shared_a.max(own.shared_b)));
    let name = |concept: usize| plain(&found.codebook.categories[concept].name);
    let named = shared.iter().map(|own| {
        let (a, b) = (name(own.a), name(own.b));
        format!("{a} and {b} ({} and {})", own.shared_a, own.shared_b)
    });
    let named: Vec<String> = named.collect();
    if named.is_empty() {
        return String::new();
    }
    format!(
        "Hits of one concept that share words with hits of another (`concept_overlap.csv`): {}.\n\n",
        and_more(named, NAMED)
    )
}

fn overview(results: &Results, found: &Concepts) -> String {
    let tokens = results.corpus.tokens();
    let rows: Vec<Vec<String>> = found
        .codebook
        .categories
        .iter()
        .zip(&found.counts)
        .map(|(category, counts)| {
            vec![
                plain(&category.name),
                count(counts.hits),
                per_10k(counts.hits, tokens),
                count(counts.by_document.len() as u64),
                format!(
                    "{} of {}",
                    counts.by_source.len(),
                    results.corpus.sources.len()
                ),
            ]
        })
        .collect();
    table(
        &[
            "concept",
            "hits",
            "per 10,000 tokens",
            "documents",
            "sources",
        ],
        &[1, 2, 3, 4],
        &rows,
    )
}

/// How many documents the periods leave out.
fn undated(results: &Results) -> String {
    match &results.certainty.over_time {
        Some(over_time) if over_time.undated > 0 => format!(
            "{} without a date that names a {}: in no period.\n\n",
            some(over_time.undated, "document"),
            over_time.unit.name()
        ),
        _ => String::new(),
    }
}

fn one(results: &Results, found: &Concepts, concept: usize) -> String {
    let counts = &found.counts[concept];
    let mut out = format!(
        "### {}\n\n",
        plain(&found.codebook.categories[concept].name)
    );
    if counts.hits == 0 {
        out.push_str("No hit in any source.\n\n");
        return out;
    }
    out.push_str(&format!(
        "{} in {} of {}.",
        some(counts.hits as usize, "hit"),
        some(counts.by_document.len(), "document"),
        some(counts.by_source.len(), "source")
    ));
    out.push_str(&certainty(results, concept));
    let patterns = counts
        .by_pattern
        .iter()
        .map(|&(pattern, hits)| format!("`{}` ({hits})", found.codebook.patterns[pattern].text));
    out.push_str(&format!(" Patterns: {}.", and_more(patterns.collect(), 6)));
    out.push_str(&company(results, concept));
    out.push_str(&collocates(results, concept));
    out.push_str(&candidates(results, concept));
    out.push_str("\n\n");
    out.push_str(&by_source(results, found, concept));
    out
}

/// The rate of a concept in the corpus and when it was highest, as far as a table has them.
fn certainty(results: &Results, concept: usize) -> String {
    let certainty = &results.certainty;
    let mut out = String::new();
    if let Some(Some(interval)) = certainty.overall.get(concept) {
        let hits = results
            .concepts
            .as_ref()
            .map_or(0, |found| found.counts[concept].hits);
        let documents = results.corpus.documents.len();
        let rate = sure_rate(hits, results.corpus.tokens(), Some(interval), documents);
        out.push_str(&format!(" {rate}."));
    }
    if let Some(over_time) = &certainty.over_time {
        out.push_str(&when(over_time, concept));
    }
    out
}

/// The periods of the first and last hit, and that with the highest rate among those with documents
/// enough for an interval, the earliest of several.
fn when(over_time: &OverTime, concept: usize) -> String {
    let counts = &over_time.counts[concept];
    let with_hits = || (0..counts.len()).filter(|&at| counts[at].hits > 0);
    let of = |at: usize| rate(1e4, counts[at].hits, over_time.periods[at].tokens).unwrap_or(0.0);
    let (Some(first), Some(last)) = (with_hits().next(), with_hits().next_back()) else {
        return String::new();
    };
    let [first, last] = [first, last].map(|at| plain(&over_time.periods[at].label));
    let span = if first == last {
        format!(" All dated hits are of {first}")
    } else {
        format!(" Hits from {first} to {last}")
    };
    // A period of few documents says more of them than of its time.
    let enough = with_hits().filter(|&at| over_time.periods[at].documents.len() >= LEAST_UNITS);
    let peak = enough.max_by(|&a, &b| of(a).total_cmp(&of(b)).then(b.cmp(&a)));
    let Some(peak) = peak else {
        return format!("{span}.");
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
    if first == last {
        return format!("{span}: {rate}.");
    }
    format!("{span}, most in {label}: {rate}.")
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

fn company(results: &Results, concept: usize) -> String {
    let Some(phrases) = &results.phrases else {
        return String::new();
    };
    let named = results.companions[concept].iter().map(|companion| {
        let phrase = phrases.phrase(results.company.chosen[companion.phrase as usize]);
        format!(
            "{} ({})",
            plain(&phrase.label(&results.corpus)),
            companion.table.both
        )
    });
    let named: Vec<String> = named.collect();
    if named.is_empty() {
        return String::new();
    }
    format!(
        " Strongest companions by log-likelihood, with the number of sentences they share: {}.",
        and_more(named, results.companions[concept].len())
    )
}

/// The words nearest to the hits.
fn collocates(results: &Results, concept: usize) -> String {
    let found = results.around.collocates.overall.get(concept);
    let named = found.into_iter().flatten().take(NAMED).map(|own| {
        let label = results.frequency.label(&results.corpus, own.term);
        format!("{} ({})", plain(label), own.table.both)
    });
    let named: Vec<String> = named.collect();
    if named.is_empty() {
        return String::new();
    }
    format!(
        " Words nearest to it by log-likelihood, with their occurrences near hits: {}.",
        named.join(", ")
    )
}

/// Phrases that a codebook might take up.
fn candidates(results: &Results, concept: usize) -> String {
    let (Some(phrases), Some(found)) = (&results.phrases, results.around.candidates.get(concept))
    else {
        return String::new();
    };
    let label = |own: &Candidate| match &own.wording {
        Wording::Phrase(place) => {
            let phrase = phrases.phrase(results.around.phrases[*place]);
            phrase.label(&results.corpus)
        }
        Wording::Extension(own) => spell(&results.corpus, &own.forms(&results.corpus)),
    };
    let named: Vec<String> = found
        .iter()
        .take(NAMED)
        .map(|own| plain(&label(own)))
        .collect();
    if named.is_empty() {
        return String::new();
    }
    format!(
        " Not in the codebook as such, and worth a look (`concept_candidates.csv`): {}.",
        named.join(", ")
    )
}

/// Counts and one line of each source, the highest rate first.
fn by_source(results: &Results, found: &Concepts, concept: usize) -> String {
    let corpus = &results.corpus;
    let tokens = corpus.tokens_by_source();
    let of = |source: SourceId, hits: u64| rate(1e4, hits, tokens[source.index()]).unwrap_or(0.0);
    let mut sources = found.counts[concept].by_source.clone();
    sources.sort_by(|a, b| of(b.0, b.1).total_cmp(&of(a.0, a.1)).then(a.0.cmp(&b.0)));
    let shown = &sources[..sources.len().min(SOURCES)];
    let lines = first_hits(results, found, concept);
    let rows: Vec<Vec<String>> = shown
        .iter()
        .map(|&(source, hits, documents)| {
            let quote = lines[source.index()]
                .map(|hit| quote(results, hit))
                .unwrap_or_default();
            vec![
                plain(&corpus.sources[source.index()]),
                count(hits),
                per_10k(hits, tokens[source.index()]),
                count(documents),
                quote,
            ]
        })
        .collect();
    let header = [
        "source",
        "hits",
        "per 10,000 tokens",
        "documents",
        "in its words",
    ];
    let mut out = table(&header, &[1, 2, 3], &rows);
    let absent = corpus.sources.len() - sources.len();
    if sources.len() > SOURCES {
        out.push_str(&format!(
            "The {SOURCES} sources with the highest rate of {}; `concepts_by_source.csv` has all.\n\n",
            sources.len()
        ));
    }
    if absent > 0 {
        let mut names = corpus.sources.iter().map(Some).collect::<Vec<_>>();
        sources
            .iter()
            .for_each(|(source, ..)| names[source.index()] = None);
        let names = names.into_iter().flatten().map(|name| plain(name));
        out.push_str(&format!(
            "Without a hit: {}.\n\n",
            and_more(names.collect(), SOURCES)
        ));
    }
    out
}

/// Hits per 10,000 tokens, as shown.
fn per_10k(hits: u64, tokens: u64) -> String {
    format!("{:.2}", rate(1e4, hits, tokens).unwrap_or(0.0))
}

/// The hit to quote for each source: in the sentence with most hits of its first document with any.
fn first_hits<'a>(results: &Results, found: &'a Concepts, concept: usize) -> Vec<Option<&'a Hit>> {
    let corpus = &results.corpus;
    let mut best: Vec<Option<(usize, &Hit)>> = vec![None; corpus.sources.len()];
    let hits: Vec<&Hit> = found.hits_of(concept).collect();
    for sentence in hits.chunk_by(|a, b| a.document == b.document && a.sentence == b.sentence) {
        let [first, ..] = sentence else { continue };
        let slot = &mut best[corpus.document(first.document).source.index()];
        let is_better = slot.is_none_or(|(most, _)| sentence.len() > most);
        if is_better {
            *slot = Some((sentence.len(), first));
        }
    }
    best.iter().map(|slot| slot.map(|(_, hit)| hit)).collect()
}

/// The sentence of a hit with the hit in bold, shortened, and its document.
fn quote(results: &Results, hit: &Hit) -> String {
    let corpus = &results.corpus;
    let mut tokens = TokenBuffer::default();
    corpus.read_tokens(hit.document, &mut tokens);
    let (start, end) = (hit.start as usize, hit.end as usize);
    let own = |unit: &std::ops::Range<usize>| unit.contains(&start);
    let sentence = tokens
        .units(Boundary::Sentence)
        .find(own)
        .unwrap_or(start..end);
    let from = sentence.start.max(start.saturating_sub(QUOTED));
    let to = sentence.end.min(end + QUOTED);
    let symbol = |token: usize| tokens.positions[token] as usize;
    let text = |symbols| plain(&corpus.flowing_text(hit.document, symbols));
    let own_end = symbol(end - 1) + 1;
    let matched = text(symbol(start)..own_end);
    // Bold text must not end in a blank.
    let blank = if matched.ends_with(' ') { " " } else { "" };
    let last = symbol(to - 1) + 1;
    format!(
        "{}{}**{}**{blank}{}{} ({})",
        if from > sentence.start {
            "… ".to_owned()
        } else {
            opening(results, hit, symbol(from))
        },
        text(symbol(from)..symbol(start)),
        matched.trim_end(),
        text(own_end..last.max(own_end)).trim_end(),
        if to < sentence.end {
            " …".to_owned()
        } else {
            closing(results, hit, last)
        },
        plain(&corpus.document(hit.document).info.doc_id),
    )
}

/// The marks that open a sentence: what stands between the last blank and its first word.
fn opening(results: &Results, hit: &Hit, first_word: usize) -> String {
    let before = first_word.saturating_sub(1)..first_word;
    marks(results, hit, before)
        .rsplit(' ')
        .next()
        .map(plain)
        .unwrap_or_default()
}

/// The marks that close a sentence: what stands between its last word and the next blank.
fn closing(results: &Results, hit: &Hit, after_word: usize) -> String {
    let end = results.corpus.document(hit.document).symbols.1.len();
    let after = after_word..end.min(after_word + 1);
    marks(results, hit, after)
        .split(' ')
        .next()
        .map(plain)
        .unwrap_or_default()
}

/// The text of a separator; nothing if there is a word, or nothing, at its place.
fn marks(results: &Results, hit: &Hit, place: std::ops::Range<usize>) -> String {
    let symbols = results.corpus.symbols_in(hit.document, place.clone());
    if symbols.iter().all(|symbol| symbol.as_separator().is_some()) {
        results.corpus.flowing_text(hit.document, place)
    } else {
        String::new()
    }
}
