//! XML of records: which elements are records, and which of their fields is what.
//!
//! A record is an element that repeats, or that has an id, a source or a date, and holds a text under one
//! of its usual names. Where the user names the text, the element or attribute of that name is the text,
//! whatever the file. A field is called by the path to it inside the record, with dots; an attribute by
//! its name behind `@`.

use super::super::vocabulary::{Role, role};
use super::shape::{Node, Shape};
use crate::config::{RECORD_FIELDS, ReadConfig};
use crate::source::records::Roles;

/// Of the fields: the text.
pub(super) const TEXT: usize = 4;
/// How long another field may be on average, in bytes, before the record is no record but a text of
/// parts.
const LONGEST_FACT: u64 = 200;

/// The least average length of a text without a name of its own, in bytes.
const LEAST_TEXT: u64 = 15;
/// How many elements are looked at that are called as texts are.
const MOST_TEXTS: usize = 20;

/// What is a record in a file, and what its fields are called.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Records {
    /// Paths of the shape that are records.
    pub(super) nodes: Vec<u32>,
    /// The names of id, source, date, title, text and language among the fields; that of a text that
    /// the record itself holds is empty.
    pub(super) roles: [Option<String>; 6],
}

impl Records {
    /// The records of a file of this shape, if it holds any.
    ///
    /// # Errors
    /// If the user names a field that the file does not have: which one, and which there are.
    pub(super) fn of(shape: &Shape, config: &ReadConfig) -> Result<Option<Self>, String> {
        let tree = Tree::new(shape, config);
        for field in RECORD_FIELDS {
            if let Some(name) = named(field, config) {
                tree.check(name)?;
            }
        }
        let text = named("text", config);
        let texts: Vec<u32> = match text {
            Some(name) => tree
                .nodes()
                .filter(|(id, _)| tree.ends_in(*id, name))
                .map(|(id, _)| id)
                .collect(),
            None => tree.usual_texts(),
        };
        let found = texts.iter().filter_map(|text| tree.record_of(*text));
        // The outermost, of these the one with most text, of these the first.
        let best = found.min_by_key(|found| {
            (
                found.depth,
                std::cmp::Reverse(tree.letters[found.text as usize]),
                found.record,
            )
        });
        let Some(best) = best else {
            return Ok(None);
        };
        Ok(Some(tree.records(&best)))
    }
}

/// The name that the user gives a field, if another than its own.
fn named<'a>(field: &str, config: &'a ReadConfig) -> Option<&'a str> {
    config
        .fields
        .get(field)
        .map(String::as_str)
        .filter(|name| *name != field)
}

/// An element that may be a record, and its text.
struct Found {
    record: u32,
    text: u32,
    depth: usize,
}

struct Tree<'a> {
    shape: &'a Shape,
    config: &'a ReadConfig,
    /// Bytes of text in each path and all below it, attributes aside.
    letters: Vec<u64>,
    /// Of each path: its place among all, one below the other, and the place behind all below it.
    spans: Vec<(usize, usize)>,
}

impl<'a> Tree<'a> {
    fn new(shape: &'a Shape, config: &'a ReadConfig) -> Self {
        let mut letters: Vec<u64> = shape.nodes.iter().map(|node| node.own).collect();
        for (id, node) in shape.nodes.iter().enumerate().rev() {
            let parent = node.parent as usize;
            if parent != id && !shape.name_of(node).starts_with('@') {
                letters[parent] += letters[id];
            }
        }
        Self {
            shape,
            config,
            letters,
            spans: spans(&shape.nodes),
        }
    }

    fn nodes(&self) -> impl Iterator<Item = (u32, &Node)> {
        (0..).zip(&self.shape.nodes)
    }

    fn node(&self, id: u32) -> &Node {
        &self.shape.nodes[id as usize]
    }

    fn parent(&self, id: u32) -> Option<u32> {
        Some(self.node(id).parent).filter(|parent| *parent != id)
    }

    /// The path to a node from below another, with dots.
    fn path(&self, from: Option<u32>, to: u32) -> String {
        let mut names = Vec::new();
        let mut next = Some(to);
        while let Some(id) = next.filter(|id| Some(*id) != from) {
            names.push(self.shape.name_of(self.node(id)));
            next = self.parent(id);
        }
        names.reverse();
        names.join(".")
    }

