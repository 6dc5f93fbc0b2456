//! The words by which exports are read: labels of fields, and phrases around the articles.
//!
//! The words are in data files; what the lists are for is said there.

use std::sync::LazyLock;

use super::lines::Line;
use crate::data::{DataFile, WordSet};
use crate::sorted::SortedMap;

static LABELS: DataFile = DataFile::new(include_str!("../../data/export_labels.tsv"));
static LANGUAGE_NAMES: DataFile = DataFile::new(include_str!("../../data/language_names.tsv"));

/// Longer than any label, in bytes.
const LONGEST_LABEL: usize = 48;
/// Longer than any statement of copyright, in bytes.
const LONGEST_STATEMENT: usize = 400;

/// The labels of a layout, with the names of their fields.
#[derive(Debug)]
pub(super) struct Labels(SortedMap<&'static str, &'static str>);

impl Labels {
    /// Those of this layout.
    pub(super) fn of(layout: &str) -> Self {
        let rows = LABELS.rows::<3>();
        let rows = rows.filter(|[of, ..]| *of == layout);
        Self(rows.map(|[_, label, name]| (label, name)).collect())
    }

    /// The field with exactly this label, whatever its case.
    pub(super) fn named(&self, label: &str) -> Option<&'static str> {
        if label.len() > LONGEST_LABEL {
            return None;
        }
        self.0.get(label.to_lowercase().as_str()).copied()
    }

    /// The field that a line begins, and what stands behind the label. A label begins with a capital.
    pub(super) fn begun_by<'a>(&self, line: &'a str) -> Option<(&'static str, &'a str)> {
        let line = line.trim();
        line.chars().next().filter(|first| first.is_uppercase())?;
        if let Some(name) = self.named(line) {
            return Some((name, ""));
        }
        let (label, value) = line.split_once(':')?;
        if label.len() > LONGEST_LABEL {
            return None;
        }
        let name = self.named(&format!("{}:", label.trim_end()))?;
        Some((name, value.trim()))
    }
}

/// Phrases around the articles, in lower case.
pub(super) struct Phrases {
    document: WordSet,
    of: WordSet,
    end: WordSet,
    page: WordSet,
    copyright: Vec<&'static str>,
    rights: Vec<&'static str>,
    length: WordSet,
    pub(super) none: Vec<&'static str>,
    pub(super) results: Vec<&'static str>,
    pub(super) summary: WordSet,
    #[cfg(feature = "html")]
    pub(super) certificate: Vec<&'static str>,
    #[cfg(feature = "html")]
    pub(super) aside: Vec<&'static str>,
}

pub(super) static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let file = DataFile::new(include_str!("../../data/export_phrases.tsv"));
    Phrases {
        document: file.set("document"),
        of: file.set("of"),
        end: file.set("end"),
        page: file.set("page"),
        copyright: file.list("copyright"),
        rights: file.list("rights"),
        length: file.set("length"),
        none: file.list("none"),
        results: file.list("results"),
        summary: file.set("summary"),
        #[cfg(feature = "html")]
        certificate: file.list("certificate"),
        #[cfg(feature = "html")]
        aside: file.list("aside"),
    }
});

/// The numbers of a line such as `3 of 74 DOCUMENTS` or `Dokument 3 von 74`.
pub(super) fn document_of(line: &str) -> Option<(u32, u32)> {
    // Every line of every text is asked, most of which are paragraphs.
    let line = line.trim();
    let is_short = line.len() <= LONGEST_LABEL;
    if !is_short || !line.contains(['D', 'd']) || !line.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let words = few_words(line)?;
    let words: Vec<&str> = words.split(' ').collect();
    let [first, second, third, fourth] = words.as_slice() else {
        return None;
    };
    let fits = |word: &str, number: &str, of: &str, all: &str| {
        let known = PHRASES.of.contains(of) && PHRASES.document.contains(word);
        let numbers = (number.parse().ok()?, all.parse().ok()?);
        known.then_some(numbers)
    };
    fits(first, second, third, fourth).or_else(|| fits(fourth, first, second, third))
}

/// How many documents a file says it holds in lines such as `3 of 74 DOCUMENTS`: the sum of the exports
/// that were joined in it, each of which counts from its beginning.
pub(super) fn stated_by_numbers(lines: &[Line<'_>]) -> Option<u32> {
    let (mut sum, mut before) = (None, (0, 0));
    for numbers in lines.iter().filter_map(|line| document_of(line.text)) {
        if numbers.0 <= before.0 || numbers.1 != before.1 {
            sum = Some(sum.unwrap_or(0_u32).saturating_add(numbers.1));
        }
        before = numbers;
    }
    sum
}

/// Whether the line is `Page 3 of 74`, in any language.
pub(super) fn is_page_mark(line: &str) -> bool {
    let Some(words) = few_words(line) else {
        return false;
    };
    let words: Vec<&str> = words.split(' ').collect();
    let is_number = |word: &str| word.parse::<u32>().is_ok();
    match words.as_slice() {
        [page, a, of, b] => {
            PHRASES.page.contains(page) && is_number(a) && PHRASES.of.contains(of) && is_number(b)
        }
        _ => false,
    }
}

/// Whether the line stands behind a document.
pub(super) fn is_document_end(line: &str) -> bool {
    line.trim_start().starts_with(['E', 'F'])
        && few_words(line).is_some_and(|words| PHRASES.end.contains(&words))
}

/// Whether the line is `532 words`, in any language.
pub(super) fn is_length(line: &str) -> bool {
    let Some(words) = few_words(line) else {
        return false;
    };
    let counted = words.rsplit_once(' ');
    counted.is_some_and(|(number, word)| {
        let is_number = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | ' ');
        PHRASES.length.contains(word) && number.chars().all(is_number)
    })
}

