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

/// Where in a key phrase a word may stand, the stricter rules behind the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Anywhere,
    /// In phrases of several words only.
    NotAlone,
    /// The same, of a numeral.
    Numeral,
    /// In phrases of several words, not at the end.
    NotLast,
    /// Neither at the beginning nor at the end.
    Inside,
    Nowhere,
}

impl Place {
    /// The places other than [`Place::Anywhere`], the strictest first.
    const STRICTEST_FIRST: [Self; 5] = [
        Self::Nowhere,
        Self::Inside,
        Self::NotLast,
        Self::Numeral,
        Self::NotAlone,
    ];

    /// As the data file names it.
    fn named(name: &str) -> Self {
        match name {
            "apart" => Self::Nowhere,
            "edge" => Self::Inside,
            "begin" => Self::NotLast,
            "count" => Self::Numeral,
            _ => Self::NotAlone,
        }
    }
}

/// The framing words of a corpus.
#[derive(Debug, Default)]
pub struct FramingWords {
    /// By [`TermId`]; none of what is no word, such as linking words.
    places: Vec<Option<Place>>,
    /// By [`FormId`].
    forms: Vec<Place>,
}

impl FramingWords {
    /// Those of a corpus; `counts` are the occurrences of each form.
    #[must_use]
    pub fn new(corpus: &Corpus, counts: &[u64]) -> Self {
        let rows = WORDS
            .rows()
            .map(|[language, place, word]| ((language, word), Place::named(place)));
        let listed: SortedMap<(&str, &str), Place> = rows.collect();
        let vocabulary = &corpus.vocabulary;
        let forms: Vec<Place> = (vocabulary.forms.iter())
            .map(|form| {
                let place = listed.get(&(form.language.code(), &*form.text));
                let place = place.filter(|_| form.kind == FormKind::Word && !form.is_acronym);
                place.copied().unwrap_or(Place::Anywhere)
            })
            .collect();
        let places = vocabulary.terms.iter().map(|term| {
            let of_forms = term.forms.iter().map(|form| {
                let form = form.index();
                (forms[form], counts[form])
            });
            (term.kind == FormKind::Word).then(|| place_of_most(&of_forms))
        });
        Self {
            places: places.collect(),
            forms,
        }
    }

    /// Whether this form may neither begin nor end a phrase, whatever other forms its term has.
    #[must_use]
    pub fn is_inner_form(&self, form: FormId) -> bool {
        self.place_of(form) >= Place::Inside
    }

    /// Whether forms begin or end with a framing word, or hold one that makes them a sentence, whatever
    /// other forms their terms have.
    #[must_use]
    pub fn frame_forms(&self, forms: &[FormId]) -> bool {
        let is_inner = |form: Option<&FormId>| form.is_some_and(|&form| self.is_inner_form(form));
        let is_apart = |&form: &FormId| self.place_of(form) == Place::Nowhere;
        is_inner(forms.first())
            || is_inner(forms.last())
            || self.ends_phrase_badly(forms)
            || forms.iter().any(is_apart)
    }

    /// Whether the last form of several may begin a phrase only.
    fn ends_phrase_badly(&self, forms: &[FormId]) -> bool {
        matches!(forms, [_, .., last] if self.place_of(*last) == Place::NotLast)
    }

    fn place_of(&self, form: FormId) -> Place {
        let place = self.forms.get(form.index());
        place.copied().unwrap_or(Place::Anywhere)
    }

    /// Whether these terms begin or end with a framing word, hold one that stands in no phrase, or are
    /// such as name nothing by themselves.
    #[must_use]
    pub fn frame(&self, terms: &[TermId]) -> bool {
        let place = |term: &TermId| self.places.get(term.index()).copied().flatten();
        match terms {
            [] => false,
            [term] => place(term).is_some_and(|place| place > Place::Anywhere),
            [first, .., last] => {
                place(first) >= Some(Place::Inside)
                    || place(last) >= Some(Place::NotLast)
                    || terms.iter().any(|term| place(term) == Some(Place::Nowhere))
                    || self.name_nothing(terms, first == last)
            }
        }
    }

