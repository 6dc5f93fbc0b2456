//! Reads XML of records: each record a document, each field a column.
//!
//! A field that repeats is joined by semicolons, as lists are in JSON. What stands between records
//! becomes a row of the next one; attributes of the elements around a record fill in what it leaves
//! open.

use std::collections::VecDeque;

use super::super::Converted;
use super::super::blocks::Blocks;
use super::super::feed::is_html;
use super::super::markup::{Element, Markup, Piece};
use super::super::vocabulary::Role;
use super::beside::Beside;
use super::records::{Records, TEXT};
use super::shape::{Shape, called};
use crate::clean::date_of_seconds;
use crate::model::Rule;

/// The place of the date among the roles of fields.
const DATE: usize = 2;
/// How many fields of a record become columns; what the others hold becomes a row.
const MOST_FIELDS: usize = 200;
/// What an author may be called.
const AUTHORS: [&str; 4] = ["author", "byline", "creator", "by"];
/// How deep fields are told apart inside a record.
const DEEPEST: usize = 8;

/// The way through a file of records.
pub(super) struct Reader<'a> {
    shape: &'a Shape,
    records: &'a Records,
    /// The open elements, from the root.
    open: Vec<Open>,
    /// The depth of the open record.
    record: Option<usize>,
    /// Inside the text: its depth.
    text: Option<usize>,
    blocks: Blocks,
    fields: Vec<(String, String)>,
    /// The line of the last text.
    line: u32,
    beside: Beside,
    done: Vec<Converted>,
}

/// An open element.
struct Open {
    /// Its path in the shape.
    node: Option<u32>,
    role: Role,
    /// The field that its text belongs to; outside of records, none.
    field: Option<usize>,
    /// The name of that field.
    name: String,
    has_text: bool,
    /// What an element around records states.
    around: VecDeque<(String, String)>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(shape: &'a Shape, records: &'a Records) -> Self {
        Self {
            shape,
            records,
            open: Vec::new(),
            record: None,
            text: None,
            blocks: Blocks::default(),
            fields: Vec::new(),
            line: 1,
            beside: Beside::default(),
            done: Vec::new(),
        }
    }

    /// The documents of the text, one a record.
    ///
    /// # Errors
    /// As [`Markup::next`].
    pub(super) fn read(mut self, text: &str) -> Result<Vec<Converted>, String> {
        let mut markup = Markup::new(text);
        while let Some(piece) = markup.next()? {
            match piece {
                Piece::Open(element) => self.open(&element),
                Piece::Close => self.close(),
                Piece::Text(text) => self.text(&text, markup.line()),
            }
        }
        let rows = self.beside.take();
        if let Some(last) = self.done.last_mut() {
            last.left_out.extend(rows);
        }
        Ok(self.done)
    }

    fn open(&mut self, element: &Element) {
        let parent = self.open.last();
        let node = match parent {
            Some(parent) => parent
                .node
                .and_then(|node| self.shape.child(Some(node), element)),
            None => self.shape.child(None, element),
        };
        let role = self
            .shape
            .role(element.name(), self.text.is_some() && self.open.len() > 1);
        let depth = self.open.len() + 1;
        let begins = self.record.is_none()
            && node.is_some_and(|node| self.records.nodes.binary_search(&node).is_ok());
        let name = match parent {
            Some(parent) if self.record.is_some() => self.field_name(parent, element, role),
            _ => String::new(),
        };
        if begins {
            self.record = Some(depth);
        }
        let is_text = self.records.roles[TEXT].as_ref() == Some(&name);
        if self.record.is_some() && self.text.is_none() && is_text {
            self.text = Some(depth);
        }
        let mut open = Open {
            node,
            role,
            field: None,
            name,
            has_text: false,
            around: VecDeque::new(),
        };
        for (attribute, value) in element.attributes() {
            let attribute = format!("@{attribute}");
            match self.record {
                Some(_) if open.name.is_empty() => self.set(attribute, &value),
                Some(_) if self.text.is_none() => {
                    self.set(format!("{}.{attribute}", open.name), &value)
                }
                Some(_) => {}
                None => open.around.push_back((attribute, value)),
            }
        }
        if self.text.is_some() {
            self.begin(&open);
        } else if self.record.is_none() {
            self.beside.part();
        }
        self.open.push(open);
    }

