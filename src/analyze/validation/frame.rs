//! The frame of a sample: how many units of each class every document has.

use super::units::{Class, Coding};
use crate::corpus::Periods;
use crate::model::{CodeGroup, Corpus, DocId, TokenBuffer};
use crate::parallel::in_order;

/// The units of a document.
pub(super) struct CountedDocument {
    pub(super) document: DocId,
    pub(super) units: u32,
    /// Concept, class and units of the class, in order; classes without units are left out.
    pub(super) classes: Vec<(u32, Class, u32)>,
}

/// All units of a corpus, counted.
pub(super) struct Frame {
    /// In the order in which strata are gone through.
    pub(super) documents: Vec<CountedDocument>,
    /// By concept and pattern: units with a hit of it, and those with no hit of another.
    pub(super) patterns: Vec<Vec<[u64; 2]>>,
}

impl Frame {
    pub(super) fn new(coding: &Coding<'_>, documents: &[DocId]) -> Self {
        let counted = in_order(documents.len(), TokenBuffer::default, |tokens, place| {
            count(coding, documents[place], tokens)
        });
        let concepts = 0..coding.concepts();
        let mut patterns: Vec<Vec<[u64; 2]>> = concepts
            .map(|concept| vec![[0; 2]; coding.near(concept) as usize])
            .collect();
        let mut frame = Vec::with_capacity(counted.len());
        for (document, found) in counted {
            for (concept, pattern, is_alone) in found {
                let counts = &mut patterns[concept as usize][pattern as usize];
                counts[0] += 1;
                counts[1] += u64::from(is_alone);
            }
            frame.push(document);
        }
        Self {
            documents: frame,
            patterns,
        }
    }

    /// By domain of the key and group: the units of a concept.
    pub(super) fn by_domain(
        &self,
        corpus: &Corpus,
        concept: usize,
        periods: Option<&Periods>,
    ) -> Vec<[u64; 3]> {
        let number = 1 + corpus.sources.len() + periods.map_or(0, |periods| periods.all.len());
        let mut domains = vec![[0; 3]; number];
        let near = self.patterns[concept].len() as Class;
        for counted in &self.documents {
            let mut groups = [0_u64; 3];
            for (class, units) in counted.of(concept) {
                groups[group(class, near) as usize] += u64::from(units);
            }
            for at in domains_of(corpus, counted.document, periods) {
                for (sum, units) in domains[at].iter_mut().zip(groups) {
                    *sum += units;
                }
            }
        }
        domains
    }
}

impl CountedDocument {
    /// The classes of a concept with their units.
    pub(super) fn of(&self, concept: usize) -> impl Iterator<Item = (Class, u32)> {
        let concept = concept as u32;
        let from = self.classes.partition_point(|&(of, ..)| of < concept);
        let rows = self.classes[from..].iter();
        let rows = rows.take_while(move |&&(of, ..)| of == concept);
        rows.map(|&(_, class, units)| (class, units))
    }
}

/// The group of a class, where `near` is that of units without a hit but with a word of hits.
pub(super) fn group(class: Class, near: Class) -> CodeGroup {
    match class.cmp(&near) {
        std::cmp::Ordering::Less => CodeGroup::Hit,
        std::cmp::Ordering::Equal => CodeGroup::Near,
        std::cmp::Ordering::Greater => CodeGroup::Rest,
    }
}

/// The places of the domains that a document belongs to: the corpus, then its source, then its period.
pub(super) fn domains_of(
    corpus: &Corpus,
    document: DocId,
    periods: Option<&Periods>,
) -> impl Iterator<Item = usize> {
    let source = 1 + corpus.document(document).source.index();
    let period = periods.and_then(|periods| periods.of(document));
    let first = 1 + corpus.sources.len();
    [0, source]
        .into_iter()
        .chain(period.map(|period| first + period))
}

/// Counts the units of a document; gives concept and pattern of each pattern with a hit in a unit, and
/// whether it is the only one there.
fn count(
    coding: &Coding<'_>,
    document: DocId,
    tokens: &mut TokenBuffer,
) -> (CountedDocument, Vec<(u32, u32, bool)>) {
    let coded = coding.units(document, tokens);
    let mut classes = Vec::new();
    for (concept, of_concept) in (0..).zip(coded.classes) {
        let mut of_concept = of_concept;
        of_concept.sort_unstable();
        let same = of_concept.chunk_by(|a, b| a == b);
        classes.extend(same.map(|units| (concept, units[0], units.len() as u32)));
    }
    let units = coded.patterns.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1));
    let patterns = units.flat_map(|unit| {
        let is_alone = unit.len() == 1;
        unit.iter()
            .map(move |&(concept, _, pattern)| (concept, pattern, is_alone))
    });
    let counted = CountedDocument {
        document,
        units: coded.ranges.len() as u32,
        classes,
    };
    (counted, patterns.collect())
}
