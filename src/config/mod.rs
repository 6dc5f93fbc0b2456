//! The settings of a run: what they are, their defaults, and how layers of them add up.
//!
//! Takes the text of `refrain.toml` and what was typed on the command line, gives a checked
//! [`Config`] and the origin of every value. Each stage gets its own section and no other.

mod across;
mod also;
mod date_order;
mod format;
mod layers;
mod period;
mod reuse;

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::path::Path;

use serde::{Deserialize, Serialize};

pub use across::{NetworkConfig, SimilarityConfig};
pub use also::AlsoWritten;
pub use date_order::DateOrder;
pub use format::OutputFormat;
pub use layers::{Origin, Resolved, SettingsFile};
pub use period::PeriodChoice;
pub use reuse::{Quoted, ReuseConfig, WordingConfig};

use crate::error::{Error, Result};
use crate::model::{Ingredient, InnerWords, Language, Scope, TableId, Written};
use crate::source::PathTemplate;
use crate::stats::{Adjustment, Weighting};

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
    /// How TF-IDF weighs.
    pub tfidf: TfidfConfig,
    /// What counts as a key phrase.
    pub phrases: PhraseConfig,
    /// Which company of key phrases is counted.
    pub cooccurrence: CooccurrenceConfig,
    /// What each source is compared with.
    pub keyness: KeynessConfig,
    /// `[collocates]`
    pub collocates: CollocateConfig,
    /// Which concepts are followed.
    pub concepts: ConceptConfig,
    /// What counts as a passage that documents share.
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

/// Settings of `source/` and `clean/`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReadConfig {
    /// What every file is read as, whatever its name and content say.
    pub format: ReadAs,
    /// `auto`, or the encoding of every text that does not state another.
    pub encoding: String,
    /// Globs of the files that are read; empty: all of them.
    pub include: Vec<String>,
    /// Globs of files that are not read.
    pub exclude: Vec<String>,
    /// Metadata column that takes the place of the source; empty: the source itself.
    pub group_by: String,
    /// What the path of a document states; empty: nothing but the source, its first folder.
    pub path: PathTemplate,
    /// Which number is the day in dates such as 03/04/2015.
    pub date_order: DateOrder,
    /// What ends a paragraph in plain text.
    pub paragraph_break: ParagraphBreak,
    /// Names of the record fields: for each of `id`, `source`, `date`, `title`, `text`, `language`,
    /// the name it has in the data.
    pub fields: BTreeMap<String, String>,
}

impl Default for ReadConfig {
    fn default() -> Self {
        let fields = RECORD_FIELDS
            .iter()
            .map(|&name| (name.to_owned(), name.to_owned()))
            .collect();
        Self {
            format: ReadAs::Auto,
            encoding: "auto".to_owned(),
            include: Vec::new(),
            exclude: Vec::new(),
            group_by: String::new(),
            path: PathTemplate::default(),
            date_order: DateOrder::default(),
            paragraph_break: ParagraphBreak::default(),
            fields,
        }
    }
}

impl ReadConfig {
    /// Whether the user says in which encoding every text is.
    #[must_use]
    pub fn forces_encoding(&self) -> bool {
        self.encoding != "auto"
    }
}

/// The record fields that refrain knows.
pub const RECORD_FIELDS: [&str; 6] = ["id", "source", "date", "title", "text", "language"];

/// What files are read as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReadAs {
    /// As what they are, by content first and ending second.
    #[default]
    Auto,
    /// Plain text.
    Txt,
    /// Markdown.
    Md,
    /// Web pages.
    Html,
    /// XML, such as TEI.
    Xml,
    /// JSON: an object or a list of objects.
    Json,
    /// JSON, one object a line.
    Jsonl,
    /// Tables with commas or semicolons.
    Csv,
    /// Tables with tabs.
    Tsv,
    /// Spreadsheets.
    Xlsx,
    /// Word-processor documents (Office Open XML).
    Docx,
    /// Word-processor documents (OpenDocument).
    Odt,
    /// PDF.
    Pdf,
}

