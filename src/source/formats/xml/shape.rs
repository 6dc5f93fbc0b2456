//! The shape of an XML file, seen before it is read: which elements stand in which, and where text is.
//!
//! Takes the whole text, gives what is known of each name and of each path of names. Elements deeper
//! than any record, and paths beyond a set number, are not told apart, so that its size has a bound.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::super::markup::{Element, Markup, Piece};
use super::super::vocabulary::{Role, role};

/// How deep elements are told apart by their path.
const DEEPEST: usize = 24;
/// How many paths are told apart.
const MOST_PATHS: usize = 3000;
/// The average length of a text, in bytes, which no mere field has.
const LONG: u64 = 200;
/// The longest number of a page or a column, in bytes.
const LONGEST_NUMBER: usize = 24;
/// Elements that may be called after an attribute, and those attributes.
const NAMELESS: [&str; 17] = [
    "str", "arr", "int", "long", "float", "double", "bool", "date", "field", "property", "column",
    "data", "value", "meta", "entry", "item", "string",
];
const NAMES: [&str; 2] = ["name", "key"];

/// What is known of the elements of a file.
#[derive(Debug, Default)]
pub(super) struct Shape {
    ids: HashMap<String, u32, FixedState>,
    names: Vec<Name>,
    pub(super) nodes: Vec<Node>,
    below: HashMap<(u32, u32), u32, FixedState>,
}

/// What is known of all elements of a name.
#[derive(Debug, Default)]
struct Name {
    name: String,
    all: u64,
    among_text: u64,
    /// How many hold something, and how many of them a number and no more.
    filled: u64,
    numbers: u64,
    /// How many stand inside a word.
    in_word: u64,
}

/// What is known of all elements, or attributes, of a path.
#[derive(Debug)]
pub(super) struct Node {
    /// The path that it ends; that of a root is itself.
    pub(super) parent: u32,
    name: u32,
    pub(super) count: u64,
    /// Whether an element holds more than one.
    pub(super) repeats: bool,
    /// Bytes of text in it, without those of the elements in it.
    pub(super) own: u64,
    /// The element that held the last one.
    held_by: u64,
}

/// An element on the way.
#[derive(Default)]
struct Level {
    name: u32,
    node: Option<u32>,
    serial: u64,
    has_text: bool,
    is_leaf: bool,
    after_letter: bool,
    children: Vec<u32>,
    content: String,
}

impl Shape {
    /// Looks at the whole text.
    ///
    /// # Errors
    /// As [`Markup::next`].
    pub(super) fn of(text: &str) -> Result<Self, String> {
        let mut shape = Self::default();
        let mut markup = Markup::new(text);
        let mut levels = vec![Level::default()];
        let mut serial = 0;
        // The letter that stands right before, and the element that closed right before.
        let (mut letter, mut closed) = (false, None);
        while let Some(piece) = markup.next()? {
            match piece {
                Piece::Open(element) => {
                    serial += 1;
                    let level = shape.open(&element, (levels.as_slice(), serial), letter);
                    if let Some(parent) = levels.last_mut() {
                        parent.is_leaf = false;
                        parent.children.push(level.name);
                    }
                    levels.push(level);
                    (letter, closed) = (false, None);
                }
                Piece::Text(text) => {
                    if let (Some(name), true) = (closed, text.starts_with(char::is_lowercase)) {
                        shape.name(name).in_word += 1;
                    }
                    letter = text.ends_with(char::is_lowercase);
                    closed = None;
                    if let Some(level) = levels.last_mut() {
                        shape.text(level, &text);
                    }
                }
                Piece::Close => {
                    let level = levels.pop().unwrap_or_default();
                    closed = level.after_letter.then_some(level.name);
                    letter = false;
                    shape.close(&level);
                }
            }
        }
        Ok(shape)
    }

    fn open(
        &mut self,
        element: &Element,
        (levels, serial): (&[Level], u64),
        after_letter: bool,
    ) -> Level {
        let name = self.id(element.name());
        self.name(name).all += 1;
        let above = levels.last();
        let node = match above {
            Some(parent)
                if levels.len() <= DEEPEST && (levels.len() == 1 || parent.node.is_some()) =>
            {
                let called = called(element);
                let called = self.id(&called);
                self.node(parent.node, called, parent.serial)
            }
            _ => None,
        };
        if let Some(node) = node {
            for (attribute, value) in element.attributes() {
                let attribute = self.id(&format!("@{attribute}"));
                let found = self.node(Some(node), attribute, serial);
                if let Some(node) = found.and_then(|node| self.nodes.get_mut(node as usize)) {
                    node.own += value.trim().len() as u64;
                }
            }
        }
        Level {
            name,
            node,
            serial,
            is_leaf: true,
            after_letter,
            ..Level::default()
        }
    }

