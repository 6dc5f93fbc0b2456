//! Codebooks: YAML in the layout of quanteda dictionaries, with `exclude`.
//!
//! Keys are concepts, nested keys sub-concepts, leaves lists of patterns. `exclude` lists patterns
//! that take hits of its concept away. `match`, `accents` and `hyphens` with one of their values say how
//! the patterns below them match. Keys that begin with `_` are notes; of `_meta`, `title` and `version`
//! are shown in reports; `_definition` says what a concept means. The layouts of other programs, by the
//! ending of the file, are read in `foreign/`.

use std::path::{Path, PathBuf};

use super::codebook_reader::CodebookReader;
use super::pattern::{Pattern, parse};
use crate::config::PatternMatching;
use crate::error::{Error, Result};
use crate::model::{ConceptId, PatternId};

/// How deep concepts and lists may lie in each other. Files of people have five levels at most.
pub(super) const MOST_LEVELS: usize = 100;

/// What is wrong with a codebook that nests deeper.
pub(super) fn too_deep() -> String {
    format!("nested more than {MOST_LEVELS} levels deep; expected concepts with lists of patterns")
}

/// A category of a codebook: a concept or a sub-concept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// Its name, with those above it: `climate.warming`.
    pub name: String,
    /// The category above it.
    pub parent: Option<ConceptId>,
    /// What it means, for people who code: the text of `_definition`.
    pub definition: Option<String>,
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
            Self::TurnedOff => Some("concepts are turned off in the settings."),
            Self::Absent => Some(
                "no concepts were counted. To start a codebook from the most frequent phrases of your documents, run `refrain init FOLDER`.",
            ),
            Self::Blank => Some(
                "`concepts.yml` has no concepts yet. Remove the `#` before its proposals, or add concepts of your own.",
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
                definition: None,
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
        CodebookReader::read(text, path, matching)?.finish()
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
        let reader = CodebookReader::read(text, path, matching)?;
        if reader.is_blank() {
            return Ok(None);
        }
        reader.finish().map(Some)
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
    fn what_is_nested_too_deep_is_refused_with_its_line() {
        let indented = |number: fn(usize) -> String| -> String {
            let lines = (0..20_000).map(|level| {
                let indent = " ".repeat(level % 1000);
                format!("{indent}{}\n", number(level))
            });
            lines.collect()
        };
        let nested: String = (0..200)
            .map(|level| format!("{}k{level}:\n", " ".repeat(level)))
            .collect();
        for (name, text, line) in [
            ("a.yml", format!("a:\n  {}law", "- ".repeat(40_000)), 2),
            ("a.yml", nested, 101),
            ("a.yml", format!("a: {}", "{b: ".repeat(150)), 1),
            (
                "a.ykd",
                format!("<d>\n{}", "<cnode name=\"a\">".repeat(10_000)),
                2,
            ),
            (
                "a.lc3",
                format!("<d>{}", "<cnode name=\"a\">\n".repeat(200)),
                101,
            ),
            ("a.cat", indented(|_| "A".to_owned()), 101),
            (
                "a.dic",
                format!("%\n{}", indented(|n| format!("{n}\tA"))),
                102,
            ),
        ] {
            let error = Codebook::parse(&text, Path::new(name), PatternMatching::default());
            let message = error.expect_err(name).to_string();
            assert!(
                message.starts_with(&format!("{name}:{line}: nested more than 100 levels deep")),
                "{message}"
            );
        }
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        let broken = message("a:\n  - fine\n  - '\"open'\n");
        assert!(
            broken.starts_with("concepts.yml:3: pattern `\"open` of a: the closing"),
            "{broken}"
        );
        for (text, fault) in [
            ("a: [x\nb: y\n", "concepts.yml:1: `[` is not closed"),
            (
                "a: [x]\nb: [y, z\nc:\n  - w\n",
                "concepts.yml:2: `[` is not closed",
            ),
            (
                "a:\n\t- x\n",
                "concepts.yml:2: a tab stands where YAML allows blanks only; indent with",
            ),
            (
                "a: [x]\na: [y]\n",
                "concepts.yml:2: this name stands twice in the file",
            ),
            (
                "a: [x]\nb c\n",
                "concepts.yml:2: a colon is missing after the name",
            ),
            (
                "a:\n  - \"open\n  - x\n",
                "concepts.yml:2: a quotation mark is not closed; put",
            ),
            (
                "a: [x: y: z]\n",
                "concepts.yml:1: a list in brackets needs commas",
            ),
            (
                "a:\n   - x\n  - y\n",
                "concepts.yml:3: the line is not indented as the lines around it",
            ),
            ("a: [x]\nb: ['it's late']\nc: [y]\n", "concepts.yml:2: "),
        ] {
            let message = message(text);
            assert!(message.starts_with(fault), "{message}");
            assert!(!message.contains("begins with"), "{message}");
        }
        assert!(message("- a\n- b\n").contains("expected concepts with lists"));
        assert!(message("a: [*b]\n").contains("single quotes"));
        assert!(message("exclude: [b]\n").contains("inside a concept"));
        assert!(message("").contains("no pattern"));
        assert!(message("a: {b: [x]}\na.b: [y]\n").contains("2: `a.b` occurs twice"));
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
