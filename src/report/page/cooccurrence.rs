//! What stands together, and which sources are near each other.

use super::sheet::{self, Pick};
use super::view::{Block, Section};
use super::{Findings, prose, shown};
use crate::report::associations;

/// The most pairs of sources listed.
const ALIKE: usize = 200;

pub(super) fn network(findings: Findings<'_>) -> Section {
    let pairs = Pick {
        table: "cooccurrence",
        caption: "Pairs of key phrases in one unit, the strongest first",
        columns: &[
            ("label_a", "phrase"),
            ("label_b", "with"),
            ("scope", "unit"),
            ("n_ab", "units with both"),
            ("n_a", "with the first"),
            ("n_b", "with the second"),
            ("documents", "documents"),
            ("sources", "sources"),
            ("npmi", "NPMI"),
            ("log_likelihood", "log-likelihood"),
        ],
        most: 200,
    };
    let edges = "No two phrases are associated closely enough for a network, or their table was not asked for.";
    let section =
        Section::new("network", "What stands together").with([findings.figure("network", edges)]);
    let networks = associations::networks(findings.results);
    section
        .with(prose_of(&networks))
        .with([findings.sheet(&pairs, "No two key phrases stand in one unit often enough.")])
}

pub(super) fn sources(findings: Findings<'_>) -> Section {
    let pairs = Pick {
        table: "source_similarity",
        caption: "Sources and how alike their words are in the whole corpus, the most alike first",
        columns: &[
            ("period", "period"),
            ("source_1", "source"),
            ("source_2", "and"),
            ("cosine", "cosine"),
            ("documents_1", "documents"),
            ("documents_2", "documents of the other"),
            ("language", "language"),
        ],
        most: usize::MAX,
    };
    let map = "No map: how alike sources are was not asked for (--also source_similarity), or there are fewer than three.";
    let similarities = associations::similarities(findings.results);
    Section::new("sources", "Which sources are near each other")
        .with([findings.figure("source_similarity", map)])
        .with(prose_of(&similarities))
        .with([alike(findings, &pairs)])
}

fn prose_of(text: &str) -> Option<Block> {
    (!text.is_empty()).then(|| Block::Prose(prose::blocks(text)))
}

/// Pairs of sources in the whole corpus.
fn alike(findings: Findings<'_>, pairs: &Pick<'_>) -> Block {
    let is_pair = |row: &[sheet::Value]| row[0].text().is_empty() && !row[2].text().is_empty();
    let mut picked = sheet::pick(findings.tables, pairs, is_pair);
    if let Some(picked) = &mut picked {
        picked.hide(0);
        picked.highest(2, ALIKE);
    }
    shown(
        picked,
        pairs.table,
        "There are no two sources in one language.",
    )
}
