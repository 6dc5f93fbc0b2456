//! The commands that print: each takes what was typed, and gives its exit status.

mod collocates;
mod columns;
mod diff;
mod keyness;
mod kwic;
mod lines;
mod ngrams;
mod reference;
mod schema;
mod session;
mod shell;
mod sheet;
mod tables;
mod validate;
mod words;
#[cfg(feature = "worker")]
mod worker;

pub(crate) use collocates::collocates;
pub(crate) use columns::thousands;
pub(crate) use diff::diff;
pub(crate) use keyness::keyness;
pub(crate) use kwic::kwic;
pub(crate) use ngrams::ngrams;
pub(crate) use reference::reference;
pub(crate) use schema::schema;
pub(crate) use session::{check_inputs, counted, observe, settings};
pub(crate) use shell::{completions, man};
pub(crate) use tables::tables;
pub(crate) use validate::validate;
pub(crate) use words::words;
#[cfg(feature = "worker")]
pub(crate) use worker::worker;
