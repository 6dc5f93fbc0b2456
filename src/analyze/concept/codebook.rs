//! Codebooks: YAML in the layout of quanteda dictionaries, with `exclude`.
//!
//! Keys are concepts, nested keys sub-concepts, leaves lists of patterns. `exclude` lists patterns
//! that take hits of its concept away. `match`, `accents` and `hyphens` with one of their values say how
//! the patterns below them match. Keys that begin with `_` are notes; of `_meta`, `title` and `version`
//! are shown in reports. The layouts of other programs, by the ending of the file, are read
//! in `foreign/`.

use std::path::{Path, PathBuf};

use saphyr::{LoadableYamlNode, MarkedYaml, Scalar, ScanError, YamlData};

use super::foreign::{Entries, Entry, Layout};
use super::keys;
use super::pattern::{PREFIXES, Pattern, parse};
use crate::config::PatternMatching;
use crate::error::{Error, Result};
use crate::model::{ConceptId, PatternId};

/// A category of a codebook: a concept or a sub-concept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// Its name, with those above it: `climate.warming`.
    pub name: String,
    /// The category above it.
    pub parent: Option<ConceptId>,
}

/// Where a codebook came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodebookOrigin {
    /// A codebook that comes with the program, by its name.
    BuiltIn(&'static str),
    /// A file.
    File(PathBuf),
    /// One pattern that was typed.
    Typed,
}

/// A codebook.
#[derive(Debug, Clone)]
pub struct Codebook {
    /// Where it came from.
    pub origin: CodebookOrigin,
    /// The text it was read from.
    pub source: String,
    /// Title, as it states it.
    pub title: Option<String>,
    /// Version, as it states it.
    pub version: Option<String>,
    /// Categories in the order of the file, each after the one above it.
    pub categories: Vec<Category>,
    /// Patterns in the order of the file.
    pub patterns: Vec<Pattern>,
    /// What was left out, for the user.
    pub notes: Vec<String>,
}

/// Why a run has no codebook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoCodebook {
    /// No table of concepts is wanted.
    NotWanted,
    /// The settings turn concepts off.
    TurnedOff,
    /// None was chosen, and none lies beside the input.
    Absent,
    /// The one beside the input has no concept yet.
    Blank,
}

impl NoCodebook {
    /// What it means and what to do, in sentences of Markdown; `None` where nobody misses one.
    #[must_use]
    pub fn advice(self) -> Option<&'static str> {
        match self {
            Self::NotWanted => None,
            Self::TurnedOff => Some("concepts are turned off in the settings of this run."),
            Self::Absent => Some(
                "concepts were not followed. `refrain init FOLDER` writes one to start from, with the phrases that recur most here as proposals.",
            ),
            Self::Blank => Some(
                "`concepts.yml` has no concept yet. Take the `#` off its proposals, or add concepts of your own.",
            ),
        }
    }

    /// Whether the user may not know of it.
    #[must_use]
    pub fn is_news(self) -> bool {
        matches!(self, Self::Absent | Self::Blank)
    }
}

impl Codebook {
    /// A codebook of one pattern, matched in this way if it does not say so itself.
    ///
    /// # Errors
    /// [`Error::Setting`] if the pattern is broken.
    pub fn of_pattern(text: &str, matching: PatternMatching) -> Result<Self> {
        let shape = parse(text, matching)
            .map_err(|message| Error::setting(format!("pattern `{text}`"), message))?;
        let pattern = Pattern {
            text: text.to_owned(),
            category: ConceptId(0),
            excludes: false,
            shape,
        };
        Ok(Self {
            origin: CodebookOrigin::Typed,
            source: text.to_owned(),
            title: None,
            version: None,
            categories: vec![Category {
                name: text.to_owned(),
                parent: None,
            }],
            patterns: vec![pattern],
            notes: Vec::new(),
        })
    }

    /// Reads a codebook, whose patterns match in this way where it does not say so itself.
    ///
    /// # Errors
    /// [`Error::Malformed`] with the line, what is wrong and what was expected.
    pub fn parse(text: &str, path: &Path, matching: PatternMatching) -> Result<Self> {
        Builder::read(text, path, matching)?.finish()
    }