/// What ends a paragraph in plain text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ParagraphBreak {
    /// A blank line; a single line end is a space.
    #[default]
    BlankLine,
    /// Every line end.
    Line,
}

/// Settings of `tokenize/` and of the classing of forms.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TokenizeConfig {
    /// `auto`, or the code of the one language of all documents.
    pub language: String,
    /// Whether the stop-word list of each language is used.
    pub stop_words: bool,
    /// Further stop words, in any language.
    pub extra_stop_words: Vec<String>,
    /// Least number of characters of a word that counts as a term.
    pub min_chars: u32,
    /// Whether numbers count as terms.
    pub numbers: bool,
}

impl Default for TokenizeConfig {
    fn default() -> Self {
        Self {
            language: "auto".to_owned(),
            stop_words: true,
            extra_stop_words: Vec::new(),
            min_chars: 1,
            numbers: false,
        }
    }
}

impl TokenizeConfig {
    /// The language that every document is taken to be in, if one is forced.
    #[must_use]
    pub fn forced_language(&self) -> Option<Language> {
        Language::from_tag(&self.language)
    }
}

/// Settings of the search for boilerplate.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BoilerplateConfig {
    /// Whether boilerplate is left in the counts.
    pub keep: bool,
    /// Sources whose boilerplate is left in the counts.
    pub keep_sources: Vec<String>,
}

impl BoilerplateConfig {
    /// Whether the boilerplate of this source is left in the counts.
    #[must_use]
    pub fn keeps(&self, source: &str) -> bool {
        self.keep || self.keep_sources.iter().any(|kept| kept == source)
    }
}

/// Settings of the detection of copies.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CopiesConfig {
    /// How copies count.
    pub weigh: Weigh,
    /// Least share of the words of the shorter document that its copy must have too, 0.5 to 1.
    pub similarity: f64,
}

impl Default for CopiesConfig {
    fn default() -> Self {
        Self {
            weigh: Weigh::default(),
            similarity: 0.65,
        }
    }
}

impl CopiesConfig {
    /// Whether copies are looked for at all.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.weigh != Weigh::Off
    }
}

/// How copies count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weigh {
    /// Every copy counts; `events` columns count copies of one text once.
    #[default]
    Count,
    /// The first document of each cluster of copies counts; the others are in no count.
    First,
    /// Copies are not looked for.
    Off,
}

/// Settings of TF-IDF.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TfidfConfig {
    /// The named weighting.
    pub weighting: Weighting,
}

/// Settings of key phrases.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PhraseConfig {
    /// Most words of a key phrase, 1 to 5.
    pub max_length: u32,
    /// Least number of occurrences; 0 chooses by corpus size: 2, and 1 more for each 500,000 tokens.
    pub min_count: u32,
    /// Which stop words may stand inside a key phrase (never at its ends).
    pub inner_words: InnerWords,
    /// Words that count as one when near-variants are grouped: each entry lists some, parted by
    /// blanks.
    pub same_words: Vec<String>,
    /// How many key phrases of each document are listed.
    pub per_document: u32,
    /// How the key phrases of a document are scored.
    pub document_score: DocumentScore,
}

/// How the key phrases of a document are scored.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentScore {
    /// By occurrences of its own, length, position, cohesion and document frequency.
    #[default]
    Refrain,
    /// YAKE (Campos et al. 2020) on runs of up to 3 words, or `max_length` if that is fewer: case,
    /// position, frequency, neighbours and spread of its words; low is good.
    Yake,
}

impl Default for PhraseConfig {
    fn default() -> Self {
        Self {
            max_length: 5,
            min_count: 0,
            inner_words: InnerWords::default(),
            same_words: vec!["cyber cyberspace".to_owned()],
            per_document: 15,
            document_score: DocumentScore::default(),
        }
    }
}

impl PhraseConfig {
    /// The least number of occurrences for a corpus of this many tokens.
    #[must_use]
    pub fn least_count(&self, tokens: u64) -> u32 {
        let chosen = 2 + u32::try_from(tokens / 500_000).unwrap_or(u32::MAX - 2);
        NonZeroU32::new(self.min_count).map_or(chosen, NonZeroU32::get)
    }
}

