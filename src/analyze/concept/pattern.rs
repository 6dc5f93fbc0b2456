//! Patterns of a codebook: what is written, and the words it asks for.
//!
//! | written | finds |
//! |---|---|
//! | `cyber sovereignty` | these words in sequence, whatever their case |
//! | `multilateral*`, `wom?n` | `*` any letters, `?` one letter, inside a word |
//! | `stem: nation` | every word with the stem of this one |
//! | `lemma: be` | every word with this lemma, in a run whose terms are lemmas |
//! | `form: nation` | the word as written, where the codebook matches stems or lemmas |
//! | `rule of stem:law` | a prefix at a later word holds for this word only |
//! | `case: WHO` | the letters as written |
//! | `accents: cote` | the word with or without accents |
//! | `hyphens: multi-party` | "multi-party", "multi party" and "multiparty" |
//! | `"the net"` | these words by form, whatever the codebook matches |
//! | `"digital divide"~3` | the words in any order, with at most 3 words between |
//! | `/popul(ism\|ist)s?/` | a regular expression over whole words, see `regular.rs` |
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

use super::regular::Regular;
use crate::config::{Accents, Hyphens, MatchBy, PatternMatching};
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
/// The most tokens that a word may have become in the text, with hyphens or blanks in it.
pub(super) const MOST_PARTS: usize = 4;

/// What a word of a pattern asks for. How it folds depends on the language of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ElementKind {
    /// Any form with the stem of this word.
    Stem,
    /// Any form with this lemma.
    Lemma,
    /// The form of this word.
    Form,
    /// Any form that fits this glob.
    Glob,
    /// A word with these letters, capital or small as they are, or that fits this glob of them.
    Written,
    /// Words whose hyphens do not matter; `-` stands where the pattern has a hyphen or a blank.
    Hyphenable,
    /// Words of a script without spaces that make up this stretch.
    Stretch,
}

/// A word of a pattern, as written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Element {
    pub(super) kind: ElementKind,
    pub(super) text: String,
    /// Whether accents do not count.
    pub(super) folds_accents: bool,
}

impl Element {
    /// The most tokens that can match it.
    fn most_tokens(&self) -> usize {
        match self.kind {
            ElementKind::Stretch => self.text.chars().count(),
            ElementKind::Hyphenable => MOST_PARTS * self.text.split('-').count(),
            _ => 1,
        }
    }

    /// Whether it is a glob that every word fits.
    pub(super) fn is_any(&self) -> bool {
        self.text.chars().all(|c| matches!(c, '*' | '?'))
    }
}

/// How the words of a pattern follow one another.
#[derive(Debug, Clone)]
pub(super) enum Shape {
    /// One after the other.
    Sequence(Vec<Element>),
    /// In any order, with at most so many others between.
    AnyOrder(Vec<Element>, u32),
    /// As a regular expression says.
    Regular(Regular),
}

impl Shape {
    /// Its words; none for a regular expression.
    pub(super) fn elements(&self) -> &[Element] {
        match self {
            Self::Sequence(elements) | Self::AnyOrder(elements, _) => elements,
            Self::Regular(_) => &[],
        }
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
    /// What it asks for.
    pub(super) shape: Shape,
}

/// How a word is matched, with what its pattern says.
#[derive(Debug, Clone, Copy)]
struct Manner {
    by: MatchBy,
    /// Whether letters count as written.
    case: bool,
    accents: Accents,
    hyphens: Hyphens,
}

impl Manner {
    /// Takes the prefixes off a text.
    fn strip<'a>(&mut self, mut text: &'a str) -> Result<&'a str, String> {
        while let Some((prefix, rest)) = prefix(text) {
            match prefix {
                "stem:" => self.by = MatchBy::Stems,
                "lemma:" => self.by = MatchBy::Lemmas,
                "form:" => self.by = MatchBy::Forms,
                "accents:" => self.accents = Accents::Folded,
                "hyphens:" => self.hyphens = Hyphens::Any,
                _ => (self.by, self.case) = (MatchBy::Forms, true),
            }
            text = rest;
        }
        if self.case && self.by != MatchBy::Forms {
            return Err(
                "`case:` matches letters as written, so it cannot be combined with a stem or lemma"
                    .into(),
            );
        }
        Ok(text)
    }
}

/// What may stand before a pattern or a word of it.
pub(super) const PREFIXES: [&str; 6] =
    ["stem:", "lemma:", "form:", "case:", "accents:", "hyphens:"];

/// The prefix of a text, and what follows it.
fn prefix(text: &str) -> Option<(&'static str, &str)> {
    PREFIXES.into_iter().find_map(|prefix| {
        let rest = text.strip_prefix(prefix)?.trim_start();
        (!rest.is_empty()).then_some((prefix, rest))
    })
}

