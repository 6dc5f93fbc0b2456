//! Words that the corpus also has with a hyphen, or without, where a pattern has them the other way:
//! `cooperation` where the text has "co-operation" too, `multi-party` where it has "multiparty".
//!
//! For patterns of one word, or of two with a hyphen. A word is cut at every place where its first part is
//! a form of the corpus; documents are then looked at only where a hyphen stands between two words.

use std::sync::atomic::{AtomicU64, Ordering};

use super::codebook::Codebook;
use super::glob::Glob;
use super::matcher::is_hyphen;
use super::pattern::{Element, ElementKind, Shape};
use crate::clean::FormMaker;
use crate::count::FastMap;
use crate::model::{Corpus, FormId, Language, PatternId, SurfaceId, Vocabulary};
use crate::order::Arrange as _;
use crate::sorted::SortedMap;

/// The least letters of a word that is looked for.
const LEAST_LETTERS: usize = 5;

/// What the corpus has of a pattern with a hyphen, or without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HyphenTwin {
    /// How the corpus has it: `co-operation`.
    pub text: String,
    /// Occurrences; `None` where they were not counted.
    pub count: Option<u64>,
}

/// A way to cut a word in two.
struct Cut {
    pattern: PatternId,
    rest: Glob,
    text: String,
    count: AtomicU64,
}

/// The twins of a codebook's patterns.
#[derive(Default)]
pub(super) struct Twins {
    cuts: Vec<Cut>,
    /// Places in `cuts` by the form that comes before the hyphen.
    by_first: FastMap<FormId, Vec<usize>>,
    /// By separator: whether it is a hyphen.
    hyphens: Vec<bool>,
    /// Patterns with a hyphen of which the corpus has one without.
    joined: Vec<(PatternId, String)>,
}

impl Twins {
    pub(super) fn new(corpus: &Corpus, codebook: &Codebook) -> Self {
        let vocabulary = &corpus.vocabulary;
        let mut twins = Self::default();
        let maker = FormMaker::default();
        let mut languages: Vec<Language> = vocabulary.terms.iter().map(|t| t.language).collect();
        languages.sort_unstable();
        languages.dedup();
        for (id, pattern) in codebook.patterns.iter().enumerate() {
            let Shape::Sequence(elements) = &pattern.shape else {
                continue;
            };
            if pattern.excludes || !elements.iter().all(is_word) {
                continue;
            }
            for &language in &languages {
                let form = |element: &Element| maker.form(&element.text, language);
                let id = PatternId::new(id);
                match elements.as_slice() {
                    [word] => twins.add_cuts(vocabulary, id, &form(word), language),
                    [first, second] if pattern.text.contains('-') => {
                        twins.add_joined(vocabulary, id, form(first) + &form(second), language);
                    }
                    _ => {}
                }
            }
        }
        if !twins.cuts.is_empty() {
            let separators = vocabulary.separators.iter();
            twins.hyphens = separators.map(|s| is_hyphen(&s.text)).collect();
        }
        twins
    }

    /// Adds the ways to cut a word whose first part is a form of the corpus.
    fn add_cuts(&mut self, all: &Vocabulary, pattern: PatternId, word: &str, language: Language) {
        let letters = word.find(['*', '?']).unwrap_or(word.len());
        if word.chars().filter(|c| c.is_alphabetic()).count() < LEAST_LETTERS {
            return;
        }
        for (at, _) in word
            .char_indices()
            .skip(1)
            .take_while(|(at, _)| *at < letters)
        {
            let (first, rest) = word.split_at(at);
            let Some(form) = form_of(all, first, language) else {
                continue;
            };
            self.by_first.entry(form).or_default().push(self.cuts.len());
            self.cuts.push(Cut {
                pattern,
                rest: Glob::new(rest),
                text: format!("{first}-{rest}"),
                count: AtomicU64::new(0),
            });
        }
    }

    fn add_joined(
        &mut self,
        all: &Vocabulary,
        pattern: PatternId,
        word: String,
        language: Language,
    ) {
        if form_of(all, &word, language).is_some() {
            self.joined.push((pattern, word));
        }
    }

    /// Reads a document.
    pub(super) fn reader(&self) -> Reader<'_> {
        Reader {
            twins: self,
            last: None,
            after_hyphen: false,
        }
    }

    /// The twins of each pattern that has some, the most frequent first.
    pub(super) fn found(self) -> SortedMap<PatternId, Vec<HyphenTwin>> {
        let mut found: SortedMap<PatternId, Vec<HyphenTwin>> = SortedMap::new();
        for cut in self.cuts {
            let count = cut.count.into_inner();
            if count > 0 {
                found.or_default(cut.pattern).push(HyphenTwin {
                    text: cut.text,
                    count: Some(count),
                });
            }
        }
        for (pattern, text) in self.joined {
            found
                .or_default(pattern)
                .push(HyphenTwin { text, count: None });
        }
        for twins in found.values_mut() {
            twins.arrange_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
        }
        found
    }
}

/// Counts the twins in a document.
pub(super) struct Reader<'a> {
    twins: &'a Twins,
    last: Option<SurfaceId>,
    after_hyphen: bool,
}

impl Reader<'_> {
    /// A separator comes next.
    pub(super) fn separator(&mut self, separator: u32) {
        let hyphens = &self.twins.hyphens;
        self.after_hyphen = hyphens.get(separator as usize).is_some_and(|is| *is);
    }

    /// A word comes next.
    #[inline]
    pub(super) fn word(&mut self, corpus: &Corpus, surface: SurfaceId) {
        let last = self.last.replace(surface);
        if std::mem::take(&mut self.after_hyphen)
            && let Some(last) = last
        {
            self.pair(corpus, last, surface);
        }
    }

    fn pair(&self, corpus: &Corpus, first: SurfaceId, second: SurfaceId) {
        let vocabulary = &corpus.vocabulary;
        let form = vocabulary.form_of(first);
        let Some(cuts) = self.twins.by_first.get(&form) else {
            return;
        };
        let text = &vocabulary.form(vocabulary.form_of(second)).text;
        for cut in cuts.iter().map(|&cut| &self.twins.cuts[cut]) {
            if cut.rest.fits(text) {
                cut.count.fetch_add(1, Ordering::Relaxed);
            }
        }
    }
}

fn is_word(element: &Element) -> bool {
    matches!(element.kind, ElementKind::Form | ElementKind::Glob)
}

/// The form of a language with this text.
fn form_of(vocabulary: &Vocabulary, text: &str, language: Language) -> Option<FormId> {
    let forms = &vocabulary.forms;
    let from = forms.partition_point(|form| *form.text < *text);
    let same = forms.iter().enumerate().skip(from);
    let mut same = same.take_while(|(_, form)| *form.text == *text);
    same.find(|(_, form)| form.language == language)
        .map(|(id, _)| FormId::new(id))
}