    /// Whether the path of a node is one or ends in it.
    fn ends_in(&self, id: u32, name: &str) -> bool {
        let path = self.path(None, id);
        let rest = path.strip_suffix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    }

    /// Refuses a name that no element and no attribute has.
    fn check(&self, name: &str) -> Result<(), String> {
        if self.nodes().any(|(id, _)| self.ends_in(id, name)) {
            return Ok(());
        }
        let mut names: Vec<&str> = Vec::new();
        for (_, node) in self.nodes() {
            let name = self.shape.name_of(node);
            if !names.contains(&name) && names.len() < 20 {
                names.push(name);
            }
        }
        let has = names.join(", ");
        Err(format!(
            "no element or attribute `{name}` (it has: {has}); choose one of these, as in --field text=body, or --field id=@id for an attribute"
        ))
    }

    /// Elements and attributes that are called as texts usually are, but for those that hold another
    /// which is most of them, and those that are a small part of another.
    fn usual_texts(&self) -> Vec<u32> {
        let usual = self.nodes().filter(|(id, node)| {
            let name = [self.shape.name_of(node)];
            let roles = Roles::find(&name.into_iter(), self.config);
            let is_filled = self.letters[*id as usize] > 0 && self.parent(*id).is_some();
            is_filled && roles.places()[TEXT].is_some()
        });
        let usual: Vec<u32> = usual.map(|(id, _)| id).take(MOST_TEXTS).collect();
        let mut texts = Vec::new();
        for text in &usual {
            let holder = texts.iter().rposition(|above| self.is_in(*text, *above));
            match holder {
                None => texts.push(*text),
                Some(place) if self.is_most_of(*text, texts[place]) => texts[place] = *text,
                Some(_) => {}
            }
        }
        match texts.is_empty() {
            true => self.texts_with_facts(),
            false => texts,
        }
    }

    /// Elements that repeat and hold text themselves, with their date, source or title in attributes, and
    /// that are most of the file.
    fn texts_with_facts(&self) -> Vec<u32> {
        let all: u64 = self.nodes().map(|(_, node)| node.own).sum();
        let texts = self.nodes().filter(|(id, node)| {
            let name = self.shape.name_of(node);
            let is_block = matches!(role(name), None | Some(Role::Block));
            let is_text = node.repeats && !name.starts_with('@') && is_block;
            is_text
                && node.own * 2 >= all
                && node.own >= LEAST_TEXT * node.count
                && self.facts(*id).iter().skip(1).take(3).any(Option::is_some)
        });
        texts.map(|(id, _)| id).collect()
    }

    /// Whether a text is most of the element that it stands in, or that one is a record of it.
    fn is_most_of(&self, text: u32, above: u32) -> bool {
        let is_field = self.parent(text) == Some(above) && self.has_facts(above);
        let letters = |id: u32| self.letters[id as usize];
        is_field || letters(text) * 2 >= letters(above)
    }

    fn is_in(&self, id: u32, top: u32) -> bool {
        let (start, end) = self.spans[top as usize];
        let (place, _) = self.spans[id as usize];
        (start..end).contains(&place)
    }

    /// The record that a text belongs to.
    fn record_of(&self, text: u32) -> Option<Found> {
        let is_named = named("text", self.config).is_some();
        let parent = self.parent(text)?;
        let mut record = parent;
        while !self.node(record).repeats {
            match self.parent(record) {
                Some(above) if self.node(above).count == self.node(record).count || is_named => {
                    record = above
                }
                _ => break,
            }
        }
        if !self.node(record).repeats {
            record = parent;
        }
        let found = |record: u32| {
            Some(Found {
                record,
                text,
                depth: self.path(None, record).matches('.').count(),
            })
        };
        let is_main = |found: &Found| is_named || self.is_main(found);
        if self.node(record).repeats {
            return found(record).filter(is_main);
        }
        // The texts themselves repeat.
        if self.node(text).repeats && (is_named || self.has_facts(text)) {
            return found(text);
        }
        let is_record = is_named || self.has_facts(record);
        found(record).filter(|_| is_record).filter(is_main)
    }

