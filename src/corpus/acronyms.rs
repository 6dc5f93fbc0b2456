//! Stop words that in capitals are names: "US" and "us", "WHO" and "who", "IT" and "it".
//!
//! Takes the segments, gives by language the words in capitals that get a form of their own, which is no
//! stop word. A word of two to four capitals is one if it stands in sentences of small letters as often
//! as elsewhere, or more; in headings and texts in capitals "US" is a pronoun as any. Words that writers put in
//! capitals for stress (`stressed_words.tsv`), and stop words of the user's own lists, are none. Documents
//! without such words are not looked at.

use super::languages::Languages;
use super::lexicon::Lexicon;
use crate::clean::FormMaker;
use crate::config::ReadingSettings;
use crate::data::DataFile;
use crate::model::{Boundary, FormKind, Language, Symbol};
use crate::parallel;
use crate::sorted::{SortedMap, SortedSet};
use crate::tokenize::{LocalVocabulary, Segment, Strings};

/// Stop words that are put in capitals for stress.
static STRESSED: DataFile = DataFile::new(include_str!("../data/stressed_words.tsv"));
/// How many letters such a name has.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=4;
/// The most bytes of so many letters.
const MOST_BYTES: usize = 16;

/// The words in capitals that are names, as written, by language.
pub(super) type Acronyms = SortedMap<Language, SortedSet<String>>;

/// The stop words that in capitals are names.
pub(super) fn acronyms(
    segments: &[Segment],
    languages: &Languages,
    settings: ReadingSettings<'_>,
) -> Acronyms {
    let locals = segments.iter().flat_map(|segment| &segment.vocabularies);
    let of_locals = locals.map(|local| languages.of(local.detected));
    let candidates = Candidates::new(settings, of_locals.collect());
    let counted = parallel::map(segments.len(), |index| {
        let segment = &segments[index];
        let roles = segment.vocabularies.iter().map(|local| {
            let language = languages.of(local.detected);
            candidates.roles(&local.surfaces, language)
        });
        count(segment, &roles.collect::<Vec<_>>())
    });
    let mut sums: SortedMap<(Language, String), Count> = SortedMap::new();
    for (segment, counts) in segments.iter().zip(counted) {
        for ((place, word), of_word) in counts {
            let local: &LocalVocabulary = &segment.vocabularies[place];
            let text = String::from_utf8_lossy(local.surfaces.get(word)).into_owned();
            sums.or_default((languages.of(local.detected), text))
                .add(of_word);
        }
    }
    let mut acronyms = Acronyms::new();
    for ((language, text), count) in sums {
        if count.amid_small > 0 && count.amid_small >= count.others {
            acronyms.or_default(language).insert(text);
        }
    }
    acronyms
}

/// How often a word in capitals stands in sentences of small letters, and elsewhere.
#[derive(Default, Clone, Copy)]
struct Count {
    amid_small: u64,
    others: u64,
}

impl Count {
    fn add(&mut self, other: Self) {
        self.amid_small += other.amid_small;
        self.others += other.others;
    }
}

/// What a word is to the count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// A stop word in capitals that may be a name.
    Candidate,
    /// Another word in capitals.
    Capitals,
    /// A word with small letters.
    Small,
    /// One letter, or none that has case.
    Other,
}

/// What may be a name.
struct Candidates<'a> {
    lexicon: Lexicon<'a>,
    maker: FormMaker,
    /// Words that are none, by language.
    stressed: SortedSet<(&'static str, &'static str)>,
    /// Stop words of the user, in small letters.
    own: SortedSet<String>,
}

impl<'a> Candidates<'a> {
    fn new(settings: ReadingSettings<'a>, languages: SortedSet<Language>) -> Self {
        let own = settings.tokenize.extra_stop_words.iter();
        let own = own.chain(&settings.lists.stop_words);
        Self {
            lexicon: Lexicon::new(settings.tokenize, settings.lists, languages),
            maker: FormMaker::default(),
            stressed: STRESSED
                .rows()
                .map(|[language, word]| (language, word))
                .collect(),
            own: own.map(|word| word.to_lowercase()).collect(),
        }
    }

    /// The roles of words, by number; none if no word is a candidate.
    fn roles(&self, surfaces: &Strings, language: Language) -> Vec<Role> {
        if !surfaces
            .iter()
            .any(|word| self.is_candidate(word, language))
        {
            return Vec::new();
        }
        let role = |word: &[u8]| match capitals(word) {
            Some(_) if self.is_candidate(word, language) => Role::Candidate,
            role => role.unwrap_or(Role::Other),
        };
        surfaces.iter().map(role).collect()
    }

    fn is_candidate(&self, word: &[u8], language: Language) -> bool {
        if word.len() > MOST_BYTES || capitals(word) != Some(Role::Capitals) {
            return false;
        }
        let text = String::from_utf8_lossy(word);
        let form = self.maker.form(&text, language);
        LETTERS.contains(&text.chars().count())
            && text.chars().all(char::is_alphabetic)
            && self.lexicon.kind(&form, language) == FormKind::StopWord
            && !self.stressed.contains(&(language.code(), form.as_str()))
            && !self.own.contains(form.as_str())
    }
}

