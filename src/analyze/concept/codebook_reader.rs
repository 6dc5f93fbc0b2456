//! Reads codebooks: YAML by its nodes, and the entries of other layouts.
//!
//! Takes a text and how patterns match where it does not say so, gives a codebook, or an error with the
//! line.

use std::path::Path;

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use saphyr::{LoadableYamlNode, MarkedYaml, Scalar, YamlData};
use saphyr_parser::{Event, Parser};

use super::codebook::{Category, Codebook, CodebookOrigin, MOST_LEVELS, too_deep};
use super::foreign::{Entries, Entry, Layout};
use super::keys;
use super::pattern::{PREFIXES, Pattern, parse};
use super::yaml_fault::yaml_fault;
use crate::config::PatternMatching;
use crate::error::{Error, Result};
use crate::model::ConceptId;

/// Where a pattern belongs, and how it matches if it does not say so itself.
#[derive(Clone, Copy)]
struct Place {
    category: ConceptId,
    excludes: bool,
    matching: PatternMatching,
}

/// A codebook while it is read.
pub(super) struct CodebookReader<'a> {
    path: &'a Path,
    book: Codebook,
    /// The categories by their full names.
    known: HashMap<String, ConceptId, FixedState>,
}

impl<'a> CodebookReader<'a> {
    /// Reads a text in the layout that the name of the file and the text say.
    pub(super) fn read(text: &str, path: &'a Path, matching: PatternMatching) -> Result<Self> {
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
            known: HashMap::default(),
        };
        match Layout::of(path, text) {
            Some(layout) => builder.foreign(layout, text, matching)?,
            None => builder.yaml(text, matching)?,
        }
        Ok(builder)
    }

    /// Whether it has no concept.
    pub(super) fn is_blank(&self) -> bool {
        self.book.categories.is_empty()
    }

    /// The codebook, if it can find anything.
    pub(super) fn finish(self) -> Result<Codebook> {
        if self.book.patterns.iter().all(|pattern| pattern.excludes) {
            return Err(self.malformed(1, "the codebook has no patterns; expected, for example: climate: [climate change, 'emission*']".to_owned()));
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
        if let Some(line) = line_too_deep(text) {
            return Err(self.malformed(line, too_deep()));
        }
        let documents = MarkedYaml::load_from_str(text).map_err(|error| {
            let (line, message) = yaml_fault(&error, text);
            self.malformed(line, message)
        })?;
        match documents
            .first()
            .map(|root| (&root.data, root.span.start.line()))
        {
            Some((YamlData::Mapping(_), _)) => self.categories(&documents[0], None, matching)?,
            Some((_, line)) => {
                let message = "expected concepts with lists of patterns, for example: climate: [climate change, 'emission*']";
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
            self.note(line, &format!("skipped: {reason}"));
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
                let reason = format!("skipped: {pattern} has no word, or too many");
                self.note(line, &reason);
            } else {
                let place = Place {
                    category,
                    excludes,
                    matching,
                };
                self.pattern(pattern, line, place)?;
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
        let name = self.full_name(name, parent);
        match self.known(&name) {
            Some(known) => known,
            None => self.add_category(name, parent),
        }
    }

    /// A name with those above it.
    fn full_name(&self, name: &str, parent: Option<ConceptId>) -> String {
        let above = parent.map(|parent| self.book.category(parent).name.as_str());
        above.map_or_else(|| name.to_owned(), |above| format!("{above}.{name}"))
    }

    /// The category of this full name, if there is one.
    fn known(&self, name: &str) -> Option<ConceptId> {
        self.known.get(name).copied()
    }

    fn add_category(&mut self, name: String, parent: Option<ConceptId>) -> ConceptId {
        let category = ConceptId::new(self.book.categories.len());
        self.known.insert(name.clone(), category);
        self.book.categories.push(Category {
            name,
            parent,
            definition: None,
        });
        category
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
                return Err(self.malformed(line, "expected the name of a concept".to_owned()));
            };
            let inside = parent.map(|category| Place {
                category,
                excludes: name == keys::EXCLUDE,
                matching,
            });
            match (name.as_str(), inside) {
                ("_meta", None) => self.meta(value),
                ("_definition", Some(place)) => {
                    self.book.categories[place.category.index()].definition = scalar(value);
                }
                (name, _) if name.starts_with('_') => {}
                (keys::EXCLUDE, Some(place)) => self.patterns(value, place)?,
                (keys::EXCLUDE, None) => {
                    let message = "`exclude` must be inside a concept, next to its patterns";
                    return Err(self.malformed(line, message.to_owned()));
                }
                ("", _) => return Err(self.malformed(line, "a concept has no name".to_owned())),
                (name, _) if is_setting(name, value) => {}
                (name, Some(place)) if prefixed(name, value).is_some() => {
                    let text = prefixed(name, value).unwrap_or_default();
                    self.pattern(text, line, place)?;
                }
                (name, _) => self.named(name, value, line, (parent, matching))?,
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
                "`{name}` is read as the name of a {kind}; to use it as a setting, write `{name}:` before each pattern"
            );
            self.note(line, &what);
        }
        let name = self.full_name(name, parent);
        if self.known(&name).is_some() {
            let message = format!("`{name}` occurs twice; give each concept a single list");
            return Err(self.malformed(line, message));
        }
        let place = Place {
            category: self.add_category(name, parent),
            excludes: false,
            matching,
        };
        self.patterns(value, place)
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
                    let text = scalar(key).and_then(|key| prefixed(&key, value));
                    self.expected_pattern(text, key, place)?;
                }
                Ok(())
            }
            YamlData::Mapping(_) => self.categories(node, Some(place.category), place.matching),
            _ => self.expected_pattern(scalar(node), node, place),
        }
    }

    /// Reads a pattern that stands at a node, if there is one.
    fn expected_pattern(
        &mut self,
        text: Option<String>,
        node: &MarkedYaml<'_>,
        place: Place,
    ) -> Result<()> {
        let line = node.span.start.line();
        let expected = "expected a pattern or a list of patterns";
        let text = text.ok_or_else(|| self.malformed(line, expected.to_owned()))?;
        self.pattern(text, line, place)
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

/// The line on which lists and mappings lie too deep in each other: reading them as a tree would need
/// more stack than there is.
fn line_too_deep(text: &str) -> Option<usize> {
    let mut levels = 0_usize;
    for event in Parser::new_from_str(text) {
        // What is no YAML is told by the reader of the tree.
        let (event, span) = event.ok()?;
        match event {
            Event::MappingStart(..) | Event::SequenceStart(..) => levels += 1,
            Event::MappingEnd | Event::SequenceEnd => levels = levels.saturating_sub(1),
            _ => {}
        }
        if levels > MOST_LEVELS {
            return Some(span.start.line());
        }
    }
    None
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