/// What a pattern asks for, from what is written and how the codebook matches.
///
/// # Errors
/// What is wrong with it, for the user.
pub(super) fn parse(text: &str, matching: PatternMatching) -> Result<Shape, String> {
    let mut manner = Manner {
        by: matching.by,
        case: false,
        accents: matching.accents,
        hyphens: matching.hyphens,
    };
    let has_prefix = prefix(text.trim()).is_some();
    let text = manner.strip(text.trim())?;
    if let Some(expression) = Regular::within(text) {
        if has_prefix {
            return Err("a regular expression matches word forms; remove the prefix".into());
        }
        return Regular::new(expression).map(Shape::Regular);
    }
    let (words, gap) = unquoted(text)?;
    if gap.is_none() && words.len() < text.len() && !has_prefix {
        manner.by = MatchBy::Forms;
    }
    let elements = elements(words, manner, gap.is_some())?;
    if elements.is_empty() {
        return Err("it has no word; expected words such as: climate change".into());
    }
    if elements.len() > MOST_WORDS {
        return Err(format!("it has more than {MOST_WORDS} words"));
    }
    if elements.iter().map(Element::most_tokens).sum::<usize>() > LONGEST_MATCH {
        return Err(format!("it has more than {LONGEST_MATCH} characters"));
    }
    if elements.iter().all(Element::is_any) {
        return Err("it would match every word".into());
    }
    Ok(match gap {
        None => Shape::Sequence(elements),
        Some(gap) => Shape::AnyOrder(elements, gap),
    })
}

/// The words of a pattern that may be in quotation marks, and the number after `~`.
fn unquoted(text: &str) -> Result<(&str, Option<u32>), String> {
    let Some(rest) = text.strip_prefix('"') else {
        if text.contains('"') {
            return Err(
                "it has a quotation mark in the middle; quote the whole pattern or nothing".into(),
            );
        }
        return Ok((text, None));
    };
    let (words, after) = rest
        .split_once('"')
        .ok_or("the closing quotation mark is missing")?;
    match after.strip_prefix('~') {
        None if after.is_empty() => Ok((words, None)),
        Some(number) => {
            let gap = number.parse().ok().filter(|gap| *gap <= WIDEST_GAP);
            let message =
                "expected a number from 0 to 100 after ~, for example \"digital divide\"~3";
            Ok((words, Some(gap.ok_or(message)?)))
        }
        None => Err(format!("unexpected `{after}` after the quotation mark")),
    }
}

/// The words of a pattern, each by the prefix that stands at it.
fn elements(words: &str, manner: Manner, in_any_order: bool) -> Result<Vec<Element>, String> {
    let mut elements = Vec::new();
    for chunk in words.split_whitespace() {
        let mut here = manner;
        if prefix(chunk).is_some() {
            here.case = false;
        }
        let chunk = here.strip(chunk)?;
        let from = elements.len();
        add_elements(chunk, here, in_any_order, &mut elements);
        if here.hyphens == Hyphens::Any && !in_any_order {
            make_hyphenable(&mut elements, from);
        }
    }
    if !in_any_order {
        join_hyphenable(&mut elements);
    }
    Ok(elements)
}

/// Adds the words of a stretch without blanks.
fn add_elements(chunk: &str, manner: Manner, in_any_order: bool, elements: &mut Vec<Element>) {
    let masked = chunk
        .replace('*', &STAR.to_string())
        .replace('?', &QUESTION.to_string());
    let element = |kind, text: &str| Element {
        kind,
        text: text.to_owned(),
        folds_accents: manner.accents == Accents::Folded,
    };
    for range in with_marks(&masked) {
        let word = &masked[range];
        let has_wildcard = word.contains([STAR, QUESTION]);
        let text = word.replace(STAR, "*").replace(QUESTION, "?");
        if manner.case {
            elements.push(element(ElementKind::Written, &text));
        } else if has_wildcard {
            elements.push(element(ElementKind::Glob, &text));
        } else if is_address(word) {
            // An address is a term of its own and has no stem.
            elements.push(element(ElementKind::Form, word));
        } else if !word.contains(is_unspaced) {
            let kind = match manner.by {
                MatchBy::Forms => ElementKind::Form,
                MatchBy::Stems => ElementKind::Stem,
                MatchBy::Lemmas => ElementKind::Lemma,
            };
            elements.push(element(kind, word));
        } else if in_any_order {
            cut(word, han_style(word), |range| {
                elements.push(element(ElementKind::Form, &word[range]));
            });
        } else {
            elements.push(element(ElementKind::Stretch, word));
        }
    }
}

/// Makes the words from `from` on, which are forms and globs, words whose hyphens do not matter.
fn make_hyphenable(elements: &mut [Element], from: usize) {
    for element in &mut elements[from..] {
        if matches!(element.kind, ElementKind::Form | ElementKind::Glob)
            && !is_address(&element.text)
        {
            element.kind = ElementKind::Hyphenable;
        }
    }
}

