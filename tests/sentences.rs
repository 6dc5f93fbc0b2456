//! Where sentences end: a table of texts, each with its language and `|` at every end inside it.

use refrain::model::{Boundary, Language};
use refrain::tokenize::{Abbreviations, boundary_in, for_each_word};

static CASES: &str = include_str!("sentences.tsv");

/// The text with `|` where a sentence ends before a word.
fn marked(text: &str, language: Language) -> String {
    let abbreviations = Abbreviations::of(language);
    let mut words = Vec::new();
    for_each_word(text, |range| words.push(range));
    let mut marked = text.to_owned();
    for pair in words.windows(2).rev() {
        let gap = pair[0].end..pair[1].start;
        if boundary_in(abbreviations, text, pair[0].clone(), gap.clone()) >= Boundary::Sentence {
            marked.insert(gap.end, '|');
        }
    }
    marked
}

/// Blanks and opening marks may stand on either side of a sentence end.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric() || *c == '|')
        .collect()
}

#[test]
fn sentences_end_where_a_reader_ends_them() {
    let mut checked = 0;
    for line in CASES.lines() {
        let (code, expected) = line.split_once('\t').expect("a language and a text");
        let language = Language::from_code(code).expect("a language");
        let blank = if language.is_spaced() { " " } else { "" };
        let text = expected.replace('|', blank);
        assert_eq!(
            bare(&marked(&text, language)),
            bare(expected),
            "{code}: {expected}"
        );
        checked += 1;
    }
    assert!(checked >= 60);
}

/// What the rules get wrong, and why it can't be told from the words on both sides alone.
#[test]
fn known_failures() {
    let english = Language::from_code("en").expect("English");
    for text in [
        // A name as the first word after an abbreviation that may stand anywhere.
        "He works for Harbour Cables Inc.|Delegates know him.",
        // A function word as a name.
        "The column of George F. Will was read.",
    ] {
        let plain = text.replace('|', " ");
        assert_ne!(bare(&marked(&plain, english)), bare(text), "{text}");
    }
}