    /// Reads a codebook that may have no concept yet, as `refrain init` leaves it; `None` then.
    ///
    /// # Errors
    /// As [`Codebook::parse`].
    pub fn parse_started(
        text: &str,
        path: &Path,
        matching: PatternMatching,
    ) -> Result<Option<Self>> {
        let builder = Builder::read(text, path, matching)?;
        if builder.book.categories.is_empty() {
            return Ok(None);
        }
        builder.finish().map(Some)
    }

    /// A category and those above it, from the inside out.
    pub fn upwards(&self, category: ConceptId) -> impl Iterator<Item = ConceptId> {
        std::iter::successors(Some(category), |&category| self.category(category).parent)
    }

    /// Whether `category` is `above` or below it.
    #[must_use]
    pub fn is_within(&self, category: ConceptId, above: ConceptId) -> bool {
        self.upwards(category).any(|category| category == above)
    }

    /// The concept at the top of a category.
    #[must_use]
    pub fn concept_of(&self, category: ConceptId) -> ConceptId {
        self.upwards(category).last().unwrap_or(category)
    }

    /// Categories that are no sub-concepts.
    pub fn concepts(&self) -> impl Iterator<Item = ConceptId> {
        let categories = self.categories.iter().enumerate();
        let tops = categories.filter(|(_, category)| category.parent.is_none());
        tops.map(|(index, _)| ConceptId::new(index))
    }

    /// A category.
    #[must_use]
    pub fn category(&self, category: ConceptId) -> &Category {
        &self.categories[category.index()]
    }

    /// A pattern.
    #[must_use]
    pub fn pattern(&self, pattern: PatternId) -> &Pattern {
        &self.patterns[pattern.index()]
    }

    /// Name, title and version in words, for reports.
    #[must_use]
    pub fn describe(&self) -> String {
        let name = match &self.origin {
            CodebookOrigin::BuiltIn(name) => format!("the built-in codebook `{name}`"),
            CodebookOrigin::Typed => "a typed pattern".to_owned(),
            CodebookOrigin::File(path) => {
                let name = path.file_name().unwrap_or(path.as_os_str());
                format!("`{}`", name.to_string_lossy())
            }
        };
        let title = self
            .title
            .as_ref()
            .map(|title| format!(" “{title}”"))
            .unwrap_or_default();
        let version = self
            .version
            .as_ref()
            .map(|version| format!(", version {version}"))
            .unwrap_or_default();
        format!("{name}{title}{version}")
    }
}

/// Where a pattern belongs, and how it matches if it does not say so itself.
#[derive(Clone, Copy)]
struct Place {
    category: ConceptId,
    excludes: bool,
    matching: PatternMatching,
}

/// A codebook while it is read.
struct Builder<'a> {
    path: &'a Path,
    book: Codebook,
}

impl<'a> Builder<'a> {
    /// Reads a text in the layout that the name of the file and the text say.
    fn read(text: &str, path: &'a Path, matching: PatternMatching) -> Result<Self> {
        let mut builder = Self {
            path,
            book: Codebook {
                origin: CodebookOrigin::File(path.to_owned()),
                source: text.to_owned(),
                title: None,
                version: None,
                categories: Vec::new(),
                patterns: Vec::new(),
                notes: Vec::new(),
            },
        };
        match Layout::of(path, text) {
            Some(layout) => builder.foreign(layout, text, matching)?,
            None => builder.yaml(text, matching)?,
        }
        Ok(builder)
    }

    /// The codebook, if it can find anything.
    fn finish(self) -> Result<Codebook> {
        if self.book.patterns.iter().all(|pattern| pattern.excludes) {
            return Err(self.malformed(1, "no pattern in it".to_owned()));
        }
        Ok(self.book)
    }

    fn malformed(&self, line: usize, message: String) -> Error {
        Error::Malformed {
            path: self.path.to_owned(),
            line: line.max(1),
            message,
        }
    }

