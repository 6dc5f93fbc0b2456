//! How often each source speaks of a concept: rates with their intervals, the highest lower end first.
//!
//! A full disc is a source that reliably differs from all others together, by the verdict that the tables
//! and the text have too. A ring is one that does not, and a diamond one with too few documents or hits to say.

use super::drawing::{Anchor, Drawing, Text};
use super::figure::Figure;
use super::ink::Ink;
use super::rows;
use super::scale::{Scale, Tick};
use super::target::Target;
use super::text::{SMALL, clean, number, width};
use super::verdict::{draw_legend, legend_width, mark};
use crate::analyze::{Concepts, Results};
use crate::report::concept_profile::most_frequent;
use crate::report::noun::protected;
use crate::report::source_order::sources_by_rate;
use crate::report::text::{count, plural};
use crate::stats::{Interval, Verdict, rate};

/// The most concepts that have a figure, and the most sources in one.
const CONCEPTS: usize = 12;
const SOURCES: usize = 25;
const ROW: f64 = 20.0;
const TOP: f64 = 26.0;
/// As wide as the figure is, the least and the greatest width of the field of rates, and the gap before the
/// column of numbers.
const WIDTH: f64 = 740.0;
const FIELD: (f64, f64) = (300.0, 520.0);
const GAP: f64 = 14.0;

/// What is shown of a concept.
#[derive(Debug, Clone, Default)]
pub(super) struct Rates {
    pub(super) concept: String,
    /// Its place in the codebook.
    pub(super) place: usize,
    /// Sources with hits, the highest rate first.
    pub(super) sources: Vec<SourceRate>,
    /// The rate in the corpus.
    pub(super) overall: f64,
    pub(super) overall_interval: Option<Interval>,
    /// Sources with hits, and without.
    pub(super) all: (usize, usize),
    /// Hits, documents with hits, and documents of the corpus.
    pub(super) hits: u64,
    pub(super) with_hits: usize,
    pub(super) documents: usize,
    /// Whether intervals were computed.
    pub(super) is_compared: bool,
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
pub(super) fn figures(results: &Results) -> Vec<Figure> {
    // A source alone has nothing to be compared with.
    let is_compared = results.corpus.sources.len() > 1;
    let Some(concepts) = results.concepts.as_ref().filter(|_| is_compared) else {
        return Vec::new();
    };
    let mut names = Vec::new();
    let figures = most_frequent(concepts, CONCEPTS)
        .into_iter()
        .map(|concept| {
            let rates = data(results, concepts, concept);
            let name = slug(&rates.concept, concept, &names);
            names.push(name.clone());
            Figure {
                concept: Some(concept),
                ..figure(&name, &rates)
            }
        });
    figures.collect()
}

fn data(results: &Results, concepts: &Concepts, concept: usize) -> Rates {
    let (corpus, certainty) = (&results.corpus, &results.concept_rates);
    let counts = &concepts.counts[concept];
    let tokens = corpus.tokens_by_source();
    let by_rate = sources_by_rate(results, concepts, concept);
    let sources = by_rate.iter().take(SOURCES).map(|&(source, hits, _)| {
        let contrasts = certainty.by_source.get(source.index());
        let contrast = contrasts
            .and_then(|by_concept| by_concept.get(concept).copied())
            .unwrap_or_default();
        SourceRate {
            name: corpus.sources[source.index()].clone(),
            rate: rate(1e4, hits, tokens[source.index()]).unwrap_or(0.0),
            interval: contrast.interval,
            verdict: contrast.verdict,
        }
    });
    Rates {
        place: concept,
        concept: concepts.codebook.categories[concept].name.clone(),
        sources: sources.collect(),
        overall: rate(1e4, counts.hits, corpus.tokens()).unwrap_or(0.0),
        overall_interval: certainty.overall.get(concept).copied().flatten(),
        all: (by_rate.len(), corpus.sources.len() - by_rate.len()),
        hits: counts.hits,
        with_hits: counts.by_document.len(),
        documents: corpus.documents.len(),
        is_compared: !certainty.by_source.is_empty(),
    }
}

/// The name of a figure: `concept_` and the letters and digits of the concept, or its number where
/// they are not all plain.
pub(super) fn slug(concept: &str, number: usize, taken: &[String]) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '_'
        }
    };
    let plain: String = concept.chars().map(plain).collect();
    let words: Vec<&str> = plain.split('_').filter(|word| !word.is_empty()).collect();
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
    let concept = protected(&clean(&rates.concept));
    let title = format!("{concept}: rate by source");
    Figure::new(name, title, describe(rates), note(rates), draw(rates))
}

fn note(rates: &Rates) -> String {
    let (with, without) = rates.all;
    let shown = if with > rates.sources.len() {
        format!(
            "{} of {with} sources with hits, ranked by the lower end of the interval",
            rates.sources.len()
        )
    } else {
        format!("{} with hits", plural(with, "source"))
    };
    let none = match without {
        0 => String::new(),
        n => format!(", {} without", count(n)),
    };
    let sure = if has_intervals(rates) {
        "with 95 % intervals for sources with at least five documents"
    } else if rates.is_compared {
        "without intervals, since no source shown has five documents"
    } else {
        "without intervals, since concepts_by_source was not requested"
    };
    let band = match rates.overall_interval {
        Some(_) => ", with its 95 % interval as a band",
        None => "",
    };
    let is_known = |source: &SourceRate| source.verdict != Verdict::Untested;
    let marks = if rates.sources.iter().any(is_known) {
        " A full disc marks a source that reliably differs from all other sources together (p < 0.05, adjusted for the number of sources)."
    } else {
        ""
    };
    format!(
        "Hits per 10,000 tokens, {sure}; {} in {} of {}; {shown}{none}. The dashed line is the rate in the whole corpus{band}.{marks} Data: concepts_by_source.csv",
        plural(rates.hits as usize, "hit"),
        count(rates.with_hits),
        plural(rates.documents, "document"),
    )
}

