//! How words are mostly written: "Paris" for the form `paris`, "NATO" for `nato`.
//!
//! Takes how often each surface occurs, and how often where its capital letters may not be its own: at the
//! start of a sentence or quotation, and in headings, where no content word begins with a small letter. Gives
//! each form its most frequent spelling elsewhere; a form that occurs nowhere else keeps its small letters.
//! Spellings come from the text: nothing is put into capital letters here.

use std::cmp::Reverse;
use std::ops::Range;

use rayon::prelude::*;
use smallvec::SmallVec;

use crate::clean::FormMaker;
use crate::model::{Boundary, Corpus, FormId, FormKind, Separator, SurfaceId, Symbol};
use crate::tokenize::joins_unspaced;

/// What tells where capital letters are a word's own.
#[derive(Debug)]
pub(super) struct Evidence {
    /// By surface: whether it is a content word that does not begin with a capital letter.
    small: Vec<bool>,
    /// By separator: whether what follows may begin with a capital letter, whatever it is.
    ends_clause: Vec<bool>,
}

impl Evidence {
    pub(super) fn new(corpus: &Corpus) -> Self {
        let vocabulary = &corpus.vocabulary;
        let surfaces = vocabulary.surfaces.par_iter().map(|surface| {
            vocabulary.form(surface.form).kind == FormKind::Word
                && surface.text.starts_with(|c: char| !c.is_uppercase())
        });
        Self {
            small: surfaces.collect(),
            ends_clause: vocabulary.separators.iter().map(ends_clause).collect(),
        }
    }

    #[inline]
    pub(super) fn is_small(&self, surface: SurfaceId) -> bool {
        self.small[surface.index()]
    }

    #[inline]
    pub(super) fn ends_clause(&self, symbol: Symbol) -> bool {
        let separator = symbol.as_separator();
        separator.is_some_and(|separator| self.ends_clause[separator as usize])
    }
}

/// Whether the word behind a separator may have a capital letter for that alone.
fn ends_clause(separator: &Separator) -> bool {
    let opens = |c| {
        matches!(
            c,
            ':' | '：' | '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '•' | '·' | '*' | '|' | '…'
        )
    };
    let is_item = || separator.text.contains('\n') && separator.text.contains(['-', '–', '—']);
    separator.boundary >= Boundary::Sentence || separator.text.contains(opens) || is_item()
}

/// Where a word has capital letters. Where spellings are equally frequent, the one listed first counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Small,
    /// At its start only.
    Initial,
    /// Throughout.
    Capitals,
    Other,
}

const SHAPES: usize = 4;

impl Shape {
    fn of(text: &str) -> Self {
        let capitals = text.chars().filter(|c| c.is_uppercase()).count();
        match capitals {
            0 => Self::Small,
            1 if text.starts_with(char::is_uppercase) => Self::Initial,
            2.. if !text.contains(char::is_lowercase) => Self::Capitals,
            _ => Self::Other,
        }
    }
}

/// How forms are mostly written.
#[derive(Debug)]
pub struct Spellings {
    /// By form: its most frequent spelling, unless that is the form itself.
    shown: Vec<Option<Box<str>>>,
    /// By form: the surface that stands for its most frequent spelling.
    usual: Vec<SurfaceId>,
    /// By surface: the one that stands for all with the same capital letters. Words in capitals throughout
    /// are as usual, since they say nothing of how a phrase is written.
    settled: Vec<SurfaceId>,
    evidence: Evidence,
}

/// What is known of a form.
struct OfForm {
    shown: Option<Box<str>>,
    usual: SurfaceId,
    settled: SmallVec<[SurfaceId; 2]>,
}

impl Spellings {
    /// The spellings of a corpus; `written` has by surface its occurrences, and those set apart.
    pub(super) fn new(corpus: &Corpus, evidence: Evidence, written: &[(u64, u64)]) -> Self {
        let surfaces = &corpus.vocabulary.surfaces;
        let mut ranges: Vec<Range<usize>> = Vec::with_capacity(corpus.vocabulary.forms.len());
        // Surfaces are in the order of their forms.
        for same in surfaces.chunk_by(|a, b| a.form == b.form) {
            let start = ranges.last().map_or(0, |last| last.end);
            ranges.push(start..start + same.len());
        }
        let of_forms: Vec<OfForm> = ranges
            .into_par_iter()
            .map_init(FormMaker::default, |maker, range| {
                of_form(corpus, maker, range, written)
            })
            .collect();
        let mut spellings = Self {
            shown: Vec::with_capacity(of_forms.len()),
            usual: Vec::with_capacity(of_forms.len()),
            settled: Vec::with_capacity(surfaces.len()),
            evidence,
        };
        for of_form in of_forms {
            spellings.shown.push(of_form.shown);
            spellings.usual.push(of_form.usual);
            spellings.settled.extend(of_form.settled);
        }
        spellings
    }

