//! Key phrases of each document: what it is about, in its own words.
//!
//! Takes the frozen corpus and how many documents hold each term; gives, for each document, its
//! best candidates with the parts of their scores. A first pass ranks by what the document alone
//! says and keeps a shortlist; how many documents hold each phrase of the shortlists is then counted
//! exactly, and the final score orders them. Documents are independent of each other, so nothing
//! depends on threads.

mod candidates;
mod rake;
mod words;

use std::cmp::Reverse;

use candidates::{Candidates, NONE};
use words::Words;

use crate::config::{DocumentScore, PhraseConfig};
use crate::count::{FastMap, PhraseFinder, PhraseRules, by_worker};
use crate::model::{Corpus, DocId, FormId, TermId};
use crate::stats::{DocumentPhraseFacts, corpus_weight};

/// How many candidates a document puts forward for each phrase that is kept.
const SHORTLIST: usize = 8;
/// Least cohesion of a candidate around a linking word.
const LINKED_COHESION: f64 = 0.3;

/// A key phrase of a document.
#[derive(Debug)]
pub struct DocumentPhrase {
    /// Its terms.
    pub terms: Vec<TermId>,
    /// Wordings in the document, those of variants with the same words too; most frequent first.
    pub variants: Vec<(Vec<FormId>, u64)>,
    /// Counts and place in the document.
    pub facts: DocumentPhraseFacts,
    /// Sentences that hold it.
    pub sentences: u32,
    /// Documents that hold it.
    pub df: u32,
    /// The score; the highest is the best, whatever the measure.
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
pub fn document_phrases(corpus: &Corpus, df: &[u32], config: &PhraseConfig) -> DocumentPhrases {
    let words = Words::new(corpus);
    let terms = corpus.by_surface(|form| (form, corpus.vocabulary.form(form).term));
    let keep = config.per_document as usize;
    let found = by_worker(
        corpus.documents.len(),
        || {
            let longest = config.max_length as usize;
            (Candidates::new(corpus, &terms, longest), Vec::new())
        },
        |(candidates, found), document| {
            candidates.read(&words, &corpus.symbols(DocId::new(document)));
            let ranked = match config.document_score {
                DocumentScore::Refrain => shortlist(candidates, df, corpus.documents.len()),
                DocumentScore::Rake => rake::rank(candidates),
            };
            let own = describe(candidates, ranked, keep * SHORTLIST);
            found.push((document, own));
        },
    );
    let mut found: Vec<_> = found.into_iter().flat_map(|(_, found)| found).collect();
    found.sort_unstable_by_key(|&(document, _)| document);
    let mut by_document: Vec<_> = found.into_iter().map(|(_, found)| found).collect();
    count_documents(corpus, df, &mut by_document);
    let documents = corpus.documents.len() as u32;
    for own in &mut by_document {
        if config.document_score == DocumentScore::Refrain {
            weigh(own, documents);
        }
        own.truncate(keep);
    }
    DocumentPhrases { by_document }
}

/// The score of each candidate, by what the document says and, of single words, the corpus.
fn shortlist(candidates: &Candidates<'_>, df: &[u32], documents: usize) -> Vec<(u32, f64)> {
    let nodes = (0_u32..).zip(&candidates.nodes);
    let scored = nodes.filter_map(|(node, own)| {
        if !own.ends || own.n == 0 {
            return None;
        }
        let facts = facts(candidates, node);
        if own.links > 0 && (own.n < 2 || facts.cohesion() < LINKED_COHESION) {
            return None;
        }
        let in_corpus = if own.parent == NONE {
            corpus_weight(1, df[own.term.index()], documents as u32)
        } else {
            1.0
        };
        Some((node, facts.in_document() * in_corpus))
    });
    scored.collect()
}

/// What is known of a candidate.
fn facts(candidates: &Candidates<'_>, node: u32) -> DocumentPhraseFacts {
    let own = &candidates.nodes[node as usize];
    let words = own.length - own.links;
    let (sum, product) = candidates.word_counts(node);
    let share = f64::from(words);
    DocumentPhraseFacts {
        words,
        n: own.n,
        alone: if own.links > 0 { own.n } else { own.alone },
        first: own.first,
        word_mean: sum / share,
        word_geometric_mean: match words {
            0 | 1 => product,
            2 => libm::sqrt(product),
            _ => libm::pow(product, 1.0 / share),
        },
    }
}

/// The best candidates, those of the same words as one, with their wordings.
fn describe(
    candidates: &Candidates<'_>,
    mut ranked: Vec<(u32, f64)>,
    most: usize,
) -> Vec<DocumentPhrase> {
    let by_score = |a: &(u32, f64), b: &(u32, f64)| {
        let first = |node: u32| candidates.nodes[node as usize].first;
        let order = b.1.total_cmp(&a.1).then(first(a.0).cmp(&first(b.0)));
        order.then_with(|| candidates.terms(a.0).cmp(&candidates.terms(b.0)))
    };
    if ranked.len() > most && most > 0 {
        ranked.select_nth_unstable_by(most - 1, by_score);
        ranked.truncate(most);
    }
    ranked.sort_unstable_by(by_score);
    let nodes: Vec<u32> = ranked.iter().map(|&(node, _)| node).collect();
    let mut places: FastMap<Vec<TermId>, usize> = FastMap::default();
    let mut found: Vec<DocumentPhrase> = Vec::new();
    let mut phrase_of = Vec::new();
    for &(node, score) in &ranked {
        let terms = candidates.terms(node);
        let mut words = terms.clone();
        words.retain(|&term| candidates.is_word(term));
        words.sort_unstable();
        let place = *places.entry(words).or_insert(found.len());
        phrase_of.push(place);
        if place == found.len() {
            found.push(DocumentPhrase {
                terms,
                variants: Vec::new(),
                facts: facts(candidates, node),
                sentences: candidates.nodes[node as usize].sentences,
                df: 0,
                score,
            });
        }
    }
    let mut wordings: Vec<(usize, Vec<FormId>)> = candidates
        .wordings(&nodes)
        .into_iter()
        .map(|(place, forms)| (phrase_of[place], forms))
        .collect();
    wordings.sort_unstable();
    for same in wordings.chunk_by(|a, b| a == b) {
        if let Some((place, forms)) = same.first() {
            let count = same.len() as u64;
            found[*place].variants.push((forms.clone(), count));
        }
    }
    for own in &mut found {
        own.variants.sort_by_key(|&(_, n)| Reverse(n));
    }
    found
}

/// Counts the documents that hold each phrase; those of single words are known.
fn count_documents(corpus: &Corpus, df: &[u32], by_document: &mut [Vec<DocumentPhrase>]) {
    let all = by_document.iter().flatten();
    let longer = all.map(|own| own.terms.as_slice());
    let mut longer: Vec<&[TermId]> = longer.filter(|terms| terms.len() > 1).collect();
    longer.sort_unstable();
    longer.dedup();
    let rules = PhraseRules {
        inner_stop_words: true,
    };
    let finder = PhraseFinder::new(corpus, &longer, rules);
    let counted = by_worker(
        corpus.documents.len(),
        || (vec![0_u32; longer.len()], vec![u32::MAX; longer.len()]),
        |(counts, last), document| {
            finder.find(&corpus.symbols(DocId::new(document)), |found| {
                let phrase = found.phrase() as usize;
                if last[phrase] != document as u32 {
                    last[phrase] = document as u32;
                    counts[phrase] += 1;
                }
            });
        },
    );
    let of_phrase = |terms: &[TermId]| match terms {
        [term] => df[term.index()],
        _ => longer.binary_search(&terms).map_or(1, |place| {
            counted.iter().map(|(counts, _)| counts[place]).sum()
        }),
    };
    let known: Vec<Vec<u32>> = by_document
        .iter()
        .map(|own| own.iter().map(|own| of_phrase(&own.terms)).collect())
        .collect();
    for (own, known) in by_document.iter_mut().zip(known) {
        for (phrase, df) in own.iter_mut().zip(known) {
            phrase.df = df;
        }
    }
}

/// Puts the weight of the corpus in, and orders again.
fn weigh(found: &mut [DocumentPhrase], documents: u32) {
    for own in found.iter_mut() {
        own.score = own.facts.in_document() * corpus_weight(own.facts.words, own.df, documents);
    }
    found.sort_by(|a, b| {
        let order = b.score.total_cmp(&a.score);
        let order = order.then(a.facts.first.cmp(&b.facts.first));
        order.then_with(|| a.terms.cmp(&b.terms))
    });
}
