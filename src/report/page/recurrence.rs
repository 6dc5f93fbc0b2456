//! What all sources share, and what is specific to one.

use super::sheet::{self, Pick};
use super::view::{Block, Section};
use super::{Findings, shown};
use crate::model::TableDef as _;
use crate::report::figures::{self, Bar};
use crate::report::recurrence;
use crate::tables::{Recurrence, RecurrenceRow};

/// The most bars shown.
const BARS: usize = 10;

pub(super) fn section(findings: Findings<'_>) -> Section {
    let c = Recurrence::columns();
    let pick = Pick {
        caption: "Words, phrases and pairs by the effective number of sources. A value of 5 means: spread as evenly as over 5 sources with equal rates",
        columns: &[
            (c.label, "word, phrase or pair"),
            (c.kind, "kind"),
            (c.class, "shared"),
            (c.count, "occurrences"),
            (c.documents, "documents"),
            (c.sources, "sources"),
            (c.effective_sources, "effective number of sources"),
            (c.top_source, "source with the highest rate"),
            (c.top_share, "its share of the rates"),
        ],
        most: 200,
    };
    let text = findings.prose(&recurrence::text(findings.results));
    let nothing = "Nothing occurs in two or more sources.";
    Section::new("shared", recurrence::HEADING)
        .with(most_even(findings))
        .with([
            Block::FoldedProse {
                title: "Lists of concepts and phrases".to_owned(),
                html: text,
            },
            most_shared(findings, &pick, nothing),
        ])
}

/// What is spread most evenly, as bars.
fn most_even(findings: Findings<'_>) -> Option<Block> {
    let shared = recurrence::in_all(findings.results).take(BARS);
    let bars: Vec<Bar> = shared
        .map(|(label, effective)| Bar::of_words(&label, effective))
        .collect();
    let unit = findings.named("Effective number of sources of what nine in ten or all have");
    (!bars.is_empty()).then(|| Block::Small(figures::bars("most-even", &unit, &bars)))
}

/// The rows with the highest effective number of sources.
fn most_shared(findings: Findings<'_>, pick: &Pick<'_, Recurrence>, nothing: &str) -> Block {
    let mut picked = sheet::pick::<Recurrence>(findings, usize::MAX, |_| true);
    if let Some(picked) = &mut picked {
        let numbers = |row: &RecurrenceRow<'_>| [row.effective_sources, row.sources as f64];
        picked.highest(numbers, pick.most);
    }
    shown(findings, picked, pick, nothing)
}
