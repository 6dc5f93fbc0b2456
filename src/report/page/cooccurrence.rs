//! What stands together, and which sources are near each other.

use super::sheet::{self, Pick};
use super::view::{Block, Section};
use super::{Findings, prose, shown};
use crate::model::TableDef as _;
use crate::report::associations;
use crate::tables::{self, SourceSimilarity, SourceSimilarityRow};

/// The most pairs of sources listed.
const ALIKE: usize = 200;

pub(super) fn network(findings: Findings<'_>) -> Section {
    let c = tables::Cooccurrence::columns();
    let pairs = Pick {
        caption: "Pairs of key phrases in one unit, the strongest first",
        columns: &[
            (c.label_a, "phrase"),
            (c.label_b, "with"),
            (c.scope, "unit"),
            (c.n_ab, "units with both"),
            (c.n_a, "with the first"),
            (c.n_b, "with the second"),
            (c.documents, "documents"),
            (c.sources, "sources"),
            (c.npmi, "NPMI"),
            (c.log_likelihood, "log-likelihood"),
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
    let c = SourceSimilarity::columns();
    let pairs = Pick {
        caption: "Sources and how alike their words are in the whole corpus, the most alike first",
        columns: &[
            (c.source_1, "source"),
            (c.source_2, "and"),
            (c.cosine, "cosine"),
            (c.documents_1, "documents"),
            (c.documents_2, "documents of the other"),
            (c.language, "language"),
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
fn alike(findings: Findings<'_>, pairs: &Pick<'_, SourceSimilarity>) -> Block {
    let is_pair = |row: &SourceSimilarityRow<'_>| row.period.is_none() && row.source_2.is_some();
    let mut picked = sheet::pick::<SourceSimilarity>(findings, pairs.most, is_pair);
    if let Some(picked) = &mut picked {
        picked.highest(|row| [row.cosine.unwrap_or_default(), 0.0], ALIKE);
    }
    shown(picked, pairs, "There are no two sources in one language.")
}
