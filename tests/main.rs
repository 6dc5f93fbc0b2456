//! All integration tests in one program, since linking is what a further program costs: a subject in each
//! file, which `cargo test passages` runs alone.

#![allow(
    clippy::disallowed_methods,
    reason = "tests read and write their own temporary files"
)]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod across;
mod around;
mod browser;
mod cli;
mod codebooks;
mod commands;
mod common;
mod concepts;
mod copies;
mod diff;
mod documentation;
mod doubts;
mod faults;
mod features;
mod figures;
mod formats;
mod house;
#[cfg(unix)]
mod kills;
mod law;
mod law_chats;
mod law_formats;
mod law_layouts;
mod law_office;
mod library;
mod machines;
mod many;
mod marked_phrases;
mod messages;
mod names;
mod notices;
mod pages;
mod passages;
mod phrases;
mod properties;
#[cfg(all(feature = "mail", feature = "pdf", feature = "sheets"))]
mod readers;
mod report;
mod reference;
mod reuse;
mod sample;
mod scale;
mod sentences;
mod shared;
mod spellings;
mod splits;
mod statistics;
#[cfg(feature = "cjk")]
mod unspaced;
mod validate;
mod web_archives;
mod words;
#[cfg(feature = "worker")]
mod worker;
#[cfg(feature = "worker")]
mod worker_parts;
mod written;
