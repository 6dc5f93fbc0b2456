//! What recurs in all or most sources, and what belongs to one.

use super::text::{and_more, plain, some};
use crate::analyze::{Class, KeyPhrases, Phrase, Recurrence, RecurringKind, Results};
use crate::model::{PhraseId, TermId};

/// The most phrases named in a list.
const NAMED: usize = 25;

pub(super) fn section(results: &Results) -> String {
    let all = results.corpus.sources.len();
    let mut out = String::from("## What recurs, and where\n\n");
    if all < 2 {
        out.push_str("There is one source only, so nothing can recur across sources.\n\n");
        return out;
    }
    out.push_str(&concepts(results, all));
    line(
        &mut out,
        "Words, phrases and pairs that spread most evenly (effective number of sources)",
        most_even(results),
    );
    if let Some(phrases) = &results.phrases {
        out.push_str(&recurring(results, phrases, all));
    }
    out
}

/// "Most" is two thirds of the sources, or more.
fn is_most(sources: usize, all: usize) -> bool {
    3 * sources >= 2 * all
}

fn concepts(results: &Results, all: usize) -> String {
    let Some(found) = &results.concepts else {
        return String::new();
    };
    let (mut every, mut most, mut one) = (Vec::new(), Vec::new(), Vec::new());
    for (category, counts) in found.codebook.categories.iter().zip(&found.counts) {
        let name = plain(&category.name);
        match counts.by_source.as_slice() {
            sources if sources.len() == all => every.push(name),
            sources if sources.len() > 1 && is_most(sources.len(), all) => {
                most.push(format!("{name} ({})", sources.len()));
            }
            [(source, ..)] => {
                let source = plain(&results.corpus.sources[source.index()]);
                one.push(format!("{name} ({source})"));
            }
            _ => {}
        }
    }
    let mut out = String::new();
    line(
        &mut out,
        &format!("Concepts with hits in all {all} sources"),
        every,
    );
    line(
        &mut out,
        "In most sources, two thirds or more (number of sources)",
        most,
    );
    line(&mut out, "In one source only", one);
    out
}

/// What spreads most evenly over sources, with the effective number of these.
pub(super) fn most_even(results: &Results) -> Vec<String> {
    let shared = results.recurrence.iter();
    let shared = shared.filter(|found| found.measures.class != Class::OneSource);
    let named = shared.take(NAMED).map(|found| {
        let label = plain(&recurring_label(results, found));
        format!("{label} ({:.1})", found.measures.effective)
    });
    named.collect()
}

fn recurring_label(results: &Results, found: &Recurrence) -> String {
    let (corpus, item) = (&results.corpus, found.measures.item);
    let phrase = |id: PhraseId| {
        let phrases = results.phrases.as_ref();
        phrases.map_or_else(String::new, |own| own.phrase(id).label(corpus))
    };
    match (found.kind, results.cooccurrences.scopes.first()) {
        (RecurringKind::Word, _) => {
            let label = results.frequency.label(corpus, TermId::new(item));
            label.to_owned()
        }
        (RecurringKind::Pair, Some(scope)) => {
            let (a, b) = scope.overall.phrases(item);
            let of = |chosen: u32| phrase(results.cooccurrences.chosen[chosen as usize]);
            format!("{} + {}", of(a), of(b))
        }
        _ => phrase(PhraseId::new(item)),
    }
}

fn recurring(results: &Results, phrases: &KeyPhrases, all: usize) -> String {
    let corpus = &results.corpus;
    let longer = || {
        phrases
            .ranking
            .iter()
            .map(|&id| phrases.phrase(id))
            .filter(|phrase| phrase.length() > 1)
    };
    let label = |phrase: &Phrase| plain(&phrase.label(corpus));
    let every = longer()
        .filter(|phrase| phrase.sources as usize == all)
        .map(label)
        .collect();
    let most = longer()
        .filter(|phrase| (phrase.sources as usize) < all && is_most(phrase.sources as usize, all))
        .map(|phrase| format!("{} ({})", label(phrase), phrase.sources))
        .collect();
    let mut out = String::new();
    line(&mut out, &format!("Phrases in all {all} sources"), every);
    line(
        &mut out,
        "Phrases in most sources (number of sources)",
        most,
    );
    let named = of_one_source(results, phrases);
    line(
        &mut out,
        "Phrases of one source, the most frequent (occurrences, source)",
        named,
    );
    if out.is_empty() {
        out = format!(
            "No phrase recurs in two thirds of the {}.\n\n",
            some(all, "source")
        );
    }
    out
}

/// Phrases of one source, the most frequent outside longer phrases first.
fn of_one_source(results: &Results, phrases: &KeyPhrases) -> Vec<String> {
    let mut single: Vec<(&Phrase, usize)> = Vec::new();
    for (source, found) in phrases.by_source.iter().enumerate() {
        let own = found.iter().map(|found| phrases.phrase(found.phrase));
        single.extend(
            own.filter(|p| p.length() > 1 && p.sources == 1)
                .map(|p| (p, source)),
        );
    }
    single.sort_by(|(a, _), (b, _)| {
        (b.count - b.nested)
            .cmp(&(a.count - a.nested))
            .then(a.text.cmp(&b.text))
    });
    let alone = single
        .iter()
        .take_while(|(phrase, _)| phrase.count > phrase.nested);
    let named = alone.map(|(phrase, source)| {
        let label = plain(&phrase.label(&results.corpus));
        format!(
            "{label} ({}, {})",
            phrase.count,
            plain(&results.corpus.sources[*source])
        )
    });
    named.collect()
}

fn line(out: &mut String, title: &str, items: Vec<String>) {
    if !items.is_empty() {
        out.push_str(&format!("**{title}:** {}.\n\n", and_more(items, NAMED)));
    }
}
