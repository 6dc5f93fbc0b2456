//! How often each source speaks of a concept: rates with their intervals, the highest first.
//!
//! A full disc is a source that differs from all others together: the interval of the difference
//! excludes 0. A ring is one that does not, and a diamond one with too few documents or hits to say.

use super::Figure;
use super::drawing::{Anchor, Drawing, Text};
use super::ink::Ink;
use super::rows;
use super::scale::{Scale, Tick};
use super::text::{SMALL, number, width};
use super::verdict::{Verdict, draw_legend, legend_width};
use crate::analyze::{Concepts, Results};
use crate::config::Config;
use crate::report::concept_facts::most_frequent;
use crate::report::text::some;
use crate::stats::{Interval, rate};

/// The most concepts that have a figure, and the most sources in one.
const CONCEPTS: usize = 12;
const SOURCES: usize = 25;
const ROW: f64 = 20.0;
const TOP: f64 = 26.0;
/// The width of the field of rates, and the gap before the column of numbers.
const FIELD: f64 = 340.0;
const GAP: f64 = 14.0;

/// What is shown of a concept.
#[derive(Debug, Clone, Default)]
pub(super) struct Rates {
    pub(super) concept: String,
    /// Sources with hits, the highest rate first.
    pub(super) sources: Vec<SourceRate>,
    /// The rate in the corpus.
    pub(super) overall: f64,
    pub(super) overall_interval: Option<Interval>,
    /// Sources with hits, and without.
    pub(super) all: (usize, usize),
    /// Hits, and documents of the corpus.
    pub(super) hits: u64,
    pub(super) documents: usize,
}

/// A source.
#[derive(Debug, Clone)]
pub(super) struct SourceRate {
    pub(super) name: String,
    /// Hits per 10,000 tokens.
    pub(super) rate: f64,
    pub(super) interval: Option<Interval>,
    pub(super) verdict: Verdict,
}

/// A figure for each of the concepts with most hits, in the order of the codebook.
pub(super) fn figures(results: &Results, _: &Config) -> Vec<Figure> {
    // A source alone has nothing to be compared with.
    let is_compared = results.corpus.sources.len() > 1;
    let Some(found) = results.concepts.as_ref().filter(|_| is_compared) else {
        return Vec::new();
    };
    let concepts = most_frequent(found, CONCEPTS);
    let mut names = Vec::new();
    let rates = concepts.iter().map(|&own| (own, data(results, found, own)));
    let figures = rates.map(|(own, rates)| {
        let name = slug(&rates.concept, own, &names);
        names.push(name.clone());
        Figure {
            concept: Some(own),
            ..figure(&name, &rates)
        }
    });
    figures.collect()
}

fn data(results: &Results, found: &Concepts, concept: usize) -> Rates {
    let (corpus, certainty) = (&results.corpus, &results.concept_rates);
    let counts = &found.counts[concept];
    let tokens = corpus.tokens_by_source();
    let sources = counts.by_source.iter().map(|&(source, hits, _)| {
        let contrast = certainty.by_source.get(source.index());
        let contrast = contrast.and_then(|own| own.get(concept)).copied();
        let contrast = contrast.unwrap_or_default();
        SourceRate {
            name: corpus.sources[source.index()].clone(),
            rate: rate(1e4, hits, tokens[source.index()]).unwrap_or(0.0),
            interval: contrast.interval,
            verdict: Verdict::of(contrast.difference_interval),
        }
    });
    let mut sources: Vec<SourceRate> = sources.collect();
    // Sources are in the order of their names, which stays where rates are equal.
    sources.sort_by(|a, b| b.rate.total_cmp(&a.rate));
    let with_hits = sources.len();
    sources.truncate(SOURCES);
    Rates {
        concept: found.codebook.categories[concept].name.clone(),
        sources,
        overall: rate(1e4, counts.hits, corpus.tokens()).unwrap_or(0.0),
        overall_interval: certainty.overall.get(concept).copied().flatten(),
        all: (with_hits, corpus.sources.len() - with_hits),
        hits: counts.hits,
        documents: corpus.documents.len(),
    }
}

