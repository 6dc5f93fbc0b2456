//! Shared passages side by side, and what sources say in other words.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation as _;

use super::Findings;
use super::sheet::{Pick, clipped};
use super::view::{Block, Pair, Piece, Section, Side};
use crate::analyze::{Passage, SharedPassages, Span};
use crate::model::{Corpus, TableDef as _};
use crate::report::passages::{HEADING, NO_WORDING, WORDING_HEADING, compared};
use crate::report::text::{count, plural};
use crate::tables;

/// The most passages shown side by side.
const PAIRS: usize = 12;
/// The longest side, in words and what stands between them.
const LONGEST: usize = 400;

pub(super) fn section(findings: Findings<'_>) -> Section {
    let section = Section::new("passages", HEADING);
    let Some(shared) = &findings.results.shared_passages else {
        return section;
    };
    let corpus = &findings.results.corpus;
    let c = tables::PassageClusters::columns();
    let clusters = Pick {
        caption: "Passages found in the most documents",
        columns: &[
            (c.text, "passage"),
            (c.documents, "documents"),
            (c.sources, "sources"),
            (c.first_date, "first"),
            (c.last_date, "last"),
            (c.first_source, "first source"),
            (c.first_doc_id, "document"),
            (c.identity, "identical words"),
        ],
        most: 100,
    };
    section.with([
        Block::Prose(findings.prose(&compared(corpus, shared))),
        Block::Passages(pairs(findings, shared)),
        findings.sheet(&clusters, "No two documents share a passage."),
    ])
}

pub(super) fn wording(findings: Findings<'_>) -> Section {
    let c = tables::Wording::columns();
    let pick = Pick {
        caption: "Expressions that sources use in place of each other",
        columns: &[
            (c.expression_1, "expression"),
            (c.sources_1, "in"),
            (c.expression_2, "another"),
            (c.sources_2, "in"),
            (c.document_pairs, "pairs of documents"),
            (c.example_1, "example"),
            (c.example_2, "example of the second"),
        ],
        most: 100,
    };
    let c = tables::ParallelSentences::columns();
    let sentences = Pick {
        caption: "Pairs of sentences from different sources that paraphrase each other",
        columns: &[
            (c.text_1, "sentence"),
            (c.source_1, "in"),
            (c.doc_id_1, "document"),
            (c.text_2, "paraphrase"),
            (c.source_2, "in"),
            (c.doc_id_2, "document"),
            (c.similarity, "similarity"),
        ],
        most: 100,
    };
    Section::new("wording", WORDING_HEADING).with([
        findings.sheet(&pick, "No expression regularly replaces another."),
        findings.sheet(&sentences, NO_WORDING),
    ])
}

/// One pair of each of the first clusters.
fn pairs(findings: Findings<'_>, shared: &SharedPassages) -> Vec<Pair> {
    let corpus = &findings.results.corpus;
    let mut best: Vec<Option<&Passage>> = vec![None; shared.clusters.len().min(PAIRS)];
    for passage in &shared.passages {
        let cluster = passage.cluster as usize;
        if let (Some(slot), Some(cluster)) = (best.get_mut(cluster), shared.clusters.get(cluster)) {
            let rank = |other: &Passage| {
                let document = |span: &Span| corpus.document(span.document).source;
                let is_across = document(&other.earlier) != document(&other.later);
                let is_first = other.earlier.document == cluster.first.document;
                (
                    is_across,
                    is_first,
                    other.matches < other.columns,
                    other.words(),
                )
            };
            if slot.is_none_or(|best| rank(passage) > rank(best)) {
                *slot = Some(passage);
            }
        }
    }
    let shown = best.into_iter().zip(&shared.clusters);
    shown
        .filter_map(|(passage, cluster)| {
            let title = format!(
                "In {} of {}",
                plural(cluster.documents as usize, "document"),
                findings.report.noun.count(cluster.sources as usize)
            );
            Some(side_by_side(corpus, passage?, &title))
        })
        .collect()
}

fn side_by_side(corpus: &Corpus, passage: &Passage, title: &str) -> Pair {
    let texts = [passage.earlier, passage.later].map(|span| span.text(corpus));
    let words = texts.each_ref().map(|text| {
        let words = text.split_word_bounds().take(LONGEST);
        words.collect::<Vec<&str>>()
    });
    let [earlier, later] = differences(&words[0], &words[1]);
    let title = format!(
        "{title}: this pair has {} words, {:.0} % of them identical",
        count(passage.words()),
        100.0 * passage.identity()
    );
    Pair {
        title,
        sides: [
            side(corpus, passage.earlier, earlier),
            side(corpus, passage.later, later),
        ],
    }
}

fn side(corpus: &Corpus, span: Span, pieces: Vec<Piece>) -> Side {
    let document = corpus.document(span.document);
    Side {
        document: span.document,
        name: clipped(&document.info.doc_id),
        source: corpus.sources[document.source.index()].clone(),
        date: document.info.date.clone(),
        language: document.language.code(),
        pieces,
    }
}

/// The words of two texts in pieces: what both have, and what one has alone. Case does not matter.
fn differences(one: &[&str], other: &[&str]) -> [Vec<Piece>; 2] {
    let folded =
        |words: &[&str]| -> Vec<String> { words.iter().map(|word| word.to_lowercase()).collect() };
    let mut sides = [Vec::new(), Vec::new()];
    let piece = |words: &[&str], is_only_here| Piece {
        text: words.concat(),
        is_only_here,
    };
    for op in capture_diff_slices(Algorithm::Myers, &folded(one), &folded(other)) {
        let (old, new) = (&one[op.old_range()], &other[op.new_range()]);
        let is_only_here = !matches!(op, DiffOp::Equal { .. });
        for (side, words) in sides.iter_mut().zip([old, new]) {
            if !words.is_empty() {
                side.push(piece(words, is_only_here));
            }
        }
    }
    sides
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(pieces: &[Piece]) -> String {
        let marked = |piece: &Piece| match piece.is_only_here {
            true => format!("[{}]", piece.text),
            false => piece.text.clone(),
        };
        pieces.iter().map(marked).collect()
    }

    #[test]
    fn what_differs_is_marked_on_its_side() {
        let one: Vec<&str> = "A community of shared future".split_word_bounds().collect();
        let other: Vec<&str> = "a community of common destiny, all"
            .split_word_bounds()
            .collect();
        let [left, right] = differences(&one, &other);
        assert_eq!(shown(&left), "A community of [shared] [future]");
        assert_eq!(shown(&right), "a community of [common] [destiny, all]");
        let [left, _] = differences(&one, &one);
        assert_eq!(shown(&left), "A community of shared future");
    }
}
