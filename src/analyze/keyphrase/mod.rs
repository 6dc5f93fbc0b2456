//! Key phrases: frequent word sequences with their nested counts, C-value and score.

mod groups;

use std::cmp::{Ordering, Reverse};

use crate::count::{Counts, FramingWords, LeftOutPhrase, Ngram, Ngrams, PhraseFinder, SourceTally};
use crate::model::{Corpus, DocId, FormId, FormKind, Language, PhraseId, TermId};
use crate::parallel;
use crate::stats::{PhraseFacts, c_value};
use crate::tokenize::joins_unspaced;

pub use groups::{PhraseGroup, PhraseGroups};

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
    /// The most frequent spelling of the first of these, if that has capital letters.
    pub spelling: Option<Box<str>>,
    /// Occurrences.
    pub count: u64,
    /// Occurrences inside longer key phrases.
    pub nested: u64,
    /// Occurrences of the most frequent longer key phrase that holds it.
    pub in_longer: u64,
    /// Documents that hold it.
    pub df: u32,
    /// Events: documents that hold it, copies of one text counted once.
    pub events: u32,
    /// Sources that hold it.
    pub sources: u32,
    /// C-value.
    pub c_value: f64,
    /// How much its words occur together only, see [`PhraseFacts::cohesion`].
    pub cohesion: f64,
    /// The score that ranks key phrases.
    pub score: f64,
}

impl Phrase {
    /// Number of words.
    #[must_use]
    pub fn length(&self) -> usize {
        self.terms.len()
    }

    /// Whether it is hardly more than a part of one longer key phrase: nine of ten of its occurrences
    /// are inside of that ("security council reform" of "security council reform process").
    #[must_use]
    pub fn is_part(&self) -> bool {
        10 * self.in_longer >= 9 * self.count
    }

    /// The most frequent sequence of forms in its most frequent spelling.
    #[must_use]
    pub fn label(&self, corpus: &Corpus) -> String {
        if let Some(spelling) = &self.spelling {
            return spelling.to_string();
        }
        let forms = self.variants.first();
        forms.map_or_else(String::new, |(forms, _)| spell(corpus, forms))
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
    pub count: u32,
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
    /// Near-variants.
    pub groups: PhraseGroups,
    /// The least count a phrase needed.
    pub least_count: u32,
    /// What is no key phrase since framing words begin or end it, the most frequent first.
    pub left_out: Vec<LeftOutPhrase>,
    /// Words that frame what is said.
    pub framing: FramingWords,
}

impl KeyPhrases {
    /// The places of the phrases of a source, with their occurrences there.
    pub fn of_source(&self, source: usize) -> impl Iterator<Item = (usize, u64)> {
        let phrases = self.by_source[source].iter();
        phrases.map(|phrase| (phrase.phrase.index(), phrase.count.into()))
    }

