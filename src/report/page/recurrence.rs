//! What all sources share, and what is specific to one.

use super::sheet::Pick;
use super::view::{Block, Section};
use super::{Findings, prose};
use crate::model::TableDef as _;
use crate::report::recurrence;
use crate::tables;

pub(super) fn section(findings: Findings<'_>) -> Section {
    let c = tables::Recurrence::columns();
    let pick = Pick {
        caption: "What recurs, what is most evenly shared first",
        columns: &[
            (c.label, "word, phrase or pair"),
            (c.kind, "kind"),
            (c.class, "shared or not"),
            (c.count, "occurrences"),
            (c.documents, "documents"),
            (c.sources, "sources"),
            (c.effective_sources, "effective sources"),
            (c.top_source, "most in"),
            (c.top_share, "share of that source"),
        ],
        most: 200,
    };
    let text = prose::blocks(&recurrence::text(findings.results));
    let nothing = "Nothing recurs in two sources or more.";
    Section::new("shared", recurrence::HEADING)
        .with([Block::Prose(text), findings.sheet(&pick, nothing)])
}
