//! Words that the corpus also has with a hyphen, or without, where a pattern has them the other way:
//! `cooperation` where the text has "co-operation" too, `multi-party` where it has "multiparty".
//!
//! For patterns of one word, or of two with a hyphen. A word is cut at every place where its first part is
//! a form of the corpus; documents are then looked at only where a hyphen stands between two words, or such a word.

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
    /// Occurrences.
    pub count: u64,
}

/// A way to cut a word in two.
struct Cut {
    pattern: PatternId,
    rest: Glob,
    text: String,
    count: AtomicU64,
}

/// A pattern with a hyphen, as one word of the corpus.
struct Joined {
    pattern: PatternId,
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
    joined: Vec<Joined>,
    /// Places in `joined` by the form.
    by_joined: FastMap<FormId, Vec<usize>>,
    /// By surface: whether its form is one of those; empty if there are none.
    is_joined: Vec<bool>,
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
        if !twins.joined.is_empty() {
            twins.is_joined = corpus.by_surface(|form| twins.by_joined.contains_key(&form));
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
            let Some(form) = all.form_with(first, language) else {
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
        if let Some(form) = all.form_with(&word, language) {
            self.by_joined
                .entry(form)
                .or_default()
                .push(self.joined.len());
            self.joined.push(Joined {
                pattern,
                text: word,
                count: AtomicU64::new(0),
            });
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
        let cuts = self.cuts.into_iter();
        let cuts = cuts.map(|cut| (cut.pattern, cut.text, cut.count));
        let joined = self.joined.into_iter();
        let joined = joined.map(|joined| (joined.pattern, joined.text, joined.count));
        let mut found: SortedMap<PatternId, Vec<HyphenTwin>> = SortedMap::new();
        for (pattern, text, count) in cuts.chain(joined) {
            let count = count.into_inner();
            if count > 0 {
                found.or_default(pattern).push(HyphenTwin { text, count });
            }
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
        let is_joined = &self.twins.is_joined;
        if is_joined.get(surface.index()).is_some_and(|is| *is) {
            self.joined(corpus, surface);
        }
        if std::mem::take(&mut self.after_hyphen)
            && let Some(last) = last
        {
            self.pair(corpus, last, surface);
        }
    }

    fn joined(&self, corpus: &Corpus, surface: SurfaceId) {
        let form = corpus.vocabulary.form_of(surface);
        for &joined in self.twins.by_joined.get(&form).into_iter().flatten() {
            let count = &self.twins.joined[joined].count;
            count.fetch_add(1, Ordering::Relaxed);
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
