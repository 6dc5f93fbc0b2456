//! Finds what a set of sources keeps repeating: terms, key phrases, the company they keep, recurring
//! concepts, and what sets each source apart.
//!
//! # From documents to tables
//!
//! A [`Document`] is a text with an id and what is known of it; documents, or files and folders, become
//! a [`Corpus`]; its analysis gives [`Results`]; and each table of these is a series of typed rows.
//!
//! ```
//! use refrain::{Corpus, Document, Settings, tables};
//!
//! let documents = [
//!     Document::new("a", "Small states need the law of nations.").source("north"),
//!     Document::new("b", "The law of nations is the shield of small states.").source("south"),
//! ];
//! let settings = Settings::default();
//! let corpus = Corpus::from_documents(documents, &settings)?;
//! let results = corpus.analyse(&settings)?;
//!
//! for row in results.table(tables::Recurrence)?.rows().take(3) {
//!     println!("{}: {} occurrences in {} sources", row.label, row.count, row.sources);
//! }
//! # Ok::<(), refrain::Error>(())
//! ```
//!
//! | to | see |
//! | --- | --- |
//! | give texts from memory, a database, an iterator | [`Corpus::from_documents`] |
//! | read files, folders, archives | [`Corpus::from_paths`] |
//! | change a setting, choose tables, set the number of threads | [`Settings`] |
//! | follow concepts of your own | [`Codebook`] |
//! | get a table as rows | [`Results::table`], and [`tables`] for their names and columns |
//! | get the TF-IDF weights of one document | [`Results::tfidf`] |
//! | write the CSV files and the report of `refrain run` | [`Results::write`] |
//! | show progress, or stop a run | [`Observer`] |
//!
//! The same input gives the same results on any machine and with any number of threads. Nothing is
//! printed; the thread pool is the caller's or refrain's own; no panic hook is set. Of a parser that
//! panics, which costs one document, the hook of the process prints a message; a program that does not
//! want it asks [`panic_is_caught`] in a hook of its own.
//!
//! # How it works
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
//!   frequency · tfidf · keyphrase · phrase_spread · document_phrases · cooccurrence · adjacent_pairs
//!   collocate · concept · over_time · uncertainty · concept_associates · candidate · dispersion
//!   keyness · recurrence · similarity · network · shared_passages · parallel_sentences    pure, parallel
//!                                                            │
//!                                 Results ─tables→ [Table] ─report→ summary, figures, page
//!                                                            │
//!                                                        output/               one writer
//! ```
//!
//! The modules that are not documented here are the stages of this picture, in its order. They are open
//! to refrain's own program, tests and benches, and may change with any version.

// A module uses only modules above it; `tests/house.rs` holds them to it.

#[doc(hidden)]
pub mod error;

mod bytes;

#[doc(hidden)]
pub mod near_names;
mod data;
mod order;
mod parallel;
mod sorted;

mod parser_guard;

#[doc(hidden)]
pub mod reader_process;

#[doc(hidden)]
pub mod model;

#[doc(hidden)]
pub mod stats;

#[doc(hidden)]
pub mod config;

mod resource_estimate;

#[doc(hidden)]
pub mod progress;

#[doc(hidden)]
pub mod clean;

#[doc(hidden)]
pub mod source;

#[doc(hidden)]
pub mod tokenize;

#[doc(hidden)]
pub mod store;

#[doc(hidden)]
pub mod corpus;

#[doc(hidden)]
pub mod count;

#[doc(hidden)]
pub mod analyze;

pub mod tables;

#[doc(hidden)]
pub mod report;

#[doc(hidden)]
pub mod starter;

#[doc(hidden)]
pub mod output;

#[doc(hidden)]
pub mod pipeline;

pub mod diff;

mod facade;

pub use diff::diff;
pub use error::{Error, Result};
pub use facade::{Codebook, Corpus, Document, Results, Settings, SkippedDocument};
pub use model::{Shared, TableId, TypedTable};
pub use parser_guard::panic_is_caught;
pub use progress::{Observer, Silent, Stage};
pub use resource_estimate::ResourceEstimate;

/// The examples of CONTRIBUTING.md, so that they keep compiling.
#[cfg(doctest)]
mod documents {
    #[doc = include_str!("../CONTRIBUTING.md")]
    struct Contributing;
}