    /// The most frequent spelling of a form.
    #[must_use]
    pub fn form<'a>(&'a self, corpus: &'a Corpus, form: FormId) -> &'a str {
        let shown = self.shown[form.index()].as_deref();
        shown.unwrap_or(&corpus.vocabulary.form(form).text)
    }

    /// Forms as they are mostly spelled.
    #[must_use]
    pub fn forms(&self, corpus: &Corpus, forms: &[FormId]) -> String {
        joined(forms.iter().map(|&form| self.form(corpus, form)))
    }

    /// Words spelled as these surfaces are, if they are not spelled as their forms.
    #[must_use]
    pub fn label(&self, corpus: &Corpus, surfaces: &[SurfaceId]) -> Option<String> {
        let is_form = |surface: &SurfaceId| {
            let form = corpus.vocabulary.form_of(*surface);
            self.usual(form) == *surface && self.shown[form.index()].is_none()
        };
        if surfaces.iter().all(is_form) {
            return None;
        }
        let maker = FormMaker::default();
        let words = surfaces.iter().map(|&surface| {
            let written = &corpus.vocabulary.surfaces[surface.index()];
            if self.usual(written.form) == surface {
                return self.form(corpus, written.form).to_owned();
            }
            let form = corpus.vocabulary.form(written.form);
            maker.written(&written.text, &form.text, form.language)
        });
        Some(joined(words))
    }

    /// The surface that stands for the most frequent spelling of a form.
    #[must_use]
    pub fn usual(&self, form: FormId) -> SurfaceId {
        self.usual[form.index()]
    }

    /// The surface that stands for the spelling of a word inside a sentence.
    #[must_use]
    pub fn settled(&self, surface: SurfaceId) -> SurfaceId {
        self.settled[surface.index()]
    }

    /// As [`Spellings::settled`], of the first word of a sentence, with the word behind it. It counts as
    /// spelled as usual, unless the word behind has capital letters that it usually does not have, as in
    /// a heading.
    #[must_use]
    pub fn settled_first(&self, corpus: &Corpus, first: SurfaceId, second: SurfaceId) -> SurfaceId {
        let [first, second] = [first, second].map(|surface| self.settled(surface));
        if second == self.usual(corpus.vocabulary.form_of(second)) {
            self.usual(corpus.vocabulary.form_of(first))
        } else {
            first
        }
    }

    /// Whether a word behind this symbol may have a capital letter for that alone.
    #[must_use]
    pub fn ends_clause(&self, symbol: Symbol) -> bool {
        self.evidence.ends_clause(symbol)
    }
}

/// Words with blanks between them, where their script has blanks.
fn joined(words: impl Iterator<Item = impl AsRef<str>>) -> String {
    let mut joined = String::new();
    for word in words {
        let word = word.as_ref();
        if !joined.is_empty() && !joins_unspaced(&joined, word) {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    joined
}

/// The spellings of one form, whose surfaces are these.
fn of_form(
    corpus: &Corpus,
    maker: &FormMaker,
    surfaces: Range<usize>,
    written: &[(u64, u64)],
) -> OfForm {
    let vocabulary = &corpus.vocabulary;
    let form = vocabulary.form(vocabulary.surfaces[surfaces.start].form);
    let spelled = |surface: usize| {
        maker.written(
            &vocabulary.surfaces[surface].text,
            &form.text,
            form.language,
        )
    };
    let inside = |surface: usize| written[surface].0.saturating_sub(written[surface].1);
    let shapes = surfaces.clone().map(|surface| {
        let text = &vocabulary.surfaces[surface].text;
        if text.contains(char::is_uppercase) {
            Shape::of(&spelled(surface))
        } else {
            Shape::Small
        }
    });
    let shapes: SmallVec<[Shape; 2]> = shapes.collect();
    // By shape: occurrences, and the most frequent surface.
    let mut best: [(u64, Option<usize>); SHAPES] = Default::default();
    for (surface, &shape) in surfaces.clone().zip(&shapes) {
        let (sum, most) = &mut best[shape as usize];
        *sum += inside(surface);
        if most.is_none_or(|most| inside(surface) > inside(most)) {
            *most = Some(surface);
        }
    }
    let known = best
        .iter()
        .enumerate()
        .filter(|(_, (_, most))| most.is_some());
    let usual = known.max_by_key(|&(shape, &(sum, _))| (sum, Reverse(shape)));
    let (shape, sum, most) = usual.map_or((0, 0, surfaces.start), |(shape, &(sum, most))| {
        (shape, sum, most.unwrap_or(surfaces.start))
    });
    let settled = surfaces.zip(&shapes).map(|(surface, &of_surface)| {
        if of_surface == Shape::Capitals {
            return SurfaceId::new(most);
        }
        SurfaceId::new(best[of_surface as usize].1.unwrap_or(surface))
    });
    let is_form = shape == Shape::Small as usize || sum == 0;
    OfForm {
        shown: (!is_form).then(|| spelled(most).into()),
        usual: SurfaceId::new(most),
        settled: settled.collect(),
    }
}