    fn yaml(&mut self, text: &str, matching: PatternMatching) -> Result<()> {
        let documents = MarkedYaml::load_from_str(text)
            .map_err(|error| self.malformed(error.marker().line(), yaml_message(&error)))?;
        match documents
            .first()
            .map(|root| (&root.data, root.span.start.line()))
        {
            Some((YamlData::Mapping(_), _)) => self.categories(&documents[0], None, matching)?,
            Some((_, line)) => {
                let message = "expected concepts as keys with lists of patterns, as in: climate: [climate change, 'emission*']";
                return Err(self.malformed(line, message.to_owned()));
            }
            None => {}
        }
        Ok(())
    }

    /// Reads a codebook of another program.
    fn foreign(&mut self, layout: Layout, text: &str, matching: PatternMatching) -> Result<()> {
        let Entries { entries, left_out } = layout
            .entries(text)
            .map_err(|(line, message)| self.malformed(line, message))?;
        for (line, reason) in left_out {
            self.note(line, &format!("{reason}; left out"));
        }
        for Entry {
            line,
            path,
            pattern,
            excludes,
        } in entries
        {
            let mut category = None;
            for name in &path {
                category = Some(self.category(name, category));
            }
            let (Some(category), Some(pattern)) = (category, pattern) else {
                continue;
            };
            // One smiley in a dictionary of thousands of words is no reason to refuse it.
            if layout != Layout::Rows && parse(&pattern, matching).is_err() {
                let reason = format!("{pattern} has no word in it, or too many; left out");
                self.note(line, &reason);
            } else {
                self.pattern(
                    pattern,
                    line,
                    Place {
                        category,
                        excludes,
                        matching,
                    },
                )?;
            }
        }
        Ok(())
    }

    /// Notes what the user should know of a line.
    fn note(&mut self, line: usize, what: &str) {
        let file = self.path.file_name().unwrap_or_default().to_string_lossy();
        self.book.notes.push(format!("{file}, line {line}: {what}"));
    }

    /// The category of this name below another, added if it is new.
    fn category(&mut self, name: &str, parent: Option<ConceptId>) -> ConceptId {
        let above = parent.map(|parent| self.book.category(parent).name.as_str());
        let name = above.map_or_else(|| name.to_owned(), |above| format!("{above}.{name}"));
        let mut categories = self.book.categories.iter();
        match categories.position(|category| category.name == name) {
            Some(known) => ConceptId::new(known),
            None => self.add_category(name, parent),
        }
    }

    fn add_category(&mut self, name: String, parent: Option<ConceptId>) -> ConceptId {
        self.book.categories.push(Category { name, parent });
        ConceptId::new(self.book.categories.len() - 1)
    }

    fn pattern(&mut self, text: String, line: usize, place: Place) -> Result<()> {
        let shape = parse(&text, place.matching).map_err(|message| {
            let name = &self.book.category(place.category).name;
            self.malformed(line, format!("pattern `{text}` of {name}: {message}"))
        })?;
        self.book.patterns.push(Pattern {
            text,
            category: place.category,
            excludes: place.excludes,
            shape,
        });
        Ok(())
    }

    /// Reads the keys of a mapping as categories below `parent`.
    fn categories(
        &mut self,
        node: &MarkedYaml<'_>,
        parent: Option<ConceptId>,
        matching: PatternMatching,
    ) -> Result<()> {
        let YamlData::Mapping(entries) = &node.data else {
            return Ok(());
        };
        let matching = self.settings(node, matching, parent.is_some())?;
        for (key, value) in entries {
            let line = key.span.start.line();
            let Some(name) = scalar(key) else {
                return Err(self.malformed(line, "expected a name as key".to_owned()));
            };
            match (name.as_str(), parent) {
                ("_meta", None) => self.meta(value),
                (name, _) if name.starts_with('_') => {}
                (keys::EXCLUDE, Some(category)) => {
                    let excludes = true;
                    self.patterns(
                        value,
                        Place {
                            category,
                            excludes,
                            matching,
                        },
                    )?;
                }
                (keys::EXCLUDE, None) => {
                    let message = "`exclude` stands inside a concept, beside its patterns";
                    return Err(self.malformed(line, message.to_owned()));
                }
                ("", _) => return Err(self.malformed(line, "a concept without a name".to_owned())),
                (name, _) if is_setting(name, value) => {}
                (name, Some(category)) if prefixed(name, value).is_some() => {
                    let text = prefixed(name, value).unwrap_or_default();
                    let excludes = false;
                    self.pattern(
                        text,
                        line,
                        Place {
                            category,
                            excludes,
                            matching,
                        },
                    )?;
                }
                (name, parent) => self.named(name, value, line, (parent, matching))?,
            }
        }
        Ok(())
    }

