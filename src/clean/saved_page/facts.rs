//! Lines that say something of a text: when it was published, by whom, from where.
//!
//! `Updated: 2015-12-16`, `site.example | Published: 3 May 2018`, `时间:2015-12-17 来源:新华社 作者:…`,
//! `By Jane Miller`, `责任编辑：…`, or a date alone.

use super::words::PHRASES;
use crate::clean::Stated;
use crate::clean::date::{find_date, parse_date};

/// What the lines around a text say of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::clean) struct Facts {
    /// The title, where the text was saved from a page.
    pub(in crate::clean) title: Option<String>,
    /// The date, as ISO 8601.
    pub(in crate::clean) date: Option<String>,
    /// The source or the site.
    pub(in crate::clean) source: Option<String>,
    /// The author.
    pub(in crate::clean) author: Option<String>,
}

/// What a label stands before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Date,
    Source,
    Author,
    /// Something that is not kept: an editor, a number of readers.
    Other,
}

/// The longest line that is taken for facts, in bytes.
const LONGEST: usize = 200;
/// Most words of a name.
const NAME_WORDS: usize = 6;

impl Facts {
    /// What the lines state.
    pub(in crate::clean) fn stated(&self) -> Stated {
        Stated::of([
            ("title", self.title.as_deref()),
            ("date", self.date.as_deref()),
            ("source", self.source.as_deref()),
            ("author", self.author.as_deref()),
        ])
    }

    /// Whether a line before a text is one of facts; if so, takes them in. The first of two counts;
    /// `is_first` says that nothing stands before the line.
    pub(super) fn read(&mut self, line: &str, is_first: bool) -> bool {
        if line.len() > LONGEST {
            return false;
        }
        // Further dates alone are headings, as in a diary.
        if let (None, Some(date)) = (
            &self.date,
            parse_date(line).filter(|date| date.day.is_some()),
        ) {
            self.date = Some(date.to_string());
            return true;
        }
        // What stands first is a title: "By Land and Sea".
        self.read_labelled(line) || !is_first && self.read_by_line(line)
    }

    /// Whether a line after a text names its editor, author or source; if so, takes them in.
    pub(super) fn read_credit(&mut self, line: &str) -> bool {
        if line.len() > LONGEST || !line.contains([':', '：']) {
            return false;
        }
        let bare = line.trim_matches(['(', ')', '（', '）', '[', ']', '【', '】', ' ']);
        let folded = bare.to_lowercase();
        let is_credit = PHRASES.credit_labels.iter().any(|label| {
            folded
                .strip_prefix(label)
                .is_some_and(|rest| rest.trim_start().starts_with([':', '：']))
        });
        is_credit && self.read_labelled(bare)
    }

    /// `label: value` pairs, perhaps with the name of the site before the first.
    fn read_labelled(&mut self, line: &str) -> bool {
        let labels = labels(line);
        let Some(first) = labels.first() else {
            return false;
        };
        let before = line[..first.start].trim_matches(|c: char| !c.is_alphanumeric());
        if before.split_whitespace().count() > NAME_WORDS {
            return false;
        }
        let ends = labels.iter().skip(1).map(|label| label.start);
        let mut stated = Self::default();
        let mut others = 0;
        for (label, end) in labels.iter().zip(ends.chain([line.len()])) {
            let value =
                line[label.value..end].trim_matches(|c: char| c.is_whitespace() || c == '|');
            match label.kind {
                Label::Date => {
                    let date = find_date(value)
                        .map(|(_, date)| date)
                        .or_else(|| parse_date(value));
                    stated.date = stated.date.or(date.map(|date| date.to_string()));
                }
                Label::Source => stated.source = stated.source.or(name(value)),
                Label::Author => stated.author = stated.author.or(name(value)),
                Label::Other => others += usize::from(value.is_empty() || name(value).is_some()),
            }
        }
        let is_facts = stated.date.is_some()
            || labels.len() > 1
                && (stated.source.is_some() || stated.author.is_some() || others > 0)
            || labels.len() == 1
                && first.start == 0
                && (others > 0 || stated.source.is_some() || stated.author.is_some());
        if is_facts {
            stated.source = stated.source.or_else(|| name(before));
            self.date = self.date.take().or(stated.date);
            self.source = self.source.take().or(stated.source);
            self.author = self.author.take().or(stated.author);
        }
        is_facts
    }

