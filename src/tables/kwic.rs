//! `kwic.csv`: every hit of the codebook, in its context.

use crate::analyze::{Concepts, Hit};
use crate::model::{
    Boundary, Corpus, DocId, TableBuilder, TokenBuffer, TypedTable, Window, row, table,
};
use crate::order::Arrange as _;
use crate::parallel::in_order;

row! {
    /// A row of `kwic.csv`: a line of a concordance.
    pub struct KwicRow<'a>, KwicColumns {
        concept: &'a str => "Concept or sub-concept of the pattern",
        pattern: &'a str => "Pattern as written in the codebook",
        doc_id: &'a str => "Document",
        source: &'a str => "Source of the document",
        date: &'a str => "Date of the document",
        sentence: u32 => "Number of the sentence in the document, from 1",
        left: String => "Text before the match",
        matched: String => ("match", "Text of the match"),
        right: String => "Text after the match",
        token: u32 => "Position of the first token of the match in the document, from 1",
    }
}

table! {
    /// `kwic.csv`.
    Kwic of KwicRow<'a>,
    row: "a hit of a concept",
    key: [concept, doc_id, token, pattern],
    order: "in the order of the codebook, then by doc_id and token",
}

/// How much text is shown around a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Context {
    /// So many words before and after.
    Words(Window),
    /// The sentence, or the sentences, in which it stands.
    Sentence,
}

/// One line for each hit, with `context` words on each side.
#[must_use]
pub fn kwic<'a>(corpus: &'a Corpus, concepts: &'a Concepts, context: u32) -> TypedTable<'a, Kwic> {
    let category = |index: usize| {
        concepts
            .codebook
            .pattern(concepts.hits[index].pattern)
            .category
    };
    let mut order: Vec<usize> = (0..concepts.hits.len()).collect();
    // Hits are in the order of documents and tokens, which a stable sort keeps.
    order.arrange_by_key(|&index| category(index));
    kwic_lines(
        corpus,
        concepts,
        order,
        Context::Words(Window::both(context)),
    )
}

/// One line for each of the hits at these places, in this order.
#[must_use]
pub fn kwic_lines<'a>(
    corpus: &'a Corpus,
    concepts: &'a Concepts,
    order: Vec<usize>,
    context: Context,
) -> TypedTable<'a, Kwic> {
    let places = places(corpus, &concepts.hits, context);
    TableBuilder::new().by_row(order.len(), move |row| {
        let index = order[row];
        let hit = &concepts.hits[index];
        let pattern = concepts.codebook.pattern(hit.pattern);
        let info = &corpus.document(hit.document).info;
        let line = Concordance::at(corpus, hit.document, places[index]);
        KwicRow {
            concept: &concepts.codebook.category(pattern.category).name,
            pattern: &pattern.text,
            doc_id: &info.doc_id,
            source: &info.source,
            date: &info.date,
            sentence: hit.sentence,
            left: line.left,
            matched: line.matched,
            right: line.right,
            token: hit.start + 1,
        }
    })
}

/// The places of all hits. Each document is read once, though its hits stand in many rows.
fn places(corpus: &Corpus, hits: &[Hit], context: Context) -> Vec<Places> {
    let documents: Vec<&[Hit]> = hits.chunk_by(|a, b| a.document == b.document).collect();
    let by_document = in_order(documents.len(), TokenBuffer::default, |tokens, index| {
        let hits = documents[index];
        corpus.read_tokens(hits[0].document, tokens);
        let places = hits.iter();
        let places = places.map(|hit| Places::of(corpus, hit, tokens, context));
        places.collect::<Vec<_>>()
    });
    by_document.concat()
}

/// Where the text of a match and the texts around it are, among the symbols of its document.
#[derive(Clone, Copy)]
struct Places {
    /// The begin of the text before.
    first: u32,
    /// The begin of the match.
    from: u32,
    /// The end of the match.
    to: u32,
    /// The end of the text after.
    after: u32,
}

impl Places {
    /// The places of a hit in its context; `tokens` are those of its document.
    fn of(corpus: &Corpus, hit: &Hit, tokens: &TokenBuffer, context: Context) -> Self {
        let (start, end) = (hit.start as usize, hit.end as usize);
        let begins = |&at: &usize| tokens.boundaries[at] >= Boundary::Sentence;
        let (first, after) = match context {
            Context::Words(window) => (
                start.saturating_sub(window.left as usize),
                end.saturating_add(window.right as usize),
            ),
            Context::Sentence => (
                (0..=start).rev().find(begins).unwrap_or(0),
                (end..tokens.len()).find(begins).unwrap_or(usize::MAX),
            ),
        };
        let after = Some(after).filter(|&after| after < tokens.len());
        Self {
            first: tokens.positions[first],
            from: tokens.positions[start],
            to: tokens.positions[end - 1] + 1,
            after: match after {
                Some(after) => tokens.positions[after],
                None => corpus.document(hit.document).symbols.1.len() as u32,
            },
        }
    }
}

/// A match with the text around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concordance {
    /// Text before.
    pub left: String,
    /// Text of the match.
    pub matched: String,
    /// Text after.
    pub right: String,
}

impl Concordance {
    /// The line for a hit in its context; `tokens` are those of its document.
    #[must_use]
    pub fn of(corpus: &Corpus, hit: &Hit, tokens: &TokenBuffer, context: Context) -> Self {
        Self::at(
            corpus,
            hit.document,
            Places::of(corpus, hit, tokens, context),
        )
    }

    /// As [`Concordance::of`], with the blanks between the three texts kept, so that they can be put
    /// together.
    #[must_use]
    pub fn flowing(corpus: &Corpus, hit: &Hit, tokens: &TokenBuffer, context: Context) -> Self {
        let places = Places::of(corpus, hit, tokens, context);
        Self::of_texts(places, |from, to| {
            corpus.flowing_text(hit.document, from as usize..to as usize)
        })
    }

    fn at(corpus: &Corpus, document: DocId, places: Places) -> Self {
        Self::of_texts(places, |from, to| {
            corpus.text(document, from as usize..to as usize)
        })
    }

    fn of_texts(places: Places, text: impl Fn(u32, u32) -> String) -> Self {
        Self {
            left: text(places.first, places.from),
            matched: text(places.from, places.to),
            right: text(places.to, places.after),
        }
    }
}
