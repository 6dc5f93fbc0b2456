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
pub(crate) mod text;

use crate::analyze::Results;
use crate::config::Config;
use crate::model::Table;

/// The summary of a run, as Markdown.
#[must_use]
pub fn summary(results: &Results, tables: &[Table<'_>], config: &Config) -> String {
    let left_out = [
        boilerplate::section(results, config),
        copies::section(results, config),
    ];
    let leading = leading::section(results);
    let recurrence = recurrence::section(results);
    let findings = match &results.concepts {
        Some(found) => [
            left_out.concat(),
            leading,
            concepts::section(results, found),
            recurrence,
        ],
        // Without a codebook what recurs by itself comes first.
        None if results.corpus.sources.len() > 1 => [
            concepts::without_codebook(results),
            recurrence,
            leading,
            left_out.concat(),
        ],
        None => [
            concepts::without_codebook(results),
            leading,
            recurrence,
            left_out.concat(),
        ],
    };
    let sections = [
        reading::section(results),
        findings.concat(),
        across::section(results),
        reuse::section(results),
        method::section(results, tables, config),
    ];
    sections.concat()
}

pub use page::{PAGE_FILE, page};