/// The name of a figure: `concept_` and the letters and digits of the concept, or its number where
/// they are not all plain.
fn slug(concept: &str, number: usize, taken: &[String]) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '_'
        }
    };
    let words: String = concept.chars().map(plain).collect();
    let words: Vec<&str> = words.split('_').filter(|word| !word.is_empty()).collect();
    let mut name: String = words.join("_").chars().take(48).collect();
    if name.is_empty() || !concept.is_ascii() {
        name = format!("{}", number + 1);
    }
    let name = format!("concept_{name}");
    if taken.contains(&name) {
        format!("{name}_{}", number + 1)
    } else {
        name
    }
}

fn figure(name: &str, rates: &Rates) -> Figure {
    let concept = super::text::clean(&rates.concept);
    let title = format!("How often each source speaks of {concept}");
    Figure::new(name, title, describe(rates), note(rates), draw(rates))
}

fn note(rates: &Rates) -> String {
    let (with, without) = rates.all;
    let shown = if with > rates.sources.len() {
        format!(
            "the {} sources with the highest rates of {with} with hits",
            rates.sources.len()
        )
    } else {
        format!("{} with hits", some(with, "source"))
    };
    let none = match without {
        0 => String::new(),
        n => format!(", {} without", super::super::text::count(n as u64)),
    };
    let sure = if rates.sources.iter().any(|own| own.interval.is_some()) {
        "with 95 % interval (bootstrap of documents, from five documents on)"
    } else {
        "without intervals, for which no source shown has the five documents with hits"
    };
    let band = match rates.overall_interval {
        Some(_) => ", with its interval behind it",
        None => "",
    };
    let told = if rates
        .sources
        .iter()
        .any(|own| own.verdict != Verdict::Unknown)
    {
        " A full disc: the interval of the difference from all other sources together excludes 0, each source by itself; p-values adjusted for the number of sources are in the table."
    } else {
        ""
    };
    format!(
        "Hits per 10,000 tokens {sure}; {} in {}; {shown}{none}. Dashed: the rate in the corpus{band}.{told} concepts_by_source.csv",
        some(rates.hits as usize, "hit"),
        some(rates.documents, "document"),
    )
}

/// The alternative text.
fn describe(rates: &Rates) -> String {
    let told =
        |own: &SourceRate| format!("{} ({})", super::text::clean(&own.name), number(own.rate));
    let ends = match rates.sources.as_slice() {
        [first, .., last] => format!(
            "Of those shown, {} has the highest rate, {} the lowest. ",
            told(first),
            told(last)
        ),
        [only] => format!("Only {} has hits. ", told(only)),
        [] => String::new(),
    };
    let differ = rates
        .sources
        .iter()
        .filter(|own| own.verdict == Verdict::Differs);
    format!(
        "Rates of {} in {}, one row each. {ends}The rate in the whole corpus is {}. {} of those shown differ from all others together.",
        super::text::clean(&rates.concept),
        some(rates.sources.len(), "source"),
        number(rates.overall),
        differ.count(),
    )
}

fn draw(rates: &Rates) -> Drawing {
    let left = rows::column(rates.sources.iter().map(|own| own.name.as_str())).max(60.0);
    let right = left + FIELD;
    let bottom = TOP + ROW * rates.sources.len() as f64;
    let highest = rates
        .sources
        .iter()
        .map(|own| own.interval.map_or(own.rate, |own| own.high));
    let highest = highest.chain(rates.overall_interval.map(|own| own.high));
    let highest = highest.fold(rates.overall, f64::max);
    let (scale, ticks) = Scale::up_to(highest * 1.03, (left, right), 5);
    let has_intervals = rates.sources.iter().any(|own| own.interval.is_some());
    let head = if has_intervals {
        "rate (95 % interval)"
    } else {
        "rate"
    };
    let shown: Vec<String> = rates.sources.iter().map(numbers).collect();
    let widest = shown.iter().map(|own| width(own, SMALL));
    let end = right + GAP + widest.fold(width(head, SMALL), f64::max);
    let legend = left + legend_width(&verdicts(rates));
    let mut drawing = Drawing::new((end + 2.0).max(legend), bottom + 62.0);
    reference(&mut drawing, rates, &scale, bottom);
    axis(&mut drawing, &scale, &ticks, (left, right), bottom);
    let head = Text::new((end, 12.0), head);
    drawing.text(head.sized(SMALL).anchored(Anchor::End), Ink::Muted);
    for (place, (own, shown)) in rates.sources.iter().zip(&shown).enumerate() {
        let middle = TOP + ROW * (place as f64 + 0.5);
        rows::name(&mut drawing, &own.name, left, middle);
        row(&mut drawing, own, &scale, middle);
        let numbers = Text::new((end, middle + SMALL * 0.35), shown);
        drawing.text(numbers.sized(SMALL).anchored(Anchor::End), Ink::Text);
    }
    draw_legend(&mut drawing, &verdicts(rates), left, bottom + 52.0);
    drawing
}