/// Joins neighbouring words whose hyphens do not matter.
fn join_hyphenable(elements: &mut Vec<Element>) {
    elements.dedup_by(|next, joined| {
        let is_joined = next.kind == ElementKind::Hyphenable
            && joined.kind == ElementKind::Hyphenable
            && next.folds_accents == joined.folds_accents;
        if is_joined {
            joined.text.push('-');
            joined.text.push_str(&next.text);
        }
        is_joined
    });
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

#[cfg(test)]
mod tests {
    use super::*;

    fn words_by(text: &str, by: MatchBy) -> String {
        let matching = PatternMatching {
            by,
            ..PatternMatching::default()
        };
        let shape = parse(text, matching).expect(text);
        let words = shape.elements().iter().map(|element| {
            let sign = match element.kind {
                ElementKind::Stem => "stem ",
                ElementKind::Lemma => "lemma ",
                ElementKind::Form => "",
                ElementKind::Glob => "%",
                ElementKind::Written => "^",
                ElementKind::Hyphenable => "~",
                ElementKind::Stretch => "+",
            };
            let folds = if element.folds_accents { "`" } else { "" };
            format!("{folds}{sign}{}", element.text)
        });
        let words = words.collect::<Vec<_>>().join("|");
        match shape {
            Shape::AnyOrder(_, gap) => format!("{words} in {gap}"),
            _ => words,
        }
    }

    fn words(text: &str) -> String {
        words_by(text, MatchBy::Forms)
    }

    #[test]
    fn what_is_written_becomes_words() {
        assert_eq!(words("Cyber Sovereignty"), "Cyber|Sovereignty");
        assert_eq!(words("multi-stakeholder*"), "%multi-stakeholder*");
        assert_eq!(words("self-determin*"), "self|%determin*");
        assert_eq!(words("*digital divide"), "%*digital|divide");
        assert_eq!(words("\"The Net\""), "The|Net");
        assert_eq!(words("#BlackLives"), "#BlackLives");
        assert_eq!(words("\"digital divide\"~3"), "digital|divide in 3");
        assert_eq!(words("peaceful, secure"), "peaceful|secure");
        assert_eq!(words("community * future"), "community|%*|future");
        assert_eq!(words("wom?n’s"), "%wom?n’s");
        assert_eq!(words("网络主权 AI"), "+网络主权|AI");
        assert_eq!(words("网络*"), "%网络*");
        assert_eq!(words("*主?权"), "%*主?权");
        if cfg!(feature = "cjk") {
            assert_eq!(words("\"网络主权 合作\"~3"), "网络|主权|合作 in 3");
        }
    }

    #[test]
    fn prefixes_say_what_is_matched() {
        assert_eq!(words("stem: climate change"), "stem climate|stem change");
        assert_eq!(words("stem:climate"), "stem climate");
        assert_eq!(words("rule of stem:law"), "rule|of|stem law");
        assert_eq!(words("stem: rule form:of law"), "stem rule|of|stem law");
        assert_eq!(words("lemma:go form:to"), "lemma go|to");
        assert_eq!(words("case: WHO"), "^WHO");
        assert_eq!(words("case:US form:policy"), "^US|policy");
        assert_eq!(words("the case:IT sector*"), "the|^IT|%sector*");
        assert_eq!(words("accents: cote d'ivoire"), "`cote|`d'ivoire");
        assert_eq!(words("accents:case:ELYSEE"), "`^ELYSEE");
        assert_eq!(words("stem:nation*"), "%nation*");
        assert_eq!(words("stem: \"rule law\"~2"), "stem rule|stem law in 2");
        // Not a prefix: nothing follows it, or it is no word that is known.
        assert_eq!(words("stem:"), "stem");
        assert_eq!(words("note: this"), "note|this");
    }

    #[test]
    fn a_codebook_may_match_stems_and_quotation_marks_mean_forms() {
        let stems = |text: &str| words_by(text, MatchBy::Stems);
        assert_eq!(stems("small states"), "stem small|stem states");
        assert_eq!(stems("\"small states\""), "small|states");
        assert_eq!(stems("\"small states\"~2"), "stem small|stem states in 2");
        assert_eq!(stems("form: small states"), "small|states");
        assert_eq!(stems("state*"), "%state*");
        assert_eq!(stems("case: US"), "^US");
        assert_eq!(words_by("to be", MatchBy::Lemmas), "lemma to|lemma be");
    }

    #[test]
    fn hyphens_join_words() {
        assert_eq!(words("hyphens: multi-party"), "~multi-party");
        assert_eq!(words("hyphens:multi party system*"), "~multi-party-system*");
        assert_eq!(words("the hyphens:co-operation"), "the|~co-operation");
        assert_eq!(
            words("hyphens: stem:nation state"),
            "stem nation|stem state"
        );
        assert_eq!(words("hyphens: \"a b\"~2"), "a|b in 2");
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
            ("case:stem:who", "cannot be combined"),
            ("stem: /x/", "remove the prefix"),
            ("/(a/", "regular expression"),
        ] {
            let message_found = parse(text, PatternMatching::default()).expect_err(text);
            assert!(message_found.contains(message), "{text}: {message_found}");
        }
    }
}