    fn text(&mut self, level: &mut Level, text: &str) {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return;
        }
        level.has_text = true;
        if level.content.len() <= LONGEST_NUMBER {
            let end = text.floor_char_boundary(LONGEST_NUMBER + 1);
            level.content.push_str(text.get(..end).unwrap_or_default());
        }
        if let Some(node) = level
            .node
            .and_then(|node| self.nodes.get_mut(node as usize))
        {
            node.own += trimmed.len() as u64;
        }
    }

    fn close(&mut self, level: &Level) {
        if level.has_text {
            for child in &level.children {
                self.name(*child).among_text += 1;
            }
        }
        let is_number = level.is_leaf && is_number(&level.content);
        let is_filled = level.has_text || !level.is_leaf;
        let name = self.name(level.name);
        name.filled += u64::from(is_filled);
        name.numbers += u64::from(is_filled && is_number);
    }

    fn id(&mut self, name: &str) -> u32 {
        if let Some(id) = self.ids.get(name) {
            return *id;
        }
        let id = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.ids.insert(name.to_owned(), id);
        self.names.push(Name {
            name: name.to_owned(),
            ..Name::default()
        });
        id
    }

    fn name(&mut self, id: u32) -> &mut Name {
        &mut self.names[id as usize]
    }

    /// The path that goes on by a name, counted once more.
    fn node(&mut self, parent: Option<u32>, name: u32, held_by: u64) -> Option<u32> {
        let next = u32::try_from(self.nodes.len()).ok()?;
        let key = (parent.unwrap_or(u32::MAX), name);
        let id = match self.below.get(&key) {
            Some(id) => *id,
            None if self.nodes.len() >= MOST_PATHS => return None,
            None => {
                self.below.insert(key, next);
                self.nodes.push(Node {
                    parent: parent.unwrap_or(next),
                    name,
                    count: 0,
                    repeats: false,
                    own: 0,
                    held_by: u64::MAX,
                });
                next
            }
        };
        let node = self.nodes.get_mut(id as usize)?;
        node.count += 1;
        node.repeats |= node.held_by == held_by;
        node.held_by = held_by;
        Some(id)
    }

    /// The path of an element below another; below nothing, that of a root.
    pub(super) fn child(&self, parent: Option<u32>, element: &Element) -> Option<u32> {
        let name = self.ids.get(called(element).as_str())?;
        let key = (parent.unwrap_or(u32::MAX), *name);
        self.below.get(&key).copied()
    }

    /// The last name of a path; that of an attribute begins with `@`.
    pub(super) fn name_of(&self, node: &Node) -> &str {
        &self.names[node.name as usize].name
    }

    /// How many elements have a name.
    pub(super) fn count(&self, name: &str) -> u64 {
        let id = self.ids.get(name);
        id.map_or(0, |id| self.names[*id as usize].all)
    }

    /// What the user should know of a file that was read as one text, though long elements stand once each
    /// in elements that repeat.
    pub(super) fn hint(&self) -> Option<String> {
        let is_text = |node: &&Node| {
            let above = self.nodes.get(node.parent as usize);
            let is_in_record = above.is_some_and(|above| above.repeats && above.count > 2);
            is_in_record && !node.repeats && node.count > 2 && node.own / node.count >= LONG
        };
        let texts = self.nodes.iter().filter(is_text);
        let text = texts.max_by_key(|node| node.own)?;
        let name = self.name_of(text);
        let above = self.name_of(self.nodes.get(text.parent as usize)?);
        Some(format!(
            "looks like many texts in one file, but was read as one: {} elements `{above}` hold a long `{name}`; --field text={name} makes a document of each",
            text.count
        ))
    }

    /// The role of an element by its name, inside a paragraph or not.
    pub(super) fn role(&self, name: &str, in_paragraph: bool) -> Role {
        let seen = self.ids.get(name).map(|id| &self.names[*id as usize]);
        let is_number = seen.is_some_and(|name| name.numbers == name.filled);
        let known = role(name).filter(|role| *role != Role::Mark || is_number);
        if let Some(known) = known {
            return known;
        }
        let parts_words = seen.is_some_and(|name| name.in_word > 0 && name.filled > 0);
        if is_number && parts_words {
            return Role::Mark;
        }
        let is_inline = seen.is_some_and(|name| name.among_text * 2 > name.all);
        let is_empty = seen.is_some_and(|name| name.filled == 0);
        match is_inline || in_paragraph {
            true if is_empty => Role::Inline,
            true => Role::Phrase,
            false => Role::Block,
        }
    }
}

/// What an element is called: by its name, or by an attribute where all are named alike.
pub(super) fn called(element: &Element) -> String {
    let name = element.name();
    let named = NAMELESS.contains(&name).then(|| {
        let mut names = NAMES.iter().filter_map(|name| element.attribute(name));
        names.find(|name| !name.trim().is_empty())
    });
    named.flatten().unwrap_or_else(|| name.to_owned())
}

/// Whether a text is the number of a page or a column, with a short word before it at most.
fn is_number(text: &str) -> bool {
    let text = text.trim();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let has_digit = text.contains(|c: char| c.is_numeric());
    let is_roman = letters == text.len() && text.chars().all(|c| "ivxlcdmIVXLCDM".contains(c));
    let is_short = !text.is_empty() && text.len() <= LONGEST_NUMBER;
    is_short && (has_digit && letters <= 6 || is_roman && letters <= 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_always_holds_a_number_inside_words_is_a_mark() {
        let shape = Shape::of(
            "<a><p>lan<colno>12</colno>tern and <folio>7</folio>oil, fer<folio>8</folio>ry <n>H</n></p></a>",
        );
        let shape = shape.expect("a shape");
        assert_eq!(shape.role("colno", true), Role::Mark);
        assert_eq!(shape.role("folio", true), Role::Mark);
        assert_eq!(shape.role("n", true), Role::Phrase);
        let words = Shape::of("<a><p>CO<low>2</low>H <page>Front page of the day</page></p></a>");
        let words = words.expect("a shape");
        assert_eq!(words.role("low", true), Role::Phrase);
        assert_eq!(words.role("page", true), Role::Phrase);
    }

    #[test]
    fn paths_are_counted_and_repeats_seen() {
        let shape = Shape::of("<r><i a='1'><t>x</t></i><i><t>yy</t></i></r>").expect("a shape");
        let shown: Vec<_> = shape
            .nodes
            .iter()
            .map(|node| (shape.name_of(node), node.count, node.repeats, node.own))
            .collect();
        assert_eq!(
            shown,
            [
                ("r", 1, false, 0),
                ("i", 2, true, 0),
                ("@a", 1, false, 1),
                ("t", 2, false, 3)
            ]
        );
    }
}
