//! How words are mostly written: "Paris" for the form `paris`, "NATO" for `nato`.
//!
//! Takes how often each surface occurs, and how often where its capital letters may not be its own: at the
//! start of a sentence or quotation, and in headings, where no content word and no long stop word begins with
//! a small letter. Gives each form its most frequent spelling elsewhere; a form that occurs nowhere else keeps
//! its small letters.
//! Spellings come from the text: nothing is put into capital letters here. The hyphen of a prefix is part of
//! the spelling ("multi-view" for `multiview`).

mod evidence;
mod shape;

use std::cmp::Reverse;
use std::ops::Range;

pub(super) use evidence::Evidence;
use shape::{SHAPES, Shape};
use smallvec::SmallVec;

use crate::clean::{FormMaker, is_hyphen};
use crate::model::{Corpus, DocId, FormId, SurfaceId, Symbol};
use crate::parallel;
use crate::tokenize::joins_unspaced;

/// How forms are mostly written.
#[derive(Debug)]
pub struct Spellings {
    /// By form: its most frequent spelling, unless that is the form itself.
    shown: Vec<Option<Box<str>>>,
    /// By form: the surface that stands for its most frequent spelling.
    usual: Vec<SurfaceId>,
    /// By surface: the one that stands for all with the same capital letters.
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
        let of_forms = parallel::map_many_with(ranges.len(), FormMaker::default, |maker, form| {
            of_form(corpus, maker, ranges[form].clone(), written)
        });
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

    /// Words spelled as these surfaces are; none if they are spelled as their forms.
    #[must_use]
    pub fn label(&self, corpus: &Corpus, surfaces: &[SurfaceId]) -> Option<String> {
        let is_form = |&surface: &SurfaceId| {
            let form = corpus.vocabulary.form_of(surface);
            self.usual(form) == surface && self.shown[form.index()].is_none()
        };
        (!surfaces.iter().all(is_form)).then(|| self.words(corpus, surfaces))
    }

    /// Words spelled as these surfaces are.
    #[must_use]
    pub fn words(&self, corpus: &Corpus, surfaces: &[SurfaceId]) -> String {
        let vocabulary = &corpus.vocabulary;
        let maker = FormMaker::default();
        let is_usual = |surface| self.usual(vocabulary.form_of(surface)) == surface;
        let has_capital = |&surface: &SurfaceId| {
            let written = &vocabulary.surfaces[surface.index()];
            if is_usual(surface) {
                let shown = self.shown[written.form.index()].as_deref();
                return shown.is_some_and(|shown| shown.contains(char::is_uppercase));
            }
            written.text.contains(char::is_uppercase)
        };
        // Beside a word with capital letters, a word that is never seen inside a sentence keeps its own.
        let is_name = surfaces.iter().any(has_capital);
        let mut words = String::new();
        for &surface in surfaces {
            let written = &vocabulary.surfaces[surface.index()];
            let form = vocabulary.form(written.form);
            let word = match &self.shown[written.form.index()] {
                Some(shown) if is_usual(surface) => shown,
                None if is_usual(surface) && !is_name => &form.text,
                _ => &*maker.written(&written.text, &form.text, form.language),
            };
            if !words.is_empty() && !joins_unspaced(&words, word) {
                words.push(' ');
            }
            words.push_str(word);
        }
        words
    }

