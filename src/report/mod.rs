//! Takes results, gives `summary.md`, figures and `report.html`: what was read, what recurs, where, in
//! which words, and how it was counted.

mod across;
mod boilerplate;
mod concept_facts;
mod concepts;
mod copies;
pub mod figures;
mod leading;
mod lines;
mod method;
mod page;
mod reading;
mod recurrence;
mod reuse;
mod text;

use crate::analyze::Results;
use crate::config::Config;
use crate::model::Table;

/// The summary of a run, as Markdown.
#[must_use]
pub fn summary(results: &Results, tables: &[Table<'_>], config: &Config) -> String {
    let sections = [
        reading::section(results),
        boilerplate::section(results, config),
        copies::section(results, config),
        leading::section(results),
        concepts::section(results),
        recurrence::section(results),
        across::section(results),
        reuse::section(results),
        method::section(results, tables, config),
    ];
    sections.concat()
}

pub use page::{PAGE_FILE, page};