fn verdicts(rates: &Rates) -> Vec<Verdict> {
    rates.sources.iter().map(|own| own.verdict).collect()
}

fn numbers(own: &SourceRate) -> String {
    let rate = number(own.rate);
    match own.interval {
        Some(interval) => format!(
            "{rate} ({} to {})",
            number(interval.low),
            number(interval.high)
        ),
        None => rate,
    }
}

fn row(drawing: &mut Drawing, own: &SourceRate, scale: &Scale, middle: f64) {
    if let Some(interval) = own.interval {
        let (low, high) = (scale.at(interval.low), scale.at(interval.high));
        drawing.line((low, middle), (high, middle), Ink::Mark, 1.6);
        for end in [low, high] {
            drawing.line((end, middle - 3.5), (end, middle + 3.5), Ink::Mark, 1.6);
        }
    }
    own.verdict.mark(drawing, (scale.at(own.rate), middle));
    drawing.tell(&format!("{}: {}", own.name, numbers(own)));
}

/// The rate in the corpus, with its interval behind it.
fn reference(drawing: &mut Drawing, rates: &Rates, scale: &Scale, bottom: f64) {
    if let Some(own) = rates.overall_interval {
        let (low, high) = (scale.at(own.low), scale.at(own.high));
        drawing.rect(
            (low, TOP - 4.0),
            (high - low, bottom - TOP + 4.0),
            Ink::Band,
        );
    }
    let x = scale.at(rates.overall);
    drawing.dashed((x, TOP - 4.0), (x, bottom), Ink::Reference, 1.5);
    let label = format!("corpus {}", number(rates.overall));
    let half = width(&label, SMALL) / 2.0;
    let (first, last) = scale.ends();
    let x = x.clamp(first + half, (last - half).max(first + half));
    let label = Text::new((x, 12.0), &label).sized(SMALL);
    drawing.text(label.anchored(Anchor::Middle), Ink::Reference);
}

fn axis(drawing: &mut Drawing, scale: &Scale, ticks: &[Tick], ends: (f64, f64), bottom: f64) {
    for tick in ticks {
        let x = scale.at(tick.value);
        drawing.line((x, TOP - 4.0), (x, bottom), Ink::Grid, 1.0);
        drawing.line((x, bottom), (x, bottom + 4.0), Ink::Axis, 1.0);
        let label = Text::new((x, bottom + 16.0), &tick.label).sized(SMALL);
        drawing.text(label.anchored(Anchor::Middle), Ink::Muted);
    }
    drawing.line((ends.0, bottom), (ends.1, bottom), Ink::Axis, 1.0);
    let middle = (ends.0 + ends.1) / 2.0;
    let title = Text::new((middle, bottom + 32.0), "Hits per 10,000 tokens");
    drawing.text(title.anchored(Anchor::Middle), Ink::Text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_figures_are_plain_and_differ() {
        let taken = ["concept_rule_of_law".to_owned()];
        assert_eq!(slug("Shared Future!", 0, &taken), "concept_shared_future");
        assert_eq!(slug("rule/of law", 4, &taken), "concept_rule_of_law_5");
        assert_eq!(slug("主权", 2, &taken), "concept_3");
        assert_eq!(slug("../..", 2, &taken), "concept_3");
    }
}
