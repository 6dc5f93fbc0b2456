//! Who speaks: speeches in XML of sittings, with speaker and heading.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::super::Converted;
use super::super::markup::Element;
use super::super::stated::matches;
use super::super::vocabulary::Vocabulary;
use crate::clean::read_date;
use crate::config::DateOrder;

/// Which speeches of a sitting are documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Speeches {
    /// None: a sitting is one document.
    Joined,
    /// Those that the markup shows, each an element with its speaker.
    Marked,
    /// Those too that are known by a line or an element that names who speaks.
    All,
}

/// The attributes of a speech that are kept, and what as.
const FIELDS: [(&str, &str); 6] = [
    ("as", "role"),
    ("ana", "role"),
    ("colnum", "page"),
    ("time", "time"),
    ("url", "url"),
    ("party", "party"),
];

/// The longest name or heading that is taken, in bytes.
const LONGEST_NAME: usize = 400;

/// What is known of the speeches of a document.
#[derive(Debug)]
pub(super) struct Sitting {
    vocabulary: &'static Vocabulary,
    speeches: Speeches,
    open: Option<Speech>,
    /// The last heading.
    section: String,
    /// Who was named last before a speech, and the person whose name comes next.
    named: String,
    person: Option<String>,
    /// Names by the ids that speeches call them by.
    people: HashMap<String, String, FixedState>,
    /// Text that is a name or a heading: whose it is, at which depth, and what was read of it.
    reading: Option<(Reading, usize, String)>,
}

#[derive(Debug)]
enum Reading {
    Section,
    Speaker,
    Person(String),
}

#[derive(Debug, Default)]
struct Speech {
    depth: usize,
    id: Option<String>,
    language: Option<String>,
    speaker: String,
    /// Whether the speaker is a reference to nobody that the file names.
    is_reference: bool,
    fields: Vec<(String, String)>,
}

impl Sitting {
    pub(super) fn new(vocabulary: &'static Vocabulary, speeches: Speeches) -> Self {
        Self {
            vocabulary,
            speeches,
            open: None,
            section: String::new(),
            named: String::new(),
            person: None,
            people: HashMap::default(),
            reading: None,
        }
    }

    /// An element opens, the last of `path`; gives whether a speech begins with it.
    pub(super) fn open(&mut self, path: &[String], element: &Element, is_text: bool) -> bool {
        if self.speeches == Speeches::Joined {
            return false;
        }
        let begins = is_text && self.open.is_none() && self.begin(path.len(), element);
        if self.reading.is_none() {
            let reading = self.reading(path, element, is_text);
            self.reading = reading.map(|reading| (reading, path.len(), String::new()));
        }
        begins
    }

    fn begin(&mut self, depth: usize, element: &Element) -> bool {
        let vocabulary = self.vocabulary;
        let name = element.name();
        let is_turn = self.speeches == Speeches::All && vocabulary.turn.contains(&name);
        if !is_turn && !vocabulary.speech.contains(&name) {
            return false;
        }
        let mut attributes = vocabulary
            .speaker
            .iter()
            .filter_map(|path| path.strip_prefix('@'));
        let speaker = attributes.find_map(|name| element.attribute(name));
        let first = vocabulary.speaker.first();
        let needs_attribute = first.is_none_or(|path| path.starts_with('@'));
        if speaker.is_none() && needs_attribute && !is_turn {
            return false;
        }
        let fields = FIELDS.iter().filter_map(|(attribute, field)| {
            let value = element.attribute(attribute)?;
            Some(((*field).to_owned(), plain_reference(&value).to_owned()))
        });
        self.open = Some(Speech {
            depth,
            id: element.attribute("id").or_else(|| element.attribute("eId")),
            language: element.attribute("lang"),
            is_reference: speaker.as_ref().is_some_and(|name| !self.is_known(name)),
            speaker: match speaker {
                Some(name) => self.person_called(&name),
                None => std::mem::take(&mut self.named),
            },
            fields: fields.collect(),
        });
        true
    }

    /// What the element that opens is to be read as.
    fn reading(&mut self, path: &[String], element: &Element, is_text: bool) -> Option<Reading> {
        let name = element.name();
        if name == "TLCPerson" {
            let id = element
                .attribute("eId")
                .or_else(|| element.attribute("id"))?;
            self.people.insert(id, element.attribute("showAs")?);
            return None;
        }
        if name == "person" && !is_text {
            self.person = element.attribute("id");
            return None;
        }
        if let Some(person) = self.person.take_if(|_| name == "persName" && !is_text) {
            return Some(Reading::Person(person));
        }
        let is_section = is_text && self.open.is_none() && self.vocabulary.section.contains(&name);
        if is_section {
            return Some(Reading::Section);
        }
        let mut paths = self.vocabulary.speaker.iter();
        let names_speaker =
            paths.any(|pattern| !pattern.starts_with('@') && matches(path, pattern));
        names_speaker.then_some(Reading::Speaker)
    }

