//! What a reader should know of a pattern before trusting its counts.
//!
//! Takes a codebook and the forms that its patterns caught, gives doubts by pattern, and sentences that sum
//! them up, so that a codebook of thousands of patterns gives a few lines.

use super::Concepts;
use super::codebook::Codebook;
use super::pattern::{Element, ElementKind, Pattern, Shape};
use super::twins::HyphenTwin;
use crate::clean::{FormMaker, without_accents};
use crate::model::{Corpus, Language, PatternId};
use crate::sorted::SortedMap;

/// The most patterns named in a sentence.
const NAMED: usize = 3;
/// The most forms named of a pattern.
const FORMS: usize = 3;
/// The least occurrences of other spellings that are reported,
const LEAST_TWINS: u64 = 5;
/// if they are at least one in so many hits: 5 %.
const LEAST_TWINS_OF: u64 = 20;
/// Letters that an inflected word may have more than a glob states.
const MORE_LETTERS: usize = 3;

/// A reason to look at a pattern again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// It asks for a lemma, and the terms of the run are no lemmas.
    NoLemmas,
    /// It has no hit.
    NoHit,
    /// It matches, but other patterns of the concept have all hits there, or they are excluded.
    Covered,
    /// Most of its hits are other words than the one written; the most frequent forms.
    OtherWords(Vec<(String, u64)>),
    /// A comma, which parts no patterns.
    Comma,
    /// `(`, `)` or `|` outside a regular expression.
    Brackets,
    /// The corpus has the word with a hyphen too, or without, at least five times and one in twenty hits.
    HyphenTwins(Vec<HyphenTwin>),
}

/// Doubts are summed up in this order.
const HEADINGS: usize = 7;

impl Doubt {
    fn heading(&self) -> usize {
        match self {
            Self::NoLemmas => 0,
            Self::NoHit => 1,
            Self::Covered => 2,
            Self::OtherWords(_) => 3,
            Self::Comma => 4,
            Self::Brackets => 5,
            Self::HyphenTwins(_) => 6,
        }
    }

    /// What is doubtful, in a few words.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::NoLemmas => {
                "asks for a lemma, but the terms of this run are not lemmas".to_owned()
            }
            Self::NoHit => "no hits".to_owned(),
            Self::Covered => {
                "all its matches are hits of other patterns of the concept, or are excluded"
                    .to_owned()
            }
            Self::OtherWords(forms) => {
                format!(
                    "most hits are other forms than the one written: {}",
                    listed(forms)
                )
            }
            Self::Comma => "a comma does not separate patterns; write two patterns".to_owned(),
            Self::Brackets => {
                "( ) and | have a special meaning only in a regular expression between slashes"
                    .to_owned()
            }
            Self::HyphenTwins(twins) => format!("the corpus also has {}", twins_listed(twins)),
        }
    }

    /// What a pattern is named with in a sentence.
    fn detail(&self) -> String {
        match self {
            Self::OtherWords(forms) => format!(" ({})", listed(forms)),
            Self::HyphenTwins(twins) => format!(" ({})", twins_listed(twins)),
            _ => String::new(),
        }
    }
}

fn listed(forms: &[(String, u64)]) -> String {
    let forms = forms.iter().map(|(form, hits)| format!("{form} {hits}"));
    forms.collect::<Vec<_>>().join(", ")
}

fn twins_listed(twins: &[HyphenTwin]) -> String {
    let twins = twins.iter().take(FORMS);
    let twins = twins.map(|twin| format!("{} {}", twin.text, twin.count));
    twins.collect::<Vec<_>>().join(", ")
}

/// The doubts about each pattern. `matched` says which patterns matched anywhere, `twins` what the corpus
/// has of them in another spelling.
pub(super) fn doubts(
    corpus: &Corpus,
    codebook: &Codebook,
    forms: &[Vec<(String, u64)>],
    (matched, mut twins): (Vec<bool>, SortedMap<PatternId, Vec<HyphenTwin>>),
) -> Vec<Vec<Doubt>> {
    let maker = FormMaker::default();
    let lacks_lemmas = !corpus.vocabulary.has_lemmas;
    let patterns = codebook.patterns.iter().zip(forms).enumerate();
    let doubts = patterns.map(|(id, (pattern, forms))| {
        let mut doubts = Vec::new();
        let elements = pattern.shape.elements();
        if lacks_lemmas && elements.iter().any(|e| e.kind == ElementKind::Lemma) {
            doubts.push(Doubt::NoLemmas);
        } else if forms.is_empty() && !pattern.excludes {
            doubts.push(if matched[id] {
                Doubt::Covered
            } else {
                Doubt::NoHit
            });
        }
        if are_other_words(pattern, forms, &maker) {
            doubts.push(Doubt::OtherWords(
                forms.iter().take(FORMS).cloned().collect(),
            ));
        }
        if has_comma(pattern) {
            doubts.push(Doubt::Comma);
        }
        if has_brackets(pattern) {
            doubts.push(Doubt::Brackets);
        }
        if let Some(twins) = twins.remove(&PatternId::new(id))
            && are_many(&twins, forms)
            && !has_both_spellings(codebook, id)
        {
            doubts.push(Doubt::HyphenTwins(twins));
        }
        doubts
    });
    doubts.collect()
}

