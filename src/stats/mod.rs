//! Formulas. Numbers in, numbers out; nothing here knows of texts.
//!
//! Every formula names its source, its logarithm and its range, and is tested against a published
//! or independently computed value.

mod association;
mod c_value;
mod weighting;

pub use association::Contingency;
pub use c_value::{c_value, phrase_score};
pub use weighting::{DocumentFrequency, Idf, Normalization, SmartTf, TermWeight, Weighting};
