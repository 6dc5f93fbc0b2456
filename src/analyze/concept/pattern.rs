//! Patterns of a codebook: what is written, and the words it asks for.
//!
//! | written | matches |
//! |---|---|
//! | `cyber sovereignty` | the words in sequence, in any inflection (by stem) |
//! | `multilateral*`, `wom?n` | `*` any letters, `?` one letter, inside a word (by form) |
//! | `"the net"` | the words as they are (by form; case does not matter) |
//! | `"digital divide"~3` | the words in any order, with at most 3 words between (by stem) |
//! | `网络主权` | the characters as they stand, over one word or several |
//!
//! Words are cut as in the text, so `self-rule` is two words. Punctuation between words does not
//! matter, a sentence end does.
//!
//! A stretch of a script without spaces matches where the words of the text, put together, are that
//! stretch, however a dictionary has cut them; a match begins where a word begins and ends where one
//! ends (`内政` is not found inside the word `干涉内政`, `*内政` is). With `*` or `?` at it, it is a
//! glob for one word as the dictionary cuts. With `~` it is the words that the dictionary cuts it
//! into.

use std::ops::Range;

use crate::model::ConceptId;
use crate::tokenize::{HanStyle, cut, detect, for_each_word, is_address, is_unspaced};

/// Letters that stand for `*` and `?` while a pattern is cut into words; no text has them.
const STAR: char = '\u{16A0}';
const QUESTION: char = '\u{16A1}';

/// The most words of a pattern, and the most words between those of a pattern in any order.
const MOST_WORDS: usize = 20;
const WIDEST_GAP: u32 = 100;
/// The most tokens that a match can have.
pub(super) const LONGEST_MATCH: usize = MOST_WORDS + WIDEST_GAP as usize;

/// One word of a pattern, as written. How it folds depends on the language of the text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Element {
    /// Any form with the stem of this word.
    Stem(String),
    /// The form of this word.
    Form(String),
    /// Any form that fits this glob.
    Glob(String),
    /// Words of a script without spaces that make up this stretch.
    Stretch(String),
}

impl Element {
    /// The most tokens that can match it.
    fn most_tokens(&self) -> usize {
        match self {
            Self::Stretch(text) => text.chars().count(),
            _ => 1,
        }
    }

    /// Whether it is a glob that every word fits.
    fn is_any(&self) -> bool {
        matches!(self, Self::Glob(glob) if glob.chars().all(|c| matches!(c, '*' | '?')))
    }
}

/// A pattern of a codebook.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// What is written in the codebook.
    pub text: String,
    /// The category it belongs to.
    pub category: ConceptId,
    /// Whether it takes hits away instead of making them.
    pub excludes: bool,
    /// Its words.
    pub elements: Vec<Element>,
    /// If the words may come in any order: how many others may stand between.
    pub gap: Option<u32>,
}

/// The words of a pattern and its gap, from what is written.
///
/// # Errors
/// What is wrong with it, for the user.
pub(super) fn parse(text: &str) -> Result<(Vec<Element>, Option<u32>), String> {
    let text = text.trim();
    let (words, is_exact, gap) = match text.strip_prefix('"') {
        None if text.contains('"') => {
            return Err(
                "a quotation mark in the middle; quote the whole pattern or nothing".into(),
            );
        }
        None => (text, false, None),
        Some(rest) => {
            let (words, after) = rest
                .split_once('"')
                .ok_or("the closing quotation mark is missing")?;
            match after.strip_prefix('~') {
                None if after.is_empty() => (words, true, None),
                Some(number) => {
                    let gap = number.parse().ok().filter(|gap| *gap <= WIDEST_GAP);
                    let message =
                        "expected a number from 0 to 100 after ~, as in \"digital divide\"~3";
                    (words, false, Some(gap.ok_or(message)?))
                }
                None => return Err(format!("unexpected `{after}` after the quotation mark")),
            }
        }
    };
    let elements = elements(words, is_exact, gap.is_some());
    if elements.is_empty() {
        return Err("no word in it; expected words, as in: climate change".into());
    }
    if elements.len() > MOST_WORDS {
        return Err(format!("more than {MOST_WORDS} words"));
    }
    if elements.iter().map(Element::most_tokens).sum::<usize>() > LONGEST_MATCH {
        return Err(format!("more than {LONGEST_MATCH} characters"));
    }
    if elements.iter().all(Element::is_any) {
        return Err("it would match every word".into());
    }
    Ok((elements, gap))
}

fn elements(words: &str, is_exact: bool, in_any_order: bool) -> Vec<Element> {
    let masked = words
        .replace('*', &STAR.to_string())
        .replace('?', &QUESTION.to_string());
    let mut elements = Vec::new();
    for range in with_marks(&masked) {
        let word = &masked[range];
        if word.contains([STAR, QUESTION]) {
            let glob = word.replace(STAR, "*").replace(QUESTION, "?");
            elements.push(Element::Glob(glob));
        } else if is_address(word) {
            // An address is a term of its own and has no stem.
            elements.push(Element::Form(word.to_owned()));
        } else if !word.contains(is_unspaced) {
            let word = word.to_owned();
            elements.push(if is_exact {
                Element::Form(word)
            } else {
                Element::Stem(word)
            });
        } else if in_any_order {
            cut(word, han_style(word), |range| {
                elements.push(Element::Form(word[range].to_owned()));
            });
        } else {
            elements.push(Element::Stretch(word.to_owned()));
        }
    }
    elements
}

