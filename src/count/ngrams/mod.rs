//! Exact counts of word n-grams, grown only from n-grams that are frequent themselves.
//!
//! A run of tokens that no boundary parts holds n-grams of up to five terms. An n-gram can only
//! occur `least` times if both n-grams one shorter inside it do (Agrawal and Srikant 1994), so each
//! length is counted over pairs of frequent n-grams of the length before, and nothing that reaches
//! `least` is ever missed. Pairs of terms are first counted in a small table in which several
//! pairs may share a cell (Park, Chen and Yu 1995); only the tokens of pairs that may be frequent
//! after that are kept and looked at again.

mod grams;
mod pair_table;
mod pairs;
mod rule;
mod streams;
mod tally;
mod words;

use super::spellings::Spelled;
use super::{Counts, FramingWords, SourceTally, SourceTask};
use crate::model::{Corpus, FormId, InnerWords, SurfaceId, TermId};
use crate::order::Arrange as _;
use crate::parallel;
use grams::Grams;
pub(super) use grams::pair;
pub(super) use pair_table::PairTable;
use rule::Rule;
use streams::{Stream, grow};
use tally::{Counting, VariantCount, tally};

pub use words::{WordNgrams, count_word_ngrams};

/// The longest n-gram that can be counted.
pub(crate) const LONGEST: usize = 5;
/// No frequent n-gram.
const NONE: u32 = u32::MAX;

/// Occurrences of an n-gram in some documents.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// All occurrences.
    pub count: u64,
    /// Those that lie inside a longer n-gram of the result.
    pub nested: u64,
    /// Documents that hold it.
    pub df: u32,
    /// Sources that hold it.
    pub sources: u32,
}

/// An n-gram that is frequent enough and may be a key phrase.
#[derive(Debug)]
pub struct Ngram {
    /// Its terms.
    pub terms: Vec<TermId>,
    /// Its occurrences.
    pub tally: Tally,
    /// Distinct longer n-grams of the result that hold it.
    pub longer: u64,
    /// Occurrences of the most frequent of these.
    pub in_longer: u64,
    /// The sequences of forms it was seen as, with their counts, the most frequent first.
    pub variants: Vec<(Vec<FormId>, u64)>,
    /// The surfaces that stand for the most frequent spelling of the most frequent of these.
    pub spelling: Vec<SurfaceId>,
}

/// An n-gram that is frequent enough and no key phrase, since framing words begin or end it.
#[derive(Debug)]
pub struct LeftOutPhrase {
    /// Its terms.
    pub terms: Vec<TermId>,
    /// Occurrences.
    pub count: u64,
}

/// The frequent n-grams of a corpus.
#[derive(Debug)]
pub struct Ngrams {
    /// The n-grams, by length and then in no meaningful order.
    pub ngrams: Vec<Ngram>,
    /// For each source, by [`crate::model::SourceId`]: the n-grams in it, in no meaningful order.
    pub by_source: Vec<Vec<SourceTally>>,
    /// What framing words begin or end, the most frequent first.
    pub left_out: Vec<LeftOutPhrase>,
    /// The framing words.
    pub framing: FramingWords,
}

/// Which n-grams are counted.
#[derive(Debug, Clone, Copy)]
pub struct NgramLimits {
    /// Which stop words may stand inside of one.
    pub inner: InnerWords,
    /// The most terms, up to five.
    pub longest: usize,
    /// The fewest occurrences.
    pub least: u32,
}

/// Counts n-grams within these limits.
#[must_use]
pub fn count_ngrams(
    corpus: &Corpus,
    counts: &Counts,
    tasks: &[SourceTask],
    limits: NgramLimits,
) -> Ngrams {
    let NgramLimits {
        inner,
        longest,
        least,
    } = limits;
    let framing = FramingWords::new(corpus, &counts.forms);
    let rule = Rule::new(corpus, inner, &framing);
    let mut grams = Grams::singles(corpus, counts, rule, least);
    let mut streams: Vec<Stream> = Vec::new();
    if longest > 1 {
        let number = |form| grams.single[corpus.vocabulary.form(form).term.index()];
        let (made, counted) =
            streams::read((corpus, Some(&counts.spellings)), tasks, number, least);
        streams = made;
        grow(
            &mut streams,
            &mut grams,
            counted,
            longest.min(LONGEST),
            least,
        );
    }
    grams.find_phrases(rule);
    let usual = usual_forms(corpus, counts);
    let usual_surfaces = usual_surfaces(corpus, counts, &usual);
    let counting = Counting {
        counts,
        grams: &grams,
        usual: &usual_surfaces,
    };
    let tallies = tally(corpus, tasks, &streams, counting);
    drop(streams);
    let by_source = tallies.by_source;
    let tallies = (tallies.total, tallies.variants);
    Ngrams {
        ngrams: assemble(corpus, counts, &grams, &usual, tallies),
        by_source,
        left_out: left_out(&grams),
        framing,
    }
}

