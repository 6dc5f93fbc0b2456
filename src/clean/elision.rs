//! Elided words before an apostrophe: the article, pronoun or preposition of `l'homme`, `dell'uomo`.
//!
//! The token stays one (UAX #29 does not cut at the apostrophe, and one word is counted); its form
//! loses the elided part, so that `l'homme`, `d'homme` and `homme` are one form. Compounds that are
//! words of their own keep it (`aujourd'hui`, `d'accord`).

use crate::model::Language;

const FRENCH: &[&str] = &[
    "l", "d", "j", "m", "t", "s", "c", "ç", "n", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu",
];
const ITALIAN: &[&str] = &[
    "l", "un", "d", "c", "m", "t", "s", "v", "n", "ch", "gl", "dell", "dall", "all", "nell",
    "sull", "coll", "degl", "dagl", "agl", "negl", "sugl", "quell", "quest", "anch", "com", "dov",
    "senz", "nessun", "ciascun", "alcun", "qualcun",
];
const CATALAN: &[&str] = &["l", "d", "m", "t", "s", "n"];
/// Words that begin as if something were elided.
const WHOLE: &[&str] = &[
    "d'abord",
    "d'accord",
    "d'ailleurs",
    "d'autant",
    "d'emblée",
    "d'office",
    "d'accordo",
    "d'altronde",
    "d'acord",
];

/// What a language elides, without the apostrophe.
#[must_use]
pub fn elided_parts(language: Language) -> &'static [&'static str] {
    match language.code() {
        "fr" => FRENCH,
        "it" => ITALIAN,
        "ca" => CATALAN,
        _ => &[],
    }
}

/// What follows the elided words of a form; none if it has none.
pub(super) fn without_elision(form: &str, language: Language) -> Option<&str> {
    let parts = elided_parts(language);
    if parts.is_empty() || WHOLE.contains(&form) {
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
