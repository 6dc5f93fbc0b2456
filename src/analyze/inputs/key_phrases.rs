//! Key phrases: n-grams that are frequent enough for a corpus of this size.

use crate::analyze::{KeyPhrases, key_phrases};
use crate::config::PhraseConfig;
use crate::count::{Counts, NgramLimits, SourceTask, count_ngrams};
use crate::model::Corpus;

/// The key phrases of the corpus.
pub(crate) fn extract_key_phrases(
    corpus: &Corpus,
    counts: &Counts,
    tasks: &[SourceTask],
    settings: &PhraseConfig,
) -> KeyPhrases {
    let least = settings.least_count(corpus.tokens());
    let limits = NgramLimits {
        inner: settings.inner_words,
        longest: settings.max_length as usize,
        least,
    };
    let ngrams = count_ngrams(corpus, counts, tasks, limits);
    key_phrases(corpus, counts, ngrams, &settings.same_words, least)
}
