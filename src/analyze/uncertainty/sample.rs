//! Groups of documents as samples of texts.
//!
//! Takes documents and the hits of items in them, gives for each group its units, which are its texts
//! ([`texts`]), with their tokens and hits.

use crate::count::texts;
use crate::model::{Corpus, DocId};
use crate::order::sum_by_key;
use crate::stats::{HitSums, LengthSums, RateSums, Residual, ResidualSums};

/// The documents of a group.
pub(super) struct Sample {
    /// Tokens by unit.
    pub(super) tokens: Vec<u64>,
    /// By item: units with hits, in order, and their hits.
    pub(super) hits: Vec<Vec<(u32, u64)>>,
}

/// The samples of groups, none of which shares a document with another; `hits` are those of each item by
/// document.
pub(super) fn samples(
    corpus: &Corpus,
    groups: &[impl AsRef<[DocId]>],
    hits: &[&[(DocId, u64)]],
) -> Vec<Sample> {
    let mut places: Vec<Option<(usize, u32)>> = vec![None; corpus.documents.len()];
    let mut samples: Vec<Sample> = Vec::with_capacity(groups.len());
    for (group, documents) in groups.iter().enumerate() {
        let texts = texts(corpus, documents.as_ref());
        for (unit, text) in (0..).zip(&texts) {
            for id in &text.documents {
                places[id.index()] = Some((group, unit));
            }
        }
        samples.push(Sample {
            tokens: texts.iter().map(|text| text.tokens).collect(),
            hits: vec![Vec::new(); hits.len()],
        });
    }
    for (item, hits) in hits.iter().enumerate() {
        for &(id, n) in *hits {
            if let Some((group, unit)) = places[id.index()] {
                samples[group].hits[item].push((unit, n));
            }
        }
    }
    let lists = samples.iter_mut().flat_map(|sample| &mut sample.hits);
    lists.for_each(sum_by_key);
    samples
}

impl Sample {
    /// The sums of an item's occurrences and of the lengths of units.
    pub(super) fn sums(&self, item: usize) -> RateSums {
        let (mut lengths, mut hits) = (LengthSums::default(), HitSums::default());
        self.tokens.iter().for_each(|&tokens| lengths.add(tokens));
        for &(unit, n) in &self.hits[item] {
            hits.add(n, self.tokens[unit as usize]);
        }
        RateSums { lengths, hits }
    }

    /// The residuals of an item in all units.
    pub(super) fn residuals(&self, item: usize, residual: Residual) -> ResidualSums {
        let mut sums = ResidualSums::default();
        let mut hits = self.hits[item].iter().peekable();
        for (unit, &tokens) in self.tokens.iter().enumerate() {
            let held = hits.next_if(|&&(place, _)| place as usize == unit);
            let n = held.map_or(0, |&(_, n)| n);
            sums.add(residual.of_text(n as f64, tokens as f64));
        }
        sums
    }
}
