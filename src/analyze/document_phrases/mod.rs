//! Key phrases of each document: what it is about, in its own words.
//!
//! Takes the frozen corpus and how many documents hold each term; gives, for each document, its
//! best candidates with the parts of their scores. A first pass ranks by what the document alone
//! says and keeps a shortlist; how many documents hold each phrase of the shortlists is then counted
//! exactly, and the final score orders them. YAKE goes by the document alone. Documents are
//! independent of each other, so nothing depends on threads.

mod candidates;
mod shortlist;
mod words;
mod yake;

use std::ops::Range;

use candidates::Candidates;
use shortlist::{Entry, Place, Ranking, Shortlists};
use words::Words;

use crate::config::{DocumentScore, PhraseConfig};
use crate::count::{Counts, PhraseFinder, Spellings};
use crate::model::{Corpus, DocId, FormId, SurfaceId, TermId};
use crate::order::Arrange as _;
use crate::parallel::{self, by_worker};
use crate::stats::DocumentPhraseFacts;

/// How many candidates a document puts forward for each phrase that is kept.
const SHORTLIST: usize = 8;

/// A key phrase of a document.
#[derive(Debug)]
pub struct DocumentPhrase {
    /// Its terms.
    pub terms: Vec<TermId>,
    /// Wordings in the document, those of variants with the same words too; most frequent first.
    pub variants: Vec<(Vec<FormId>, u64)>,
    /// The most frequent spelling of the first of these.
    pub label: Box<str>,
    /// Counts and place in the document.
    pub facts: DocumentPhraseFacts,
    /// Sentences that hold it.
    pub sentences: u32,
    /// Documents that hold it.
    pub df: u32,
    /// The score; the highest is the best, but for YAKE the lowest.
    pub score: f64,
}

/// The key phrases of all documents.
#[derive(Debug, Default)]
pub struct DocumentPhrases {
    /// By [`DocId`]; the best first.
    pub by_document: Vec<Vec<DocumentPhrase>>,
}

/// Ranks the candidates of every document. `df` is by [`TermId`].
#[must_use]
pub fn document_phrases(
    corpus: &Corpus,
    counts: &Counts,
    df: &[u32],
    config: &PhraseConfig,
) -> DocumentPhrases {
    let lists = match config.document_score {
        DocumentScore::Yake => yake::shortlists(corpus, config),
        DocumentScore::Refrain => shortlists(corpus, df, config),
    };
    let df = count_documents(corpus, df, &lists);
    let mut documents: Vec<ListedDocument<'_>> = Vec::new();
    for (lists, df) in lists.iter().zip(&df) {
        let listed = lists.documents();
        documents.extend(listed.map(|(document, entries, places)| ListedDocument {
            document,
            lists,
            df,
            entries,
            places,
        }));
    }
    documents.arrange_by_key(|listed| listed.document);
    DocumentPhrases {
        by_document: parallel::map_items(documents, |_, listed| {
            listed.best(corpus, &counts.spellings, config)
        }),
    }
}

/// A document and what it puts forward.
struct ListedDocument<'a> {
    document: usize,
    lists: &'a Shortlists,
    /// By entry: documents that hold it.
    df: &'a [u32],
    entries: Range<usize>,
    places: Range<usize>,
}

impl ListedDocument<'_> {
    /// The best of its candidates by the final score.
    fn best(
        self,
        corpus: &Corpus,
        spellings: &Spellings,
        config: &PhraseConfig,
    ) -> Vec<DocumentPhrase> {
        let Self { lists, df, .. } = self;
        let documents = corpus.documents.len() as u32;
        let score = |entry: &Entry, df: u32| match config.document_score {
            DocumentScore::Refrain => entry.score * entry.facts.in_corpus(df, documents),
            DocumentScore::Yake => entry.score,
        };
        let mut ranked: Vec<(usize, f64)> = self
            .entries
            .map(|place| (place, score(&lists.entries[place], df[place])))
            .collect();
        if config.document_score == DocumentScore::Refrain {
            order(lists, &mut ranked);
        }
        ranked.truncate(config.per_document as usize);
        let wordings = Wordings {
            surfaces: spellings.of_document(corpus, DocId::new(self.document)),
            places: &lists.places[self.places],
            corpus,
            spellings,
        };
        let best = ranked.into_iter().map(|(place, score)| {
            let entry = &lists.entries[place];
            let (variants, spelling) = spellings.by_forms(corpus, wordings.of(place as u32));
            DocumentPhrase {
                terms: lists.terms(entry).to_vec(),
                variants,
                label: spellings.words(corpus, &spelling).into(),
                facts: entry.facts,
                sentences: entry.sentences,
                df: df[place],
                score,
            }
        });
        best.collect()
    }
}