    /// The surfaces that stand for how the words of a document are spelled.
    #[must_use]
    pub fn of_document(&self, corpus: &Corpus, document: DocId) -> Vec<SurfaceId> {
        let mut spelled: Vec<SurfaceId> = Vec::new();
        // The first word of a clause, until the one behind it is known.
        let mut first = None;
        let mut begins = true;
        for &symbol in &*corpus.symbols(document) {
            let Some(surface) = symbol.as_word() else {
                begins |= self.ends_clause(symbol);
                continue;
            };
            if let (Some(first), Some(last)) = (first.take(), spelled.last_mut()) {
                *last = self.settled_first(corpus, first, surface);
            }
            first = std::mem::take(&mut begins).then_some(surface);
            spelled.push(self.settled(surface));
        }
        spelled
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

    /// As [`Spellings::settled`], of the first word of a clause, with the word behind it. It counts as
    /// spelled as usual, unless the word behind has capital letters, too, as in names and headings.
    #[must_use]
    pub fn settled_first(&self, corpus: &Corpus, first: SurfaceId, second: SurfaceId) -> SurfaceId {
        let vocabulary = &corpus.vocabulary;
        if vocabulary.surfaces[second.index()]
            .text
            .contains(char::is_uppercase)
        {
            self.settled(first)
        } else {
            self.usual(vocabulary.form_of(first))
        }
    }

    /// Whether these words stand in capitals throughout, which none of them usually does: that says nothing of
    /// how they are spelled.
    fn is_shouted(&self, corpus: &Corpus, surfaces: &[SurfaceId]) -> bool {
        surfaces.iter().all(|&surface| {
            let written = &corpus.vocabulary.surfaces[surface.index()];
            self.usual(written.form) != surface && Shape::of(&written.text) == Shape::Capitals
        })
    }

    /// The sequences of forms of a phrase, the most frequent first, and the most frequent spelling of the first
    /// of them.
    pub(crate) fn by_forms(
        &self,
        corpus: &Corpus,
        spelled: Vec<Spelled>,
    ) -> (Vec<(Vec<FormId>, u64)>, Vec<SurfaceId>) {
        let form_of = |&surface: &SurfaceId| corpus.vocabulary.form_of(surface);
        let worded = spelled.into_iter().map(|(surfaces, count)| Worded {
            forms: surfaces.iter().map(form_of).collect(),
            count,
            is_evidence: !self.is_shouted(corpus, &surfaces),
            surfaces,
        });
        let mut worded: Vec<Worded> = worded.collect();
        // Capital letters are sorted before small ones, which win where both are equally frequent.
        worded.sort_unstable_by(|a, b| {
            let rank = |worded: &Worded| (worded.is_evidence, worded.count);
            let by_evidence = (rank(b), &b.surfaces).cmp(&(rank(a), &a.surfaces));
            a.forms.cmp(&b.forms).then(by_evidence)
        });
        worded.dedup_by(|next, kept| {
            let is_same = next.forms == kept.forms;
            kept.count += if is_same { next.count } else { 0 };
            is_same
        });
        worded.sort_unstable_by(|a, b| b.count.cmp(&a.count).then_with(|| a.forms.cmp(&b.forms)));
        let spelling = worded.first().map(|first| match first.is_evidence {
            true => first.surfaces.clone(),
            false => first.forms.iter().map(|&form| self.usual(form)).collect(),
        });
        let variants = worded
            .into_iter()
            .map(|worded| (worded.forms, worded.count));
        (variants.collect(), spelling.unwrap_or_default())
    }

    /// Whether a word behind this symbol may have a capital letter for that alone.
    #[must_use]
    pub fn ends_clause(&self, symbol: Symbol) -> bool {
        self.evidence.ends_clause(symbol)
    }
}

/// Words as the surfaces that stand for their spelling, with their occurrences.
pub(crate) type Spelled = (Vec<SurfaceId>, u64);

/// A phrase in one spelling.
struct Worded {
    forms: Vec<FormId>,
    count: u64,
    /// Whether these occurrences show how the phrase is spelled.
    is_evidence: bool,
    surfaces: Vec<SurfaceId>,
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
        if text.contains(|c: char| c.is_uppercase() || is_hyphen(c)) {
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
        SurfaceId::new(best[of_surface as usize].1.unwrap_or(surface))
    });
    let is_form = shape == Shape::Small as usize || sum == 0;
    OfForm {
        shown: (!is_form).then(|| spelled(most).into()),
        usual: SurfaceId::new(most),
        settled: settled.collect(),
    }
}
