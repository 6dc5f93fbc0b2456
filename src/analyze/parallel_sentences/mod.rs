//! Parallel wording: how sources say the same in other words.
//!
//! Takes the frozen corpus, the document-term matrix and how many documents hold each term; gives
//! pairs of sentences that say the same, from documents of different sources that render the same
//! event or speech, and the expressions that stand in each other's place in them. Documents are like
//! each other by their cosine, sentences by the weighted coefficient of Dice over their terms; the
//! weight of a term is ln((1 + N) / (1 + df)) + 1. Long documents of one genre are like each other and
//! have a sentence in common now and then, so one of [`LEAST_PARALLEL`] sentences of the shorter document
//! at least must have its match.

mod expressions;
mod renderings;
mod replaced;
mod sentences;

use std::ops::Range;

use expressions::{Single, Used};
use renderings::Rendering;
use sentences::Sentence;

use crate::config::WordingConfig;
use crate::model::{Corpus, DocId, DocumentTermMatrix, FormId, SourceId};
use crate::parallel::in_order;
use crate::progress::Observer;
use crate::stats::{DocumentFrequency, Weighting};

/// One of so many sentences of the shorter document has its match in the other, at least.
pub(crate) const LEAST_PARALLEL: usize = 10;

/// A sentence of a pair.
#[derive(Debug, Clone)]
pub struct ParallelSentence {
    /// Its document.
    pub document: DocId,
    /// Its number in the document, from 1.
    pub number: u32,
    /// The words that only this sentence of the two has, stop words apart, each term once.
    pub only: Vec<FormId>,
    /// Where it stands among the document's symbols.
    pub symbols: Range<usize>,
}

impl ParallelSentence {
    /// Its text.
    #[must_use]
    pub fn text(&self, corpus: &Corpus) -> String {
        corpus.text(self.document, self.symbols.clone())
    }
}

/// Two sentences that say the same in other words.
#[derive(Debug, Clone)]
pub struct SentencePair {
    /// That of the earlier document, by date, undated ones last, then by `doc_id`.
    pub first: ParallelSentence,
    /// That of the later one.
    pub second: ParallelSentence,
    /// Their weighted coefficient of Dice, 0 to 1.
    pub similarity: f64,
    /// The cosine of their documents, 0 to 1.
    pub documents: f64,
}

/// An expression that stands in the place of another, and who has it.
#[derive(Debug, Clone)]
pub struct Expression {
    /// Its most frequent wording.
    pub forms: Vec<FormId>,
    /// Documents that have it there.
    pub documents: u32,
    /// Their sources with the number of documents, the most first.
    pub sources: Vec<(SourceId, u32)>,
}

/// Two expressions that stand in each other's place.
#[derive(Debug, Clone)]
pub struct Replacement {
    /// The expressions, in the order of their terms.
    pub sides: [Expression; 2],
    /// Pairs of sentences in which one stands for the other.
    pub sentence_pairs: u32,
    /// Pairs of documents with such sentences.
    pub document_pairs: u32,
    /// A pair of sentences, by its place in the list.
    pub example: usize,
    /// Whether the second sentence of that pair has the first expression.
    pub is_swapped: bool,
}

/// What sources say in other words.
#[derive(Debug, Default)]
pub struct ParallelSentences {
    /// Pairs of documents that render the same event or speech.
    pub renderings: usize,
    /// Pairs of sentences, by document and place.
    pub pairs: Vec<SentencePair>,
    /// Pairs of expressions, those of most pairs of documents first.
    pub replacements: Vec<Replacement>,
}

/// Finds what sources say in other words; some of it if the observer says that the user asked to stop.
/// `df` is by [`crate::model::TermId`].
#[must_use]
pub fn parallel_sentences(
    corpus: &Corpus,
    matrix: &DocumentTermMatrix,
    df: &[u32],
    config: &WordingConfig,
    observer: &dyn Observer,
) -> ParallelSentences {
    let documents = corpus.documents.len() as u32;
    let idf = |&df: &u32| Weighting::Smooth.idf(DocumentFrequency { documents, df });
    let idf: Vec<f64> = df.iter().map(idf).collect();
    let renderings = renderings::renderings(corpus, matrix, (df, &idf), config, observer);
    let of_pair = |(): &mut (), number: usize| {
        if observer.is_cancelled() {
            return None;
        }
        compare(corpus, &idf, renderings[number], config.sentences)
    };
    let compared = in_order(renderings.len(), || (), of_pair);
    let parallel: Vec<Vec<Compared>> = compared.into_iter().flatten().collect();
    let (mut pairs, mut singles) = (Vec::new(), Vec::new());
    let renderings = parallel.len();
    for (pair, replaced) in parallel.into_iter().flatten() {
        let (number, replaced) = (pairs.len(), replaced.into_iter());
        singles.extend(replaced.map(|[first, second]| Single::new(first, second, number)));
        pairs.push(pair);
    }
    ParallelSentences {
        renderings,
        replacements: expressions::replacements(corpus, &pairs, singles),
        pairs,
    }
}

/// Two sentences and the expressions that stand in each other's place in them.
type Compared = (SentencePair, Vec<[Used; 2]>);

/// The pairs of sentences of two documents, in the order of the first; none if too few have a match.
fn compare(
    corpus: &Corpus,
    idf: &[f64],
    documents: Rendering,
    least: f64,
) -> Option<Vec<Compared>> {
    let ids = [documents.first, documents.second];
    let [first, second] = ids.map(|id| sentences::sentences(corpus, idf, id));
    let matches = sentences::matches(&first, &second, idf, least);
    if matches.is_empty() || LEAST_PARALLEL * matches.len() < first.len().min(second.len()) {
        return None;
    }
    let mut compared = Vec::new();
    for (i, j, similarity) in matches {
        let (a, b) = (&first[i], &second[j]);
        let only = [sentences::only(corpus, a, b), sentences::only(corpus, b, a)];
        if only.iter().all(Vec::is_empty) {
            continue;
        }
        let [only_a, only_b] = only;
        let pair = SentencePair {
            first: parallel(ids[0], a, only_a),
            second: parallel(ids[1], b, only_b),
            similarity,
            documents: documents.similarity,
        };
        let replaced = replaced::replaced(corpus, idf, a, b).into_iter();
        let used = replaced
            .map(|(in_a, in_b)| [used(corpus, ids[0], a, in_a), used(corpus, ids[1], b, in_b)]);
        compared.push((pair, used.collect()));
    }
    Some(compared)
}

fn parallel(document: DocId, sentence: &Sentence, only: Vec<FormId>) -> ParallelSentence {
    ParallelSentence {
        document,
        number: sentence.number,
        only,
        symbols: sentence.from as usize..sentence.to as usize,
    }
}

fn used(corpus: &Corpus, document: DocId, sentence: &Sentence, tokens: Range<usize>) -> Used {
    let forms = sentence.forms.get(tokens).unwrap_or_default().to_vec();
    let terms = forms
        .iter()
        .filter_map(|&form| sentences::word_term(corpus, form));
    Used {
        terms: terms.collect(),
        forms,
        document,
    }
}
