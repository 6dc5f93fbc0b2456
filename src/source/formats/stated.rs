//! What an XML document states of itself: title, author, date, language, source, id and further fields, by
//! their paths.

use super::Converted;
use super::markup::Element;
use super::vocabulary::{AUTHOR, DATE, Vocabulary};

/// What may be made of elements that each hold a part.
const IN_PARTS: [usize; 2] = [AUTHOR, DATE];

/// What was found so far of each thing that may be stated.
#[derive(Debug)]
pub(super) struct Stated {
    vocabulary: &'static Vocabulary,
    /// The place in the list of paths, and the value found there; those of further fields at the end.
    values: Vec<Option<(usize, String)>>,
    /// The elements being read that state something.
    open: Vec<Reading>,
}

#[derive(Debug)]
struct Reading {
    what: usize,
    rank: usize,
    depth: usize,
    text: String,
}

impl Stated {
    pub(super) fn new(vocabulary: &'static Vocabulary) -> Self {
        Self {
            vocabulary,
            values: vec![None; vocabulary.stated.len() + vocabulary.fields.len()],
            open: Vec::new(),
        }
    }

    /// An element opens; it is the last of `path`. Gives whether what it holds is a fact about the
    /// text: anything but a title.
    pub(super) fn open(&mut self, path: &[String], element: &Element) -> bool {
        let mut is_fact = false;
        for (what, rank, pattern) in self.vocabulary.patterns() {
            let (elements, attribute) = match pattern.split_once('@') {
                Some((elements, attribute)) => (elements, Some(attribute)),
                None => (pattern, None),
            };
            if !matches(path, elements) {
                continue;
            }
            match attribute.map(|attribute| element.attribute(attribute)) {
                Some(value) => self.find(what, rank, &value.unwrap_or_default()),
                None => {
                    is_fact |= what >= AUTHOR;
                    self.open.push(Reading {
                        what,
                        rank,
                        depth: path.len(),
                        text: String::new(),
                    });
                }
            }
        }
        is_fact
    }

    /// Text inside the elements that are open.
    pub(super) fn text(&mut self, text: &str) {
        for reading in &mut self.open {
            reading.text.push_str(text);
        }
    }

    /// The element at `depth` closes.
    pub(super) fn close(&mut self, depth: usize) {
        while let Some(reading) = self.open.pop_if(|reading| reading.depth >= depth) {
            self.find(reading.what, reading.rank, &reading.text);
        }
        // The parts of a name or a date stand in elements of their own, without blanks between.
        let in_parts = self
            .open
            .iter_mut()
            .filter(|reading| IN_PARTS.contains(&reading.what));
        in_parts.for_each(|reading| reading.text.push(' '));
    }

    fn find(&mut self, what: usize, rank: usize, value: &str) {
        let words: Vec<&str> = value.split_whitespace().collect();
        let value = words.join(" ");
        let Some(known) = self.values.get_mut(what).filter(|_| !value.is_empty()) else {
            return;
        };
        match known {
            Some((known, authors)) if *known == rank && what == AUTHOR => {
                authors.push_str("; ");
                authors.push_str(&value);
            }
            Some((known, _)) if *known <= rank => {}
            _ => *known = Some((rank, value)),
        }
    }

    /// Hands over what was found so far.
    pub(super) fn give(&self, converted: &mut Converted) {
        let value = |place: usize| {
            let found = self.values.get(place)?.as_ref();
            found.map(|(_, value)| value.clone())
        };
        converted.title = value(0);
        converted.author = value(AUTHOR);
        converted.date = value(DATE);
        converted.language = value(3);
        converted.source = value(4);
        converted.id = value(5);
        let first = self.vocabulary.stated.len();
        for (place, (name, _)) in (first..).zip(&self.vocabulary.fields) {
            let is_known = converted.fields.iter().any(|(known, _)| known == name);
            if let Some(value) = value(place).filter(|_| !is_known) {
                converted.fields.push(((*name).to_owned(), value));
            }
        }
    }
}

/// Whether a path ends as the pattern says, or is what it says if it begins at the root.
pub(super) fn matches(path: &[String], pattern: &str) -> bool {
    let (pattern, is_whole) = match pattern.strip_prefix('/') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut path = path.iter().rev();
    let mut parts = pattern.rsplit('/');
    let is_end = parts.all(|part| path.next().is_some_and(|name| part == "*" || part == name));
    is_end && (!is_whole || path.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_match_from_their_end_or_from_the_root() {
        let path = ["TEI", "text", "date"].map(str::to_owned);
        for pattern in ["date", "text/date", "*/date", "/TEI/*/date"] {
            assert!(matches(&path, pattern), "{pattern}");
        }
        for pattern in ["text", "head/date", "/text/date", "*/*/*/date", "/*/date"] {
            assert!(!matches(&path, pattern), "{pattern}");
        }
    }
}
