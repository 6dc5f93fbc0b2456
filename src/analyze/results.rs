//! What all analyses together found: the input of tables and reports.

use crate::analyze::{CoOccurrence, Companion, Concepts, Frequency, KeyPhrases, TfIdf};
use crate::count::Counts;
use crate::model::{Corpus, PhraseId};

/// Everything found out about a corpus.
#[derive(Debug)]
pub struct Results {
    /// The corpus.
    pub corpus: Corpus,
    /// Its counts.
    pub counts: Counts,
    /// Term frequencies.
    pub frequency: Frequency,
    /// TF-IDF weights.
    pub tfidf: TfIdf,
    /// Key phrases, unless left out by the settings.
    pub phrases: Option<KeyPhrases>,
    /// The company of the best-scored key phrases.
    pub company: Company,
    /// Concepts, unless turned off or left out.
    pub concepts: Option<Concepts>,
    /// Strongest companions by category of the codebook; empty for sub-concepts.
    pub companions: Vec<Vec<Companion>>,
}

/// The company of chosen phrases, and which phrases they are.
#[derive(Debug, Default)]
pub struct Company {
    /// Chosen phrases, by their number in the finder; ids ascend.
    pub chosen: Vec<PhraseId>,
    /// Their company by scope.
    pub scopes: Vec<CoOccurrence>,
}
