//! Reads the lists of words that the settings name.

use std::path::Path;

use super::settings::read_text;
use super::{FileUnit, Unit};
use crate::clean::{annotated_lemmas, compounds, has_annotated_name, lemmas, stop_words, synonyms};
use crate::config::TokenizeConfig;
use crate::error::{Error, Result};
use crate::model::{LemmaList, Stemmer, WordLists};

/// The lists of words of the settings, and the lemmas of the inputs that have some (CoNLL-U, vertical
/// text) unless the settings ask for stems.
///
/// # Errors
/// [`Error::Setting`] if a file cannot be read or is no such list.
pub fn read_word_lists(config: &TokenizeConfig, units: &[Unit]) -> Result<WordLists> {
    let mut lists = WordLists::default();
    let read = |path: &str| read_text(Path::new(path), "a list of words");
    for named in &config.lemmas {
        let (language, path) = TokenizeConfig::language_and_path(named);
        let text = read(path)?.text;
        let (entries, layout) = lemmas(&text).map_err(|message| Error::setting(path, message))?;
        lists.notes.push(format!(
            "{path}: read as a list of lemmas ({layout}), {} entries",
            entries.len()
        ));
        lists.lemmas.push(LemmaList { language, entries });
    }
    if matches!(config.stemmer, Stemmer::Auto | Stemmer::Lemmas) {
        lists.lemmas.extend(lemmas_of_inputs(units)?);
    }
    let lacks_lemmas = lists.lemmas.is_empty();
    if lacks_lemmas && config.stemmer == Stemmer::Lemmas {
        let message = "there are no lemmas: the input has none, and no list was given; pass one with --lemmas FILE";
        return Err(Error::setting("tokenize.stemmer", message));
    }
    if lacks_lemmas && !config.parts_of_speech.is_empty() {
        let message = "there are no parts of speech: the input has none, and no list of lemmas was given; pass one with --lemmas FILE";
        return Err(Error::setting("tokenize.pos", message));
    }
    for path in &config.synonyms {
        lists.synonyms.extend(synonyms(&read(path)?.text));
    }
    for path in &config.compounds {
        lists.compounds.extend(compounds(&read(path)?.text));
    }
    for path in &config.stop_word_files {
        lists.stop_words.extend(stop_words(&read(path)?.text));
    }
    Ok(lists)
}

/// The lemmas of all files with tagged words, as one list.
fn lemmas_of_inputs(units: &[Unit]) -> Result<Option<LemmaList>> {
    let mut text = [String::new(), String::new()];
    for unit in units {
        let Unit::File(FileUnit {
            path: Some(path), ..
        }) = unit
        else {
            continue;
        };
        let name = path.to_string_lossy();
        if has_annotated_name(&name) {
            let is_conllu = name.to_ascii_lowercase().ends_with("conllu");
            let of_layout = &mut text[usize::from(is_conllu)];
            of_layout.push_str(&read_text(path, "tagged words")?.text);
            of_layout.push('\n');
        }
    }
    let entries: Vec<_> = text
        .iter()
        .flat_map(|text| annotated_lemmas(text))
        .collect();
    Ok((!entries.is_empty()).then_some(LemmaList {
        language: None,
        entries,
    }))
}
