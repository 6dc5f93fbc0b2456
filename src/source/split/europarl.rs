//! Debates of the European Parliament with the tags of the Europarl corpus.
//!
//! A line `<CHAPTER ID=..>` begins a debate, `<SPEAKER ID=.. NAME=..>` a speech, `<P>` a paragraph, in capitals
//! or in small letters. Gives a document for each speech, with speaker, language and the heading of its
//! debate. Elements of XML, which close, are none of these tags.

use super::Split;
use super::lines::{left_out, lines};
use super::tags::Tag;
use crate::model::{Layout, LeftOut, Rule};
use crate::source::formats::Converted;

/// How far into the text the first tag may be, in bytes.
const HEAD: usize = 4 << 10;
/// The tags of the corpus.
const CHAPTER: &str = "CHAPTER";
const SPEAKER: &str = "SPEAKER";

/// The one of the two that a tag is.
fn known(tag: Tag<'_>) -> Option<&'static str> {
    let mut names = [CHAPTER, SPEAKER].into_iter();
    names.find(|name| tag.name.eq_ignore_ascii_case(name))
}

pub(super) fn split(text: &str) -> Option<Split> {
    let head = text.get(..text.floor_char_boundary(HEAD))?;
    let is_tag = |line: &str| {
        let tag = Tag::first(line.trim_start_matches('\u{feff}').trim_start());
        tag.is_some_and(|(tag, _)| tag.attribute("ID").is_some() && known(tag).is_some())
    };
    let mut first = lines(head).filter(|line| !line.text.is_empty());
    let first = first.find(|line| is_tag(line.text))?;
    let is_small = first.text.contains("<speaker") || first.text.contains("<chapter");
    let found = |wanted: &str| memchr::memmem::find(text.as_bytes(), wanted.as_bytes());
    let has_speaker = match is_small {
        true => found("<speaker").is_some() && found("</speaker").is_none(),
        false => found("<SPEAKER").is_some(),
    };
    if !has_speaker || is_small && head.trim_start_matches('\u{feff}').starts_with("<?xml") {
        return None;
    }
    let mut debate = Debate::default();
    for line in lines(text) {
        debate.line(line.text.trim_start_matches('\u{feff}').trim(), line.number);
    }
    Some(Split::of(Layout::Speeches, debate.finish()))
}

/// The way through a debate.
#[derive(Default)]
struct Debate {
    section: String,
    /// Whether what comes belongs to the heading of a debate.
    is_heading: bool,
    /// Rows of the next speech.
    before: Vec<LeftOut>,
    speeches: Vec<Converted>,
    is_speech: bool,
}

impl Debate {
    fn line(&mut self, line: &str, number: u32) {
        let mut rest = line;
        while let Some((before, from)) = rest.find('<').map(|start| rest.split_at(start)) {
            let Some((tag, after)) = Tag::first(from) else {
                break;
            };
            self.text(before, number);
            self.tag(tag);
            rest = after;
        }
        self.text(rest, number);
    }

    fn tag(&mut self, tag: Tag<'_>) {
        match known(tag) {
            Some(CHAPTER) => {
                self.is_speech = false;
                self.is_heading = true;
                self.section.clear();
            }
            Some(_) => {
                self.is_speech = true;
                self.is_heading = false;
                self.begin(tag);
            }
            None => {
                let speech = self.speeches.last_mut().filter(|_| self.is_speech);
                let text = speech.map(|speech| &mut speech.text);
                if let Some(text) = text.filter(|text| !text.is_empty() && !text.ends_with("\n\n"))
                {
                    text.push_str("\n\n");
                }
            }
        }
    }

    fn begin(&mut self, tag: Tag<'_>) {
        let fields = [
            ("speaker", tag.attribute("NAME")),
            ("language_spoken", tag.attribute("LANGUAGE")),
            ("affiliation", tag.attribute("AFFILIATION")),
            (
                "section",
                Some(self.section.trim()).filter(|section| !section.is_empty()),
            ),
        ];
        let fields = fields
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned())));
        self.speeches.push(Converted {
            fields: fields.collect(),
            left_out: std::mem::take(&mut self.before),
            ..Converted::default()
        });
    }

    fn text(&mut self, text: &str, number: u32) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        match self.speeches.last_mut() {
            Some(speech) if self.is_speech => {
                if !speech.text.is_empty() && !speech.text.ends_with('\n') {
                    speech.text.push('\n');
                }
                speech.text.push_str(text);
            }
            _ => {
                if self.is_heading {
                    self.section.push_str(text);
                    self.section.push(' ');
                }
                self.before.extend(left_out(Rule::Facts, number, text));
            }
        }
    }

    fn finish(mut self) -> Vec<Converted> {
        for speech in &mut self.speeches {
            speech.text.truncate(speech.text.trim_end().len());
        }
        if let Some(last) = self.speeches.last_mut() {
            last.left_out.append(&mut self.before);
        }
        self.speeches
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text and the speaker of each speech.
    fn shown(split: &Split) -> Vec<(&str, &str)> {
        let speeches = split.documents.iter();
        speeches
            .map(|speech| (speech.text.as_str(), speech.fields[0].1.as_str()))
            .collect()
    }

    #[test]
    fn each_speech_is_a_document_and_tags_are_no_words() {
        let text = "<CHAPTER ID=3>\nWind on the coast\n<SPEAKER ID=12 LANGUAGE=\"NL\" NAME=\"De Wit\" AFFILIATION=\"Green\">\nThe mills turn.\n<P>\nThey turn\nslowly < ever.\n<SPEAKER ID=13 NAME=\"President\">\nThank you.\n<CHAPTER ID=\"4\">\nGrain\n<SPEAKER ID=14 NAME=\"Roux\">\nNo.\n<CHAPTER ID=5>\nEnd\n";
        let split = split(text).expect("speeches");
        assert_eq!(
            shown(&split),
            [
                ("The mills turn.\n\nThey turn\nslowly < ever.", "De Wit"),
                ("Thank you.", "President"),
                ("No.", "Roux")
            ]
        );
        assert_eq!(
            split.documents[0].fields[3],
            ("section".to_owned(), "Wind on the coast".to_owned())
        );
        let rows: Vec<_> = split.documents[2]
            .left_out
            .iter()
            .map(|row| (row.line, row.text.as_str()))
            .collect();
        assert_eq!(rows, [(Some(11), "Grain"), (Some(15), "End")]);
    }

    #[test]
    fn tags_may_be_in_small_letters() {
        let text = "<chapter id=1>\nWind\n<speaker id=1 name=\"De Wit\">\n<p>\nThe mills turn.\n<p>\nStill.\n<Speaker Id=2 Name='Roux'>\nNo.\n";
        let split = split(text).expect("speeches");
        assert_eq!(
            shown(&split),
            [("The mills turn.\n\nStill.", "De Wit"), ("No.", "Roux")]
        );
    }

    #[test]
    fn elements_of_xml_are_none() {
        for text in [
            "<debate>\n<speaker id=\"p1\">De Wit</speaker>\n<p>The mills turn.</p>\n</debate>\n",
            "<?xml version=\"1.0\"?>\n<speaker id=\"p1\" name=\"x\"/>\n",
        ] {
            assert_eq!(split(text), None, "{text}");
        }
    }

    #[test]
    fn tags_of_others_are_none() {
        assert_eq!(split("<SPEAKER>\nHello\n"), None);
        assert_eq!(split("A play.\n<P>\nHe said <SPEAKER ID=1> aloud\n"), None);
    }
}
