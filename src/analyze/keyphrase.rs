//! Key phrases: frequent word sequences with their nested counts, C-value and score.

use std::cmp::{Ordering, Reverse};

use crate::count::{Ngram, Ngrams, Tally};
use crate::model::{Corpus, FormId, Language, PhraseId, TermId};
use crate::stats::{c_value, phrase_score};
use crate::tokenize::joins_unspaced;

/// A key phrase.
#[derive(Debug)]
pub struct Phrase {
    /// Its terms.
    pub terms: Vec<TermId>,
    /// Its terms joined by a space; what it is known by.
    pub text: String,
    /// The language of its terms.
    pub language: Language,
    /// The sequences of forms it was seen as, the most frequent first; never empty.
    pub variants: Vec<(Vec<FormId>, u64)>,
    /// Occurrences.
    pub count: u64,
    /// Occurrences inside longer key phrases.
    pub nested: u64,
    /// Documents that hold it.
    pub df: u32,
    /// Sources that hold it.
    pub sources: u32,
    /// C-value.
    pub c_value: f64,
    /// The score that ranks key phrases.
    pub score: f64,
}

impl Phrase {
    /// Number of words.
    #[must_use]
    pub fn length(&self) -> usize {
        self.terms.len()
    }

    /// The most frequent sequence of forms.
    #[must_use]
    pub fn label(&self, corpus: &Corpus) -> String {
        self.variants
            .first()
            .map_or_else(String::new, |(forms, _)| spell(corpus, forms))
    }
}

/// Forms joined by a space, or by nothing between words of scripts without spaces.
#[must_use]
pub fn spell(corpus: &Corpus, forms: &[FormId]) -> String {
    let mut spelled = String::new();
    for &form in forms {
        let word = &*corpus.vocabulary.form(form).text;
        if !spelled.is_empty() && !joins_unspaced(&spelled, word) {
            spelled.push(' ');
        }
        spelled.push_str(word);
    }
    spelled
}

/// Occurrences of a key phrase in one source.
#[derive(Debug, Clone, Copy)]
pub struct SourcePhrase {
    /// The phrase.
    pub phrase: PhraseId,
    /// Occurrences in the source.
    pub count: u64,
    /// Documents of the source that hold it.
    pub df: u32,
}

/// The key phrases of a corpus.
#[derive(Debug)]
pub struct KeyPhrases {
    /// By [`PhraseId`]: sorted by text, then language.
    pub phrases: Vec<Phrase>,
    /// Ids by score, the best first, then by text.
    pub ranking: Vec<PhraseId>,
    /// By [`crate::model::SourceId`]: the phrases of the source, most frequent first, then by text.
    pub by_source: Vec<Vec<SourcePhrase>>,
    /// The least count a phrase needed.
    pub least_count: u32,
}

impl KeyPhrases {
    /// The phrase with this id.
    #[must_use]
    pub fn phrase(&self, id: PhraseId) -> &Phrase {
        &self.phrases[id.index()]
    }
}

/// Scores and sorts n-grams.
#[must_use]
pub fn key_phrases(corpus: &Corpus, ngrams: Ngrams, least_count: u32) -> KeyPhrases {
    let mut sources = vec![0_u32; ngrams.ngrams.len()];
    for (place, _) in ngrams.by_source.iter().flatten() {
        sources[*place] += 1;
    }
    let placed = ngrams.ngrams.into_iter().zip(&sources).enumerate();
    let mut placed: Vec<(usize, Phrase)> = placed
        .map(|(place, (ngram, &sources))| (place, phrase(corpus, ngram, sources)))
        .collect();
    placed.sort_by(|(_, a), (_, b)| {
        (&a.text, a.language, &a.terms).cmp(&(&b.text, b.language, &b.terms))
    });
    let mut id_of = vec![PhraseId(0); placed.len()];
    for (id, (place, _)) in placed.iter().enumerate() {
        id_of[*place] = PhraseId::new(id);
    }
    let phrases: Vec<Phrase> = placed.into_iter().map(|(_, phrase)| phrase).collect();
    let by_source = ngrams
        .by_source
        .into_iter()
        .map(|found| of_source(found, &id_of))
        .collect();
    let mut ranking: Vec<PhraseId> = (0..phrases.len()).map(PhraseId::new).collect();
    ranking.sort_by(|a, b| by_score(&phrases[a.index()], &phrases[b.index()]).then(a.cmp(b)));
    KeyPhrases {
        phrases,
        ranking,
        by_source,
        least_count,
    }
}

/// An n-gram of so many sources as a key phrase.
fn phrase(corpus: &Corpus, ngram: Ngram, sources: u32) -> Phrase {
    let Ngram {
        terms,
        tally,
        longer,
        variants,
    } = ngram;
    let term = |&id: &TermId| corpus.vocabulary.term(id);
    let words: Vec<&str> = terms.iter().map(|id| &*term(id).text).collect();
    let length = terms.len() as u32;
    let all_sources = corpus.sources.len() as u32;
    Phrase {
        text: words.join(" "),
        language: terms
            .first()
            .map_or(Language::UNDETERMINED, |id| term(id).language),
        terms,
        variants,
        count: tally.count,
        nested: tally.nested,
        df: tally.df,
        sources,
        c_value: c_value(length, tally.count, tally.nested, longer),
        score: phrase_score(length, tally.count, tally.nested, sources, all_sources),
    }
}

/// The phrases of a source, most frequent first.
fn of_source(found: Vec<(usize, Tally)>, id_of: &[PhraseId]) -> Vec<SourcePhrase> {
    let mut found: Vec<SourcePhrase> = found
        .into_iter()
        .map(|(place, tally)| SourcePhrase {
            phrase: id_of[place],
            count: tally.count,
            df: tally.df,
        })
        .collect();
    found.sort_by_key(|found| (Reverse(found.count), found.phrase));
    found
}

fn by_score(a: &Phrase, b: &Phrase) -> Ordering {
    b.score.total_cmp(&a.score)
}
