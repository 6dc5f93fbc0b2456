//! The phrases by which lines around a saved text are known. They are in a data file, which says what
//! its lists are for.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::facts::Label;
use crate::data::{DataFile, WordSet};

/// Phrases by which lines are known, in lower case.
pub(super) struct Phrases {
    /// The first names in paths of links.
    pub(super) home: WordSet,
    pub(super) you_are_here: Vec<&'static str>,
    /// Of these a share bar holds at least one.
    pub(super) share_signs: WordSet,
    pub(super) share_words: WordSet,
    pub(super) share_links: WordSet,
    /// Of these a line of links to other pages holds at least one.
    pub(super) pager_signs: WordSet,
    pub(super) pager_words: WordSet,
    pub(super) rights: Vec<&'static str>,
    pub(super) registration: Vec<&'static str>,
    pub(super) registration_starts: Vec<&'static str>,
    pub(super) contact_labels: WordSet,
    pub(super) labels: Vec<(&'static str, Label)>,
    pub(super) credit_labels: Vec<&'static str>,
    pub(super) unknown: WordSet,
    pub(super) name_words: WordSet,
}

/// Phrases by which lines are known.
pub(super) static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let file = DataFile::new(include_str!("../../data/saved_page_phrases.tsv"));
    let labels = [
        ("date label", Label::Date),
        ("source label", Label::Source),
        ("author label", Label::Author),
        ("other label", Label::Other),
    ];
    let labels = labels.into_iter().flat_map(|(list, label)| {
        let phrases = file.list(list).into_iter();
        phrases.map(move |phrase| (phrase, label))
    });
    Phrases {
        labels: labels.collect(),
        home: file.set("home"),
        you_are_here: file.list("you are here"),
        share_signs: file.set("share sign"),
        share_words: file.set("share word"),
        share_links: file.set("share link"),
        pager_signs: file.set("pager sign"),
        pager_words: file.set("pager word"),
        rights: file.list("rights"),
        registration: file.list("registration"),
        registration_starts: file.list("registration start"),
        contact_labels: file.set("contact label"),
        credit_labels: file.list("credit label"),
        unknown: file.set("unknown"),
        name_words: file.set("name word"),
    }
});

/// Signs of copyright beside the phrases on rights.
const COPYRIGHT: [&str; 2] = ["(c)", "copyright"];
/// Marks of the lines that are known by their marks: contacts, paths of links, pagers.
const MARKS: [&str; 5] = [":", "|", "/", "<", ">"];

/// Finds signs of ASCII, in letters of either case.
pub(super) struct Signs {
    /// What a plain line of copyright, rights or registration holds one of.
    pub(super) rights: Option<AhoCorasick>,
    /// What any plain line of furniture holds one of: a mark, or a phrase that its rule asks for.
    pub(super) all: Option<AhoCorasick>,
}

/// Finds the signs without which no plain line is furniture.
pub(super) static SIGNS: LazyLock<Signs> = LazyLock::new(|| {
    let rights = PHRASES.rights.iter().chain(&PHRASES.registration).copied();
    let rights = rights.chain(COPYRIGHT);
    let starts = PHRASES.registration_starts.iter().copied();
    let others = starts
        .chain(PHRASES.share_signs.iter())
        .chain(PHRASES.pager_signs.iter())
        .chain(MARKS);
    Signs {
        all: finder(rights.clone().chain(others)),
        rights: finder(rights),
    }
});

/// A finder of those signs that a plain line can hold.
fn finder(signs: impl Iterator<Item = &'static str>) -> Option<AhoCorasick> {
    let mut builder = AhoCorasick::builder();
    let builder = builder.ascii_case_insensitive(true);
    builder.build(signs.filter(|sign| sign.is_ascii())).ok()
}
