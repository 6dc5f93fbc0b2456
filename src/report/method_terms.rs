//! The rules by which words become terms.

use super::text::plain;
use crate::config::TokenizeConfig;
use crate::model::Stemmer;

/// What counts as a term.
pub(super) fn terms_rule(config: &TokenizeConfig, has_lemmas: bool) -> String {
    let stop_words = if config.stop_words {
        "Stop words do not count as terms (the list of NLTK for the language, otherwise that of Stopwords ISO)"
    } else {
        "Stop words count as terms"
    };
    let extra = if config.extra_stop_words.is_empty() && config.stop_word_files.is_empty() {
        ""
    } else {
        ", nor do the extra stop words of the settings"
    };
    let unstop = match config.unstop.as_slice() {
        [] => String::new(),
        words => format!(", except: {}", plain(&words.join(", "))),
    };
    let numbers = if config.numbers {
        "numbers do"
    } else {
        "numbers do not"
    };
    let short = match config.min_chars {
        0 | 1 => String::new(),
        least => format!("; words of fewer than {least} characters do not"),
    };
    let term = term_rule(config, has_lemmas);
    format!(
        "{term} Two languages never share a term. A hyphen separates words, except after a prefix such as co-, re- or multi-. {stop_words}{extra}{unstop}; {numbers}{short}."
    )
}

/// What makes the term of a form.
fn term_rule(config: &TokenizeConfig, has_lemmas: bool) -> String {
    let stem = match config.stemmer {
        Stemmer::Auto => {
            "the Snowball stem of its forms in the language of the document (for English as in the current version of Snowball, otherwise as in rust-stemmers; a short list of exceptions separates words such as experience and experiment)"
        }
        Stemmer::Snowball => {
            "the Snowball stem of its forms in the language of the document, as in rust-stemmers with a short list of exceptions"
        }
        Stemmer::Current => {
            "the Snowball stem of its forms in the language of the document, as in the current version of Snowball with a short list of exceptions"
        }
        Stemmer::None | Stemmer::Lemmas => "its form",
    };
    let synonyms = if config.synonyms.is_empty() {
        ""
    } else {
        " Words in the list of synonyms count as the preferred word."
    };
    let compounds = if config.compounds.is_empty() {
        ""
    } else {
        " Expressions in the list of compounds count as one word."
    };
    if !has_lemmas {
        return format!("A term is {stem}.{synonyms}{compounds}");
    }
    let lacking = match config.stemmer {
        Stemmer::Snowball | Stemmer::Current => stem,
        _ => "its form",
    };
    let parts = match config.parts_of_speech.as_slice() {
        [] => String::new(),
        parts => format!(
            " Of the words in the list, only these parts of speech count: {}.",
            plain(&parts.join(", "))
        ),
    };
    format!(
        "A term is the lemma of its forms, from the lists of lemmas or the tagged input; for a form without a lemma it is {lacking}.{parts}{synonyms}{compounds}"
    )
}
