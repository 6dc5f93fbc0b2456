//! The way through an XML document of which the text is one, or the speeches of a sitting.
//!
//! Every word of the file comes into the text of a document or into one of its rows: numbers of
//! pages and columns as marks, what stands in a head or states what the document is as facts.

use super::super::Converted;
use super::super::blocks::Blocks;
use super::super::markup::{Element, Markup, Piece};
use super::super::stated::Stated;
use super::super::vocabulary::{Role, Vocabulary};
use super::beside::Beside;
use super::shape::Shape;
use super::speech::{Sitting, Speeches};
use crate::model::Rule;

/// Readings that `choice` has beside the one that counts.
const OTHER_READINGS: [&str; 3] = ["sic", "orig", "abbr"];

/// The way through a document.
pub(super) struct Walk<'a> {
    shape: &'a Shape,
    vocabulary: &'static Vocabulary,
    path: Vec<String>,
    roles: Vec<Role>,
    /// How many elements are open that text must stand in.
    open_inside: usize,
    /// How many paragraphs are open, or parts of one.
    paragraphs: usize,
    /// The elements that are documents.
    units: Vec<&'static str>,
    /// The depth of the open unit.
    unit: Option<usize>,
    /// The depth of the open element that is no text, and what its words are.
    outside: Option<(usize, Rule)>,
    edge: Edge,
    /// Whether the words of who speaks closed right before.
    after_label: bool,
    blocks: Blocks,
    beside: Beside,
    stated: Stated,
    sitting: Sitting,
    /// How many documents were done before the open unit.
    before_unit: usize,
    done: Vec<Converted>,
}

