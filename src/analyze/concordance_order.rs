//! The order of a concordance: by the words beside the match, the match, the source, the date.
//!
//! Takes hits and sort keys, gives the places of the hits in their new order. Words are compared by their
//! forms, so case does not matter, and letter by letter without their accents first (`été` between `etc`
//! and `zoo`). What is equal stays in the order of documents and places.

use std::cmp::Ordering;
use std::str::FromStr;

use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_properties::CodePointMapData;
use icu_properties::props::CanonicalCombiningClass;

use super::Hit;
use crate::model::{Corpus, DocId, FormId, TokenBuffer};
use crate::order::Arrange as _;
use crate::sorted::SortedMap;

/// The farthest word that a concordance is sorted by.
const FARTHEST: u32 = 50;

/// What a concordance is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortKey {
    /// The word so many places before the match, from 1.
    Left(u32),
    /// The word so many places after it.
    Right(u32),
    /// The words of the match.
    Match,
    /// The name of the source.
    Source,
    /// The date; undated documents last.
    Date,
    /// The id of the document.
    Document,
}

impl FromStr for SortKey {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "unknown sort key `{text}`; expected 1R (first word to the right), 2L, match, source, date or document, or several separated by commas"
            )
        };
        match text.trim().to_lowercase().as_str() {
            "match" => Ok(Self::Match),
            "source" => Ok(Self::Source),
            "date" => Ok(Self::Date),
            "document" => Ok(Self::Document),
            place => {
                let side: fn(u32) -> Self = match place.chars().next_back() {
                    Some('l') => Self::Left,
                    Some('r') => Self::Right,
                    _ => return Err(wrong()),
                };
                let words = place[..place.len() - 1].parse().ok();
                let words = words.filter(|words| (1..=FARTHEST).contains(words));
                words.map(side).ok_or_else(wrong)
            }
        }
    }
}

/// The places of hits, sorted by these keys, the first key first. `hits` are in the order of documents.
#[must_use]
pub fn concordance_order(corpus: &Corpus, hits: &[Hit], keys: &[SortKey]) -> Vec<usize> {
    let forms = forms_of_keys(corpus, hits, keys);
    let order_of_form = order_of_forms(corpus, forms.iter().flatten().flatten());
    let rank = |form: &FormId| order_of_form.get(form).copied().unwrap_or_default();
    let compare = |a: usize, b: usize| {
        let mut words = 0;
        keys.iter().fold(Ordering::Equal, |order, key| {
            let by_key = match key {
                SortKey::Left(_) | SortKey::Right(_) | SortKey::Match => {
                    let (one, other) = (&forms[a][words], &forms[b][words]);
                    words += 1;
                    one.iter().map(rank).cmp(other.iter().map(rank))
                }
                SortKey::Source => {
                    let source = |hit: usize| corpus.document(hits[hit].document).source;
                    source(a).cmp(&source(b))
                }
                SortKey::Date => {
                    date(corpus, hits[a].document).cmp(&date(corpus, hits[b].document))
                }
                SortKey::Document => hits[a].document.cmp(&hits[b].document),
            };
            order.then(by_key)
        })
    };
    let mut order: Vec<usize> = (0..hits.len()).collect();
    order.arrange_by(|&a, &b| compare(a, b));
    order
}

/// What a date is ordered by.
fn date(corpus: &Corpus, document: DocId) -> (bool, &str) {
    let (is_undated, date, _) = corpus.time(document);
    (is_undated, date)
}

/// By hit, and by those keys that are words: the forms; none where the document begins or ends before.
fn forms_of_keys(corpus: &Corpus, hits: &[Hit], keys: &[SortKey]) -> Vec<Vec<Vec<FormId>>> {
    let is_word =
        |key: &&SortKey| matches!(key, SortKey::Left(_) | SortKey::Right(_) | SortKey::Match);
    let word_keys: Vec<&SortKey> = keys.iter().filter(is_word).collect();
    if word_keys.is_empty() {
        return vec![Vec::new(); hits.len()];
    }
    let mut tokens = TokenBuffer::default();
    let mut read = None;
    let mut of_hit = |hit: &Hit| {
        if read.replace(hit.document) != Some(hit.document) {
            corpus.read_tokens(hit.document, &mut tokens);
        }
        let (start, end) = (hit.start as usize, hit.end as usize);
        let forms = &tokens.forms;
        let at = |place: Option<usize>| place.and_then(|place| forms.get(place)).copied();
        let of_key = |key: &&SortKey| match **key {
            SortKey::Left(words) => at(start.checked_sub(words as usize)).into_iter().collect(),
            SortKey::Right(words) => at(Some(end - 1 + words as usize)).into_iter().collect(),
            _ => forms[start..end].to_vec(),
        };
        word_keys.iter().map(of_key).collect()
    };
    hits.iter().map(&mut of_hit).collect()
}

/// The rank of forms in the alphabet.
fn order_of_forms<'a>(
    corpus: &Corpus,
    forms: impl Iterator<Item = &'a FormId>,
) -> SortedMap<FormId, usize> {
    let mut distinct: Vec<FormId> = forms.copied().collect();
    distinct.sort_unstable();
    distinct.dedup();
    // Forms are numbered by their text, which a stable sort keeps where only accents differ.
    distinct.sort_by_cached_key(|form| without_accents(&corpus.vocabulary.form(*form).text));
    distinct.into_iter().zip(0..).collect()
}

/// The letters of a word without the marks on them.
fn without_accents(word: &str) -> String {
    let decomposed = DecomposingNormalizerBorrowed::new_nfd();
    let class = CodePointMapData::<CanonicalCombiningClass>::new();
    let letters = decomposed.normalize_iter(word.chars());
    letters
        .filter(|&c| class.get(c) == CanonicalCombiningClass::NotReordered)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_by_name() {
        for (text, key) in [
            ("1R", SortKey::Right(1)),
            ("3l", SortKey::Left(3)),
            (" match", SortKey::Match),
            ("Source", SortKey::Source),
            ("date", SortKey::Date),
            ("document", SortKey::Document),
        ] {
            assert_eq!(text.parse(), Ok(key), "{text}");
        }
        for text in ["", "R", "0L", "51R", "1", "right", "1 R", "1右"] {
            assert!(text.parse::<SortKey>().is_err(), "{text}");
        }
    }

    #[test]
    fn accents_count_after_letters() {
        let mut words = ["zoo", "été", "etc", "est", "ete"];
        words.sort_by_cached_key(|word| without_accents(word));
        assert_eq!(words, ["est", "etc", "été", "ete", "zoo"]);
    }
}