/// The words of a short line, in lower case with a blank between them.
fn few_words(line: &str) -> Option<String> {
    let line = line.trim();
    if line.is_empty() || line.len() > LONGEST_LABEL || line.starts_with(char::is_lowercase) {
        return None;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    Some(words.join(" ").to_lowercase())
}

/// Whether a line states who has the rights in the text.
pub(super) fn is_copyright(line: &str) -> bool {
    let line = line.trim();
    if line.is_empty() || line.len() > LONGEST_STATEMENT {
        return false;
    }
    let line = line.to_lowercase();
    let begins = |phrases: &[&str]| phrases.iter().any(|phrase| line.starts_with(phrase));
    begins(&PHRASES.rights) || begins(&PHRASES.copyright) && holds_year(&line)
}

fn holds_year(line: &str) -> bool {
    let mut numbers = line.split(|c: char| !c.is_ascii_digit());
    numbers
        .any(|number| number.len() == 4 && (number.starts_with("19") || number.starts_with("20")))
}

/// The code of a language by its name, of which several may stand side by side: `GERMAN; DEUTSCH`.
pub(super) fn language_code(names: &str) -> Option<&'static str> {
    static CODES: LazyLock<SortedMap<&str, &str>> = LazyLock::new(|| {
        let rows = LANGUAGE_NAMES.rows::<2>();
        rows.map(|[code, name]| (name, code)).collect()
    });
    let mut names = names.split([';', ',', '/', '|']).map(str::trim);
    names.find_map(|name| CODES.get(name.to_lowercase().as_str()).copied())
}

/// Whether the line is a rule: one sign again and again.
pub(super) fn is_rule(line: &str) -> bool {
    let line = line.trim();
    let mut signs = line.bytes();
    let first = signs.next();
    let is_sign = first.is_some_and(|first| b"_=-*#~+".contains(&first));
    is_sign && line.len() >= 10 && signs.all(|sign| Some(sign) == first)
}

/// The first number of the lines that state how many documents there are.
pub(super) fn stated_number<'a>(lines: impl Iterator<Item = &'a Line<'a>>) -> Option<u32> {
    let mut numbers = lines.filter_map(|line| {
        let line = line.text.trim();
        if line.len() > 80 {
            return None;
        }
        let line = line.to_lowercase();
        let phrases = PHRASES.results.iter();
        let mut rests = phrases.filter_map(|phrase| line.strip_prefix(phrase));
        let (label, rest) = line.split_once('(').unwrap_or_default();
        let counted = PHRASES.document.contains(label.trim());
        let rest = rests
            .next()
            .or_else(|| counted.then(|| rest.trim_end_matches(')')))?;
        let digits: String = rest
            .chars()
            .filter(|c| !matches!(c, ',' | '.' | ' ' | ':' | '\t'))
            .collect();
        digits.parse().ok()
    });
    numbers.next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_documents_in_five_languages() {
        for line in [
            "   3 of 74 DOCUMENTS",
            "Dokument 3 von 74",
            "Document 3 de 74",
            "Documento 3 de 74",
            "3 van 74 DOCUMENTEN",
            "Document 3 of 74",
        ] {
            assert_eq!(document_of(line), Some((3, 74)), "{line}");
        }
        for line in [
            "3 of 74",
            "Page 3 of 74",
            "Document of 74",
            "Figure 3 of 74",
        ] {
            assert_eq!(document_of(line), None, "{line}");
        }
        assert!(is_page_mark("Seite 2 von 9") && !is_page_mark("Document 2 of 9"));
    }

    #[test]
    fn exports_that_were_joined_are_summed() {
        for (text, stated) in [
            ("1 of 2 DOCUMENTS\n2 of 2 DOCUMENTS", Some(2)),
            (
                "1 of 2 DOCUMENTS\n2 of 2 DOCUMENTS\nDocument 1 of 1",
                Some(3),
            ),
            (
                "Dokument 1 von 2\nDokument 2 von 2\nDokument 1 von 2\nDokument 2 von 2",
                Some(4),
            ),
            ("101 of 500 DOCUMENTS\n102 of 500 DOCUMENTS", Some(500)),
            ("none", None),
        ] {
            let lines: Vec<Line<'_>> = crate::source::split::lines::lines(text).collect();
            assert_eq!(stated_by_numbers(&lines), stated, "{text}");
        }
    }

    #[test]
    fn rights_are_told_from_sentences_about_them() {
        for line in [
            "Copyright 2014 Demo Press",
            "© 2014 Le Port",
            "All Rights Reserved",
            "(c) 2014, N.N.",
        ] {
            assert!(is_copyright(line), "{line}");
        }
        for line in [
            "Copyright is a right of authors.",
            "(c) the third",
            "Rights were reserved.",
        ] {
            assert!(!is_copyright(line), "{line}");
        }
    }

    #[test]
    fn languages_go_by_name_in_any_language() {
        assert_eq!(language_code("DEUTSCH; GERMAN"), Some("de"));
        assert_eq!(language_code("Anglais"), Some("en"));
        assert_eq!(language_code("Klingon"), None);
    }

    #[test]
    fn a_label_begins_with_a_capital_and_ends_with_a_colon() {
        let labels = Labels::of("nexis");
        assert_eq!(
            labels.begun_by("LENGTH: 9 words"),
            Some(("length", "9 words"))
        );
        assert_eq!(
            labels.begun_by("Longueur : 9 mots"),
            Some(("length", "9 mots"))
        );
        assert_eq!(labels.begun_by("Body"), Some(("text", "")));
        assert_eq!(labels.begun_by("length: short"), None);
        assert_eq!(labels.begun_by("The Section: a novel"), None);
    }
}