    /// Whether none of these terms may be a phrase alone, linking words aside.
    #[must_use]
    pub fn are_weak(&self, terms: &[TermId]) -> bool {
        let mut places = self.places(terms);
        places.all(|place| place > Place::Anywhere)
    }

    /// Whether these terms count what is no subject ("three days"), or repeat it ("hand in hand").
    fn name_nothing(&self, terms: &[TermId], is_repeated: bool) -> bool {
        let is_number = |place| matches!(place, Place::Numeral | Place::NotLast);
        self.are_weak(terms) && (is_repeated || self.places(terms).any(is_number))
    }

    fn places(&self, terms: &[TermId]) -> impl Iterator<Item = Place> {
        let places = terms.iter().map(|term| self.places.get(term.index()));
        places.filter_map(|place| place.copied().flatten())
    }
}

/// The strictest place that more than half of all occurrences have, or a stricter one.
fn place_of_most(forms: &(impl Iterator<Item = (Place, u64)> + Clone)) -> Place {
    let all: u64 = forms.clone().map(|(_, n)| n).sum();
    let is_of_most = |place: &Place| {
        let such = forms.clone().filter(|(of_form, _)| of_form >= place);
        2 * such.map(|(_, n)| n).sum::<u64>() > all
    };
    let mut places = Place::STRICTEST_FIRST.into_iter();
    places.find(is_of_most).unwrap_or(Place::Anywhere)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The terms of these words are numbered as they are here: places are given by hand.
    #[test]
    fn framing_words_begin_and_end_no_phrase_and_some_stand_inside_only() {
        let [treaty, would, work, on] = [TermId(0), TermId(1), TermId(2), TermId(3)];
        let [first, three, applies] = [TermId(4), TermId(5), TermId(6)];
        let framing = FramingWords {
            places: vec![
                Some(Place::Anywhere),
                Some(Place::Inside),
                Some(Place::NotAlone),
                None,
                Some(Place::NotLast),
                Some(Place::Numeral),
                Some(Place::Nowhere),
            ],
            forms: Vec::new(),
        };
        assert!(!framing.frame(&[treaty]));
        assert!(framing.frame(&[would]) && framing.frame(&[work]));
        assert!(framing.frame(&[treaty, would]) && framing.frame(&[would, treaty]));
        assert!(!framing.frame(&[treaty, would, treaty]));
        assert!(!framing.frame(&[work, treaty]) && !framing.frame(&[treaty, work]));
        assert!(!framing.frame(&[]));
        assert!(framing.frame(&[treaty, first]) && !framing.frame(&[first, treaty]));
        assert!(framing.frame(&[treaty, applies, on, treaty]));
        assert!(framing.frame(&[three, work]) && framing.frame(&[first, three, work]));
        assert!(!framing.frame(&[three, treaty]) && !framing.frame(&[treaty, on, three]));
        assert!(framing.frame(&[work, on, work]) && !framing.frame(&[work, work, treaty]));
        assert!(!framing.frame(&[treaty, on, treaty]));
        assert!(framing.are_weak(&[work, on, work]) && !framing.are_weak(&[work, on, treaty]));
    }

    #[test]
    fn the_place_of_a_term_is_that_of_most_occurrences() {
        let of = |forms: &[(Place, u64)]| place_of_most(&forms.iter().copied());
        assert_eq!(
            of(&[(Place::Inside, 2), (Place::Anywhere, 2)]),
            Place::Anywhere
        );
        assert_eq!(
            of(&[(Place::Inside, 3), (Place::Anywhere, 2)]),
            Place::Inside
        );
        let mixed = [
            (Place::Nowhere, 2),
            (Place::NotAlone, 2),
            (Place::Anywhere, 3),
        ];
        assert_eq!(of(&mixed), Place::NotAlone);
        assert_eq!(of(&[]), Place::Anywhere);
    }
}