    /// The phrase with this id.
    #[must_use]
    pub fn phrase(&self, id: PhraseId) -> &Phrase {
        &self.phrases[id.index()]
    }
}

/// Scores, sorts and groups n-grams. Each of `same` lists words, parted by blanks, that count as one
/// when near-variants are grouped.
#[must_use]
pub fn key_phrases(
    corpus: &Corpus,
    counts: &Counts,
    ngrams: Ngrams,
    same: &[String],
    least_count: u32,
) -> KeyPhrases {
    let mut placed = parallel::map_items(ngrams.ngrams, |place, ngram| {
        (place, phrase(corpus, counts, ngram))
    });
    parallel::sort_by(&mut placed, |(_, a), (_, b)| {
        (&a.text, a.language, &a.terms).cmp(&(&b.text, b.language, &b.terms))
    });
    let mut id_of = vec![PhraseId(0); placed.len()];
    for (id, (place, _)) in placed.iter().enumerate() {
        id_of[*place] = PhraseId::new(id);
    }
    let mut phrases: Vec<Phrase> = placed.into_iter().map(|(_, phrase)| phrase).collect();
    count_events(corpus, &mut phrases);
    let by_source = ngrams.by_source;
    let by_source = parallel::map_items(by_source, |_, tallies| of_source(tallies, &id_of));
    let ranking = parallel::sorted(phrases.len(), |a, b| by_score(&phrases[a], &phrases[b]));
    let ranking: Vec<PhraseId> = ranking.into_iter().map(PhraseId::new).collect();
    KeyPhrases {
        groups: groups::groups(corpus, &phrases, &ranking, same),
        phrases,
        ranking,
        by_source,
        least_count,
        left_out: ngrams.left_out,
        framing: ngrams.framing,
    }
}

/// Each cluster of copies that holds a phrase is one event, whatever number of its documents do.
fn count_events(corpus: &Corpus, phrases: &mut [Phrase]) {
    if corpus.copies.is_empty() {
        return;
    }
    let terms: Vec<&[TermId]> = phrases.iter().map(|phrase| &*phrase.terms).collect();
    let finder = PhraseFinder::new(corpus, &terms);
    let clusters: Vec<_> = corpus
        .copies
        .iter()
        .filter(|c| c.analysed.len() > 1)
        .collect();
    let repeated: Vec<Vec<(u32, u32)>> = parallel::map(clusters.len(), |cluster| {
        let mut held: Vec<(u32, DocId)> = Vec::new();
        for &id in &clusters[cluster].analysed {
            finder.find(&corpus.symbols(id), |occurrence| {
                held.push((occurrence.phrase(), id))
            });
        }
        held.sort_unstable();
        held.dedup();
        let same = held.chunk_by(|a, b| a.0 == b.0);
        same.map(|same| (same[0].0, same.len() as u32 - 1))
            .collect()
    });
    for (phrase, copies) in repeated.into_iter().flatten() {
        phrases[phrase as usize].events -= copies;
    }
}

/// An n-gram as a key phrase.
fn phrase(corpus: &Corpus, counts: &Counts, ngram: Ngram) -> Phrase {
    let Ngram {
        terms,
        tally,
        longer,
        in_longer,
        variants,
        spelling,
    } = ngram;
    let term = |&id: &TermId| corpus.vocabulary.term(id);
    let words: Vec<&str> = terms.iter().map(|id| &*term(id).text).collect();
    let length = terms.len() as u32;
    let facts = PhraseFacts {
        length,
        count: tally.count,
        nested: tally.nested,
        cohesion: cohesion(corpus, counts, &terms, tally.count),
        df: tally.df,
        documents: corpus.documents.len() as u32,
        sources: tally.sources,
        all_sources: corpus.sources.len() as u32,
    };
    Phrase {
        text: words.join(" "),
        language: terms
            .first()
            .map_or(Language::UNDETERMINED, |id| term(id).language),
        terms,
        variants,
        spelling: counts.spellings.label(corpus, &spelling).map(Into::into),
        count: tally.count,
        nested: tally.nested,
        in_longer,
        df: tally.df,
        events: tally.df,
        sources: tally.sources,
        c_value: c_value(length, tally.count, tally.nested, longer),
        cohesion: facts.cohesion,
        score: facts.score(),
    }
}

/// Occurrences over the geometric mean of those of its words; stop words inside of it are left out.
fn cohesion(corpus: &Corpus, counts: &Counts, terms: &[TermId], count: u64) -> f64 {
    let terms = terms.iter().map(|&id| corpus.vocabulary.term(id));
    let is_word = |kind| matches!(kind, FormKind::Word | FormKind::Number);
    let words = terms.filter(|term| is_word(term.kind));
    let occurrences = words.map(|term| {
        let forms = term.forms.iter();
        forms.map(|form| counts.forms[form.index()]).sum()
    });
    PhraseFacts::cohesion(count, occurrences)
}

/// The phrases of a source, most frequent first.
fn of_source(tallies: Vec<SourceTally>, id_of: &[PhraseId]) -> Vec<SourcePhrase> {
    let mut phrases: Vec<SourcePhrase> = tallies
        .into_iter()
        .map(|tally| SourcePhrase {
            phrase: id_of[tally.place as usize],
            count: tally.count,
            df: tally.df,
        })
        .collect();
    phrases.sort_unstable_by_key(|phrase| (Reverse(phrase.count), phrase.phrase));
    phrases
}

fn by_score(a: &Phrase, b: &Phrase) -> Ordering {
    b.score.total_cmp(&a.score)
}