/// What lies between the text so far and that which comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    /// Nothing that parts words.
    None,
    /// The end of a name: another name is another word.
    Name,
    /// The end of a word.
    Word,
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        vocabulary: &'static Vocabulary,
        shape: &'a Shape,
        speeches: Speeches,
    ) -> Self {
        let counted = vocabulary
            .unit
            .iter()
            .map(|name| (shape.count(name), *name));
        let most = counted.clone().map(|(count, _)| count).max();
        // Of several that stand in one another, a document is what there are most of.
        let units = counted.filter(|(count, _)| Some(*count) == most);
        Self {
            units: units.map(|(_, name)| name).collect(),
            shape,
            vocabulary,
            path: Vec::new(),
            roles: Vec::new(),
            open_inside: 0,
            paragraphs: 0,
            unit: None,
            outside: None,
            edge: Edge::None,
            after_label: false,
            blocks: Blocks::default(),
            beside: Beside::default(),
            stated: Stated::new(vocabulary),
            sitting: Sitting::new(vocabulary, speeches),
            before_unit: 0,
            done: Vec::new(),
        }
    }

    /// The documents of the text.
    ///
    /// # Errors
    /// As [`Markup::next`].
    pub(super) fn read(mut self, text: &str) -> Result<Vec<Converted>, String> {
        let mut markup = Markup::new(text);
        while let Some(piece) = markup.next()? {
            match piece {
                Piece::Open(element) => self.open(&element, markup.line()),
                Piece::Close => self.close(markup.line()),
                Piece::Text(text) => self.text(&text, markup.line()),
            }
        }
        self.finish_unit(markup.line());
        Ok(self.done)
    }

    fn open(&mut self, element: &Element, line: u32) {
        let name = element.name();
        let parent = self.path.last().map_or("", String::as_str);
        let role = match name {
            "seg" if parent == "u" => Role::Paragraph,
            _ => self.shape.role(name, self.paragraphs > 0),
        };
        let outside = self.outside_rule(element, parent, role);
        self.after_label = match role {
            Role::Block | Role::Paragraph => false,
            _ => self.after_label || self.sitting.is_label(element),
        };
        self.path.push(name.to_owned());
        self.roles.push(role);
        if self.unit.is_none() && self.units.contains(&name) {
            self.unit = Some(self.path.len());
            // What the whole file states is not stated of each document in it.
            self.stated = Stated::new(self.vocabulary);
        }
        let is_fact = self.stated.open(&self.path, element);
        let is_text = self.is_text() && outside.is_none();
        let begins = self.sitting.open(&self.path, element, is_text);
        if self.vocabulary.inside.contains(&name) {
            self.open_inside += 1;
        }
        let outside = outside.or((is_fact && self.vocabulary.is_other()).then_some(Rule::Facts));
        if let (None, Some(rule)) = (self.outside, outside) {
            self.outside = Some((self.path.len(), rule));
            if rule == Rule::Facts && !self.after_label {
                self.beside.close();
            }
        }
        if begins {
            self.part_from_speech(line);
        }
        self.paragraphs += usize::from(holds_no_blocks(role));
        self.begin(role, element);
    }

    /// What the words of an element are, if they are no text.
    fn outside_rule(&self, element: &Element, parent: &str, role: Role) -> Option<Rule> {
        let name = element.name();
        match name {
            _ if role == Role::Mark => Some(Rule::Mark),
            "fw" => Some(Rule::Mark),
            _ if parent == "choice" && OTHER_READINGS.contains(&name) => Some(Rule::Facts),
            _ if self.sitting.is_label(element) || self.sitting.is_aside(element) => {
                Some(Rule::Facts)
            }
            _ if self.vocabulary.outside.contains(&name) => Some(Rule::Facts),
            _ => None,
        }
    }

    fn begin(&mut self, role: Role, element: &Element) {
        if !self.is_text() {
            if role != Role::Inline && self.outside != Some((self.path.len(), Rule::Mark)) {
                self.beside.part();
            }
            return;
        }
        match role {
            Role::Block | Role::Paragraph => self.blocks.part(),
            Role::Aside => self.blocks.open(),
            Role::Line if element.attribute("break").as_deref() != Some("no") => {
                self.blocks.push("\n");
            }
            Role::Word if element.attribute("join").is_none() => self.blocks.push(" "),
            Role::Phrase => self.edge = Edge::Word,
            Role::Name if self.edge == Edge::Name => self.edge = Edge::Word,
            Role::Line | Role::Word | Role::Inline | Role::Name | Role::Mark => {}
        }
    }

    fn text(&mut self, text: &str, line: u32) {
        self.stated.text(text);
        self.sitting.text(text);
        if !self.is_text() {
            let rule = self.outside.map_or(Rule::Facts, |(_, rule)| rule);
            self.beside.push(rule, line_of_start(text, line), text);
            return;
        }
        let text = self.behind_label(text, line);
        if text.is_empty() {
            return;
        }
        let is_word = text.starts_with(char::is_alphanumeric);
        if self.edge == Edge::Word && is_word && self.blocks.ends_in_word() {
            self.blocks.push(" ");
        }
        self.edge = Edge::None;
        if !text.trim().is_empty() {
            self.beside.close();
        }
        self.blocks.push(text);
    }

    /// The text without the marks that part it from who speaks.
    fn behind_label<'t>(&mut self, text: &'t str, line: u32) -> &'t str {
        if !self.after_label {
            return text;
        }
        let is_mark = |letter: char| letter.is_whitespace() || "():,.–—-".contains(letter);
        let words = text.trim_start_matches(is_mark);
        self.after_label = words.is_empty();
        let marks = text.strip_suffix(words).unwrap_or_default();
        self.beside.push(Rule::Facts, line, marks);
        words
    }

    fn close(&mut self, line: u32) {
        let depth = self.path.len();
        self.stated.close(depth);
        let ends_speech = self.sitting.close(depth);
        let is_text = self.is_text();
        let role = self.roles.pop().unwrap_or(Role::Inline);
        self.paragraphs -= usize::from(holds_no_blocks(role));
        match self.outside {
            Some((outside, rule)) if outside == depth => {
                if !self.after_label {
                    self.beside.close();
                }
                self.outside = None;
                if rule == Rule::Facts {
                    self.edge = Edge::Word;
                }
            }
            _ if is_text => self.end(role),
            _ if role != Role::Inline => self.beside.part(),
            _ => {}
        }
        let name = self.path.pop().unwrap_or_default();
        if self.vocabulary.inside.contains(&name.as_str()) {
            self.open_inside = self.open_inside.saturating_sub(1);
        }
        if ends_speech {
            self.finish_speech();
        }
        if self.unit == Some(depth) {
            self.unit = None;
            self.take_headline();
            self.finish_unit(line);
        }
    }

    fn end(&mut self, role: Role) {
        match role {
            Role::Block | Role::Paragraph => self.blocks.part(),
            Role::Aside => self.blocks.close(),
            Role::Phrase => self.edge = Edge::Word,
            Role::Name => self.edge = self.edge.max_name(),
            _ => {}
        }
    }

    /// Whether what comes next is text of the document.
    fn is_text(&self) -> bool {
        self.outside.is_none() && (self.vocabulary.inside.is_empty() || self.open_inside > 0)
    }

    /// What stands before a speech is no part of it.
    fn part_from_speech(&mut self, line: u32) {
        let between = std::mem::take(&mut self.blocks).finish();
        self.beside.row(Rule::Facts, line, &between);
    }

    fn finish_speech(&mut self) {
        let mut document = self.document();
        self.sitting.finish(&mut document);
        if !document.text.is_empty() {
            document.left_out = self.beside.take();
            self.done.push(document);
        }
        self.edge = Edge::None;
    }

    fn document(&mut self) -> Converted {
        let mut document = Converted {
            text: std::mem::take(&mut self.blocks).finish(),
            ..Converted::default()
        };
        self.stated.give(&mut document);
        document
    }

    /// Of news without a text, the headline is the text, as it is in feeds.
    fn take_headline(&mut self) {
        if self.vocabulary.is_news && self.blocks.is_empty() {
            let mut document = Converted::default();
            self.stated.give(&mut document);
            self.blocks.push(&document.title.unwrap_or_default());
        }
    }

    fn finish_unit(&mut self, line: u32) {
        let mut document = self.document();
        self.stated = Stated::new(self.vocabulary);
        let has_speeches = self.done.len() > self.before_unit;
        let last = self.done.last_mut();
        match last {
            Some(last) if has_speeches || document.text.is_empty() => {
                self.beside.row(Rule::Facts, line, &document.text);
                last.left_out.append(&mut self.beside.take());
            }
            _ if document.text.is_empty() => {}
            _ => {
                document.left_out = self.beside.take();
                self.done.push(document);
            }
        }
        self.before_unit = self.done.len();
    }
}

impl Edge {
    /// The edge after a name, unless a word ends there anyhow.
    fn max_name(self) -> Self {
        match self {
            Self::Word => Self::Word,
            _ => Self::Name,
        }
    }
}

/// Whether what is not known inside an element of this role is a part of a paragraph.
fn holds_no_blocks(role: Role) -> bool {
    matches!(
        role,
        Role::Paragraph | Role::Phrase | Role::Name | Role::Inline | Role::Line | Role::Word
    )
}

/// The line in which text begins that ends in this one.
fn line_of_start(text: &str, line: u32) -> u32 {
    let trimmed = text.trim_start();
    let ends = memchr::memchr_iter(b'\n', trimmed.as_bytes()).count();
    line.saturating_sub(u32::try_from(ends).unwrap_or(u32::MAX))
        .max(1)
}