/// The alternative text.
fn describe(rates: &Rates) -> String {
    let named = |source: &SourceRate| {
        format!(
            "{} ({})",
            protected(&clean(&source.name)),
            number(source.rate)
        )
    };
    let ends = match rates.sources.as_slice() {
        [first, .., last] => format!(
            "Of those shown, {} has the highest rate, {} the lowest. ",
            named(first),
            named(last)
        ),
        [only] => format!("Only {} has hits. ", named(only)),
        [] => String::new(),
    };
    let differ = rates
        .sources
        .iter()
        .filter(|source| source.verdict.differs());
    format!(
        "Rates of {} in {}, one row each. {ends}The rate in the whole corpus is {}. {} of those shown reliably differ from all others together.",
        protected(&clean(&rates.concept)),
        plural(rates.sources.len(), "source"),
        number(rates.overall),
        differ.count(),
    )
}

fn draw(rates: &Rates) -> Drawing {
    let names = rates.sources.iter().map(|source| source.name.as_str());
    let left = rows::column(names).max(60.0);
    let head = if has_intervals(rates) {
        "rate (95 % interval)"
    } else {
        "rate"
    };
    let shown: Vec<String> = rates.sources.iter().map(numbers).collect();
    let widest = shown.iter().map(|numbers| width(numbers, SMALL));
    let widest = widest.fold(width(head, SMALL), f64::max);
    let right = left + (WIDTH - left - GAP - widest - 2.0).clamp(FIELD.0, FIELD.1);
    let bottom = TOP + ROW * rates.sources.len() as f64;
    let end = |source: &SourceRate| source.interval.map_or(source.rate, |ends| ends.high);
    let of_sources = rates.sources.iter().map(end);
    let of_corpus = rates.overall_interval.map(|ends| ends.high);
    let highest = of_sources.chain(of_corpus).fold(rates.overall, f64::max);
    let (scale, ticks) = Scale::up_to(highest * 1.03, (left, right), 5);
    let end = right + GAP + widest;
    let legend = left + legend_width(&verdicts(rates));
    let mut drawing = Drawing::new((end + 2.0).max(legend), bottom + 62.0);
    reference(&mut drawing, rates, &scale, bottom);
    axis(&mut drawing, &scale, &ticks, (left, right), bottom);
    drawing.small((end, 12.0), head, Anchor::End, Ink::Muted);
    for (place, (source, shown)) in rates.sources.iter().zip(&shown).enumerate() {
        let middle = TOP + ROW * (place as f64 + 0.5);
        rows::name(&mut drawing, &source.name, left, middle);
        row(&mut drawing, rates.place, source, &scale, middle);
        drawing.small((end, middle + SMALL * 0.35), shown, Anchor::End, Ink::Text);
    }
    draw_legend(&mut drawing, &verdicts(rates), left, bottom + 52.0);
    drawing
}

fn has_intervals(rates: &Rates) -> bool {
    let mut sources = rates.sources.iter();
    sources.any(|source| source.interval.is_some())
}

fn verdicts(rates: &Rates) -> Vec<Verdict> {
    rates.sources.iter().map(|source| source.verdict).collect()
}

fn numbers(source: &SourceRate) -> String {
    let rate = number(source.rate);
    match source.interval {
        Some(interval) => format!(
            "{rate} ({} to {})",
            number(interval.low),
            number(interval.high)
        ),
        None => rate,
    }
}

fn row(drawing: &mut Drawing, concept: usize, source: &SourceRate, scale: &Scale, middle: f64) {
    if let Some(interval) = source.interval {
        let (low, high) = (scale.at(interval.low), scale.at(interval.high));
        drawing.line((low, middle), (high, middle), Ink::Mark, 1.6);
        for end in [low, high] {
            drawing.line((end, middle - 3.5), (end, middle + 3.5), Ink::Mark, 1.6);
        }
    }
    let at = (scale.at(source.rate), middle);
    mark(source.verdict, drawing, at);
    drawing.tooltip(&format!("{}: {}", source.name, numbers(source)));
    drawing.leads_to(Target::of(concept, Some(&source.name), None));
}

/// The rate in the corpus, with its interval behind it.
fn reference(drawing: &mut Drawing, rates: &Rates, scale: &Scale, bottom: f64) {
    if let Some(ends) = rates.overall_interval {
        let (low, high) = (scale.at(ends.low), scale.at(ends.high));
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
    drawing.small((x, 12.0), &label, Anchor::Middle, Ink::Reference);
}

fn axis(drawing: &mut Drawing, scale: &Scale, ticks: &[Tick], ends: (f64, f64), bottom: f64) {
    for tick in ticks {
        let x = scale.at(tick.value);
        drawing.line((x, TOP - 4.0), (x, bottom), Ink::Grid, 1.0);
        drawing.line((x, bottom), (x, bottom + 4.0), Ink::Axis, 1.0);
        drawing.small((x, bottom + 16.0), &tick.label, Anchor::Middle, Ink::Muted);
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
