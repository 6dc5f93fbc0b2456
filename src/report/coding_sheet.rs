//! What a coder is shown: the units with their neighbours, the question and the definition, and nothing that
//! says how the codebook coded them.

use crate::model::{SampledItem, SampledUnit, ValidationKey};

/// The sheet of a coder.
#[derive(Debug)]
pub struct CodingSheet<'a> {
    /// The name of the sample.
    pub sample: &'a str,
    /// The coder.
    pub coder: &'a str,
    /// By concept.
    pub questions: Vec<Question<'a>>,
    /// The units, in their order.
    pub items: Vec<&'a SampledItem>,
}

/// What is asked about a concept.
#[derive(Debug)]
pub struct Question<'a> {
    /// The question.
    pub question: String,
    /// What the concept means; empty if the codebook does not say.
    pub definition: &'a str,
}

impl<'a> CodingSheet<'a> {
    /// The sheet of one of the coders of a key.
    #[must_use]
    pub fn new(key: &'a ValidationKey, coder: &'a str) -> Self {
        let unit = match key.unit {
            SampledUnit::Sentence => "sentence",
            SampledUnit::Text => "text",
        };
        let questions = key.concepts.iter().map(|concept| Question {
            question: format!("Is this {unit} about “{}”?", readable(&concept.name)),
            definition: concept.definition.as_deref().unwrap_or(""),
        });
        let items = key.items.iter();
        let items = items.filter(|item| item.coders.iter().any(|name| name == coder));
        Self {
            sample: &key.sample,
            coder,
            questions: questions.collect(),
            items: items.collect(),
        }
    }
}

/// The name of a concept as words.
fn readable(name: &str) -> String {
    name.replace('_', " ")
}
