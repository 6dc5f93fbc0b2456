//! Term frequency and document frequency, overall and by source; and the label of each term.

use std::cmp::Reverse;

use crate::count::Counts;
use crate::model::{Corpus, DocId, FormId, TermId};
use crate::parallel::{self, in_order};

/// How often a term occurs.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct TermFrequency {
    /// Occurrences in the corpus.
    pub cf: u64,
    /// Documents that hold it.
    pub df: u32,
    /// Events: documents that hold it, copies of one text counted once.
    pub events: u32,
    /// Sources that hold it.
    pub sources: u32,
}

/// How often a term occurs in one source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SourceCount {
    /// The term.
    pub term: TermId,
    /// Occurrences in the source; it has no more tokens than that.
    pub cf: u32,
    /// Documents of the source that hold it.
    pub df: u32,
}

/// Frequencies of all terms.
#[derive(Debug)]
pub struct Frequency {
    /// By [`TermId`]; terms that are no words have zeros.
    pub terms: Vec<TermFrequency>,
    /// By [`crate::model::SourceId`]: the terms of the source, most frequent first, then by id.
    pub by_source: Vec<Vec<SourceCount>>,
    /// Terms that occur, most frequent first, then by id.
    pub ranking: Vec<TermId>,
    /// By [`TermId`]: the forms of the term with their occurrences, most first, then by text.
    pub variants: Vec<Vec<(FormId, u64)>>,
    /// By [`TermId`]: the most frequent spelling of the first of them, if that has capital letters.
    pub spellings: Vec<Option<Box<str>>>,
}

impl Frequency {
    /// Occurrences in the corpus, by [`TermId`].
    #[must_use]
    pub fn counts(&self) -> Vec<u64> {
        self.terms.iter().map(|term| term.cf).collect()
    }

    /// Documents that hold each term, by [`TermId`].
    #[must_use]
    pub fn document_frequencies(&self) -> Vec<u32> {
        self.terms.iter().map(|term| term.df).collect()
    }

    /// The places of the terms of a source, with their occurrences there.
    pub fn of_source(&self, source: usize) -> impl Iterator<Item = (usize, u64)> {
        let counts = self.by_source[source].iter();
        counts.map(|count| (count.term.index(), count.cf.into()))
    }

    /// How a term is shown: as a list of lemmas or synonyms says, else by its most frequent form in its
    /// most frequent spelling.
    #[must_use]
    pub fn label<'a>(&'a self, corpus: &'a Corpus, term: TermId) -> &'a str {
        let listed = corpus.vocabulary.term(term).label.as_deref();
        if let Some(label) = listed.or(self.spellings[term.index()].as_deref()) {
            return label;
        }
        let form = self.variants[term.index()].first();
        form.map_or("", |&(form, _)| &corpus.vocabulary.form(form).text)
    }
}

/// Adds up the matrix.
#[must_use]
pub fn frequency(corpus: &Corpus, counts: &Counts) -> Frequency {
    let size = corpus.vocabulary.terms.len();
    let documents = corpus.documents_by_source();
    let mut by_source: Vec<Vec<SourceCount>> = in_order(
        documents.len(),
        || vec![(0, 0); size],
        |sums, source| source_counts(counts, &documents[source], sums),
    );
    let mut terms = vec![TermFrequency::default(); size];
    for count in by_source.iter().flatten() {
        let term = &mut terms[count.term.index()];
        term.cf += u64::from(count.cf);
        term.df += count.df;
        term.sources += 1;
    }
    count_events(corpus, counts, &mut terms);
    parallel::for_each(&mut by_source, |_, source| {
        source.sort_unstable_by_key(|count| (Reverse(count.cf), count.term));
    });
    Frequency {
        by_source,
        ..Frequency::of_terms(corpus, counts, terms)
    }
}

impl Frequency {
    /// The frequencies of terms that have been added up, without those by source.
    #[must_use]
    pub fn of_terms(corpus: &Corpus, counts: &Counts, terms: Vec<TermFrequency>) -> Self {
        let size = terms.len();
        let mut ranking: Vec<TermId> = (0..size)
            .filter(|&index| terms[index].cf > 0)
            .map(TermId::new)
            .collect();
        ranking.sort_by_key(|term| (Reverse(terms[term.index()].cf), *term));
        let of_terms = &corpus.vocabulary.terms;
        let variants = parallel::map_many(of_terms.len(), |term| {
            let forms = of_terms[term].forms.iter();
            let counted = forms.map(|&form| (form, counts.forms[form.index()]));
            let mut forms: Vec<_> = counted.collect();
            // Forms are numbered by text, so an equal count leaves them in that order.
            forms.sort_by_key(|&(_, n)| Reverse(n));
            forms
        });
        let spellings = variants.iter().map(|forms: &Vec<(FormId, u64)>| {
            let surface = counts.spellings.usual(forms.first()?.0);
            let spelling = counts.spellings.label(corpus, &[surface])?;
            Some(spelling.into())
        });
        Self {
            spellings: spellings.collect(),
            terms,
            by_source: Vec::new(),
            ranking,
            variants,
        }
    }
}

/// Each cluster of copies that holds a term is one event, whatever number of its documents do.
fn count_events(corpus: &Corpus, counts: &Counts, terms: &mut [TermFrequency]) {
    terms.iter_mut().for_each(|term| term.events = term.df);
    let repeated = parallel::map(corpus.copies.len(), |cluster| {
        let rows = corpus.copies[cluster]
            .analysed
            .iter()
            .map(|&id| counts.matrix.row(id));
        let mut held: Vec<TermId> = rows.flatten().map(|(term, _)| term).collect();
        held.sort_unstable();
        let same = held.chunk_by(|a, b| a == b);
        let repeated: Vec<(TermId, u32)> = same
            .filter(|same| same.len() > 1)
            .map(|same| (same[0], same.len() as u32 - 1))
            .collect();
        repeated
    });
    for (term, copies) in repeated.into_iter().flatten() {
        terms[term.index()].events -= copies;
    }
}

/// The counts of some documents, by term. `sums` is zero before and after.
fn source_counts(
    counts: &Counts,
    documents: &[DocId],
    sums: &mut [(u32, u32)],
) -> Vec<SourceCount> {
    let mut touched = Vec::new();
    for &document in documents {
        for (term, n) in counts.matrix.row(document) {
            let (cf, df) = &mut sums[term.index()];
            if *df == 0 {
                touched.push(term);
            }
            *cf += n;
            *df += 1;
        }
    }
    let take = |term: TermId| {
        let (cf, df) = std::mem::take(&mut sums[term.index()]);
        SourceCount { term, cf, df }
    };
    touched.into_iter().map(take).collect()
}
