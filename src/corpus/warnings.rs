//! What the user should know of a corpus as a whole: dates that could not be read, paths that do not
//! fit, languages that are not known or lack a stemmer or stop words.

use super::gathered::GatheredDocument;
use super::lexicon::listed_stop_words;
use super::splits::{splits, unmatched};
use super::stem::Stems;
use crate::clean::{DATE_AS_STATED, NoDate, read_date};
use crate::config::{ReadConfig, ReadingSettings, TokenizeConfig};
use crate::model::{DocumentInfo, FormKind, Language, Stemmer, Vocabulary};
use crate::sorted::SortedMap;
use crate::source::path_fits;

/// All warnings, each a sentence with the number of cases and the first of them.
pub(super) fn warnings(
    documents: &[GatheredDocument],
    vocabulary: &Vocabulary,
    settings: ReadingSettings<'_>,
) -> Vec<String> {
    let infos: Vec<&DocumentInfo> = documents
        .iter()
        .map(|gathered| &gathered.document.info)
        .collect();
    let mut warnings = splits(infos.iter().copied());
    warnings.extend(unmatched(&infos, &settings.read.split));
    warnings.extend(unread_dates(&infos, settings.read));
    warnings.extend(unfit_paths(&infos, settings.read));
    warnings.extend(unknown_languages(&infos));
    warnings.extend(unsure_languages(documents));
    warnings.extend(lacking_languages(
        documents,
        settings.tokenize,
        vocabulary.has_lemmas,
    ));
    warnings.extend(settings.lists.notes.iter().cloned());
    warnings.extend(lacking_lemmas(vocabulary));
    warnings
}

/// How many words no list of lemmas has.
fn lacking_lemmas(vocabulary: &Vocabulary) -> Option<String> {
    let words = vocabulary.forms.iter();
    let words = words.filter(|form| form.kind == FormKind::Word);
    let lacking = words.clone().filter(|form| form.lacks_lemma).count();
    let first = vocabulary.forms.iter().find(|form| form.lacks_lemma)?;
    Some(format!(
        "words without a lemma in the lists: {lacking} of {} distinct words, for example {}; each counts by its form, or by its stem with --stemmer snowball or current",
        words.count(),
        first.text
    ))
}

fn unread_dates(infos: &[&DocumentInfo], settings: &ReadConfig) -> Vec<String> {
    let cases_of = |reason: NoDate| {
        let mut cases = infos.iter().filter_map(|info| {
            let mut extra = info.extra.iter();
            let (_, date) = extra.find(|(name, _)| name.as_ref() == DATE_AS_STATED)?;
            let is_case = read_date(date, settings.date_order) == Err(reason);
            is_case.then(|| format!("`{date}` of {}", info.doc_id))
        });
        cases.next().map(|first| (first, 1 + cases.count()))
    };
    let reasons = [
        (
            NoDate::Ambiguous,
            "ambiguous dates (day/month or month/day) that were not read",
            "; choose the order with --date-order, or write them as 2015-12-16",
        ),
        (
            NoDate::Impossible,
            "dates that do not exist in the calendar",
            "",
        ),
        (
            NoDate::NotADate,
            "dates that could not be read",
            "; write them as 2015-12-16, 2015-12 or 2015",
        ),
    ];
    let warnings = reasons.into_iter().filter_map(|(reason, what, advice)| {
        let (first, count) = cases_of(reason)?;
        Some(format!(
            "{what}: {count}, for example {first} (kept as {DATE_AS_STATED}){advice}"
        ))
    });
    warnings.collect()
}

fn unfit_paths(infos: &[&DocumentInfo], settings: &ReadConfig) -> Option<String> {
    if settings.path.is_empty() {
        return None;
    }
    let paths = infos.iter().map(|info| info.place.without_ending());
    let mut unfit = paths.filter(|path| !path_fits(&settings.path, path));
    let first = unfit.next()?;
    Some(format!(
        "documents whose path does not match `{}`, so that no metadata was taken from it: {}, for example {first}",
        settings.path,
        1 + unfit.count(),
    ))
}

fn unknown_languages(infos: &[&DocumentInfo]) -> Option<String> {
    let mut cases = infos.iter().filter_map(|info| {
        let mut extra = info.extra.iter();
        let (_, tag) = extra.find(|(name, _)| name.as_ref() == "language")?;
        Some(format!("`{tag}` of {}", info.doc_id))
    });
    let first = cases.next()?;
    Some(format!(
        "unknown language codes in the metadata, so that the language was detected from the text: {}, for example {first}; expected ISO 639 codes such as en or fr",
        1 + cases.count()
    ))
}

fn unsure_languages(documents: &[GatheredDocument]) -> Option<String> {
    let unsure = documents
        .iter()
        .filter(|gathered| !gathered.document.detected.is_sure)
        .count();
    (unsure > 0).then(|| format!(
        "documents too short for reliable language detection: {unsure}; to correct a language, use --language or a metadata column `language`"
    ))
}

/// Languages without a stop-word list where one is asked for, or with neither that nor a stemmer. Stop
/// words, or words cut by a dictionary, are handled without a stemmer.
fn lacking_languages(
    documents: &[GatheredDocument],
    settings: &TokenizeConfig,
    has_lemmas: bool,
) -> Vec<String> {
    let mut languages: SortedMap<Language, usize> = SortedMap::new();
    for gathered in documents {
        *languages.or_default(gathered.language) += 1;
    }
    let mut warnings = Vec::new();
    for (language, documents) in languages {
        let wants_stems = !matches!(settings.stemmer, Stemmer::None | Stemmer::Lemmas);
        let is_listed = listed_stop_words(language).is_some();
        let is_handled = is_listed || !language.is_spaced() || has_lemmas;
        let lacks_stems = wants_stems && !is_handled && !Stems::has(settings.stemmer, language);
        let lacks_words = settings.stop_words && !is_listed;
        let lacking = match (lacks_stems, lacks_words) {
            (true, true) => {
                ": refrain has no stemmer and no stop-word list for this language, so each form is a term of its own"
            }
            (true, false) => {
                ": refrain has no stemmer for this language, so each form is a term of its own"
            }
            (false, true) => ": refrain has no stop-word list for this language",
            (false, false) => continue,
        };
        let name = language.name();
        warnings.push(format!("{name} ({documents} in documents.csv){lacking}"));
    }
    warnings
}