    /// Reads a concept or sub-concept with this name.
    fn named(
        &mut self,
        name: &str,
        value: &MarkedYaml<'_>,
        line: usize,
        (parent, matching): (Option<ConceptId>, PatternMatching),
    ) -> Result<()> {
        let kind = if parent.is_some() {
            "sub-concept"
        } else {
            "concept"
        };
        if let Some(keyword) = keys::nearly(name, scalar(value).as_deref()) {
            let what =
                format!("`{name}` is read as the name of a {kind}; did you mean `{keyword}`?");
            self.note(line, &what);
        } else if parent.is_some() && PREFIXES.contains(&format!("{name}:").as_str()) {
            let what = format!(
                "`{name}` is read as the name of a {kind}; to match by it, write `{name}:` before each pattern"
            );
            self.note(line, &what);
        }
        let above = parent.map(|parent| self.book.category(parent).name.as_str());
        let name = above.map_or_else(|| name.to_owned(), |above| format!("{above}.{name}"));
        if self.book.categories.iter().any(|known| known.name == name) {
            let message = format!("`{name}` is there twice; give each concept one list");
            return Err(self.malformed(line, message));
        }
        let category = self.add_category(name, parent);
        let excludes = false;
        self.patterns(
            value,
            Place {
                category,
                excludes,
                matching,
            },
        )
    }

    /// How patterns below a mapping match: as above it, or as its own keys say.
    fn settings(
        &self,
        node: &MarkedYaml<'_>,
        mut matching: PatternMatching,
        is_in_concept: bool,
    ) -> Result<PatternMatching> {
        let YamlData::Mapping(entries) = &node.data else {
            return Ok(matching);
        };
        for (key, value) in entries {
            let (Some(name), Some(value)) = (scalar(key), scalar(value)) else {
                // What `_meta` says holds for the whole book.
                if scalar(key).as_deref() == Some("_meta") {
                    matching = self.settings(value, matching, false)?;
                }
                continue;
            };
            keys::set(&mut matching, &name, &value, is_in_concept)
                .map_err(|message| self.malformed(key.span.start.line(), message))?;
        }
        Ok(matching)
    }

    /// Reads patterns, or categories below the one of the place.
    fn patterns(&mut self, node: &MarkedYaml<'_>, mut place: Place) -> Result<()> {
        match &node.data {
            YamlData::Sequence(items) => {
                for item in items {
                    place.matching = self.settings(item, place.matching, true)?;
                }
                items.iter().try_for_each(|item| self.patterns(item, place))
            }
            YamlData::Mapping(entries) if place.excludes => {
                for (key, value) in entries {
                    let line = key.span.start.line();
                    let text = scalar(key).and_then(|key| prefixed(&key, value));
                    let text = text.ok_or_else(|| {
                        self.malformed(line, "expected a pattern or a list of patterns".to_owned())
                    })?;
                    self.pattern(text, line, place)?;
                }
                Ok(())
            }
            YamlData::Mapping(_) => self.categories(node, Some(place.category), place.matching),
            _ => {
                let line = node.span.start.line();
                let text = scalar(node).ok_or_else(|| {
                    self.malformed(line, "expected a pattern or a list of patterns".to_owned())
                })?;
                self.pattern(text, line, place)
            }
        }
    }

    fn meta(&mut self, node: &MarkedYaml<'_>) {
        let YamlData::Mapping(entries) = &node.data else {
            return;
        };
        for (key, value) in entries {
            match scalar(key).as_deref() {
                Some("title") => self.book.title = scalar(value),
                Some("version") => self.book.version = scalar(value),
                _ => {}
            }
        }
    }
}

/// Whether a key with its value says how patterns match.
fn is_setting(name: &str, value: &MarkedYaml<'_>) -> bool {
    let value = scalar(value).unwrap_or_default();
    keys::set(&mut PatternMatching::default(), name, &value, true) == Ok(true)
}