fn han_style(word: &str) -> HanStyle {
    detect(word).han
}

/// The words of a pattern. Where UAX #29 parts a stretch without spaces from the mark that stands at
/// it, they are one.
fn with_marks(masked: &str) -> Vec<Range<usize>> {
    let is_mark = |range: &Range<usize>| {
        masked[range.clone()]
            .chars()
            .all(|c| matches!(c, STAR | QUESTION))
    };
    let is_stretch = |range: &Range<usize>| masked[range.clone()].contains(is_unspaced);
    let mut words: Vec<Range<usize>> = Vec::new();
    for_each_word(masked, |word| match words.last_mut() {
        Some(last)
            if last.end == word.start
                && (is_stretch(last) && is_mark(&word)
                    || is_mark(last) && is_stretch(&word)
                    || is_stretch(last)
                        && masked[last.clone()].contains([STAR, QUESTION])
                        && is_stretch(&word)) =>
        {
            last.end = word.end;
        }
        _ => words.push(word),
    });
    words
}

/// A glob made ready: `*` stands for any letters, also none, `?` for one.
pub(super) struct Glob {
    /// What stands before the first `*` or `?`. Most forms are ruled out by it.
    pub(super) prefix: String,
    /// The rest.
    rest: Vec<char>,
}

impl Glob {
    pub(super) fn new(glob: &str) -> Self {
        let split = glob.find(['*', '?']).unwrap_or(glob.len());
        let mut rest: Vec<char> = glob[split..].chars().collect();
        rest.dedup_by(|next, kept| *next == '*' && *kept == '*');
        Self {
            prefix: glob[..split].to_owned(),
            rest,
        }
    }

    /// Whether a form fits.
    pub(super) fn fits(&self, form: &str) -> bool {
        match form.strip_prefix(&self.prefix) {
            None => false,
            Some(_) if self.rest == ['*'] => true,
            Some(rest) => fits(&self.rest, &rest.chars().collect::<Vec<char>>()),
        }
    }
}

fn fits(glob: &[char], form: &[char]) -> bool {
    let (mut g, mut f) = (0, 0);
    // Where to go on if what follows the last star does not fit.
    let mut retry = None;
    while f < form.len() {
        match glob.get(g) {
            Some('*') => {
                retry = Some((g + 1, f));
                g += 1;
            }
            Some(&c) if c == '?' || c == form[f] => {
                g += 1;
                f += 1;
            }
            _ => {
                let Some((after_star, from)) = retry else {
                    return false;
                };
                retry = Some((after_star, from + 1));
                (g, f) = (after_star, from + 1);
            }
        }
    }
    glob[g..].iter().all(|&c| c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        let (elements, gap) = parse(text).expect("a pattern");
        let words: Vec<_> = elements
            .iter()
            .map(|element| match element {
                Element::Stem(word) => word.clone(),
                Element::Form(word) => format!("={word}"),
                Element::Glob(word) => format!("%{word}"),
                Element::Stretch(word) => format!("+{word}"),
            })
            .collect();
        format!(
            "{}{}",
            words.join(" "),
            gap.map_or(String::new(), |gap| format!(" ~{gap}"))
        )
    }

    #[test]
    fn what_is_written_becomes_words() {
        assert_eq!(words("Cyber Sovereignty"), "Cyber Sovereignty");
        assert_eq!(words("multi-stakeholder*"), "%multi-stakeholder*");
        assert_eq!(words("self-determin*"), "self %determin*");
        assert_eq!(words("*digital divide"), "%*digital divide");
        assert_eq!(words("\"The Net\""), "=The =Net");
        assert_eq!(words("#BlackLives"), "=#BlackLives");
        assert_eq!(words("\"digital divide\"~3"), "digital divide ~3");
        assert_eq!(words("peaceful, secure"), "peaceful secure");
        assert_eq!(words("community * future"), "community %* future");
        assert_eq!(words("wom?n’s"), "%wom?n’s");
        assert_eq!(words("网络主权 AI"), "+网络主权 AI");
        assert_eq!(words("网络*"), "%网络*");
        assert_eq!(words("*主?权"), "%*主?权");
        if cfg!(feature = "cjk") {
            assert_eq!(words("\"网络主权 合作\"~3"), "=网络 =主权 =合作 ~3");
        }
    }

    #[test]
    fn a_broken_pattern_says_what_is_wrong() {
        for (text, message) in [
            ("\"the net", "closing quotation mark"),
            ("the \"net\"", "in the middle"),
            ("\"a b\"~x", "a number"),
            ("\"a b\"5", "unexpected `5`"),
            (" , ", "no word"),
            ("*", "every word"),
            ("?* *", "every word"),
            ("", "no word"),
            ("网".repeat(121).as_str(), "more than 120 characters"),
        ] {
            assert!(parse(text).expect_err(text).contains(message), "{text}");
        }
    }

    #[test]
    fn globs() {
        let fits = |glob: &str, form: &str| Glob::new(glob).fits(form);
        assert!(fits("sovereign*", "sovereign") && fits("sovereign*", "sovereignty's"));
        assert!(!fits("sovereign*", "asovereign"));
        assert!(fits("*lateral*", "multilateralism") && fits("wom?n", "women"));
        assert!(!fits("wom?n", "womn") && fits("a*b*c", "aXbYbZc") && !fits("a*b*c", "aXbYbZ"));
        assert!(fits("**", "") && fits("?é", "né"));
    }
}
