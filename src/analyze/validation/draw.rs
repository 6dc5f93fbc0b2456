//! The strata of a concept, and which units are drawn from them.
//!
//! Units with hits are parted by pattern, those without by whether they have a word of hits. A part whose
//! sample is large enough is parted by source again. Within a stratum the units stand in the order of source
//! and date, and the sample is systematic, so periods have their share of it.

use super::frame::{Frame, group};
use super::units::Class;
use super::{ConceptToSample, SamplePlan, SampleSize};
use crate::model::{CodeGroup, Corpus, DocId, SourceId, Stratum};
use crate::stats::{SampleKey, allocate, sample_size, systematic};

/// The least of each stratum: a variance needs two.
const LEAST: u64 = 2;

/// Units for each source on average from which on sources are strata.
const LEAST_BY_SOURCE: u64 = 4;

/// A unit that was drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Draw {
    pub(super) document: DocId,
    pub(super) concept: usize,
    pub(super) stratum: usize,
    pub(super) class: Class,
    /// Its place among the units of its class in the document, from 0.
    pub(super) place: u64,
}

/// The units of a class in a document.
type Counted = (DocId, u32);

/// The strata of a concept, and the units that are drawn from them.
pub(super) fn draw(
    corpus: &Corpus,
    frame: &Frame,
    (place, concept): (usize, &ConceptToSample),
    plan: &SamplePlan,
) -> (Vec<Stratum>, Vec<Draw>) {
    let near = concept.patterns.len() as Class;
    let mut classes: Vec<Vec<Counted>> = vec![Vec::new(); concept.patterns.len() + 2];
    for counted in &frame.documents {
        for (class, units) in counted.of(place) {
            classes[class as usize].push((counted.document, units));
        }
    }
    let sizes: Vec<u64> = classes.iter().map(|class| size(class)).collect();
    let samples = samples(&sizes, plan.size);
    let key = SampleKey::new(plan.seed, "validation sample", &concept.name);
    let (mut strata, mut draws) = (Vec::new(), Vec::new());
    for ((class, units), sample) in (0..).zip(&classes).zip(samples) {
        for (source, units, sample) in by_source(corpus, units, sample) {
            let (number, all) = (strata.len(), size(units));
            let start = key.number_below(number as u64, all);
            let places = systematic(all, sample, start);
            draws.extend(located(units, &places).map(|(document, at)| Draw {
                document,
                concept: place,
                stratum: number,
                class,
                place: at,
            }));
            strata.push(Stratum {
                group: group(class, near),
                pattern: (class < near).then_some(class as usize),
                source: source.map(|source| corpus.sources[source.index()].clone()),
                units: all,
                drawn: places.len() as u64,
            });
        }
    }
    (strata, draws)
}

fn size(units: &[Counted]) -> u64 {
    units.iter().map(|&(_, units)| u64::from(units)).sum()
}

/// The sample of each class; the last two are those without a hit.
fn samples(sizes: &[u64], size: SampleSize) -> Vec<u64> {
    let patterns = sizes.len() - CodeGroup::ALL.len() + 1;
    let (hits, others) = sizes.split_at(patterns);
    let (all_hits, all_others) = (hits.iter().sum(), others.iter().sum::<u64>());
    let (of_hits, of_others) = match size {
        SampleSize::Margin(margin) => (
            sample_size(margin, all_hits),
            sample_size(margin, all_others),
        ),
        SampleSize::Units(units) => {
            let half = units.div_ceil(2).max(units.saturating_sub(all_others));
            let of_hits = half.min(all_hits);
            (of_hits, (units - of_hits).min(all_others))
        }
    };
    let mut samples = allocate(of_hits, hits, LEAST);
    // Misses are sought where they are likely: half of these have a word of hits, if there are so many.
    let rest = (of_others / 2).min(others[1]);
    let near = (of_others - rest).min(others[0]);
    samples.extend([near, of_others - near]);
    samples
}

/// A class as one stratum, or as one for each source, with the sample of each.
fn by_source<'a>(
    corpus: &Corpus,
    units: &'a [Counted],
    sample: u64,
) -> Vec<(Option<SourceId>, &'a [Counted], u64)> {
    if units.is_empty() {
        return Vec::new();
    }
    let source = |&(document, _): &Counted| corpus.document(document).source;
    let parts: Vec<&[Counted]> = units.chunk_by(|a, b| source(a) == source(b)).collect();
    if parts.len() < 2 || sample < LEAST_BY_SOURCE * parts.len() as u64 {
        return vec![(None, units, sample)];
    }
    let sizes: Vec<u64> = parts.iter().map(|part| size(part)).collect();
    let samples = allocate(sample, &sizes, LEAST);
    let strata = parts.into_iter().zip(samples);
    strata
        .map(|(part, sample)| (Some(source(&part[0])), part, sample))
        .collect()
}

/// The documents of units by their ascending places among all, and the place of each in its document.
fn located(units: &[Counted], places: &[u64]) -> impl Iterator<Item = (DocId, u64)> {
    let mut documents = units.iter();
    let (mut before, mut current) = (0, documents.next());
    places.iter().filter_map(move |&place| {
        loop {
            let &(document, units) = current?;
            if place < before + u64::from(units) {
                return Some((document, place - before));
            }
            before += u64::from(units);
            current = documents.next();
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_a_sample_has_hits_and_half_of_the_rest_is_near() {
        let of = |sizes: &[u64], units| samples(sizes, SampleSize::Units(units));
        assert_eq!(of(&[500, 500, 1000, 9000], 80), [20, 20, 20, 20]);
        // What one part lacks, another gives.
        assert_eq!(of(&[4, 1000, 9000], 80), [4, 38, 38]);
        assert_eq!(of(&[500, 3, 9000], 80), [40, 3, 37]);
        assert_eq!(of(&[500, 9000, 3], 80), [40, 37, 3]);
        assert_eq!(of(&[500, 5, 3], 80), [72, 5, 3]);
        assert_eq!(of(&[0, 0, 10], 80), [0, 0, 10]);
        let planned = samples(&[100_000, 0, 100_000_000], SampleSize::Margin(0.05));
        assert_eq!(planned, [383, 0, 385]);
    }

    #[test]
    fn units_are_found_in_their_documents() {
        let units = [(DocId(3), 2), (DocId(5), 1), (DocId(9), 4)];
        let found: Vec<_> = located(&units, &[0, 2, 3, 6]).collect();
        let expected = [(3, 0), (5, 0), (9, 0), (9, 3)];
        assert_eq!(found, expected.map(|(id, place)| (DocId(id), place)));
    }
}
