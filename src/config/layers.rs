//! How layers of settings add up: defaults, then the settings file, then the command line.

use std::path::PathBuf;

use toml::de::DeTable;
use toml::{Table, Value};

use super::names::flag;
use super::{Config, settings_text};
use crate::error::{Error, Result};
use crate::sorted::SortedMap;

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
    origins: SortedMap<(String, String), Origin>,
    /// The settings file, if there is one.
    file: Option<PathBuf>,
    /// What the user should know of the settings file, such as old names in it.
    pub notes: Vec<String>,
}

impl Resolved {
    /// Adds up the layers: defaults, then the file, then what was typed.
    ///
    /// # Errors
    /// [`Error::Setting`] with file and line, or the flag, and what was expected.
    pub fn from_layers(file: Option<&SettingsFile>, typed: &Table) -> Result<Self> {
        let mut merged = to_table(&Config::default())?;
        let mut origins = SortedMap::new();
        note_origins(&merged, Origin::Default, &mut origins);
        let mut notes = Vec::new();
        if let Some(file) = file {
            let (layer, of_file) = parse_file(file, &merged)?;
            notes = of_file;
            note_origins(&layer, Origin::File, &mut origins);
            merge(&mut merged, layer);
        }
        if names_only(typed) {
            // Whoever types which tables to write wants these, whatever the file adds.
            merge(&mut merged, without_also());
        }
        note_origins(typed, Origin::CommandLine, &mut origins);
        merge(&mut merged, typed.clone());
        // From text, as the file is: one way of reading settings is compiled, not two.
        let text = merged.to_string();
        let mut config: Config =
            toml::from_str(&text).map_err(|error| typed_fault(&text, &error))?;
        if let Some(folder) = file.and_then(|file| file.path.parent()) {
            let is_from_file = |key: &str| {
                let place = ("tokenize".to_owned(), key.to_owned());
                origins.get(&place) == Some(&Origin::File)
            };
            config.tokenize.start_paths_from(folder, is_from_file);
        }
        let resolved = Self {
            config,
            origins,
            file: file.map(|file| file.path.clone()),
            notes,
        };
        let checked = resolved.config.check();
        checked.map_err(|error| resolved.locate(error))?;
        Ok(resolved)
    }

    /// Names the settings file, or the flag, in an error about a setting that came from it.
    #[must_use]
    pub fn locate(&self, error: Error) -> Error {
        let Error::Setting { origin, message } = error else {
            return error;
        };
        let key = origin
            .split_once('.')
            .map(|(section, key)| (section.to_owned(), key.to_owned()));
        let from = key.and_then(|key| self.origins.get(&key));
        match (from, &self.file) {
            (Some(Origin::File), Some(file)) => {
                Error::setting(format!("{}: {origin}", file.display()), message)
            }
            (Some(Origin::CommandLine), _) => {
                let key = origin.split_once('.').map_or(&*origin, |(_, key)| key);
                Error::setting(format!("--{}", flag(key)), message)
            }
            _ => Error::Setting { origin, message },
        }
    }

    /// The settings as TOML, each value with its origin.
    ///
    /// # Errors
    /// None in practice: every setting has a TOML form.
    pub fn to_toml(&self) -> Result<String> {
        let heading = "# Settings in force, and where each comes from.\n";
        let text = lines(&self.config, |section, key| {
            let place = (section.to_owned(), key.to_owned());
            let origin = self.origins.get(&place).copied();
            format!("  # {}", origin.unwrap_or(Origin::Default).name())
        });
        Ok(heading.to_owned() + &text?)
    }
}

impl Config {
    /// The settings as TOML.
    ///
    /// # Errors
    /// None in practice: every setting has a TOML form.
    pub fn to_toml(&self) -> Result<String> {
        lines(self, |_, _| String::new())
    }
}

/// A line for each setting, with what is to stand behind it.
fn lines(config: &Config, behind: impl Fn(&str, &str) -> String) -> Result<String> {
    let mut text = String::new();
    for (section, values) in to_table(config)? {
        text.push_str(&format!("\n[{section}]\n"));
        for (key, value) in values.as_table().into_iter().flatten() {
            text.push_str(&format!("{key} = {value}{}\n", behind(&section, key)));
        }
    }
    Ok(text)
}

fn to_table(config: &Config) -> Result<Table> {
    Table::try_from(config).map_err(|error| Error::setting("settings", error.to_string()))
}

