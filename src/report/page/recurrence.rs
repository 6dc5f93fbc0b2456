//! What all sources share, and what is specific to one.

use super::sheet::Pick;
use super::view::{Block, Section};
use super::{Findings, prose};
use crate::report::recurrence;

pub(super) fn section(findings: Findings<'_>) -> Section {
    let pick = Pick {
        table: "recurrence",
        caption: "What recurs, what is most evenly shared first",
        columns: &[
            ("label", "word, phrase or pair"),
            ("kind", "kind"),
            ("class", "shared or not"),
            ("count", "occurrences"),
            ("documents", "documents"),
            ("sources", "sources"),
            ("effective_sources", "effective sources"),
            ("top_source", "most in"),
            ("top_share", "share of that source"),
        ],
        most: 200,
    };
    let text = prose::blocks(&recurrence::text(findings.results));
    let nothing = "Nothing recurs in two sources or more.";
    Section::new("shared", recurrence::HEADING)
        .with([Block::Prose(text), findings.sheet(&pick, nothing)])
}
