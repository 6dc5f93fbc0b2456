//! Takes what `--split` says, gives how files are cut into documents: by the layouts that refrain
//! knows, not at all, into speeches, or by a pattern of the user.
//!
//! In a pattern `^` and `$` stand at the ends of lines. The pattern runs in linear time.

use std::fmt;

use regex::{Regex, RegexBuilder};
use serde::{Deserialize, Serialize};

/// The most memory that a pattern may take, in bytes.
const LARGEST_PATTERN: usize = 4 << 20;

/// How a file is cut into documents.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum SplitMode {
    /// By its layout, if it has one that refrain knows.
    #[default]
    Auto,
    /// Not at all: a file is a document.
    None,
    /// Into the speeches of its sitting, where it has any; else as [`SplitMode::Auto`].
    Speeches,
    /// Where a pattern matches.
    Pattern(SplitPattern),
}

impl TryFrom<String> for SplitMode {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Ok(match text.as_str() {
            "auto" => Self::Auto,
            "none" => Self::None,
            "speeches" => Self::Speeches,
            _ => Self::Pattern(SplitPattern::new(&text)?),
        })
    }
}

impl From<SplitMode> for String {
    fn from(mode: SplitMode) -> Self {
        match mode {
            SplitMode::Auto => "auto".to_owned(),
            SplitMode::None => "none".to_owned(),
            SplitMode::Speeches => "speeches".to_owned(),
            SplitMode::Pattern(pattern) => pattern.to_string(),
        }
    }
}

/// A pattern that finds where documents begin. Its named groups are metadata.
#[derive(Debug, Clone)]
pub struct SplitPattern(Regex);

impl SplitPattern {
    fn new(text: &str) -> Result<Self, String> {
        let fault = |reason: &str| {
            format!(
                "split `{text}`: {reason}; expected auto, none, speeches, or a regular expression for the first line of each document, such as '^Speech \\d+$'"
            )
        };
        let built = RegexBuilder::new(text)
            .multi_line(true)
            .size_limit(LARGEST_PATTERN)
            .build();
        let regex = built.map_err(|error| match error {
            // The last line of a longer message says what is wrong.
            regex::Error::Syntax(message) => {
                let last = message.lines().last().unwrap_or_default();
                fault(last.trim_start_matches("error: "))
            }
            _ => fault("the pattern is too large"),
        })?;
        if regex.is_match("") {
            return Err(fault("the pattern matches an empty line"));
        }
        Ok(Self(regex))
    }

    /// The pattern.
    pub(crate) fn regex(&self) -> &Regex {
        &self.0
    }
}

impl fmt::Display for SplitPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str())
    }
}

impl PartialEq for SplitPattern {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

impl Eq for SplitPattern {}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(text: &str) -> Result<SplitMode, String> {
        SplitMode::try_from(text.to_owned())
    }

    #[test]
    fn names_and_patterns_come_back_as_they_were_typed() {
        for text in ["auto", "none", "speeches", r"^## (?<title>.+)$"] {
            let mode = mode(text).expect("a mode");
            assert_eq!(String::from(mode.clone()), text);
            assert_eq!(matches!(mode, SplitMode::Pattern(_)), text.starts_with('^'));
        }
    }

    #[test]
    fn a_wrong_pattern_is_told_with_what_was_expected() {
        for (text, reason) in [
            ("(", "unclosed group"),
            ("x*", "matches an empty line"),
            ("", "matches an empty line"),
            (r"(?:\w{1000}){1000}", "too large"),
        ] {
            let error = mode(text).expect_err(text);
            assert!(
                error.contains(reason) && error.contains("auto, none"),
                "{error}"
            );
        }
    }
}