/// Reads the file's layer, checked as a whole so that an error has its line, and notes on it.
fn parse_file(file: &SettingsFile, defaults: &Table) -> Result<(Table, Vec<String>)> {
    let place = |at: usize| {
        let before = &file.text.as_bytes()[..at.min(file.text.len())];
        let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
        format!("{}:{line}", file.path.display())
    };
    let read = settings_text::read(&file.text, defaults)
        .map_err(|fault| Error::setting(place(fault.at), fault.message))?;
    let notes = read.notes.iter();
    let notes = notes.map(|note| format!("{}: {}", place(note.at), note.message));
    Ok((read.table, notes.collect()))
}

/// The error of a typed value, with its flag. Values of the file were checked before.
fn typed_fault(merged: &str, error: &toml::de::Error) -> Error {
    let at = error.span().map_or(0, |span| span.start);
    let root = DeTable::parse(merged).ok();
    let key = root.as_ref().and_then(|root| {
        let (_, key, _) = settings_text::setting_at(root.get_ref(), at)?;
        Some(format!("--{}", flag(key)))
    });
    Error::setting(
        key.unwrap_or_else(|| "command line".to_owned()),
        error.message(),
    )
}

/// Whether the tables to write were typed, and none besides.
fn names_only(typed: &Table) -> bool {
    let output = typed.get("output").and_then(Value::as_table);
    output.is_some_and(|section| section.contains_key("only") && !section.contains_key("also"))
}

/// The layer that asks for no tables besides.
fn without_also() -> Table {
    let none = Table::from_iter([("also".to_owned(), Value::Array(Vec::new()))]);
    Table::from_iter([("output".to_owned(), Value::Table(none))])
}

