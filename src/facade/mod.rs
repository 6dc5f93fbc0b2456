//! The library's front door: documents in, tables of typed rows out.
//!
//! Takes [`Document`]s or paths, [`Settings`] and perhaps a [`Codebook`]; gives a [`Corpus`], and of it
//! [`Results`]. Nothing is printed, no thread pool and no panic hook of the process is touched, and no
//! file is written unless [`Results::write`] is asked to.

mod codebook;
mod corpus;
mod document;
mod results;
mod settings;
mod threads;

pub use codebook::Codebook;
pub use corpus::{Corpus, SkippedDocument};
pub use document::Document;
pub use results::Results;
pub use settings::Settings;