    /// Text inside the innermost open element.
    pub(super) fn text(&mut self, text: &str) {
        let reading = self.reading.as_mut();
        if let Some((_, _, read)) = reading.filter(|(_, _, read)| read.len() < LONGEST_NAME) {
            let end = text.floor_char_boundary(LONGEST_NAME);
            read.push_str(text.get(..end).unwrap_or_default());
        }
    }

    /// The element at `depth` closes; gives whether a speech ends with it.
    pub(super) fn close(&mut self, depth: usize) -> bool {
        if let Some((_, _, read)) = self.reading.as_mut().filter(|(_, at, _)| depth > *at) {
            read.push(' ');
        }
        if let Some((reading, _, read)) = self.reading.take_if(|(_, at, _)| *at >= depth) {
            let words: Vec<&str> = read.split_whitespace().collect();
            self.read(reading, words.join(" "));
        }
        self.open
            .as_ref()
            .is_some_and(|speech| speech.depth == depth)
    }

    fn read(&mut self, reading: Reading, text: String) {
        match reading {
            Reading::Section => self.section = text,
            Reading::Person(id) => {
                self.people.insert(id, text);
            }
            Reading::Speaker => {
                let name = text.trim_end_matches(':').trim_end().to_owned();
                match &mut self.open {
                    Some(speech) if speech.speaker.is_empty() || speech.is_reference => {
                        speech.speaker = name;
                        speech.is_reference = false;
                    }
                    Some(_) => {}
                    None => self.named = name,
                }
            }
        }
    }

    fn is_known(&self, reference: &str) -> bool {
        self.people.contains_key(plain_reference(reference))
    }

    /// Whether an element inside an open speech is no word of it.
    pub(super) fn is_aside(&self, element: &Element) -> bool {
        self.open.is_some() && self.vocabulary.aside.contains(&element.name())
    }

    /// Whether an element says who speaks.
    pub(super) fn is_label(&self, element: &Element) -> bool {
        let has = |attribute: &str, word: &str| {
            let value = element.attribute(attribute).unwrap_or_default();
            value.split_whitespace().any(|part| part == word)
        };
        let mut labels = self.vocabulary.label.iter();
        labels.any(|label| {
            let (name, word) = label.split_once('@').unwrap_or((label, ""));
            name == element.name() && ["class", "type", "klasse"].iter().any(|of| has(of, word))
        })
    }

    /// The name that stands for a reference, or the reference.
    fn person_called(&self, reference: &str) -> String {
        let id = plain_reference(reference);
        self.people.get(id).map_or(id, String::as_str).to_owned()
    }

    /// Says of a document which speech it is, and closes it.
    pub(super) fn finish(&mut self, document: &mut Converted) {
        let Some(speech) = self.open.take() else {
            return;
        };
        let stated = document.date.take();
        document.date = stated.or_else(|| date_in(speech.id.as_deref()?));
        document.id = speech.id;
        document.language = speech.language.or(document.language.take());
        let known = [
            ("speaker", speech.speaker),
            ("section", self.section.clone()),
        ];
        let known = known.map(|(name, value)| (name.to_owned(), value));
        let fields = known.into_iter().chain(speech.fields);
        document
            .fields
            .extend(fields.filter(|(_, value)| !value.trim().is_empty()));
    }
}

/// The day that an id names, as in `debate/2011-02-03.4.0`.
fn date_in(id: &str) -> Option<String> {
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let bytes = id.as_bytes();
    let mut starts = memchr::memchr_iter(b'-', bytes).filter_map(|hyphen| hyphen.checked_sub(4));
    starts.find_map(|start| {
        let before = start.checked_sub(1).and_then(|before| bytes.get(before));
        let is_apart = !is_digit(before) && !is_digit(bytes.get(start + 10));
        let date = id.get(start..start + 10).filter(|_| is_apart)?;
        let is_day = |(at, byte): (usize, u8)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        };
        if !date.bytes().enumerate().all(is_day) {
            return None;
        }
        read_date(date, DateOrder::Auto)
            .ok()
            .map(|date| date.to_string())
    })
}

/// A reference without the mark before it.
fn plain_reference(reference: &str) -> &str {
    let reference = reference.trim();
    reference.trim_start_matches(['#', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_may_name_the_day() {
        for (id, expected) in [
            ("org.example/debate/2011-02-03.4.0", Some("2011-02-03")),
            ("Sitting_2019-11-30-lower.u12", Some("2019-11-30")),
            ("12-2011-02-03", Some("2011-02-03")),
            ("u-1-2", None),
            ("2011-02-30.1", None),
            ("12011-02-03", None),
            ("2011-02-031", None),
        ] {
            assert_eq!(date_in(id).as_deref(), expected, "{id}");
        }
    }
}