/// What each document puts forward, by worker.
fn shortlists(corpus: &Corpus, df: &[u32], config: &PhraseConfig) -> Vec<Shortlists> {
    let words = Words::new(corpus);
    let terms = corpus.by_surface(|form| corpus.vocabulary.form(form).term);
    let documents = corpus.documents.len();
    let most = config.per_document as usize * SHORTLIST;
    let workers = by_worker(
        documents,
        || {
            let candidates = Candidates::new(corpus, &terms, config.max_length as usize);
            (
                candidates,
                Ranking::new(df, documents as u32),
                Shortlists::default(),
            )
        },
        |(candidates, ranking, lists), document| {
            candidates.read(&words, &corpus.symbols(DocId::new(document)));
            ranking.rank(candidates);
            ranking.list(candidates, most, document, lists);
        },
    );
    workers.into_iter().map(|(.., lists)| lists).collect()
}

/// Counts the documents that hold each phrase; those of single words are known. By list and entry.
fn count_documents(corpus: &Corpus, df: &[u32], lists: &[Shortlists]) -> Vec<Vec<u32>> {
    let all = || {
        lists
            .iter()
            .flat_map(|list| list.entries.iter().map(|entry| list.terms(entry)))
    };
    let longer: Vec<&[TermId]> = all().filter(|terms| terms.len() > 1).collect();
    let (finder, numbers) = PhraseFinder::numbered(corpus, &longer);
    let counted = by_worker(
        corpus.documents.len(),
        // The count, and the last document it is from.
        || vec![(0_u32, u32::MAX); longer.len()],
        |counts, document| {
            finder.find(&corpus.symbols(DocId::new(document)), |occurrence| {
                let (count, last) = &mut counts[occurrence.phrase() as usize];
                *count += u32::from(*last != document as u32);
                *last = document as u32;
            });
        },
    );
    let mut numbers = numbers.into_iter();
    let mut of_phrase = |terms: &[TermId]| match terms {
        [term] => df[term.index()],
        _ => numbers.next().map_or(1, |number| {
            counted.iter().map(|counts| counts[number as usize].0).sum()
        }),
    };
    let of_list = lists.iter().map(|list| {
        let entries = list.entries.iter();
        entries.map(|entry| of_phrase(list.terms(entry))).collect()
    });
    of_list.collect()
}

/// Orders entries by score, then by where they begin and by their terms.
fn order(lists: &Shortlists, ranked: &mut [(usize, f64)]) {
    ranked.arrange_by(|&(a, a_score), &(b, b_score)| {
        let [a, b] = [a, b].map(|place| &lists.entries[place]);
        let order = b_score.total_cmp(&a_score);
        let order = order.then(a.facts.first.cmp(&b.facts.first));
        order.then_with(|| lists.terms(a).cmp(lists.terms(b)))
    });
}

/// How a document words its phrases.
struct Wordings<'a> {
    /// By token.
    surfaces: Vec<SurfaceId>,
    places: &'a [Place],
    corpus: &'a Corpus,
    spellings: &'a Spellings,
}

impl Wordings<'_> {
    /// The wordings of an entry with their occurrences.
    fn of(&self, entry: u32) -> Vec<(Vec<SurfaceId>, u64)> {
        let places = self.places.iter().filter(|place| place.entry == entry);
        let worded = places.map(|place| {
            let start = place.first as usize;
            match &self.surfaces[start..start + place.length as usize] {
                // A word by itself is spelled as the corpus mostly spells it.
                &[word] => vec![self.spellings.usual(self.corpus.vocabulary.form_of(word))],
                words => words.to_vec(),
            }
        });
        let mut worded: Vec<Vec<SurfaceId>> = worded.collect();
        worded.arrange();
        let same = worded.chunk_by(|a, b| a == b);
        same.filter_map(|same| Some((same.first()?.clone(), same.len() as u64)))
            .collect()
    }
}