/// Settings of keyness.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KeynessConfig {
    /// The source that all others are compared with; empty: each with all others together.
    pub reference: String,
    /// Least number of occurrences, in all sources, of what is compared.
    pub min_count: u32,
    /// Whether what does not reliably differ is listed too.
    pub all: bool,
    /// How p-values are adjusted for the number of comparisons.
    pub adjustment: Adjustment,
}

impl Default for KeynessConfig {
    fn default() -> Self {
        Self {
            reference: String::new(),
            min_count: 5,
            all: false,
            adjustment: Adjustment::default(),
        }
    }
}

/// Settings of co-occurrence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CooccurrenceConfig {
    /// The scopes counted.
    pub scopes: Vec<Scope>,
    /// How many key phrases take part, the best-scored first.
    pub phrases: u32,
    /// Least number of units that hold both phrases of a pair.
    pub min_count: u32,
}

impl Default for CooccurrenceConfig {
    fn default() -> Self {
        Self {
            scopes: vec![Scope::Sentence],
            phrases: 100,
            min_count: 2,
        }
    }
}

/// Settings of collocates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CollocateConfig {
    /// Tokens on each side of a hit, within its sentence, 1 to 100.
    pub window: u32,
    /// Least number of tokens of a collocate inside windows.
    pub min_count: u32,
    /// Most collocates of a concept, in all sources and in each.
    pub most: u32,
    /// Patterns that have collocates besides the concepts.
    pub nodes: Vec<String>,
}

impl Default for CollocateConfig {
    fn default() -> Self {
        Self {
            window: 5,
            min_count: 3,
            most: 50,
            nodes: Vec::new(),
        }
    }
}

/// Settings of concepts and concordances.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ConceptConfig {
    /// `auto` (a `concepts.yml` beside the input, else the one built in), `none`, or a file.
    pub codebook: String,
    /// Words shown on each side of a hit.
    pub context: u32,
    /// Most candidates of a concept.
    pub candidates: u32,
    /// Most companions of a concept in all sources, in a source and in a period.
    pub companions: u32,
    /// How long the periods are in which concepts are followed.
    pub period: PeriodChoice,
    /// How often documents are drawn again for intervals; 0: no intervals.
    pub resamples: u32,
    /// What those draws depend on.
    pub seed: u64,
}

impl Default for ConceptConfig {
    fn default() -> Self {
        Self {
            codebook: "auto".to_owned(),
            context: 12,
            candidates: 25,
            companions: 10,
            period: PeriodChoice::default(),
            resamples: 1000,
            seed: 1,
        }
    }
}

/// Settings of `output/`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OutputConfig {
    /// The tables written; empty: all that are written by default.
    pub only: Vec<TableId>,
    /// Tables written besides: some of those that are written on request, or `all`.
    pub also: Vec<AlsoWritten>,
    /// Whether `report.html` and its figures are made.
    pub report: bool,
    /// Whether figures are drawn as PNG too.
    pub png: bool,
    /// The formats that tables are written in besides CSV.
    pub formats: Vec<OutputFormat>,
    /// Whether CSV is written for spreadsheets: with a byte-order mark, and with `'` before text that
    /// they would run as a formula.
    pub excel: bool,
}

impl Default for OutputConfig {
    fn default() -> Self {
        Self {
            only: Vec::new(),
            also: Vec::new(),
            report: true,
            png: false,
            formats: Vec::new(),
            excel: false,
        }
    }
}

impl OutputConfig {
    /// Whether this table is asked for.
    #[must_use]
    pub fn wants(&self, table: TableId) -> bool {
        let is_named =
            || self.only.contains(&table) || self.also.iter().any(|also| also.contains(table));
        match table.written() {
            Written::Always => true,
            Written::ByDefault => self.only.is_empty() || is_named(),
            Written::OnRequest => is_named(),
            Written::WithMatrix => self.formats.contains(&OutputFormat::MatrixMarket),
        }
    }