/// The pattern that YAML takes for a key and a value, since a colon stands behind its prefix.
fn prefixed(name: &str, value: &MarkedYaml<'_>) -> Option<String> {
    let prefix = format!("{name}:");
    let value =
        scalar(value).filter(|_| PREFIXES.contains(&prefix.as_str()) && !value.data.is_null());
    value.map(|value| format!("{prefix} {value}"))
}

/// A scalar as it is written, whatever type YAML takes it for.
fn scalar(node: &MarkedYaml<'_>) -> Option<String> {
    match &node.data {
        YamlData::Representation(text, ..) => Some(text.to_string()),
        YamlData::Value(Scalar::String(text)) => Some(text.to_string()),
        YamlData::Value(Scalar::Integer(number)) => Some(number.to_string()),
        YamlData::Value(Scalar::FloatingPoint(number)) => Some(number.to_string()),
        YamlData::Value(Scalar::Boolean(value)) => Some(value.to_string()),
        YamlData::Tagged(_, node) => scalar(node),
        _ => None,
    }
}

/// What YAML says, and the likeliest cause.
fn yaml_message(error: &ScanError) -> String {
    format!(
        "{} (is this YAML? a pattern that begins with * or ? or holds a quotation mark needs single quotes around it)",
        error.info()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(text: &str) -> Result<Codebook> {
        Codebook::parse(text, Path::new("concepts.yml"), PatternMatching::default())
    }

    fn message(text: &str) -> String {
        book(text).expect_err(text).to_string()
    }

    #[test]
    fn categories_nest_and_patterns_belong_to_them() {
        let text = "_meta: {title: Test, version: 1.0.0}\nsovereignty:\n  cyber: [cyber sovereignty, 5g]\n  exclude: ['sovereign bond*']\nclimate: climate change\n";
        let book = book(text).expect("a codebook");
        let names: Vec<_> = book.categories.iter().map(|c| c.name.as_str()).collect();
        assert_eq!(names, ["sovereignty", "sovereignty.cyber", "climate"]);
        let patterns: Vec<_> = book
            .patterns
            .iter()
            .map(|p| (p.text.as_str(), p.category.0, p.excludes))
            .collect();
        assert_eq!(
            patterns,
            [
                ("cyber sovereignty", 1, false),
                ("5g", 1, false),
                ("sovereign bond*", 0, true),
                ("climate change", 2, false)
            ]
        );
        assert!(
            book.is_within(ConceptId(1), ConceptId(0))
                && !book.is_within(ConceptId(2), ConceptId(0))
        );
        assert_eq!(book.version.as_deref(), Some("1.0.0"));
        assert_eq!(book.describe(), "`concepts.yml` “Test”, version 1.0.0");
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        let broken = message("a:\n  - fine\n  - '\"open'\n");
        assert!(
            broken.starts_with("concepts.yml:3: pattern `\"open` of a: the closing"),
            "{broken}"
        );
        assert!(message("a: [x\nb: y\n").starts_with("concepts.yml:"));
        assert!(message("- a\n- b\n").contains("expected concepts as keys"));
        assert!(message("a: [*b]\n").contains("single quotes"));
        assert!(message("exclude: [b]\n").contains("inside a concept"));
        assert!(message("").contains("no pattern"));
        assert!(message("a: {b: [x]}\na.b: [y]\n").contains("2: `a.b` is there twice"));
    }

    #[test]
    fn a_started_codebook_has_no_concept_yet() {
        let path = Path::new("concepts.yml");
        for text in ["", "# a: [x]\n", "_meta:\n  title: Mine\n# a: [x]\n"] {
            let book = Codebook::parse_started(text, path, PatternMatching::default()).expect(text);
            assert!(book.is_none(), "{text}");
        }
        let book = Codebook::parse_started("a: [x]\n", path, PatternMatching::default())
            .expect("a codebook");
        assert!(book.is_some());
        assert!(
            Codebook::parse_started("a: {exclude: [x]}\n", path, PatternMatching::default())
                .is_err()
        );
    }
}
