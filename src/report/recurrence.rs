//! What recurs in all or most sources, and what belongs to one.

use super::text::{measure, plain, plural, titled};
use crate::analyze::{Class, KeyPhrases, Phrase, Recurrence, RecurringKind, Results};
use crate::model::{PhraseId, TermId};
use crate::order::Arrange as _;

pub(super) const HEADING: &str = "Shared by all sources, and specific to one";

/// The most phrases named in a list.
const NAMED: usize = 25;

pub(super) fn text(results: &Results) -> String {
    let all = results.corpus.sources.len();
    if all < 2 {
        return "There is only one source, so sources cannot be compared.\n\n".to_owned();
    }
    let even = "Most widely shared across sources (effective number of sources)";
    let phrases = results.phrases.iter();
    let recurring = phrases.map(|phrases| recurring(results, phrases, all));
    format!(
        "{}{}{}",
        concepts(results, all),
        titled(even, most_even(results).take(NAMED), NAMED),
        recurring.collect::<String>()
    )
}

/// "Most" is two thirds of the sources, or more.
fn is_most(sources: usize, all: usize) -> bool {
    3 * sources >= 2 * all
}

fn concepts(results: &Results, all: usize) -> String {
    let Some(concepts) = &results.concepts else {
        return String::new();
    };
    let (mut every, mut most, mut one) = (Vec::new(), Vec::new(), Vec::new());
    for (category, counts) in concepts.codebook.categories.iter().zip(&concepts.counts) {
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
    let in_all = format!("Concepts with hits in all {all} sources");
    let in_most = "Concepts with hits in at least two thirds of the sources (number of sources)";
    [
        titled(&in_all, every, NAMED),
        titled(in_most, most, NAMED),
        titled("Concepts with hits in only one source", one, NAMED),
    ]
    .concat()
}

/// What is shared most widely, with the effective number of sources: in the order of that number, then by
/// sources and occurrences. The table puts first what nearly all sources of its language have.
pub(super) fn most_even(results: &Results) -> impl Iterator<Item = String> {
    evenly_shared(results).into_iter().map(|item| {
        let label = plain(&recurring_label(results, item));
        format!("{label} ({})", measure(item.measures.effective))
    })
}

/// The same of what nine sources of ten have or, where there are fewer than ten, all: label and number.
pub(super) fn in_all(results: &Results) -> impl Iterator<Item = (String, f64)> {
    let all = evenly_shared(results).into_iter();
    let shared = all.filter(|item| item.measures.class == Class::Shared);
    shared.map(|item| (recurring_label(results, item), item.measures.effective))
}

fn evenly_shared(results: &Results) -> Vec<&Recurrence> {
    let items = results.recurrence.iter();
    let shared = items.filter(|item| item.measures.class != Class::OneSource);
    let mut shared: Vec<&Recurrence> = shared.collect();
    shared.arrange_by(|a, b| {
        let (a, b) = (&a.measures, &b.measures);
        let by_sources = b
            .effective
            .total_cmp(&a.effective)
            .then(b.sources.cmp(&a.sources));
        by_sources.then(b.count.cmp(&a.count))
    });
    shared
}

fn recurring_label(results: &Results, recurrence: &Recurrence) -> String {
    let (corpus, item) = (&results.corpus, recurrence.measures.item);
    let phrase = |id: PhraseId| {
        let phrases = results.phrases.as_ref();
        phrases.map_or_else(String::new, |phrases| phrases.phrase(id).label(corpus))
    };
    match (recurrence.kind, results.cooccurrences.scopes.first()) {
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
    let ranking = phrases.ranking.iter().map(|&id| phrases.phrase(id));
    let longer = ranking.filter(|phrase| phrase.length() > 1);
    let label = |phrase: &Phrase| plain(&phrase.label(&results.corpus));
    let is_in_all = |phrase: &Phrase| phrase.sources as usize == all;
    let every = longer.clone().filter(|phrase| is_in_all(phrase)).map(label);
    let most = longer
        .filter(|phrase| !is_in_all(phrase) && is_most(phrase.sources as usize, all))
        .map(|phrase| format!("{} ({})", label(phrase), phrase.sources));
    let of_one = "Most frequent phrases found in only one source (occurrences, source)";
    let lists = [
        titled(&format!("Phrases in all {all} sources"), every, NAMED),
        titled(
            "Phrases in at least two thirds of the sources (number of sources)",
            most,
            NAMED,
        ),
        titled(of_one, of_one_source(results, phrases), NAMED),
    ]
    .concat();
    if lists.is_empty() {
        let sources = plural(all, "source");
        return format!("No phrase occurs in two thirds of the {sources}.\n\n");
    }
    lists
}

/// Phrases of one source, the most frequent outside longer phrases first.
fn of_one_source(results: &Results, phrases: &KeyPhrases) -> Vec<String> {
    let mut single: Vec<(&Phrase, usize)> = Vec::new();
    for (source, of_source) in phrases.by_source.iter().enumerate() {
        let all = of_source.iter().map(|counts| phrases.phrase(counts.phrase));
        let specific = all.filter(|phrase| phrase.length() > 1 && phrase.sources == 1);
        single.extend(specific.map(move |phrase| (phrase, source)));
    }
    single.arrange_by(|(a, _), (b, _)| {
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