    /// Whether any of these tables is asked for.
    #[must_use]
    pub fn wants_any(&self, tables: &[TableId]) -> bool {
        tables.iter().any(|&table| self.wants(table))
    }

    /// Whether a table is asked for that cannot be made without this.
    #[must_use]
    pub fn needs(&self, ingredient: Ingredient) -> bool {
        let wanted = TableId::ALL.into_iter().filter(|&table| self.wants(table));
        wanted
            .into_iter()
            .any(|table| table.ingredients().contains(&ingredient))
    }
}

impl Config {
    /// The settings with the codebook by its name alone: folders differ between machines.
    #[must_use]
    pub fn portable(&self) -> Self {
        let mut config = self.clone();
        if let Some(name) = Path::new(&config.concepts.codebook).file_name() {
            config.concepts.codebook = name.to_string_lossy().into_owned();
        }
        config
    }

    fn check_language(&self) -> Result<()> {
        let language = &self.tokenize.language;
        if Language::from_tag(language).is_none() && language != "auto" {
            let known: Vec<_> = Language::codes().collect();
            let message = format!(
                "unknown language `{language}`; use auto or one of: {}",
                known.join(" ")
            );
            return Err(Error::setting("tokenize.language", message));
        }
        Ok(())
    }

    fn check_numbers(&self) -> Result<()> {
        let numbers = [
            ("phrases.max_length", self.phrases.max_length, 5, "words"),
            (
                "phrases.per_document",
                self.phrases.per_document,
                100,
                "phrases",
            ),
            ("collocates.window", self.collocates.window, 100, "tokens"),
            (
                "similarity.neighbours",
                self.similarity.neighbours,
                1_000,
                "documents",
            ),
        ];
        for (name, value, most, unit) in numbers {
            if !(1..=most).contains(&value) {
                return Err(Error::setting(name, format!("expected 1 to {most} {unit}")));
            }
        }
        Ok(())
    }

    /// Checks what the types can't.
    fn check(&self) -> Result<()> {
        self.check_language()?;
        if self.read.forces_encoding() {
            crate::source::check_encoding(&self.read.encoding)
                .map_err(|message| Error::setting("read.encoding", message))?;
        }
        if !(0.5..=1.0).contains(&self.copies.similarity) {
            return Err(Error::setting(
                "copies.similarity",
                "expected a share from 0.5 to 1",
            ));
        }
        self.check_numbers()?;
        self.reuse.check()?;
        self.wording.check()?;
        self.similarity.check()?;
        self.network.check()?;
        if self.cooccurrence.phrases > 2_000 {
            return Err(Error::setting(
                "cooccurrence.phrases",
                "expected at most 2000 phrases",
            ));
        }
        if self.concepts.resamples > 100_000 {
            return Err(Error::setting(
                "concepts.resamples",
                "expected at most 100000",
            ));
        }
        if let Some(field) = self
            .read
            .fields
            .keys()
            .find(|key| !RECORD_FIELDS.contains(&key.as_str()))
        {
            let message = format!(
                "unknown field `{field}`; expected one of: {}",
                RECORD_FIELDS.join(" ")
            );
            return Err(Error::setting("read.fields", message));
        }
        let scopes = &self.cooccurrence.scopes;
        if let Some(twice) = scopes
            .iter()
            .enumerate()
            .find(|(at, scope)| scopes[..*at].contains(scope))
        {
            return Err(Error::setting(
                "cooccurrence.scopes",
                format!("{} is there twice", twice.1),
            ));
        }
        let mut stop_words = self.tokenize.extra_stop_words.iter();
        if let Some(words) = stop_words.find(|word| word.trim().contains(char::is_whitespace)) {
            let message = format!("`{words}` is more than one word; name each by itself");
            return Err(Error::setting("tokenize.extra_stop_words", message));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_count_grows_with_the_corpus() {
        let config = PhraseConfig::default();
        assert_eq!(config.least_count(10_000), 2);
        assert_eq!(config.least_count(1_000_000), 4);
        let fixed = PhraseConfig {
            min_count: 7,
            ..config
        };
        assert_eq!(fixed.least_count(1_000_000), 7);
    }
}
