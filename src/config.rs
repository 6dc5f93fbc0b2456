//! The settings of a run: what they are, their defaults, and how layers of them add up.
//!
//! Takes the text of `refrain.toml` and what was typed on the command line, gives a checked
//! [`Config`] and the origin of every value. Each stage gets its own section and no other.

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use toml::{Table, Value};

use crate::error::{Error, Result};
use crate::model::{Language, Scope};
use crate::stats::Weighting;

/// All settings of a run, by stage.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// What is read, and as what.
    pub read: ReadConfig,
    /// What counts as a word of which kind.
    pub tokenize: TokenizeConfig,
    /// How TF-IDF weighs.
    pub tfidf: TfidfConfig,
    /// What counts as a key phrase.
    pub phrases: PhraseConfig,
    /// Which company of key phrases is counted.
    pub cooccurrence: CooccurrenceConfig,
    /// Which concepts are followed.
    pub concepts: ConceptConfig,
    /// What is written.
    pub output: OutputConfig,
}

/// Settings of `source/` and `clean/`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReadConfig {
    /// Metadata column that takes the place of the source; empty: the source itself.
    pub group_by: String,
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
            group_by: String::new(),
            paragraph_break: ParagraphBreak::default(),
            fields,
        }
    }
}

/// The record fields that refrain knows.
pub const RECORD_FIELDS: [&str; 6] = ["id", "source", "date", "title", "text", "language"];

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
        Language::from_code(&self.language)
    }
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
    /// Whether stop words may stand inside a key phrase (never at its ends).
    pub inner_stop_words: bool,
}

impl Default for PhraseConfig {
    fn default() -> Self {
        Self {
            max_length: 5,
            min_count: 0,
            inner_stop_words: false,
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

/// Settings of concepts and concordances.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ConceptConfig {
    /// `auto` (a `concepts.yml` beside the input, else the one built in), `none`, or a file.
    pub codebook: String,
    /// Words shown on each side of a hit.
    pub context: u32,
}

impl Default for ConceptConfig {
    fn default() -> Self {
        Self {
            codebook: "auto".to_owned(),
            context: 12,
        }
    }
}

/// Settings of `output/`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OutputConfig {
    /// The tables written; empty: all of them.
    pub only: Vec<String>,
}

/// Where a value came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The program's default.
    Default,
    /// `refrain.toml` or the file named by `--config`.
    File,
    /// The command line.
    CommandLine,
}

impl Origin {
    /// How the origin is named to the user.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::File => "settings file",
            Self::CommandLine => "command line",
        }
    }
}

/// A file of settings: its name for messages, its text, and the folder its paths start from.
#[derive(Debug, Clone)]
pub struct SettingsFile {
    /// The file.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

/// The settings in force, with the origin of each.
#[derive(Debug, Clone)]
pub struct Resolved {
    /// The settings.
    pub config: Config,
    origins: BTreeMap<(String, String), Origin>,
}

impl Resolved {
    /// Adds up the layers: defaults, then the file, then what was typed.
    ///
    /// # Errors
    /// [`Error::Setting`] with file and line, or the flag, and what was expected.
    pub fn from_layers(file: Option<&SettingsFile>, typed: &Table) -> Result<Self> {
        let mut merged = to_table(&Config::default())?;
        let mut origins = BTreeMap::new();
        note_origins(&merged, Origin::Default, &mut origins);
        if let Some(file) = file {
            let layer = parse_file(file)?;
            note_origins(&layer, Origin::File, &mut origins);
            merge(&mut merged, layer);
        }
        note_origins(typed, Origin::CommandLine, &mut origins);
        merge(&mut merged, typed.clone());
        let config: Config = merged
            .try_into()
            .map_err(|error: toml::de::Error| Error::setting("command line", error.message()))?;
        let resolved = Self { config, origins };
        resolved
            .config
            .check()
            .map_err(|error| resolved.located(error, file))?;
        Ok(resolved)
    }

    /// Adds the file to an error about a setting that came from it.
    fn located(&self, error: Error, file: Option<&SettingsFile>) -> Error {
        let Error::Setting { origin, message } = error else {
            return error;
        };
        let key = origin
            .split_once('.')
            .map(|(section, key)| (section.to_owned(), key.to_owned()));
        let from = key.and_then(|key| self.origins.get(&key));
        match (from, file) {
            (Some(Origin::File), Some(file)) => {
                Error::setting(format!("{}: {origin}", file.path.display()), message)
            }
            _ => Error::Setting { origin, message },
        }
    }