/// Whether most hits are other words than the pattern has: by stem or lemma, forms that are not
/// written there; by glob, forms with more letters than an ending has.
fn are_other_words(pattern: &Pattern, forms: &[(String, u64)], maker: &FormMaker) -> bool {
    let elements = pattern.shape.elements();
    let by_stem = |e: &Element| matches!(e.kind, ElementKind::Stem | ElementKind::Lemma);
    let has_wildcards = |e: &Element| e.text.contains(['*', '?']);
    let total: u64 = forms.iter().map(|(_, hits)| hits).sum();
    let others: u64 = if matches!(pattern.shape, Shape::AnyOrder(..)) {
        0
    } else if elements.iter().any(by_stem) {
        let words = elements
            .iter()
            .map(|e| maker.form(&e.text, Language::UNDETERMINED));
        let written = words.collect::<Vec<_>>().join(" ");
        let written = without_accents(&written);
        let others = forms
            .iter()
            .filter(|(form, _)| without_accents(form) != written);
        others.map(|(_, hits)| hits).sum()
    } else if elements.iter().any(has_wildcards) && !elements.iter().any(Element::is_any) {
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        let written: usize = elements.iter().map(|e| letters(&e.text)).sum();
        let globs = elements.iter().filter(|e| has_wildcards(e)).count();
        let most = written + globs * MORE_LETTERS;
        let others = forms.iter().filter(|(form, _)| letters(form) > most);
        others.map(|(_, hits)| hits).sum()
    } else {
        0
    };
    2 * others > total
}

/// Whether twins are so many that counts without them mislead.
fn are_many(twins: &[HyphenTwin], forms: &[(String, u64)]) -> bool {
    let hits: u64 = forms.iter().map(|(_, hits)| hits).sum();
    let all: u64 = twins.iter().map(|twin| twin.count).sum();
    all >= LEAST_TWINS && all * LEAST_TWINS_OF >= hits
}

/// Whether another pattern of the concept is the same but for hyphens and blanks.
fn has_both_spellings(codebook: &Codebook, id: usize) -> bool {
    let joined = |pattern: &Pattern| pattern.text.to_lowercase().replace(['-', ' '], "");
    let pattern = &codebook.patterns[id];
    let concept = codebook.concept_of(pattern.category);
    let spelling = joined(pattern);
    let mut others = codebook.patterns.iter().enumerate();
    others.any(|(other_id, other)| {
        other_id != id
            && codebook.concept_of(other.category) == concept
            && joined(other) == spelling
    })
}

/// Whether a comma stands between words.
fn has_comma(pattern: &Pattern) -> bool {
    let Shape::Sequence(_) = pattern.shape else {
        return false;
    };
    let mut letters = pattern.text.chars().peekable();
    let mut last = ' ';
    while let Some(c) = letters.next() {
        let follows = |c: &char| !c.is_ascii_digit() && !matches!(c, '"');
        if matches!(c, ',' | '、' | '，' | ';') && last.is_alphanumeric() {
            return letters.peek().is_some_and(follows);
        }
        last = c;
    }
    false
}

fn has_brackets(pattern: &Pattern) -> bool {
    !matches!(pattern.shape, Shape::Regular(_)) && pattern.text.contains(['(', ')', '|'])
}

impl Concepts {
    /// What the user should know of the patterns: a sentence for each kind of doubt, with the number of
    /// patterns and the first of them.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        self.notes_on(|_| true)
    }

    /// The same for a reader who has the hits before them, and sees of which forms they are.
    #[must_use]
    pub fn notes_beside_hits(&self) -> Vec<String> {
        self.notes_on(|doubt| !matches!(doubt, Doubt::OtherWords(_)))
    }

    fn notes_on(&self, is_wanted: impl Fn(&Doubt) -> bool) -> Vec<String> {
        let mut by_heading: [Vec<(&Pattern, &Doubt)>; HEADINGS] = Default::default();
        for (pattern, doubts) in self.codebook.patterns.iter().zip(&self.doubts) {
            for doubt in doubts.iter().filter(|doubt| is_wanted(doubt)) {
                by_heading[doubt.heading()].push((pattern, doubt));
            }
        }
        let doubted = by_heading.iter().filter(|doubted| !doubted.is_empty());
        doubted.map(|doubted| note(doubted)).collect()
    }
}

/// The sentence for patterns with one kind of doubt.
fn note(doubted: &[(&Pattern, &Doubt)]) -> String {
    let count = match doubted.len() {
        1 => "1 pattern".to_owned(),
        n => format!("{n} patterns"),
    };
    let named = doubted.iter().take(NAMED);
    let named = named.map(|(pattern, doubt)| format!("`{}`{}", pattern.text, doubt.detail()));
    let named = named.collect::<Vec<_>>().join(", ");
    let list = if doubted.len() > NAMED {
        format!("for example {named} (see patterns.csv)")
    } else {
        named
    };
    match doubted[0].1 {
        Doubt::NoLemmas => format!(
            "{count} with `lemma:` found nothing, since the terms of this run are not lemmas: {list}"
        ),
        Doubt::NoHit => format!("{count} without hits: {list}"),
        Doubt::Covered => format!(
            "{count} with matches that are all hits of other patterns of the concept, or excluded: {list}"
        ),
        Doubt::OtherWords(_) => {
            format!(
                "{count} with hits that are mostly other forms than the one written; check that they fit: {list}"
            )
        }
        Doubt::Comma => format!(
            "{count} with a comma, which does not separate patterns (write a list: [freedom, liberty]): {list}"
        ),
        Doubt::Brackets => format!(
            "{count} with ( ) or |, which have a special meaning only in a regular expression such as /popul(ism|ist)/: {list}"
        ),
        Doubt::HyphenTwins(_) => format!(
            "{count} that the corpus also spells with or without a hyphen (`hyphens: any` finds both): {list}"
        ),
    }
}