fn note_origins(layer: &Table, origin: Origin, origins: &mut SortedMap<(String, String), Origin>) {
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
    use crate::config::AlsoWritten;
    use crate::config::names::{OLD_KEYS, WITHIN_SOURCES};

    fn resolve(file: &str, typed: &str) -> Result<Resolved> {
        let file = SettingsFile {
            path: "refrain.toml".into(),
            text: file.to_owned(),
        };
        Resolved::from_layers(Some(&file), &toml::from_str(typed).expect("typed"))
    }

    #[test]
    fn the_command_line_goes_before_the_file_and_the_file_before_defaults() {
        let file =
            "[phrases]\nmax_phrase_length = 3\nmin_count = 4\n[read.fields]\ntext = \"body\"\n";
        let resolved = resolve(file, "[phrases]\nmin_phrase_count = 9\n").expect("settings");
        assert_eq!(resolved.config.phrases.max_length, 3);
        assert_eq!(resolved.config.phrases.min_count, 9);
        assert_eq!(resolved.config.read.fields["text"], "body");
        assert_eq!(resolved.config.read.fields["id"], "id");
        assert_eq!(
            resolved.notes,
            ["refrain.toml:3: `min_count` is now called `min_phrase_count`"]
        );
        let toml = resolved.to_toml().expect("toml");
        assert!(
            toml.contains("max_phrase_length = 3  # settings file"),
            "{toml}"
        );
        assert!(
            toml.contains("min_phrase_count = 9  # command line"),
            "{toml}"
        );
        assert!(toml.contains("context = 12  # default"), "{toml}");
        toml::from_str::<Config>(&toml).expect("what is printed can be read again");
    }

    #[test]
    fn lists_that_the_file_names_lie_beside_it() {
        let file = SettingsFile {
            path: "corpus/refrain.toml".into(),
            text: "[tokenize]\nlemmas = [\"de=a.tsv\"]\nsynonyms = [\"s.tsv\"]\n".to_owned(),
        };
        let typed = toml::from_str("[tokenize]\nsynonyms = [\"t.tsv\"]\n").expect("typed");
        let resolved = Resolved::from_layers(Some(&file), &typed).expect("settings");
        let tokenize = &resolved.config.tokenize;
        assert_eq!(tokenize.lemmas, ["de=corpus/a.tsv"]);
        assert_eq!(tokenize.synonyms, ["t.tsv"]);
        assert_eq!(resolved.config.portable().tokenize.lemmas, ["de=a.tsv"]);
    }

    #[test]
    fn tables_that_are_typed_are_all_there_are() {
        let file = "[output]\nalso = [\"all\"]\n";
        let of = |typed| resolve(file, typed).expect("settings").config.output;
        assert_eq!(of("[output]\nonly = [\"terms\"]\n").also, []);
        assert_eq!(of("").also, [AlsoWritten::All]);
    }

    #[test]
    fn a_wrong_setting_is_named_with_its_line() {
        for (text, message) in [
            (
                "[phrases]\nmax_phrase_lenght = 3\n",
                "refrain.toml:2: unknown setting `max_phrase_lenght`; did you mean `max_phrase_length`?",
            ),
            (
                "\n[phrase]\nmax_phrase_length = 3\n",
                "refrain.toml:2: unknown section [phrase]; did you mean `phrases`?",
            ),
            (
                "[read]\nlanguage = \"en\"\n",
                "refrain.toml:2: `language` belongs into the section [tokenize]",
            ),
            (
                "[tfidf]\nidf = 1\n",
                "refrain.toml:2: unknown setting `idf`; expected one of: weighting",
            ),
            (
                "[output]\nonly = \"terms\"\n",
                "refrain.toml:2: only: expected a list, as in [\"terms\"]",
            ),
            (
                "[output]\nreport = \"no\"\n",
                "refrain.toml:2: report: expected true or false, without quotation marks",
            ),
            (
                "[terms]\nmin_df = \"2\"\n",
                "refrain.toml:2: min_df: expected a whole number without quotation marks, as in 1",
            ),
            (
                "[terms]\nmin_df = -1\n",
                "refrain.toml:2: min_df: -1 is out of range; expected a whole number from 0 to 4294967295",
            ),
            (
                "[concepts]\nperiod = \"yaer\"\n",
                "refrain.toml:2: period: unknown value `yaer`; did you mean `year`?\n  expected one of: auto year quarter month none",
            ),
            (
                "[terms]\nmin_df = 1.5\n",
                "refrain.toml:2: min_df: expected a whole number, as in 1",
            ),
            (
                "[tokenize]\nlanguage = 5\n",
                "refrain.toml:2: language: expected text in quotation marks, as in \"auto\"",
            ),
            (
                "[phrases]\nmax_phrase_length = 9\n",
                "refrain.toml: phrases.max_phrase_length: 9 is out of range; expected 1 to 5 words",
            ),
        ] {
            assert_eq!(resolve(text, "").expect_err(text).to_string(), message);
        }
        let error = resolve("[tokenize]\nlanguage = \"xx\"\n", "").expect_err("code");
        assert!(
            error.to_string().contains("unknown language `xx`"),
            "{error}"
        );
    }

    #[test]
    fn a_wrong_value_that_was_typed_is_named_by_its_flag() {
        for (typed, message) in [
            (
                "[phrases]\nmax_phrase_length = 9\n",
                "--max-phrase-length: 9 is out of range; expected 1 to 5",
            ),
            (
                "[output]\nonly = [\"term\"]\n",
                "--only: unknown table `term`; did you mean `terms`?",
            ),
            (
                "[output]\nformats = [\"text\"]\n",
                "--format: unknown output format `text`",
            ),
            (
                "[cooccurrence]\nscopes = [\"sentence\", \"sentence\"]\n",
                "--scope: sentence is listed twice",
            ),
        ] {
            let error = resolve("", typed).expect_err(typed).to_string();
            assert!(error.starts_with(message), "{error}");
        }
    }

    #[test]
    fn old_names_still_work() {
        let defaults = to_table(&Config::default()).expect("a table");
        for (section, old, today) in OLD_KEYS {
            let value = match &defaults[section][today] {
                Value::Boolean(_) if old == WITHIN_SOURCES => "false".to_owned(),
                Value::Boolean(_) => "true".to_owned(),
                value => value.to_string(),
            };
            let resolved = resolve(&format!("[{section}]\n{old} = {value}\n"), "").expect(old);
            let note = format!("refrain.toml:2: `{old}` is now called `{today}`");
            assert_eq!(resolved.notes, [note]);
            assert!(
                resolved
                    .to_toml()
                    .expect("toml")
                    .contains(&format!("{today} = "))
            );
        }
        let resolved = resolve("[reuse]\nwithin_sources = false\n", "").expect("settings");
        assert!(resolved.config.reuse.across_sources);
        assert_eq!(resolved.notes.len(), 2);
        assert!(resolve("[terms]\nmin_count = 2\nmin_term_count = 3\n", "").is_ok());
    }
}
