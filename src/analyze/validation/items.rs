//! The units of a sample with their texts.

use std::ops::Range;

use super::draw::Draw;
use super::frame::domains_of;
use super::units::{CodedUnits, Coding};
use crate::corpus::Periods;
use crate::model::{
    CodeGroup, DocId, DomainKind, FormKind, SampledItem, SampledUnit, TokenBuffer, ValidationKey,
};
use crate::order::Arrange as _;
use crate::parallel::in_order;
use crate::sorted::SortedSet;

/// The most words of a unit that are kept for finding missed wordings.
const MOST_WORDS: usize = 500;

/// The items of these draws, without ids and coders, in the order of concepts, strata and documents.
pub(super) fn items(
    coding: &Coding<'_>,
    draws: &[Draw],
    periods: Option<&Periods>,
    key: &ValidationKey,
) -> Vec<SampledItem> {
    let mut draws = draws.to_vec();
    draws.arrange();
    let documents: Vec<&[Draw]> = draws.chunk_by(|a, b| a.document == b.document).collect();
    let made = in_order(documents.len(), TokenBuffer::default, |tokens, place| {
        let draws = documents[place];
        let reader = Reader {
            units: coding.units(draws[0].document, tokens),
            document: draws[0].document,
            coding,
            tokens,
        };
        let items = draws.iter();
        let items = items.filter_map(|draw| reader.item(draw, periods, key));
        items.collect::<Vec<_>>()
    });
    let mut items: Vec<SampledItem> = made.into_iter().flatten().collect();
    // Sorting is stable, so documents and sentences keep their order.
    items.sort_by_key(|item| (item.concept, item.stratum));
    items
}

/// A document whose units are read.
struct Reader<'a> {
    coding: &'a Coding<'a>,
    document: DocId,
    tokens: &'a TokenBuffer,
    units: CodedUnits,
}

impl Reader<'_> {
    fn item(
        &self,
        draw: &Draw,
        periods: Option<&Periods>,
        key: &ValidationKey,
    ) -> Option<SampledItem> {
        let classes = self.units.classes[draw.concept].iter().enumerate();
        let mut of_class = classes.filter(|(_, class)| **class == draw.class);
        let (unit, _) = of_class.nth(draw.place as usize)?;
        let stratum = &key.concepts[draw.concept].strata[draw.stratum];
        let corpus = self.coding.corpus;
        let domain = |kind| {
            let mut places = domains_of(corpus, self.document, periods);
            places.find(|&at| key.domains[at].kind == kind)
        };
        let name = |kind| domain(kind).map(|at| key.domains[at].name.clone());
        let neighbour = |at: Option<usize>| {
            let at = at.filter(|_| key.unit == SampledUnit::Sentence);
            at.map_or_else(String::new, |at| self.text(at))
        };
        let is_hit = stratum.group == CodeGroup::Hit;
        Some(SampledItem {
            id: String::new(),
            concept: draw.concept,
            stratum: draw.stratum,
            probability: stratum.drawn as f64 / stratum.units as f64,
            doc_id: corpus.document(self.document).info.doc_id.clone(),
            source: name(DomainKind::Source).unwrap_or_default(),
            period: name(DomainKind::Period),
            sentence: unit as u32 + 1,
            patterns: self.patterns(draw.concept, unit),
            coders: Vec::new(),
            before: neighbour(unit.checked_sub(1)),
            text: self.text(unit),
            after: neighbour(Some(unit + 1)),
            words: if is_hit { Vec::new() } else { self.words(unit) },
        })
    }

    fn patterns(&self, concept: usize, unit: usize) -> Vec<usize> {
        let of_unit = (concept as u32, unit as u32);
        let rows = self.units.patterns.iter();
        let rows = rows.filter(|row| (row.0, row.1) == of_unit);
        rows.map(|row| row.2 as usize).collect()
    }

    /// The text of a unit, or nothing behind the last.
    fn text(&self, unit: usize) -> String {
        let Some(range) = self.units.ranges.get(unit) else {
            return String::new();
        };
        let corpus = self.coding.corpus;
        let symbols = corpus.document(self.document).symbols.1.len();
        let place = |token: usize| {
            let place = self.tokens.positions.get(token);
            place.map_or(symbols, |&place| place as usize)
        };
        let Range { start, end } = *range;
        let first = if start == 0 { 0 } else { place(start) };
        corpus.text(self.document, first..place(end))
    }

    /// The content words of a unit, each once, in their order in the alphabet.
    fn words(&self, unit: usize) -> Vec<String> {
        let vocabulary = &self.coding.corpus.vocabulary;
        let forms = self.tokens.forms[self.units.ranges[unit].clone()].iter();
        let forms = forms.map(|&form| vocabulary.form(form));
        let words = forms.filter(|form| form.kind == FormKind::Word);
        let words: SortedSet<String> = words
            .take(MOST_WORDS)
            .map(|form| form.listed().into_owned())
            .collect();
        words.iter().cloned().collect()
    }
}
