//! Forms and terms by document: the document-term matrix and what falls off on the way.

use std::ops::Range;

use super::id_set::IdSet;
use super::spellings::{Evidence, Spellings};
use crate::model::{
    Corpus, DocId, DocumentTermMatrix, Form, FormId, FormKind, MatrixBlock, Symbol, TermId,
};
use crate::order::Arrange as _;
use crate::parallel::by_worker;

/// Counts of forms and terms.
#[derive(Debug)]
pub struct Counts {
    /// Occurrences of each term in each document; words only.
    pub matrix: DocumentTermMatrix,
    /// Occurrences of each form in the corpus, by [`FormId`]; every kind.
    pub forms: Vec<u64>,
    /// Distinct forms of each document, by [`DocId`]; every kind.
    pub types: Vec<u32>,
    /// How forms are mostly written.
    pub spellings: Spellings,
}

impl Counts {
    /// The counts of forms that follow from those of surfaces, without documents.
    #[must_use]
    pub fn of_written(corpus: &Corpus, written: &[(u64, u64)]) -> Self {
        let mut forms = vec![0_u64; corpus.vocabulary.forms.len()];
        for (surface, (n, _)) in corpus.vocabulary.surfaces.iter().zip(written) {
            forms[surface.form.index()] += n;
        }
        Self {
            matrix: DocumentTermMatrix::from_blocks(Vec::new()),
            forms,
            types: Vec::new(),
            spellings: Spellings::new(corpus, Evidence::new(corpus), written),
        }
    }

    /// Occurrences of terms in a document: the row sum of the matrix.
    #[must_use]
    pub fn terms_in(&self, document: DocId) -> u64 {
        self.matrix.row(document).map(|(_, n)| u64::from(n)).sum()
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

/// How many tokens a worker takes at a time.
const LARGEST_CHUNK: u64 = 1 << 16;
/// Not the form of a word.
const NO_TERM: u32 = u32::MAX;

/// Counts the corpus, each document once.
#[must_use]
pub fn count(corpus: &Corpus) -> Counts {
    count_written(corpus).0
}

/// By surface: its occurrences, and of these the ones where all words may have capital letters.
pub type Written = Vec<(u64, u64)>;

/// As [`count`], with the counts of surfaces.
#[must_use]
pub fn count_written(corpus: &Corpus) -> (Counts, Written) {
    let tables = Tables {
        forms: corpus.by_surface(|form| form),
        terms: terms_of_words(corpus),
        evidence: Evidence::new(corpus),
    };
    let chunks = chunks(corpus);
    let workers = by_worker(
        chunks.len(),
        || Worker::new(corpus, &tables),
        |worker, chunk| worker.count(chunk, chunks[chunk].clone()),
    );
    let mut written: Written = vec![(0, 0); tables.forms.len()];
    let mut counted: Vec<Chunk> = Vec::with_capacity(chunks.len());
    for worker in workers {
        for (surface, n) in written.iter_mut().zip(worker.written) {
            surface.0 += n.0;
            surface.1 += n.1;
        }
        counted.extend(worker.counted);
    }
    counted.arrange_by_key(|chunk| chunk.number);
    let types = counted.iter().flat_map(|chunk| chunk.types.iter().copied());
    let types = types.collect();
    let rows = counted.into_iter().map(|chunk| chunk.rows).collect();
    let counts = Counts {
        types,
        matrix: DocumentTermMatrix::from_blocks(rows),
        ..Counts::of_written(corpus, &written)
    };
    (counts, written)
}

/// Cuts the documents into chunks of about as many tokens.
fn chunks(corpus: &Corpus) -> Vec<Range<usize>> {
    let (mut chunks, mut start, mut tokens) = (Vec::new(), 0, 0);
    for (index, document) in corpus.documents.iter().enumerate() {
        tokens += u64::from(document.tokens);
        if tokens >= LARGEST_CHUNK || index + 1 == corpus.documents.len() {
            chunks.push(start..index + 1);
            (start, tokens) = (index + 1, 0);
        }
    }
    chunks
}

/// By form: the term if the form is a word, or [`NO_TERM`].
fn terms_of_words(corpus: &Corpus) -> Vec<u32> {
    let forms = corpus.vocabulary.forms.iter();
    let term = |form: &Form| match form.kind {
        FormKind::Word => form.term.0,
        _ => NO_TERM,
    };
    forms.map(term).collect()
}

/// What surfaces and forms stand for.
struct Tables {
    /// By surface.
    forms: Vec<FormId>,
    /// By form.
    terms: Vec<u32>,
    evidence: Evidence,
}

/// What a worker keeps between documents.
struct Worker<'a> {
    corpus: &'a Corpus,
    tables: &'a Tables,
    /// Occurrences of each surface in the document at hand; zero again after it. Surfaces are
    /// counted first, since there is one look at memory for each of their tokens, not two.
    of_surface: Vec<u32>,
    surfaces: IdSet,
    /// As above, of each term.
    in_row: Vec<u32>,
    row: IdSet,
    /// Occurrences of each surface in all its documents, and of these the ones where all words may have
    /// capital letters.
    written: Vec<(u64, u64)>,
    counted: Vec<Chunk>,
}

struct Chunk {
    number: usize,
    rows: MatrixBlock,
    types: Vec<u32>,
}

impl<'a> Worker<'a> {
    fn new(corpus: &'a Corpus, tables: &'a Tables) -> Self {
        Self {
            corpus,
            tables,
            of_surface: vec![0; corpus.vocabulary.surfaces.len()],
            surfaces: IdSet::new(corpus.vocabulary.surfaces.len()),
            in_row: vec![0; corpus.vocabulary.terms.len()],
            row: IdSet::new(corpus.vocabulary.terms.len()),
            written: vec![(0, 0); corpus.vocabulary.surfaces.len()],
            counted: Vec::new(),
        }
    }

