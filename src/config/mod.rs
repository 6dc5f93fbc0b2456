//! The settings of a run: what they are, their defaults, and how layers of them add up.
//!
//! Takes the text of `refrain.toml` and what was typed on the command line, gives a checked
//! [`Config`] and the origin of every value. Each stage gets its own section and no other, and each
//! section checks itself.

mod also;
mod association;
mod check;
mod concepts;
mod format;
mod layers;
mod names;
mod network;
mod output;
mod path_template;
mod phrases;
mod read;
mod repeated_text;
mod reuse;
mod settings_text;
mod similarity;
mod split_mode;
mod terms;
mod tokenize;

use std::path::Path;

use serde::{Deserialize, Serialize};

pub use also::AlsoWritten;
pub use association::{CollocateConfig, CooccurrenceConfig, KeynessConfig};
pub use check::{Bounds, bounds};
pub use concepts::{Accents, ConceptConfig, Hyphens, MatchBy, PatternMatching, PeriodChoice};
pub use format::OutputFormat;
pub use layers::{Origin, Resolved, SettingsFile};
pub use names::{OLD_FLAGS, OLD_KEYS, flag};
pub use network::NetworkConfig;
pub use output::{Embed, OutputConfig};
pub use path_template::PathTemplate;
pub(crate) use path_template::Piece;
pub use phrases::{DocumentScore, PhraseConfig, TfidfConfig};
pub use read::{DateOrder, ParagraphBreak, RECORD_FIELDS, ReadAs, ReadConfig};
pub use repeated_text::{BoilerplateConfig, CopiesConfig, Weigh};
pub use reuse::{Quoted, ReuseConfig, WordingConfig};
pub use similarity::SimilarityConfig;
pub use split_mode::{SplitMode, SplitPattern};
pub use terms::TermConfig;
pub use tokenize::TokenizeConfig;

use crate::error::Result;
use crate::model::WordLists;

/// All settings of a run, by stage.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// What is read, and as what.
    pub read: ReadConfig,
    /// What counts as a word of which kind.
    pub tokenize: TokenizeConfig,
    /// What counts as boilerplate.
    pub boilerplate: BoilerplateConfig,
    /// What counts as a copy, and how copies count.
    pub copies: CopiesConfig,
    /// Which terms count, by how often they occur.
    pub terms: TermConfig,
    /// How TF-IDF weighs.
    pub tfidf: TfidfConfig,
    /// What counts as a key phrase.
    pub phrases: PhraseConfig,
    /// Which pairs of key phrases are counted.
    pub cooccurrence: CooccurrenceConfig,
    /// What each source is compared with.
    pub keyness: KeynessConfig,
    /// What counts as a collocate.
    pub collocates: CollocateConfig,
    /// Which concepts are followed.
    pub concepts: ConceptConfig,
    /// What counts as a passage that documents share.
    #[serde(rename = "passages")]
    pub reuse: ReuseConfig,
    /// Which sentences say the same in other words.
    pub wording: WordingConfig,
    /// What counts as near.
    pub similarity: SimilarityConfig,
    /// What is joined in a network.
    pub network: NetworkConfig,
    /// What is written.
    pub output: OutputConfig,
}

impl Config {
    /// The settings with the codebook and lists of words by their names alone: folders differ between machines.
    #[must_use]
    pub fn portable(&self) -> Self {
        let mut config = self.clone();
        if let Some(name) = Path::new(&config.concepts.codebook).file_name() {
            config.concepts.codebook = name.to_string_lossy().into_owned();
        }
        config.tokenize.drop_folders();
        config
    }

    /// What is needed to read documents and to merge them into a corpus.
    #[must_use]
    pub fn reading(&self) -> ReadingSettings<'_> {
        ReadingSettings {
            read: &self.read,
            tokenize: &self.tokenize,
            boilerplate: &self.boilerplate,
            copies: &self.copies,
            lists: WordLists::none(),
        }
    }

    /// Checks what the types can't, section by section.
    fn check(&self) -> Result<()> {
        self.read.check()?;
        self.tokenize.check()?;
        self.copies.check()?;
        self.terms.check()?;
        self.phrases.check()?;
        self.cooccurrence.check()?;
        self.collocates.check()?;
        self.concepts.check()?;
        self.reuse.check()?;
        self.wording.check()?;
        self.similarity.check()?;
        self.network.check()?;
        self.output.check()
    }
}

/// The sections that decide what a document comes to: those of the stages from `source/` to the
/// freeze.
#[derive(Debug, Clone, Copy)]
pub struct ReadingSettings<'a> {
    /// What is read, and as what.
    pub read: &'a ReadConfig,
    /// What counts as a word of which kind.
    pub tokenize: &'a TokenizeConfig,
    /// What counts as boilerplate.
    pub boilerplate: &'a BoilerplateConfig,
    /// What counts as a copy, and how copies count.
    pub copies: &'a CopiesConfig,
    /// The lists of words that the settings name.
    pub lists: &'a WordLists,
}

impl<'a> ReadingSettings<'a> {
    /// The same with lists of words.
    #[must_use]
    pub fn with_lists(self, lists: &'a WordLists) -> Self {
        Self { lists, ..self }
    }

    /// Whether copies are looked for, be it only to tell boilerplate from copies of one text.
    #[must_use]
    pub fn needs_copies(&self) -> bool {
        self.copies.is_on() || !self.boilerplate.keep
    }
}
