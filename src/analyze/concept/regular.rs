//! Regular expressions over the words of a sentence.
//!
//! The forms of a sentence stand one after the other with a blank between. A match is of whole words: it
//! begins where a word begins and ends where one ends. `^` and `$` are these places too, and `.` is any
//! letter of a word but not the blank between two words. Letters match whatever their case, since forms
//! have none.

use std::ops::Range;

use regex::{Regex, RegexBuilder};

use super::pattern::LONGEST_MATCH;

/// The most bytes of a compiled expression, and of its cache while it searches.
const MOST_BYTES: usize = 1 << 20;
/// The most characters of an expression.
const MOST_CHARACTERS: usize = 1000;
/// The most levels of brackets.
const DEEPEST: u32 = 50;

/// A regular expression for whole words.
#[derive(Debug, Clone)]
pub(super) struct Regular(Regex);

/// The forms of a sentence with a blank between, and where each begins.
#[derive(Debug, Default)]
pub(super) struct SentenceText {
    text: String,
    starts: Vec<usize>,
}

impl SentenceText {
    /// Takes all words out.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.starts.clear();
    }

    /// Adds a word.
    pub(super) fn push(&mut self, form: &str) {
        if !self.starts.is_empty() {
            self.text.push(' ');
        }
        self.starts.push(self.text.len());
        self.text.push_str(form);
    }
}

impl Regular {
    /// What stands between slashes, if a pattern is a regular expression.
    pub(super) fn within(text: &str) -> Option<&str> {
        let inside = text.strip_prefix('/')?.strip_suffix('/')?;
        (!inside.is_empty()).then_some(inside)
    }

    /// Compiles an expression.
    ///
    /// # Errors
    /// What is wrong with it, for the user.
    pub(super) fn new(expression: &str) -> Result<Self, String> {
        if expression.chars().count() > MOST_CHARACTERS {
            return Err(format!(
                "the regular expression has more than {MOST_CHARACTERS} characters"
            ));
        }
        // By itself first, so that the message shows what was written.
        compiled(expression)?;
        compiled(&format!("^(?:{expression})$")).map(Self)
    }

    /// The places of its matches among the words of a sentence, from left to right without overlaps.
    pub(super) fn matches(&self, sentence: &SentenceText, mut matched: impl FnMut(Range<usize>)) {
        let SentenceText { text, starts } = sentence;
        for found in self.0.find_iter(text).filter(|found| !found.is_empty()) {
            let first = starts.partition_point(|&start| start < found.start());
            let after = starts.partition_point(|&start| start < found.end());
            if after - first <= LONGEST_MATCH {
                matched(first..after);
            }
        }
    }
}

fn compiled(expression: &str) -> Result<Regex, String> {
    let built = RegexBuilder::new(&expression.replace('’', "'"))
        .case_insensitive(true)
        .multi_line(true)
        .line_terminator(b' ')
        .size_limit(MOST_BYTES)
        .dfa_size_limit(MOST_BYTES)
        .nest_limit(DEEPEST)
        .build();
    built.map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => {
            "the regular expression needs too much memory; make it shorter".to_owned()
        }
        error => {
            let text = error.to_string();
            let reason = text.lines().last().unwrap_or_default();
            let reason = reason.strip_prefix("error: ").unwrap_or(reason);
            format!("the regular expression is invalid: {reason}")
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(expression: &str, words: &str) -> Vec<String> {
        let mut sentence = SentenceText::default();
        words.split(' ').for_each(|word| sentence.push(word));
        let words: Vec<&str> = words.split(' ').collect();
        let regular = Regular::new(expression).expect(expression);
        let mut all = Vec::new();
        regular.matches(&sentence, |range| all.push(words[range].join(" ")));
        all
    }

    #[test]
    fn a_match_is_of_whole_words() {
        let words = "populism and populists are no population";
        assert_eq!(found("popul(ism|ist)", words), ["populism"]);
        assert_eq!(found("popul(ism|ist)s?", words), ["populism", "populists"]);
        assert_eq!(
            found("popul.*", words),
            ["populism", "populists", "population"]
        );
        assert_eq!(found("^popul.*m$", words), ["populism"]);
        assert_eq!(found("(ism|are|no)", words), ["are", "no"]);
        assert_eq!(found("POPULISM", words), ["populism"]);
    }

    #[test]
    fn a_blank_leads_to_the_next_word() {
        let words = "the rule of law and the rule of good law";
        assert_eq!(
            found("rule of (good )?law", words),
            ["rule of law", "rule of good law"]
        );
        assert_eq!(found("rule of .* law", words), ["rule of good law"]);
        assert_eq!(found(r"(\w+ )of law", words), ["rule of law"]);
        assert_eq!(found("the|rule", words), ["the", "rule", "the", "rule"]);
        assert_eq!(found("x?", words), Vec::<String>::new());
    }

    #[test]
    fn letters_of_other_scripts() {
        assert_eq!(found("été|élève", "un été chaud"), ["été"]);
        assert_eq!(found(r"\p{Greek}+", "a λόγος b"), ["λόγος"]);
        assert_eq!(found("l’homme", "l'homme"), ["l'homme"]);
    }

    #[test]
    fn what_is_broken_or_too_large_is_refused() {
        let message = |text: &str| Regular::new(text).expect_err(text);
        assert!(
            message("(a").contains("unclosed group"),
            "{}",
            message("(a")
        );
        assert!(message("a)|(b").contains("unopened group"));
        assert!(message("(\\w{1,200}){1,200}").contains("too much memory"));
        assert!(message(&"a".repeat(1001)).contains("1000 characters"));
        assert_eq!(Regular::within("/a/"), Some("a"));
        assert_eq!(Regular::within("//").or(Regular::within("/")), None);
        assert_eq!(Regular::within("and/or"), None);
    }
}