fn left_out(grams: &Grams) -> Vec<LeftOutPhrase> {
    let framed = grams.framed.iter();
    let mut left_out: Vec<LeftOutPhrase> = framed
        .map(|&number| LeftOutPhrase {
            terms: grams.terms_of(number),
            count: grams.count(number),
        })
        .collect();
    left_out.arrange_by(|a, b| b.count.cmp(&a.count).then_with(|| a.terms.cmp(&b.terms)));
    left_out
}

/// By form: whether it is the most frequent form of its term.
fn usual_forms(corpus: &Corpus, counts: &Counts) -> Vec<bool> {
    let mut usual = vec![false; corpus.vocabulary.forms.len()];
    for term in &corpus.vocabulary.terms {
        let most = term
            .forms
            .iter()
            .max_by_key(|form| counts.forms[form.index()]);
        if let Some(form) = most {
            usual[form.index()] = true;
        }
    }
    usual
}

/// By surface: whether it stands for the most frequent spelling of a usual form.
fn usual_surfaces(corpus: &Corpus, counts: &Counts, usual: &[bool]) -> Vec<bool> {
    let mut surfaces = vec![false; corpus.vocabulary.surfaces.len()];
    for (form, _) in usual.iter().enumerate().filter(|(_, is_usual)| **is_usual) {
        surfaces[counts.spellings.usual(FormId::new(form)).index()] = true;
    }
    surfaces
}

/// Puts together what is known of each n-gram that may be a phrase.
fn assemble(
    corpus: &Corpus,
    counts: &Counts,
    grams: &Grams,
    usual: &[bool],
    (total, variants): (Vec<Tally>, Vec<VariantCount>),
) -> Vec<Ngram> {
    let longer = grams.longer();
    parallel::map_many(grams.phrases.len(), |place| {
        let terms = grams.terms_of(grams.phrases[place]);
        let tally = total[place];
        let counted = if terms.len() == 1 {
            forms_of(corpus, counts, terms[0])
        } else {
            let place = place as u32;
            let from = variants.partition_point(|counted| counted.variant.place < place);
            let to = variants.partition_point(|counted| counted.variant.place <= place);
            let found = &variants[from..to];
            let rest = tally.count - found.iter().map(|counted| counted.count).sum::<u64>();
            let mut counted = spellings_of(terms.len(), found);
            if rest > 0 {
                counted.push((usual_spelling(corpus, counts, usual, &terms), rest));
            }
            counted
        };
        let (variants, spelling) = counts.spellings.by_forms(corpus, counted);
        Ngram {
            terms,
            tally,
            longer: longer[place].distinct,
            in_longer: longer[place].most,
            variants,
            spelling,
        }
    })
}

/// The forms of a term, each in its usual spelling, with their counts.
fn forms_of(corpus: &Corpus, counts: &Counts, term: TermId) -> Vec<Spelled> {
    let forms = corpus.vocabulary.term(term).forms.iter();
    let counted = forms.map(|&form| {
        let surface = counts.spellings.usual(form);
        (vec![surface], counts.forms[form.index()])
    });
    counted.filter(|&(_, n)| n > 0).collect()
}

/// The spellings of a phrase of several words that were found.
fn spellings_of(length: usize, found: &[VariantCount]) -> Vec<Spelled> {
    let spelled = found.iter().map(|counted| {
        let surfaces = counted.variant.surfaces.iter().take(length);
        (
            surfaces.map(|&surface| SurfaceId(surface)).collect(),
            counted.count,
        )
    });
    spelled.collect()
}

/// Usual forms in usual spellings: what is left of a phrase's occurrences.
fn usual_spelling(
    corpus: &Corpus,
    counts: &Counts,
    usual: &[bool],
    terms: &[TermId],
) -> Vec<SurfaceId> {
    let forms = terms.iter().filter_map(|&term| {
        let mut forms = corpus.vocabulary.term(term).forms.iter();
        forms.find(|form| usual[form.index()]).copied()
    });
    forms.map(|form| counts.spellings.usual(form)).collect()
}
