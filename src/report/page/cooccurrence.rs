//! Co-occurrence of phrases, and similarity of sources.

use super::sheet::{self, Pick};
use super::view::{Block, Section};
use super::{Findings, shown};
use crate::model::TableDef as _;
use crate::report::associations;
use crate::tables::{self, SourceSimilarity, SourceSimilarityRow};

/// The most pairs of sources listed.
const ALIKE: usize = 200;

pub(super) fn network(findings: Findings<'_>) -> Section {
    let c = tables::Cooccurrence::columns();
    let pairs = Pick {
        caption: "Pairs of key phrases that occur together, the strongest association first",
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
    let edges = "There is no network: no two phrases are associated strongly enough.";
    let section = Section::new("network", "Phrases that occur together")
        .with([findings.figure_of(tables::Cooccurrence::ID, "network", edges)]);
    let networks = associations::networks(findings.results);
    section
        .with(prose_of(findings, "Communities and bridges", &networks))
        .with([findings.sheet(&pairs, "No two key phrases occur together often enough.")])
}

pub(super) fn sources(findings: Findings<'_>) -> Section {
    let c = SourceSimilarity::columns();
    let pairs = Pick {
        caption: "Pairs of sources by the similarity of their vocabulary, the most similar first",
        columns: &[
            (c.source_1, "source"),
            (c.source_2, "and"),
            (c.cosine, "cosine"),
            (c.documents_1, "documents"),
            (c.documents_2, "documents of the second"),
            (c.language, "language"),
        ],
        most: usize::MAX,
    };
    let map = "A map of sources needs at least three sources in one language.";
    let similarities = associations::similarities(findings.results);
    Section::new("sources", "Sources with similar vocabulary")
        .with([findings.figure_of(SourceSimilarity::ID, "source_similarity", map)])
        .with(prose_of(findings, "Most and least similar", &similarities))
        .with([alike(findings, &pairs)])
}

fn prose_of(findings: Findings<'_>, title: &str, text: &str) -> Option<Block> {
    (!text.is_empty()).then(|| Block::FoldedProse {
        title: title.to_owned(),
        html: findings.prose(text),
    })
}

/// Pairs of sources in the whole corpus.
fn alike(findings: Findings<'_>, pairs: &Pick<'_, SourceSimilarity>) -> Block {
    let is_pair = |row: &SourceSimilarityRow<'_>| row.period.is_none() && row.source_2.is_some();
    let mut picked = sheet::pick::<SourceSimilarity>(findings, pairs.most, is_pair);
    if let Some(picked) = &mut picked {
        picked.highest(|row| [row.cosine.unwrap_or_default(), 0.0], ALIKE);
    }
    shown(findings, picked, pairs, "No language has two sources.")
}