/// Whether a word is in capitals or has small letters; `None` if neither can be said.
fn capitals(word: &[u8]) -> Option<Role> {
    // Most words begin or end in a small letter.
    let is_small = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_lowercase);
    if is_small(word.first()) || is_small(word.last()) {
        return Some(Role::Small);
    }
    let text = String::from_utf8_lossy(word);
    if text.contains(char::is_lowercase) {
        return Some(Role::Small);
    }
    let mut capitals = text.chars().filter(|c| c.is_uppercase());
    capitals.nth(1).map(|_| Role::Capitals)
}

/// Counts the candidates of a segment, by vocabulary and number. A sentence is one of small letters if it
/// has at least as many words in small letters as in capitals, candidates aside.
fn count(segment: &Segment, roles: &[Vec<Role>]) -> SortedMap<(usize, u32), Count> {
    let mut counts = SortedMap::new();
    if roles.iter().all(Vec::is_empty) {
        return counts;
    }
    let ends_sentence: Vec<bool> = (segment.separators.iter())
        .map(|separator| {
            let boundary = separator.first().copied().unwrap_or(0);
            Boundary::from_byte(boundary) >= Boundary::Sentence
        })
        .collect();
    for document in &segment.documents {
        let place = segment.vocabulary_of(document);
        let Some(place) = place.filter(|&place| !roles[place].is_empty()) else {
            continue;
        };
        let symbols = segment.symbols.read(document.symbols.clone());
        let role = |symbol: &Symbol| symbol.as_word().map(|word| roles[place][word.index()]);
        let is_candidate = |symbol: &Symbol| role(symbol) == Some(Role::Candidate);
        let is_end = |symbol: &Symbol| {
            let separator = symbol.as_separator();
            separator.is_some_and(|at| ends_sentence[at as usize])
        };
        // Few sentences have a candidate: only those are looked at, from end to end.
        let mut rest = &symbols[..];
        while let Some(first) = rest.iter().position(is_candidate) {
            let (before, from) = rest.split_at(first);
            let start = before.iter().rposition(is_end).map_or(0, |end| end + 1);
            let length = from.iter().position(is_end).unwrap_or(from.len());
            let mut sentence = Sentence::default();
            for symbol in &rest[start..first + length] {
                match role(symbol) {
                    Some(Role::Candidate) => sentence
                        .candidates
                        .extend(symbol.as_word().map(|word| word.0)),
                    Some(Role::Capitals) => sentence.capitals += 1,
                    Some(Role::Small) => sentence.small += 1,
                    Some(Role::Other) | None => {}
                }
            }
            sentence.count(place, &mut counts);
            rest = &from[length..];
        }
    }
    counts
}

/// What a sentence holds.
#[derive(Default)]
struct Sentence {
    candidates: Vec<u32>,
    capitals: u32,
    small: u32,
}

impl Sentence {
    /// Counts the candidates.
    fn count(self, place: usize, counts: &mut SortedMap<(usize, u32), Count>) {
        let is_small = self.small > 0 && self.small >= self.capitals;
        for word in self.candidates {
            counts.or_default((place, word)).add(Count {
                amid_small: is_small.into(),
                others: (!is_small).into(),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn names(texts: &[&str], settings: &Config) -> Vec<String> {
        let texts: Vec<_> = texts.iter().map(|text| ("a", "", *text)).collect();
        let segments = [Segment::of_texts(&texts)];
        let languages = Languages::decide(&segments);
        let found = acronyms(&segments, &languages, settings.reading());
        let names = found.iter().flat_map(|(_, names)| names.iter());
        names.cloned().collect()
    }

    #[test]
    fn stop_words_in_capitals_amid_small_letters_are_names() {
        let settings = Config::default();
        let text = "The US told us that the WHO knows who runs IT. The EU and Us, do NOT ask.";
        assert_eq!(names(&[text], &settings), ["IT", "US", "WHO"]);
        for text in [
            "STAY WITH US. The door is open to us.",
            "PRESS RELEASE ON WHO PAYS FOR IT\n\nThe text follows.",
            "TELL US",
            "US",
            "What is it to us?",
        ] {
            assert_eq!(names(&[text], &settings), [""; 0], "{text}");
        }
        // What most occurrences are decides.
        let mixed = ["The US came.", "The US left.", "COME WITH US."];
        assert_eq!(names(&mixed, &settings), ["US"]);
        assert_eq!(names(&[mixed[0], mixed[2], mixed[2]], &settings), [""; 0]);
    }

    #[test]
    fn stop_words_of_the_user_stay_so() {
        let mut settings = Config::default();
        settings.tokenize.extra_stop_words = vec!["US".into()];
        let text = "The US told the WHO.";
        assert_eq!(names(&[text], &settings), ["WHO"]);
        settings.tokenize.extra_stop_words.clear();
        settings.tokenize.stop_words = false;
        assert_eq!(names(&[text], &settings), [""; 0]);
    }
}