    /// Whether an id, a source or a date stands in an element.
    fn has_facts(&self, record: u32) -> bool {
        self.facts(record).iter().take(3).any(Option::is_some)
    }

    /// Which of the known fields stand in an element, as [`Roles::places`] lists them.
    fn facts(&self, record: u32) -> [Option<usize>; 6] {
        let names = self
            .nodes()
            .filter(|(id, node)| self.parent(*id) == Some(record) && node.own > 0);
        let names: Vec<&str> = names.map(|(_, node)| self.shape.name_of(node)).collect();
        Roles::find(&names.iter().copied(), self.config).places()
    }

    /// Whether the text is what the record is made of: nothing else in it is long, and longer.
    fn is_main(&self, found: &Found) -> bool {
        let text = self.letters[found.text as usize];
        let others = self.nodes().filter(|(id, node)| {
            self.parent(*id) == Some(found.record) && !self.is_in(found.text, *id) && node.count > 0
        });
        let is_long = |id: u32, node: &Node| {
            let letters = self.letters[id as usize];
            letters > text && letters / node.count > LONGEST_FACT
        };
        text > 0 && !others.into_iter().any(|(id, node)| is_long(id, node))
    }

    /// The records with the name of one, and what their fields are.
    fn records(&self, best: &Found) -> Records {
        let name = self.shape.name_of(self.node(best.record));
        let suffix = self.path(Some(best.record), best.text);
        let is_alike = |id: u32| {
            self.nodes()
                .any(|(below, _)| self.is_in(below, id) && self.path(Some(id), below) == suffix)
        };
        let alike = self
            .nodes()
            .filter(|(id, node)| self.shape.name_of(node) == name && is_alike(*id));
        let mut nodes: Vec<u32> = alike.map(|(id, _)| id).collect();
        let outermost = nodes.clone();
        nodes.retain(|id| {
            !outermost
                .iter()
                .any(|other| other != id && self.is_in(*id, *other))
        });
        let mut fields: Vec<String> = Vec::new();
        for (id, _) in self.nodes() {
            if let Some(record) = nodes
                .iter()
                .find(|record| **record != id && self.is_in(id, **record))
            {
                fields.push(self.path(Some(*record), id));
            }
        }
        let mut roles = self.roles(&fields);
        roles[TEXT] = Some(suffix);
        Records { nodes, roles }
    }

    /// Which of the fields is what: by its whole name, else by the last part of it.
    fn roles(&self, fields: &[String]) -> [Option<String>; 6] {
        let names = |field: &'_ String| field.rsplit('.').next().unwrap_or_default().to_owned();
        let last: Vec<String> = fields.iter().map(names).collect();
        let whole = Roles::find(&fields.iter().map(String::as_str), self.config).places();
        let parts = Roles::find(&last.iter().map(String::as_str), self.config).places();
        let mut roles = [const { None }; 6];
        for (role, place) in roles.iter_mut().zip(whole.into_iter().zip(parts)) {
            let place = place.0.or(place.1);
            *role = place.and_then(|place| fields.get(place).cloned());
        }
        roles
    }
}

/// Where each path stands if those below it follow it, and where the last of these ends. A path is
/// listed after that which it goes on from.
fn spans(nodes: &[Node]) -> Vec<(usize, usize)> {
    let mut sizes = vec![1; nodes.len()];
    for (id, node) in nodes.iter().enumerate().rev() {
        let parent = node.parent as usize;
        if parent != id {
            sizes[parent] += sizes[id];
        }
    }
    // Where the next path below each begins; what has no parent follows the last that had none.
    let (mut next, mut end) = (vec![0; nodes.len()], 0);
    let mut spans = Vec::with_capacity(nodes.len());
    for (id, node) in nodes.iter().enumerate() {
        let parent = node.parent as usize;
        let free = if parent == id {
            &mut end
        } else {
            &mut next[parent]
        };
        let start = *free;
        *free += sizes[id];
        next[id] = start + 1;
        spans.push((start, start + sizes[id]));
    }
    spans
}