    /// `By Jane Miller`, and no sentence that begins so.
    fn read_by_line(&mut self, line: &str) -> bool {
        let Some(names) = line.strip_prefix("By ") else {
            return false;
        };
        let is_name_word =
            |word: &str| word.starts_with(char::is_uppercase) || PHRASES.name_words.contains(word);
        let words: Vec<&str> = names.split_whitespace().collect();
        let is_name = (2..=8).contains(&words.len())
            && words.iter().all(|word| is_name_word(word))
            && !names.ends_with(['.', '!', '?']);
        if is_name {
            self.author
                .get_or_insert(names.trim_end_matches(',').to_owned());
        }
        is_name
    }
}

/// A label in a line.
struct LabelPlace {
    start: usize,
    value: usize,
    kind: Label,
}

/// The labels in a line that a colon follows, in their order.
fn labels(line: &str) -> Vec<LabelPlace> {
    let mut labels: Vec<LabelPlace> = Vec::new();
    let colons = line.char_indices().filter(|(_, c)| matches!(c, ':' | '：'));
    for (colon, mark) in colons {
        let before = line[..colon].trim_end();
        let longest = PHRASES
            .labels
            .iter()
            .filter(|(label, _)| ends_with_label(before, label))
            .max_by_key(|(label, _)| label.len());
        if let Some((label, kind)) = longest {
            labels.push(LabelPlace {
                start: before.len() - label.len(),
                value: colon + mark.len_utf8(),
                kind: *kind,
            });
        }
    }
    labels
}

/// Whether text ends with a label that begins there as a word of its own.
fn ends_with_label(text: &str, label: &str) -> bool {
    let Some((before, end)) = text
        .len()
        .checked_sub(label.len())
        .and_then(|start| text.split_at_checked(start))
    else {
        return false;
    };
    let is_word = before
        .chars()
        .next_back()
        .is_none_or(|c| !c.is_alphabetic());
    // Labels of Chinese follow one another, and follow values, without a blank.
    end.to_lowercase() == *label
        && (is_word || !label.is_ascii() && !label.starts_with(char::is_lowercase))
}

/// A value that can be a name.
fn name(value: &str) -> Option<String> {
    let value = value.trim_matches(|c: char| c.is_whitespace() || "|,;，；)(（）".contains(c));
    let is_name = !value.is_empty()
        && !value.ends_with(['.', '!', '?', '。', '！', '？'])
        && value.split_whitespace().count() <= NAME_WORDS
        && value.chars().count() <= 40
        && !PHRASES.unknown.contains(&value.to_lowercase());
    is_name.then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<[String; 3]> {
        let mut facts = Facts::default();
        facts
            .read(line, false)
            .then(|| [facts.date, facts.source, facts.author].map(Option::unwrap_or_default))
    }

    #[test]
    fn facts_are_read_from_their_labels() {
        for (line, expected) in [
            ("Updated: 2018-03-05", ["2018-03-05", "", ""]),
            (
                "tide.example Updated: 2018-03-05",
                ["2018-03-05", "tide.example", ""],
            ),
            (
                "tide.example | Published: March 5, 2018 09:30",
                ["2018-03-05", "tide.example", ""],
            ),
            (
                "时刻:2018-03-05 08:32来历:不知道 作者:tide365 点击:",
                ["2018-03-05", "", "tide365"],
            ),
            (
                "时间：2018年3月5日 来源：海港新闻",
                ["2018-03-05", "海港新闻", ""],
            ),
            ("March 5, 2018", ["2018-03-05", "", ""]),
            ("By Jane Miller", ["", "", "Jane Miller"]),
            ("Source: Tide News Agency", ["", "Tide News Agency", ""]),
        ] {
            assert_eq!(read(line), Some(expected.map(ToOwned::to_owned)), "{line}");
        }
    }

    #[test]
    fn sentences_are_no_facts() {
        for line in [
            "By Monday the tide had turned.",
            "This is the source: a spring in the hills above the town, as old as the town itself.",
            "The date: unknown to all of us",
            "Mandate: to keep the peace",
            "Editor: Why now?",
            "记者：您好！",
            "In March 2018 the harbour froze",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn a_credit_after_the_text() {
        let mut facts = Facts::default();
        assert!(facts.read_credit("（责任编辑：李明）"));
        assert!(facts.read_credit("Editor: Li Ming"));
        assert!(!facts.read_credit("Our editor left."));
    }
}
