//! Forms and terms by document: the document-term matrix and what falls off on the way.

use rayon::prelude::*;

use crate::model::{Corpus, DocId, DocumentTermMatrix, FormId, FormKind, TermId};

/// Counts of forms and terms.
#[derive(Debug)]
pub struct Counts {
    /// Occurrences of each term in each document; words only.
    pub matrix: DocumentTermMatrix,
    /// Occurrences of each form in the corpus, by [`FormId`]; every kind.
    pub forms: Vec<u64>,
    /// Distinct forms of each document, by [`DocId`]; every kind.
    pub types: Vec<u32>,
}

impl Counts {
    /// Occurrences of terms in a document: the row sum of the matrix.
    #[must_use]
    pub fn terms_in(&self, document: DocId) -> u64 {
        self.matrix
            .row(document)
            .iter()
            .map(|&(_, n)| u64::from(n))
            .sum()
    }

    /// Occurrences of forms of each kind, with the corpus they were counted in.
    #[must_use]
    pub fn of_kind(&self, corpus: &Corpus, kind: FormKind) -> u64 {
        let forms = corpus.vocabulary.forms.iter().zip(&self.forms);
        forms
            .filter(|(form, _)| form.kind == kind)
            .map(|(_, n)| n)
            .sum()
    }
}

/// How many documents a worker takes at a time.
const CHUNK: usize = 64;

/// Counts the corpus, each document once.
#[must_use]
pub fn count(corpus: &Corpus) -> Counts {
    let ids: Vec<DocId> = corpus.ids().collect();
    let all_forms = corpus.vocabulary.forms.len();
    let chunks: Vec<_> = ids
        .par_chunks(CHUNK)
        .map_init(
            || Worker {
                in_document: vec![0; all_forms],
                touched: Vec::new(),
            },
            |worker, ids| worker.count(corpus, ids),
        )
        .collect();
    let mut forms = vec![0_u64; all_forms];
    let (mut rows, mut types) = (Vec::with_capacity(ids.len()), Vec::with_capacity(ids.len()));
    for chunk in chunks {
        for (form, n) in chunk.forms {
            forms[form.index()] += u64::from(n);
        }
        rows.extend(chunk.rows);
        types.extend(chunk.types);
    }
    Counts {
        matrix: DocumentTermMatrix::from_rows(rows),
        forms,
        types,
    }
}

/// What a worker keeps between documents.
struct Worker {
    /// Occurrences of each form in the document at hand; zero again after it.
    in_document: Vec<u32>,
    touched: Vec<FormId>,
}

struct Chunk {
    rows: Vec<Vec<(TermId, u32)>>,
    types: Vec<u32>,
    forms: Vec<(FormId, u32)>,
}

impl Worker {
    fn count(&mut self, corpus: &Corpus, ids: &[DocId]) -> Chunk {
        let mut chunk = Chunk {
            rows: Vec::new(),
            types: Vec::new(),
            forms: Vec::new(),
        };
        for &id in ids {
            for surface in corpus
                .symbols(id)
                .iter()
                .filter_map(|symbol| symbol.as_word())
            {
                let form = corpus.vocabulary.form_of(surface);
                let n = &mut self.in_document[form.index()];
                if *n == 0 {
                    self.touched.push(form);
                }
                *n += 1;
            }
            chunk.types.push(self.touched.len() as u32);
            let mut row = Vec::new();
            for form in self.touched.drain(..) {
                let n = std::mem::take(&mut self.in_document[form.index()]);
                chunk.forms.push((form, n));
                let known = corpus.vocabulary.form(form);
                if known.kind == FormKind::Word {
                    row.push((known.term, n));
                }
            }
            chunk.rows.push(summed(row));
        }
        chunk
    }
}

/// Sorts by term and adds up the counts of a term's forms.
fn summed(mut row: Vec<(TermId, u32)>) -> Vec<(TermId, u32)> {
    row.sort_unstable_by_key(|&(term, _)| term);
    row.dedup_by(|next, kept| {
        let is_same = next.0 == kept.0;
        if is_same {
            kept.1 += next.1;
        }
        is_same
    });
    row.shrink_to_fit();
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_term_add_up() {
        let t = TermId;
        let row = summed(vec![(t(3), 1), (t(1), 2), (t(3), 4), (t(1), 1)]);
        assert_eq!(row, [(t(1), 3), (t(3), 5)]);
    }
}
