//! Samples for validating a codebook, and what people's codes say of it.
//!
//! [`draw_sample`] takes a corpus and the hits of a codebook in it, and gives a [`ValidationKey`]: units drawn
//! at random from strata, with their probabilities. [`score`] takes the key and people's answers, and gives
//! precision, recall and corrected rates. Copies of a text are one text. Nothing depends on the order of
//! files or on threads.

mod assign;
mod draw;
mod frame;
mod items;
mod score;
mod units;

use crate::corpus::Periods;
use crate::model::{
    Corpus, DocId, Domain, DomainKind, KEY_VERSION, SampledConcept, SampledPattern, SampledUnit,
    ValidationKey,
};
use crate::order::Arrange as _;
use draw::draw;
use frame::Frame;
pub use score::{
    Advice, CoderPair, CodingError, ConceptScores, CorrectedRate, CorrectedTrend, MissedWord,
    PatternScores, Validation, score,
};
use units::Coding;

/// How a sample is planned.
#[derive(Debug, Clone)]
pub struct SamplePlan {
    /// What is sampled.
    pub unit: SampledUnit,
    /// The size for each concept.
    pub size: SampleSize,
    /// The seed.
    pub seed: u64,
    /// The coders, at least one.
    pub coders: Vec<String>,
    /// The share that all coders get, 0 to 1.
    pub overlap: f64,
}

/// How large the sample of a concept is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SampleSize {
    /// As many units with hits, and as many without, as give shares of them this margin, above 0.
    Margin(f64),
    /// So many units, half of them with hits.
    Units(u64),
}

/// A concept that is sampled.
#[derive(Debug, Clone)]
pub struct ConceptToSample {
    /// Its name.
    pub name: String,
    /// What it means.
    pub definition: Option<String>,
    /// Its patterns, each with its hits in the corpus.
    pub patterns: Vec<(String, u64)>,
}

/// A hit of a concept's pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodedHit {
    /// The document.
    pub document: DocId,
    /// First token.
    pub start: u32,
    /// The token after the last.
    pub end: u32,
    /// The concept, by its place.
    pub concept: u32,
    /// The pattern, by its place in the concept.
    pub pattern: u32,
}

/// The sample's origin, for its key.
#[derive(Debug, Clone)]
pub struct SampleOrigin {
    /// The name of the sample.
    pub sample: String,
    /// The hash of the input.
    pub input_sha256: String,
    /// The codebook in words.
    pub codebook: String,
    /// The hash of the codebook.
    pub codebook_sha256: String,
}

/// The documents that are sampled, each text once, in the order in which strata are gone through: by source,
/// date and id.
fn documents(corpus: &Corpus) -> Vec<DocId> {
    let ids = corpus.ids();
    let mut ids: Vec<DocId> = ids.filter(|&id| corpus.represents_its_text(id)).collect();
    ids.arrange_by_key(|&id| {
        let document = corpus.document(id);
        (document.source, document.info.date.as_str(), id)
    });
    ids
}

/// Draws a sample; `hits` are in the order of documents.
#[must_use]
pub fn draw_sample(
    corpus: &Corpus,
    concepts: &[ConceptToSample],
    hits: &[CodedHit],
    periods: Option<&Periods>,
    (plan, origin): (&SamplePlan, SampleOrigin),
) -> ValidationKey {
    let coding = Coding::new(corpus, concepts, hits, plan.unit);
    let documents = documents(corpus);
    let frame = Frame::new(&coding, &documents);
    let domains = domains(corpus, &frame, periods);
    let mut key = ValidationKey {
        validation_key: KEY_VERSION,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        sample: origin.sample,
        input_sha256: origin.input_sha256,
        codebook: origin.codebook,
        codebook_sha256: origin.codebook_sha256,
        unit: plan.unit,
        seed: plan.seed,
        margin: match plan.size {
            SampleSize::Margin(margin) => Some(margin),
            SampleSize::Units(_) => None,
        },
        coders: plan.coders.clone(),
        overlap: plan.overlap,
        period: periods.map(|periods| periods.unit.name().to_owned()),
        domains,
        concepts: Vec::new(),
        items: Vec::new(),
    };
    let mut draws = Vec::new();
    for (place, concept) in concepts.iter().enumerate() {
        let (strata, drawn) = draw(corpus, &frame, (place, concept), plan);
        draws.extend(drawn);
        key.concepts.push(SampledConcept {
            name: concept.name.clone(),
            definition: concept.definition.clone(),
            patterns: patterns(&frame, place, concept),
            domain_units: frame.by_domain(corpus, place, periods),
            strata,
        });
    }
    key.items = items::items(&coding, &draws, periods, &key);
    assign::assign(&mut key);
    key
}

fn patterns(frame: &Frame, place: usize, concept: &ConceptToSample) -> Vec<SampledPattern> {
    let counts = concept.patterns.iter().zip(&frame.patterns[place]);
    counts
        .map(|((text, _), &[units, alone])| SampledPattern {
            text: text.clone(),
            units,
            alone,
        })
        .collect()
}

/// The corpus, its sources and its periods.
fn domains(corpus: &Corpus, frame: &Frame, periods: Option<&Periods>) -> Vec<Domain> {
    let domain = |kind, name: &str| Domain {
        kind,
        name: name.to_owned(),
        tokens: 0,
        units: 0,
    };
    let sources = corpus.sources.iter();
    let periods_of = periods.iter().flat_map(|periods| &periods.all);
    let mut domains = vec![domain(DomainKind::Corpus, "all")];
    domains.extend(sources.map(|name| domain(DomainKind::Source, name)));
    domains.extend(periods_of.map(|period| domain(DomainKind::Period, &period.label)));
    for counted in &frame.documents {
        let tokens = u64::from(corpus.document(counted.document).tokens);
        for at in frame::domains_of(corpus, counted.document, periods) {
            domains[at].tokens += tokens;
            domains[at].units += u64::from(counted.units);
        }
    }
    domains
}