    /// What the text of an element belongs to: markup inside a field is a part of it.
    fn field_name(&self, parent: &Open, element: &Element, role: Role) -> String {
        let inside = self.open.len() - self.record.unwrap_or_default();
        if self.text.is_some() || inside >= DEEPEST {
            return parent.name.clone();
        }
        let name = called(element);
        let name = match parent.name.as_str() {
            "" => return name,
            above => format!("{above}.{name}"),
        };
        let leads_to = |role: &String| {
            role.strip_prefix(name.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let is_known = self.records.roles.iter().flatten().any(leads_to);
        let is_part = parent.has_text || role == Role::Inline;
        match is_part && !is_known {
            true => parent.name.clone(),
            false => name,
        }
    }

    fn begin(&mut self, open: &Open) {
        match open.role {
            Role::Block | Role::Paragraph => self.blocks.part(),
            Role::Aside => self.blocks.open(),
            Role::Line => self.blocks.push("\n"),
            Role::Word | Role::Phrase => self.blocks.push(" "),
            Role::Inline | Role::Name | Role::Mark => {}
        }
    }

    fn text(&mut self, text: &str, line: u32) {
        let blank = text.trim().is_empty();
        self.line = line;
        let Some(open) = self.open.last_mut() else {
            return;
        };
        match (self.record, self.text) {
            (None, _) => {
                self.beside.push(Rule::Facts, line, text);
                return;
            }
            (Some(_), Some(_)) if open.role == Role::Mark => {
                self.beside.push(Rule::Mark, line, text);
                return;
            }
            (Some(_), Some(_)) => {
                self.blocks.push(text);
                return;
            }
            _ => {}
        }
        open.has_text |= !blank;
        match open.field {
            Some(field) => self.fields[field].1.push_str(text),
            None if blank => {}
            None => {
                open.field = Some(self.fields.len());
                let name = open.name.clone();
                self.fields.push((name, text.to_owned()));
            }
        }
    }

    fn close(&mut self) {
        let depth = self.open.len();
        let Some(open) = self.open.pop() else {
            return;
        };
        if self.text.is_some() {
            match open.role {
                Role::Block | Role::Paragraph => self.blocks.part(),
                Role::Aside => self.blocks.close(),
                Role::Phrase => self.blocks.push(" "),
                Role::Mark => self.beside.close(),
                _ => {}
            }
        }
        if self.text == Some(depth) {
            self.text = None;
            self.blocks.part();
        }
        // What follows markup inside a field goes on in it.
        if let Some(parent) = self
            .open
            .last_mut()
            .filter(|parent| parent.name == open.name)
        {
            parent.field = parent.field.or(open.field);
            parent.has_text |= open.has_text;
        }
        if self.record == Some(depth) {
            self.record = None;
            self.finish();
        } else if self.record.is_none() {
            self.beside.part();
        }
    }

    fn set(&mut self, name: String, value: &str) {
        if !value.trim().is_empty() {
            self.fields.push((name, value.to_owned()));
        }
    }

    fn finish(&mut self) {
        let around = self
            .open
            .iter()
            .flat_map(|open| open.around.iter().cloned());
        let around: Vec<(String, String)> = around.collect();
        self.beside.close();
        let mut document = Converted {
            text: std::mem::take(&mut self.blocks).finish(),
            ..Converted::default()
        };
        for (name, value) in std::mem::take(&mut self.fields) {
            self.state(&mut document, &name, &value);
        }
        fill_in(&mut document, &around);
        document.is_html = is_html(&document.text);
        if document.text.trim().is_empty() {
            document.refused = Some(no_text(self.records.roles[TEXT].as_deref()));
        }
        document.left_out = self.beside.take();
        self.done.push(document);
    }

    /// Takes a field of the record to where it belongs.
    fn state(&mut self, document: &mut Converted, name: &str, value: &str) {
        let words: Vec<&str> = value.split_whitespace().collect();
        let joined = words.join(" ");
        let roles = self.records.roles.iter();
        let role = roles
            .into_iter()
            .position(|role| role.as_deref() == Some(name));
        let place = match role {
            Some(0) => &mut document.id,
            Some(1) => &mut document.source,
            Some(DATE) => &mut document.date,
            Some(3) => &mut document.title,
            Some(TEXT) => {
                if !document.text.is_empty() {
                    document.text.push_str("\n\n");
                }
                document.text.push_str(value);
                return;
            }
            Some(_) => &mut document.language,
            None if AUTHORS.contains(&name) => &mut document.author,
            // What stands between the fields, and columns beyond number.
            None if name.is_empty() || document.fields.len() >= MOST_FIELDS => {
                self.beside.push(Rule::Facts, self.line, &joined);
                self.beside.part();
                return;
            }
            None => return add(&mut document.fields, name, &joined),
        };
        let is_date = role == Some(DATE);
        match place {
            None if is_date => *place = Some(date_of_seconds(&joined).unwrap_or(joined)),
            None => *place = Some(joined),
            Some(_) => add(&mut document.fields, name, &joined),
        }
    }
}

/// Adds a field, or a value to one that is there.
fn add(fields: &mut Vec<(String, String)>, name: &str, value: &str) {
    let name = name.replace('@', "");
    match fields.iter_mut().find(|(other, _)| *other == name) {
        Some((_, values)) => {
            values.push_str("; ");
            values.push_str(value);
        }
        None => fields.push((name, value.to_owned())),
    }
}

/// Fills in what the elements around a record state of it, the innermost first.
fn fill_in(document: &mut Converted, around: &[(String, String)]) {
    for (name, value) in around.iter().rev() {
        let place = match name.as_str() {
            "@date" => &mut document.date,
            "@lang" | "@language" => &mut document.language,
            "@source" | "@newspaper" | "@publication" => &mut document.source,
            _ => continue,
        };
        if place.is_none() && !value.trim().is_empty() {
            *place = Some(value.trim().to_owned());
        }
    }
}

/// Why a record is no document.
fn no_text(name: Option<&str>) -> String {
    match name {
        Some("") | None => "the record has no text".to_owned(),
        Some(name) => format!("the `{name}` of the record is missing or empty"),
    }
}
