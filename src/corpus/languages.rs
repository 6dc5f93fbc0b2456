//! Which language a document counts as, where the worker could not tell.

use std::cmp::Reverse;

use icu_properties::props::Script;

use super::lexicon::listed_stop_words;
use crate::model::Language;
use crate::sorted::{SortedMap, SortedSet};
use crate::tokenize::{Detected, Segment};

/// The language of each group of documents that workers distinguish.
///
/// A document too short to tell keeps the language that the detector leans to if some document of
/// the corpus is surely in it; else it counts as the main language of its script.
pub(super) struct Languages {
    sure: SortedSet<Language>,
    /// By script; without one, of the whole corpus.
    main: SortedMap<Option<Script>, Language>,
    /// What was decided elsewhere.
    given: Vec<(Detected, Language)>,
}

impl Languages {
    /// Decides from all documents.
    pub(super) fn decide(segments: &[Segment]) -> Self {
        let mut tokens: SortedMap<Option<Script>, SortedMap<Language, u64>> = SortedMap::new();
        let mut sure = SortedSet::new();
        for document in segments.iter().flat_map(|segment| &segment.documents) {
            let Detected {
                language,
                script,
                is_sure,
            } = document.detected;
            // A document without letters counts as the main language of the whole corpus.
            for script in [script, None] {
                let of_script = tokens.or_default(script);
                if is_sure {
                    sure.insert(language);
                    *of_script.or_default(language) += u64::from(document.tokens);
                }
            }
        }
        let main = tokens.into_iter().map(|(script, tokens)| {
            // On a tie the code that comes first wins.
            let most = tokens.into_iter().rev().max_by_key(|(_, tokens)| *tokens);
            let language = most.map(|(language, _)| language);
            (
                script,
                language.unwrap_or_else(|| by_stop_words(segments, script)),
            )
        });
        Self {
            main: main.collect(),
            sure,
            given: Vec::new(),
        }
    }

    /// What was decided from the documents of a larger corpus.
    #[cfg(feature = "worker")]
    pub(super) fn given(given: Vec<(Detected, Language)>) -> Self {
        Self {
            sure: SortedSet::new(),
            main: SortedMap::new(),
            given,
        }
    }

    /// The language that a group of documents counts as.
    pub(super) fn of(&self, detected: Detected) -> Language {
        let mut given = self.given.iter();
        if let Some((_, language)) = given.find(|(known, _)| *known == detected) {
            return *language;
        }
        if detected.is_sure || self.sure.contains(&detected.language) {
            return detected.language;
        }
        self.main
            .get(&detected.script)
            .copied()
            .unwrap_or(detected.language)
    }
}

/// Where no document of a script is long enough to tell: the language whose stop words make up most
/// of the distinct words of all of them together.
fn by_stop_words(segments: &[Segment], script: Option<Script>) -> Language {
    if script.is_none() {
        return Language::UNDETERMINED;
    }
    let locals: Vec<_> = segments
        .iter()
        .flat_map(|segment| &segment.vocabularies)
        .filter(|local| local.detected.script == script)
        .collect();
    let words: SortedSet<String> = locals
        .iter()
        .flat_map(|local| local.surfaces.iter())
        .map(|surface| String::from_utf8_lossy(surface).to_lowercase())
        // Some lists have digits on them, which are in every language.
        .filter(|word| word.contains(char::is_alphabetic))
        .collect();
    let known = |language: Language| {
        let listed = listed_stop_words(language).unwrap_or_default();
        listed.iter().filter(|word| words.contains(**word)).count()
    };
    let leaning: SortedSet<Language> = locals.iter().map(|local| local.detected.language).collect();
    let candidates = Language::all().filter(|language| language.is_spaced());
    let rated = candidates.map(|language| (known(language), leaning.contains(&language), language));
    // On a tie: what the detector leans to, then the code that comes first.
    let best = rated.max_by_key(|(known, leans, language)| (*known, *leans, Reverse(*language)));
    best.filter(|(known, ..)| *known > 0).map_or_else(
        || leaning.first().copied().unwrap_or(Language::UNDETERMINED),
        |(_, _, language)| language,
    )
}