    /// The settings as TOML, each value with its origin.
    ///
    /// # Errors
    /// None in practice: every setting has a TOML form.
    pub fn to_toml(&self) -> Result<String> {
        let mut text = String::from("# Settings in force, and where each comes from.\n");
        for (section, values) in to_table(&self.config)? {
            text.push_str(&format!("\n[{section}]\n"));
            for (key, value) in values.as_table().into_iter().flatten() {
                let origin = self.origins.get(&(section.clone(), key.clone()));
                let origin = origin.copied().unwrap_or(Origin::Default).name();
                text.push_str(&format!("{key} = {value}  # {origin}\n"));
            }
        }
        Ok(text)
    }
}

impl Config {
    /// Checks what the types can't.
    fn check(&self) -> Result<()> {
        let language = &self.tokenize.language;
        match Language::from_code(language) {
            None if language != "auto" => {
                let known: Vec<_> = Language::codes().collect();
                let message = format!(
                    "unknown language `{language}`; use auto or one of: {}",
                    known.join(" ")
                );
                return Err(Error::setting("tokenize.language", message));
            }
            Some(language) if !language.is_spaced() => {
                let message = format!(
                    "{} is written without spaces and needs a dictionary to find its words, which this version does not have",
                    language.name()
                );
                return Err(Error::setting("tokenize.language", message));
            }
            _ => {}
        }
        if !(1..=5).contains(&self.phrases.max_length) {
            return Err(Error::setting(
                "phrases.max_length",
                "expected 1 to 5 words",
            ));
        }
        if self.cooccurrence.phrases > 2_000 {
            return Err(Error::setting(
                "cooccurrence.phrases",
                "expected at most 2000 phrases",
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
        crate::tables::check_names(&self.output.only)
    }
}

fn to_table(config: &Config) -> Result<Table> {
    Table::try_from(config).map_err(|error| Error::setting("settings", error.to_string()))
}

/// Reads the file's layer, and checks it as a whole so that an error has its line.
fn parse_file(file: &SettingsFile) -> Result<Table> {
    let located = |error: &toml::de::Error| {
        let start = error
            .span()
            .map_or(0, |span| span.start.min(file.text.len()));
        let line = 1 + file.text.as_bytes()[..start]
            .iter()
            .filter(|&&byte| byte == b'\n')
            .count();
        Error::setting(format!("{}:{line}", file.path.display()), error.message())
    };
    toml::from_str::<Config>(&file.text).map_err(|error| located(&error))?;
    toml::from_str::<Table>(&file.text).map_err(|error| located(&error))
}

fn note_origins(layer: &Table, origin: Origin, origins: &mut BTreeMap<(String, String), Origin>) {
    for (section, values) in layer {
        for key in values.as_table().into_iter().flat_map(Table::keys) {
            origins.insert((section.clone(), key.clone()), origin);
        }
    }
}

/// Lays `layer` over `base`; tables merge, anything else is replaced.
fn merge(base: &mut Table, layer: Table) {
    for (key, value) in layer {
        match (base.get_mut(&key), value) {
            (Some(Value::Table(below)), Value::Table(above)) => merge(below, above),
            (_, value) => {
                base.insert(key, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolve(file: &str, typed: &str) -> Result<Resolved> {
        let file = SettingsFile {
            path: "refrain.toml".into(),
            text: file.to_owned(),
        };
        Resolved::from_layers(Some(&file), &toml::from_str(typed).expect("typed"))
    }

    #[test]
    fn the_command_line_goes_before_the_file_and_the_file_before_defaults() {
        let file = "[phrases]\nmax_length = 3\nmin_count = 4\n[read.fields]\ntext = \"body\"\n";
        let resolved = resolve(file, "[phrases]\nmin_count = 9\n").expect("settings");
        assert_eq!(resolved.config.phrases.max_length, 3);
        assert_eq!(resolved.config.phrases.min_count, 9);
        assert_eq!(resolved.config.read.fields["text"], "body");
        assert_eq!(resolved.config.read.fields["id"], "id");
        let toml = resolved.to_toml().expect("toml");
        assert!(toml.contains("max_length = 3  # settings file"), "{toml}");
        assert!(toml.contains("min_count = 9  # command line"), "{toml}");
        assert!(toml.contains("context = 12  # default"), "{toml}");
        toml::from_str::<Config>(&toml).expect("what is printed can be read again");
    }

    #[test]
    fn a_wrong_setting_is_named_with_its_line() {
        let error = resolve("[phrases]\nmax_size = 3\n", "")
            .expect_err("unknown key")
            .to_string();
        assert!(
            error.starts_with("refrain.toml:2: unknown field `max_size`"),
            "{error}"
        );
        let error = resolve("[phrases]\nmax_length = 9\n", "")
            .expect_err("range")
            .to_string();
        assert_eq!(
            error,
            "refrain.toml: phrases.max_length: expected 1 to 5 words"
        );
        let error = resolve(
            "",
            "[cooccurrence]\nscopes = [\"sentence\", \"sentence\"]\n",
        );
        assert!(
            error
                .expect_err("twice")
                .to_string()
                .contains("sentence is there twice")
        );
        let error = resolve("[tokenize]\nlanguage = \"xx\"\n", "")
            .expect_err("code")
            .to_string();
        assert!(error.contains("unknown language `xx`"), "{error}");
    }

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