    fn count(&mut self, number: usize, documents: Range<usize>) {
        let mut chunk = Chunk {
            number,
            rows: MatrixBlock::default(),
            types: Vec::with_capacity(documents.len()),
        };
        for id in documents.map(DocId::new) {
            self.count_document(id, &mut chunk);
        }
        chunk.rows.finish();
        self.counted.push(chunk);
    }

    fn count_document(&mut self, id: DocId, chunk: &mut Chunk) {
        let symbols = self.corpus.symbols(id);
        let evidence = &self.tables.evidence;
        let (mut start, mut has_small) = (0, false);
        for (place, symbol) in symbols.iter().enumerate() {
            if let Some(surface) = symbol.as_word() {
                self.of_surface[surface.index()] += 1;
                self.surfaces.insert(surface.0);
                has_small |= evidence.is_small(surface);
            } else if evidence.ends_clause(*symbol) {
                set_apart(&mut self.written, &symbols[start..place], has_small);
                (start, has_small) = (place, false);
            }
        }
        set_apart(&mut self.written, &symbols[start..], has_small);
        let mut types = 0;
        let mut last = None;
        let (of_surface, tables) = (&mut self.of_surface, self.tables);
        // Surfaces are in the order of their forms, so those of one form come one after another.
        self.surfaces.drain(|surface| {
            let n = std::mem::take(&mut of_surface[surface as usize]);
            let form = tables.forms[surface as usize];
            self.written[surface as usize].0 += u64::from(n);
            types += u32::from(last.replace(form) != Some(form));
            let term = tables.terms[form.index()];
            if term != NO_TERM {
                self.in_row[term as usize] += n;
                self.row.insert(term);
            }
        });
        chunk.types.push(types);
        let in_row = &mut self.in_row;
        chunk.rows.push_row(|push| {
            self.row.drain(|term| {
                push(TermId(term), std::mem::take(&mut in_row[term as usize]));
            });
        });
    }
}

/// Notes where a clause may have capital letters that are not the words' own: at its start, or
/// everywhere if no word in it begins with a small letter.
fn set_apart(written: &mut [(u64, u64)], clause: &[Symbol], has_small: bool) {
    let words = clause.iter().filter_map(|symbol| symbol.as_word());
    let most = if has_small { 1 } else { usize::MAX };
    for surface in words.take(most) {
        written[surface.index()].1 += 1;
    }
}
