//! Elided words before an apostrophe: the article, pronoun or preposition of `l'homme`, `dell'uomo`.
//!
//! The token stays one (UAX #29 does not cut at the apostrophe, and one word is counted); its form
//! loses the elided part, so that `l'homme`, `d'homme` and `homme` are one form. Compounds that are
//! words of their own keep it (`aujourd'hui`, `d'accord`).

use std::sync::LazyLock;

use crate::data::{DataFile, WordSet};
use crate::model::Language;

/// The words that are elided, and those that only look so.
struct Elisions {
    /// What each language elides, without the apostrophe.
    parts: Vec<(Language, Vec<&'static str>)>,
    /// Words that begin as if something were elided.
    whole: WordSet,
}

static ELISIONS: LazyLock<Elisions> = LazyLock::new(|| {
    let file = DataFile::new(include_str!("../data/elisions.tsv"));
    let mut parts: Vec<(Language, Vec<&'static str>)> = Vec::new();
    for [list, part] in file.rows() {
        let Some(language) = Language::from_code(list) else {
            continue;
        };
        match parts.last_mut().filter(|(last, _)| *last == language) {
            Some((_, parts)) => parts.push(part),
            None => parts.push((language, vec![part])),
        }
    }
    Elisions {
        parts,
        whole: file.set("whole"),
    }
});

/// What a language elides, without the apostrophe.
#[must_use]
pub fn elided_parts(language: Language) -> &'static [&'static str] {
    let mut parts = ELISIONS.parts.iter();
    parts
        .find(|(known, _)| *known == language)
        .map_or(&[], |(_, parts)| parts)
}

/// What follows the elided words of a form; none if it has none.
pub(super) fn without_elision(form: &str, language: Language) -> Option<&str> {
    let parts = elided_parts(language);
    if parts.is_empty() || ELISIONS.whole.contains(form) {
        return None;
    }
    let (part, rest) = form.split_once('\'')?;
    if !parts.contains(&part) || !rest.starts_with(char::is_alphabetic) {
        return None;
    }
    Some(without_elision(rest, language).unwrap_or(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rest<'a>(code: &str, form: &'a str) -> &'a str {
        let language = Language::from_code(code).expect("a language");
        without_elision(form, language).unwrap_or(form)
    }

    #[test]
    fn french() {
        for (form, expected) in [
            ("l'homme", "homme"),
            ("d'une", "une"),
            ("qu'il", "il"),
            ("jusqu'à", "à"),
            ("qu'aujourd'hui", "aujourd'hui"),
            ("aujourd'hui", "aujourd'hui"),
            ("d'accord", "d'accord"),
            ("quelqu'un", "quelqu'un"),
            ("qu'd'abord", "d'abord"),
            ("l'", "l'"),
            ("d'11", "d'11"),
        ] {
            assert_eq!(rest("fr", form), expected);
        }
    }

    #[test]
    fn italian_and_catalan() {
        for (form, expected) in [
            ("dell'uomo", "uomo"),
            ("l'italia", "italia"),
            ("un'altra", "altra"),
            ("po'", "po'"),
            ("sant'egidio", "sant'egidio"),
        ] {
            assert_eq!(rest("it", form), expected);
        }
        assert_eq!(rest("ca", "l'estat"), "estat");
        assert_eq!(rest("es", "l'hospitalet"), "l'hospitalet");
    }
}
