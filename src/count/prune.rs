//! Leaves terms out of the matrix that occur too rarely, or in too many documents.
//!
//! Takes counts and the settings, gives counts without the cells of such terms, and how many terms each
//! setting dropped. Forms, types and key phrases are as they were.

use super::Counts;
use crate::config::TermConfig;
use crate::model::{Corpus, DocumentTermMatrix, Language, MatrixBlock, TermId};
use crate::sorted::SortedMap;

/// How many terms were dropped, each by the first setting that it does not meet.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct DroppedTerms {
    /// Terms with fewer occurrences than `min_count`.
    pub rare: usize,
    /// Terms in fewer documents than `min_df`.
    pub in_few: usize,
    /// Terms in a larger share of the documents in their language than `max_df`.
    pub in_many: usize,
    /// Terms that are left.
    pub left: usize,
    /// The documents that hold each term, by [`TermId`], those of dropped terms too.
    pub df: Vec<u32>,
}

impl Counts {
    /// Drops the terms that the settings leave out; `None` if they leave none out.
    pub fn drop_terms(&mut self, corpus: &Corpus, settings: &TermConfig) -> Option<DroppedTerms> {
        if settings.keeps_all() {
            return None;
        }
        let mut documents: SortedMap<Language, u64> = SortedMap::new();
        for document in &corpus.documents {
            *documents.or_default(document.language) += 1;
        }
        let terms = &corpus.vocabulary.terms;
        let mut totals = vec![(0_u64, 0_u64); terms.len()];
        for (term, n) in self.matrix.rows().flatten() {
            let (count, df) = &mut totals[term.index()];
            *count += u64::from(n);
            *df += 1;
        }
        let mut dropped = DroppedTerms::default();
        let mut keeps = |(term, &(count, df)): (usize, &(u64, u64))| {
            let of = documents.get(&terms[term].language).copied().unwrap_or(0);
            if count == 0 {
                return false;
            }
            let place = if count < u64::from(settings.min_count) {
                &mut dropped.rare
            } else if df < u64::from(settings.min_df) {
                &mut dropped.in_few
            } else if df as f64 > settings.max_df * of as f64 {
                &mut dropped.in_many
            } else {
                dropped.left += 1;
                return true;
            };
            *place += 1;
            false
        };
        let kept: Vec<bool> = totals.iter().enumerate().map(&mut keeps).collect();
        dropped.df = totals.iter().map(|&(_, df)| df as u32).collect();
        self.matrix = only(&self.matrix, |term| kept[term.index()]);
        Some(dropped)
    }
}

/// The matrix with the cells of some terms only.
fn only(matrix: &DocumentTermMatrix, keeps: impl Fn(TermId) -> bool) -> DocumentTermMatrix {
    let mut block = MatrixBlock::default();
    for row in matrix.rows() {
        block.push_row(|push| {
            let kept = row.filter(|(term, _)| keeps(*term));
            kept.for_each(|(term, n)| push(term, n));
        });
    }
    block.finish();
    DocumentTermMatrix::from_blocks(vec![block])
}

impl std::fmt::Display for DroppedTerms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "terms left out by the settings: {} with too few occurrences (min_term_count), {} in too few documents (min_df), {} in too many documents (max_df); {} remain",
            self.rare, self.in_few, self.in_many, self.left
        )
    }
}
