//! The words of concepts' hits, and the words next to hits.

use crate::count::{FastMap, FramingWords, Spellings};
use crate::model::{
    Boundary, Corpus, DocId, FormKind, HitPlace, InnerWords, SourceId, TermId, TokenBuffer,
};
use crate::order::Arrange as _;
use crate::parallel::by_worker;

/// A hit together with the next word before it or behind it, linking words between them included:
/// "cyber sovereignty", "sovereignty in cyberspace".
#[derive(Debug, Clone)]
pub struct Extension {
    /// Its terms.
    pub terms: Vec<TermId>,
    /// Occurrences.
    pub count: u64,
    /// Documents that hold it.
    pub documents: u64,
    /// Sources that hold it.
    pub sources: u64,
    /// The first document that holds it, and its first token there.
    pub example: (DocId, u32),
}

/// The most linking words between a hit and a word next to it.
const BETWEEN: usize = 2;

/// What is known of the words of concepts.
#[derive(Default)]
pub(super) struct ConceptWords {
    /// Hits.
    hits: u64,
    /// Hits that hold each word.
    words: FastMap<TermId, u64>,
    extensions: FastMap<Box<[TermId]>, Met>,
}

/// How often an extension was met.
#[derive(Default)]
struct Met {
    count: u64,
    documents: u64,
    last: Option<DocId>,
    /// Sorted.
    sources: Vec<SourceId>,
    example: Option<(DocId, u32)>,
    /// Whether linking words stand between hit and word.
    is_linked: bool,
}

impl Extension {
    /// Its words in the example, as they are spelled there.
    #[must_use]
    pub fn label(&self, corpus: &Corpus, spellings: &Spellings) -> String {
        let surfaces = spellings.of_document(corpus, self.example.0);
        let start = self.example.1 as usize;
        let words = surfaces.get(start..start + self.terms.len());
        spellings.words(corpus, words.unwrap_or_default())
    }
}

impl ConceptWords {
    /// The words of each concept. `hits` are in the order of documents.
    pub(super) fn of(
        corpus: &Corpus,
        hits: &[HitPlace],
        concepts: usize,
        framing: &FramingWords,
    ) -> Vec<Self> {
        let documents: Vec<&[HitPlace]> = hits.chunk_by(|a, b| a.document == b.document).collect();
        let none = || -> Vec<Self> { (0..concepts).map(|_| Self::default()).collect() };
        let workers = by_worker(
            documents.len(),
            || (none(), TokenBuffer::default()),
            |(concepts, tokens), document| {
                let hits = documents[document];
                corpus.read_tokens(hits[0].document, tokens);
                for hit in hits {
                    concepts[hit.concept.index()].add_hit(corpus, tokens, hit, framing);
                }
            },
        );
        workers.into_iter().fold(none(), |mut sum, (other, _)| {
            for (concept, other) in sum.iter_mut().zip(other) {
                concept.add(other);
            }
            sum
        })
    }

    /// The share of hits that hold a word.
    pub(super) fn share(&self, word: TermId) -> f64 {
        let n = self.words.get(&word).copied().unwrap_or(0);
        if n == 0 {
            0.0
        } else {
            n as f64 / self.hits as f64
        }
    }

    /// The extensions, by terms.
    pub(super) fn extensions(&self) -> Vec<Extension> {
        // A chance sequence around a linking word is hardly ever repeated.
        let extensions = self.extensions.iter();
        let repeated = extensions.filter(|(_, met)| !met.is_linked || met.count > 1);
        let found = repeated.filter_map(|(terms, met)| {
            Some(Extension {
                terms: terms.to_vec(),
                count: met.count,
                documents: met.documents,
                sources: met.sources.len() as u64,
                example: met.example?,
            })
        });
        let mut found: Vec<Extension> = found.collect();
        found.arrange_by(|a, b| a.terms.cmp(&b.terms));
        found
    }

    fn add_hit(
        &mut self,
        corpus: &Corpus,
        tokens: &TokenBuffer,
        hit: &HitPlace,
        framing: &FramingWords,
    ) {
        self.hits += 1;
        let (start, end) = (hit.start as usize, hit.end as usize);
        let forms = &tokens.forms[start..end];
        let forms = forms.iter().map(|&form| corpus.vocabulary.form(form));
        let words = forms.filter(|form| form.kind == FormKind::Word);
        let mut words: Vec<TermId> = words.map(|form| form.term).collect();
        words.sort_unstable();
        words.dedup();
        for word in words {
            *self.words.entry(word).or_default() += 1;
        }
        let is_special = |&at: &usize| !framing.is_inner_form(tokens.forms[at]);
        let before = (0..start).rev().take(BETWEEN + 1);
        if let Some(first) = next_word(corpus, tokens, before, |at| at + 1).filter(is_special) {
            self.add_extension(corpus, tokens, hit.document, first..end, first + 1 < start);
        }
        let behind = (end..tokens.len()).take(BETWEEN + 1);
        if let Some(last) = next_word(corpus, tokens, behind, |at| at).filter(is_special) {
            self.add_extension(corpus, tokens, hit.document, start..last + 1, last > end);
        }
    }

    fn add_extension(
        &mut self,
        corpus: &Corpus,
        tokens: &TokenBuffer,
        id: DocId,
        range: std::ops::Range<usize>,
        is_linked: bool,
    ) {
        let forms = &tokens.forms[range.clone()];
        let terms = forms.iter().map(|&form| corpus.vocabulary.form(form).term);
        let met = self.extensions.entry(terms.collect()).or_default();
        met.count += 1;
        met.is_linked = is_linked;
        met.documents += u64::from(met.last != Some(id));
        met.last = Some(id);
        met.add_source(corpus.document(id).source);
        let example = (id, range.start as u32);
        met.example = met.example.into_iter().chain([example]).min();
    }

    fn add(&mut self, other: Self) {
        self.hits += other.hits;
        for (word, n) in other.words {
            *self.words.entry(word).or_default() += n;
        }
        for (terms, other) in other.extensions {
            let sum = self.extensions.entry(terms).or_default();
            sum.count += other.count;
            sum.is_linked = other.is_linked;
            // No two workers share a document.
            sum.documents += other.documents;
            sum.example = sum.example.into_iter().chain(other.example).min();
            other.sources.into_iter().for_each(|id| sum.add_source(id));
        }
    }
}

impl Met {
    fn add_source(&mut self, source: SourceId) {
        if let Err(place) = self.sources.binary_search(&source) {
            self.sources.insert(place, source);
        }
    }
}

/// The first word in these places, if only linking words and no boundary come before it; `edge` gives
/// the token before which a boundary would stand.
fn next_word(
    corpus: &Corpus,
    tokens: &TokenBuffer,
    places: impl Iterator<Item = usize>,
    edge: impl Fn(usize) -> usize,
) -> Option<usize> {
    for at in places {
        if tokens.boundaries[edge(at)] != Boundary::None {
            return None;
        }
        let form = corpus.vocabulary.form(tokens.forms[at]);
        match form.kind {
            FormKind::Word => return Some(at),
            _ if InnerWords::is_link(form.language, &form.text) => {}
            _ => return None,
        }
    }
    None
}
