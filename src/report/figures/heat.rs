//! Concept rates by source: a table of concepts and sources, shaded by rate.
//!
//! Rates of concepts lie far apart, so each column has a scale of its own, from 0 to its highest rate
//! among the sources shown; the rates stand in the cells where there is room. A source without a hit is
//! no step of the scale but an empty cell.

use super::figure::Figure;
use super::heat_drawing::{Heat, HeatCell, HeatSource, draw};
use super::rows;
use super::text::number;
use crate::analyze::Results;
use crate::model::SourceId;
use crate::report::concept_profile::{by_hits, most_frequent};
use crate::report::noun::protected;
use crate::report::text::{joined, plural};
use crate::stats::{Verdict, rate};

/// The most sources and concepts shown.
const SOURCES: usize = 40;
const CONCEPTS: usize = 16;

/// The figure, if concepts have hits and there are sources to compare.
pub(super) fn figures(results: &Results) -> Vec<Figure> {
    let heat = data(results);
    let is_there = !heat.concepts.is_empty() && heat.sources.len() > 1;
    is_there.then(|| figure(&heat)).into_iter().collect()
}

fn data(results: &Results) -> Heat {
    let Some(concepts) = &results.concepts else {
        return Heat::default();
    };
    let corpus = &results.corpus;
    let shown = most_frequent(concepts, CONCEPTS);
    let sources = corpus.sources_by_size();
    let row = |&(source, tokens): &(SourceId, u64)| {
        let rates = shown.iter().map(|&concept| {
            let by_source = &concepts.counts[concept].by_source;
            let place = by_source.binary_search_by_key(&source, |counts| counts.0);
            let hits = place.map_or(0, |place| by_source[place].1);
            let contrasts = results.concept_rates.by_source.get(source.index());
            let contrast = contrasts.and_then(|contrasts| contrasts.get(concept));
            HeatCell {
                hits,
                rate: rate(1e4, hits, tokens).unwrap_or(0.0),
                verdict: contrast.map_or(Verdict::Untested, |contrast| contrast.verdict),
            }
        });
        HeatSource {
            name: corpus.sources[source.index()].clone(),
            tokens,
            rates: rates.collect(),
        }
    };
    let name = |&concept: &usize| concepts.codebook.categories[concept].name.clone();
    Heat {
        sources: sources.iter().take(SOURCES).map(row).collect(),
        places: shown.clone(),
        concepts: shown.iter().map(name).collect(),
        all: (sources.len(), by_hits(concepts).len()),
        documents: corpus.documents.len(),
    }
}

fn figure(heat: &Heat) -> Figure {
    let (sources, concepts) = (heat.sources.len(), heat.concepts.len());
    let shown = rows::part_of(sources, heat.all.0, "source");
    let part = |shown, all, which| if shown < all { which } else { "" };
    let largest = part(sources, heat.all.0, ", the largest");
    let frequent = part(concepts, heat.all.1, ", the most frequent");
    let note = format!(
        "Hits per 10,000 tokens; {shown}{largest}; {}{frequent}; {}. Each column has its own scale, from 0 to the highest rate of the sources shown, so shades can be compared only within a column. An empty cell means no hit. A triangle marks a rate that is reliably higher (▲) or lower (▼) than that of all other sources together (p < 0.05, adjusted). Rates of sources with few tokens are uncertain. Data: concepts_by_source.csv",
        rows::part_of(concepts, heat.all.1, "concept"),
        plural(heat.documents, "document"),
    );
    Figure::new(
        "concepts_by_source",
        "Concept rates by source",
        describe(heat),
        note,
        draw(heat),
    )
}

/// The alternative text.
fn describe(heat: &Heat) -> String {
    let highest = heat.concepts.iter().enumerate().map(|(place, concept)| {
        let of = |row: &&HeatSource| row.rates[place].rate;
        let top = heat.sources.iter().max_by(|a, b| of(a).total_cmp(&of(b)));
        let with_hits = top.filter(|row| of(row) > 0.0);
        with_hits.map(|row| {
            format!(
                "{} in {} ({})",
                protected(concept),
                protected(&row.name),
                number(of(&row))
            )
        })
    });
    format!(
        "Heat map of {} by {}, shaded by hits per 10,000 tokens. Highest: {}.",
        plural(heat.sources.len(), "source"),
        plural(heat.concepts.len(), "concept"),
        joined(highest.flatten()),
    )
}
