//! Finds what a set of sources keeps repeating.
//!
//! ```text
//! input/ ─read→ RawDocument ─clean→ Document ─tokenize→ TokenizedDocument     one parallel map
//!                                                            │
//!                                                       ═ freeze ═             the only barrier
//!                                                            │
//!               Corpus { token sequences, vocabulary, documents }              read-only from here
//!                                                            │ count
//!                                                   DocumentTermMatrix
//!                                                            │
//!  frequency · tfidf · keyphrase · cooccurrence · adjacent_pairs · concept · concept_associates     pure
//!     collocate · candidate · dispersion · keyness · recurrence · similarity · network
//!            shared_passages · parallel_sentences
//!                                                            │
//!                                            Results ─tables→ [Table] ─report→ summary
//!                                                            │
//!                                                        output/               one writer
//! ```
//!
//! The modules below stand in the order of the data's way, what all of them share first. [`pipeline::run`] is the whole way on
//! one page; [`pipeline::analyse`] stops before anything is written, for use as a library:
//!
//! ```
//! use refrain::{config::Config, pipeline::{self, Input}, progress::Silent};
//!
//! let input = Input { paths: vec!["input".into()], ..Input::default() };
//! let results = pipeline::analyse(&input, &Config::default(), &Silent)?;
//! let leading = results.frequency.ranking[0];
//! println!("{}", results.frequency.label(&results.corpus, leading));
//! # Ok::<(), refrain::Error>(())
//! ```

// A module uses only modules above it; `tests/house.rs` holds them to it.

pub mod error;

mod bytes;
mod data;

mod parser_guard;

pub mod model;

pub mod stats;

pub mod config;

mod resource_estimate;

pub mod progress;

pub mod clean;

pub mod source;

pub mod tokenize;

pub mod store;

pub mod corpus;

pub mod count;

pub mod analyze;

pub mod tables;

pub mod report;

pub mod starter;

pub mod output;

pub mod pipeline;

pub use error::{Error, Result};
pub use parser_guard::panic_is_caught;
pub use resource_estimate::ResourceEstimate;

/// The template of CONTRIBUTING.md, so that it keeps compiling.
#[cfg(doctest)]
mod documents {
    #[doc = include_str!("../CONTRIBUTING.md")]
    struct Contributing;
}
