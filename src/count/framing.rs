//! Words that frame what is said rather than name a subject.
//!
//! Takes the vocabulary and the counts of forms; gives, for each term, where in a key phrase it may not
//! stand (`framing_words.tsv`). Terms have several forms, and "stated" frames while "states" does not:
//! a term is a framing word if the listed forms are more than half of its occurrences.

use crate::data::DataFile;
use crate::model::{Corpus, FormId, FormKind, TermId};
use crate::sorted::SortedMap;

/// The words, by language.
static WORDS: DataFile = DataFile::new(include_str!("../data/framing_words.tsv"));

/// Where in a key phrase a term may stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    #[default]
    Anywhere,
    /// In phrases of several words only.
    NotAlone,
    /// Neither at the beginning nor at the end.
    Inside,
}

/// The framing words of a corpus.
#[derive(Debug, Default)]
pub struct FramingWords {
    /// By [`TermId`].
    places: Vec<Place>,
    /// By [`FormId`]: whether the form is listed as one that neither begins nor ends a phrase.
    forms: Vec<bool>,
}

impl FramingWords {
    /// Those of a corpus; `counts` are the occurrences of each form.
    #[must_use]
    pub fn new(corpus: &Corpus, counts: &[u64]) -> Self {
        let rows = WORDS.rows().map(|[language, place, word]| {
            let place = match place {
                "edge" => Place::Inside,
                _ => Place::NotAlone,
            };
            ((language, word), place)
        });
        let listed: SortedMap<(&str, &str), Place> = rows.collect();
        let vocabulary = &corpus.vocabulary;
        let forms = vocabulary.forms.iter();
        let forms = forms.map(|form| {
            let place = listed.get(&(form.language.code(), &*form.text));
            form.kind == FormKind::Word && place == Some(&Place::Inside)
        });
        let places = vocabulary.terms.iter().map(|term| {
            if term.kind != FormKind::Word {
                return Place::Anywhere;
            }
            let (mut all, mut not_alone, mut inside) = (0, 0, 0);
            for &form in &term.forms {
                let n = counts[form.index()];
                let text = &*vocabulary.form(form).text;
                let place = listed.get(&(term.language.code(), text)).copied();
                all += n;
                not_alone += if place.is_some() { n } else { 0 };
                inside += if place == Some(Place::Inside) { n } else { 0 };
            }
            if 2 * inside > all {
                Place::Inside
            } else if 2 * not_alone > all {
                Place::NotAlone
            } else {
                Place::Anywhere
            }
        });
        Self {
            places: places.collect(),
            forms: forms.collect(),
        }
    }

    /// Whether this form may neither begin nor end a phrase, whatever other forms its term has.
    #[must_use]
    pub fn is_inner_form(&self, form: FormId) -> bool {
        self.forms.get(form.index()).copied().unwrap_or(false)
    }

    /// Whether these terms begin or end with a framing word, or are one that may not stand alone.
    #[must_use]
    pub fn frame(&self, terms: &[TermId]) -> bool {
        let place = |term: &TermId| self.places.get(term.index()).copied().unwrap_or_default();
        match terms {
            [] => false,
            [term] => place(term) > Place::Anywhere,
            [first, .., last] => [first, last]
                .iter()
                .any(|term| place(term) == Place::Inside),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The terms of these words are numbered as they are here: places are given by hand.
    #[test]
    fn framing_words_begin_and_end_no_phrase_and_some_stand_inside_only() {
        let [treaty, would, work] = [TermId(0), TermId(1), TermId(2)];
        let framing = FramingWords {
            places: vec![Place::Anywhere, Place::Inside, Place::NotAlone],
            forms: Vec::new(),
        };
        assert!(!framing.frame(&[treaty]));
        assert!(framing.frame(&[would]) && framing.frame(&[work]));
        assert!(framing.frame(&[treaty, would]) && framing.frame(&[would, treaty]));
        assert!(!framing.frame(&[treaty, would, treaty]));
        assert!(!framing.frame(&[work, treaty]) && !framing.frame(&[treaty, work]));
        assert!(!framing.frame(&[]));
    }
}
