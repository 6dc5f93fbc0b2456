//! Exact counts of word n-grams, grown only from n-grams that are frequent themselves.
//!
//! A run of tokens that no boundary parts holds n-grams of up to five terms. An n-gram can only
//! occur `least` times if both n-grams one shorter inside it do (Agrawal and Srikant 1994), so each
//! length is counted over pairs of frequent n-grams of the length before, and nothing that reaches
//! `least` is ever missed.

use rayon::prelude::*;

use super::{FastMap, PhraseRules, SourceTask};
use crate::model::{Corpus, DocId, FormId, SourceId, TermId, TokenBuffer};

/// The longest n-gram that can be counted.
pub(super) const LONGEST: usize = 5;
/// No frequent n-gram begins here.
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
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.count += other.count;
        self.nested += other.nested;
        self.df += other.df;
    }
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
    /// The sequences of forms it was seen as, with their counts, the most frequent first.
    pub variants: Vec<(Vec<FormId>, u64)>,
}

/// The frequent n-grams of a corpus.
#[derive(Debug)]
pub struct Ngrams {
    /// The n-grams, by length and then in no meaningful order.
    pub ngrams: Vec<Ngram>,
    /// For each source, by [`SourceId`]: position of an n-gram and its occurrences there.
    pub by_source: Vec<Vec<(usize, Tally)>>,
}

/// Counts n-grams of 1 to `longest` terms that occur at least `least` times.
#[must_use]
pub fn count_ngrams(
    corpus: &Corpus,
    tasks: &[SourceTask],
    rules: PhraseRules,
    longest: usize,
    least: u32,
) -> Ngrams {
    let lengths = Lengths::grow(corpus, tasks, rules, longest.min(LONGEST), least);
    let slots = lengths.phrases(corpus);
    let tallies: Vec<_> = tasks
        .par_iter()
        .map_init(Scratch::default, |scratch, task| {
            tally_task(corpus, task, rules, &lengths, &slots, scratch)
        })
        .collect();
    collect(corpus, &lengths, &slots, tasks, tallies)
}

/// The frequent n-grams by length: length 1 by term, others by the pair of n-grams they are made of.
struct Lengths {
    /// Number of each frequent term, [`NONE`] for the others.
    single: Vec<u32>,
    /// The frequent terms.
    terms: Vec<TermId>,
    /// For lengths 2 and up: numbers by (first part, second part).
    pairs: Vec<FastMap<u64, u32>>,
    /// For lengths 2 and up: the pairs by number.
    parts: Vec<Vec<u64>>,
}

fn pair(first: u32, second: u32) -> u64 {
    u64::from(first) << 32 | u64::from(second)
}

impl Lengths {
    fn grow(
        corpus: &Corpus,
        tasks: &[SourceTask],
        rules: PhraseRules,
        longest: usize,
        least: u32,
    ) -> Self {
        let mut lengths = Self::singles(corpus, tasks, rules, least);
        for _ in 1..longest {
            let counted: Vec<FastMap<u64, u32>> = tasks
                .par_iter()
                .map_init(Scratch::default, |scratch, task| {
                    let mut counts = FastMap::default();
                    for &document in &task.documents {
                        lengths.number(corpus, document, rules, scratch);
                        let deepest = scratch.numbers.last().map_or(&[][..], Vec::as_slice);
                        let first_pair = scratch.numbers.len() == 1;
                        for index in 1..deepest.len() {
                            let (first, second) = (deepest[index - 1], deepest[index]);
                            let joins = !first_pair || PhraseRules::joins(&scratch.tokens, index);
                            if first != NONE && second != NONE && joins {
                                *counts.entry(pair(first, second)).or_insert(0) += 1;
                            }
                        }
                    }
                    counts
                })
                .collect();
            let mut total: FastMap<u64, u32> = FastMap::default();
            for counts in counted {
                for (pair, n) in counts {
                    *total.entry(pair).or_insert(0) += n;
                }
            }
            let mut frequent: Vec<u64> = total
                .into_iter()
                .filter(|&(_, n)| n >= least)
                .map(|(pair, _)| pair)
                .collect();
            frequent.sort_unstable();
            lengths
                .pairs
                .push(frequent.iter().copied().zip(0..).collect());
            lengths.parts.push(frequent);
        }
        lengths
    }

    fn singles(corpus: &Corpus, tasks: &[SourceTask], rules: PhraseRules, least: u32) -> Self {
        let terms = corpus.vocabulary.terms.len();
        let counts = tasks
            .par_iter()
            .fold(
                || (vec![0_u32; terms], TokenBuffer::default()),
                |(mut counts, mut tokens), task| {
                    for &document in &task.documents {
                        corpus.read_tokens(document, &mut tokens);
                        for index in 0..tokens.len() {
                            if let Some(term) = rules.term(corpus, &tokens, index) {
                                counts[term.index()] += 1;
                            }
                        }
                    }
                    (counts, tokens)
                },
            )
            .map(|(counts, _)| counts)
            .reduce(
                || vec![0; terms],
                |mut a, b| {
                    a.iter_mut().zip(b).for_each(|(a, b)| *a += b);
                    a
                },
            );
        let mut single = vec![NONE; terms];
        let mut frequent = Vec::new();
        for (index, _) in counts.iter().enumerate().filter(|(_, n)| **n >= least) {
            single[index] = frequent.len() as u32;
            frequent.push(TermId::new(index));
        }
        Self {
            single,
            terms: frequent,
            pairs: Vec::new(),
            parts: Vec::new(),
        }
    }

    /// Writes, for each length counted so far and each token, the number of the n-gram that begins
    /// there.
    fn number(&self, corpus: &Corpus, document: DocId, rules: PhraseRules, scratch: &mut Scratch) {
        corpus.read_tokens(document, &mut scratch.tokens);
        let tokens = &scratch.tokens;
        scratch.numbers.resize_with(1 + self.pairs.len(), Vec::new);
        scratch.numbers[0].clear();
        scratch.numbers[0].extend((0..tokens.len()).map(|index| {
            rules
                .term(corpus, tokens, index)
                .map_or(NONE, |term| self.single[term.index()])
        }));
        self.number_longer(&mut scratch.numbers, |index| {
            PhraseRules::joins(tokens, index)
        });
    }

    /// Fills the lengths above 1 from length 1.
    fn number_longer(&self, numbers: &mut [Vec<u32>], joins: impl Fn(usize) -> bool) {
        for (length, pairs) in self.pairs.iter().enumerate() {
            let (shorter, longer) = numbers.split_at_mut(length + 1);
            let (shorter, longer) = (&shorter[length], &mut longer[0]);
            longer.clear();
            longer.extend((0..shorter.len()).map(|index| {
                let second = shorter.get(index + 1).copied().unwrap_or(NONE);
                if shorter[index] == NONE || second == NONE || (length == 0 && !joins(index + 1)) {
                    return NONE;
                }
                pairs
                    .get(&pair(shorter[index], second))
                    .copied()
                    .unwrap_or(NONE)
            }));
        }
    }

    /// The terms of the n-gram of this length (from 1) and number.
    fn terms_of(&self, length: usize, number: u32) -> Vec<TermId> {
        if length == 1 {
            return vec![self.terms[number as usize]];
        }
        let parts = self.parts[length - 2][number as usize];
        let mut terms = self.terms_of(length - 1, (parts >> 32) as u32);
        let second = self.terms_of(length - 1, parts as u32);
        terms.extend(second.last());
        terms
    }

    /// Lists the n-grams that may be phrases, each with a place of its own.
    fn phrases(&self, corpus: &Corpus) -> Slots {
        let mut slots = Slots {
            of: Vec::new(),
            terms: Vec::new(),
        };
        for length in 1..=1 + self.pairs.len() {
            let size = if length == 1 {
                self.terms.len()
            } else {
                self.parts[length - 2].len()
            };
            let of = (0..size as u32).map(|number| {
                let terms = self.terms_of(length, number);
                if !PhraseRules::is_phrase(corpus, &terms) {
                    return NONE;
                }
                slots.terms.push(terms);
                slots.terms.len() as u32 - 1
            });
            let of = of.collect();
            slots.of.push(of);
        }
        slots
    }
}

/// A place for each n-gram that may be a phrase.
struct Slots {
    /// By length and number: the place, or [`NONE`].
    of: Vec<Vec<u32>>,
    /// By place: the terms.
    terms: Vec<Vec<TermId>>,
}

/// What a worker keeps between documents.
#[derive(Default)]
struct Scratch {
    tokens: TokenBuffer,
    /// By length: the number of the n-gram that begins at each token.
    numbers: Vec<Vec<u32>>,
}

type Variant = (u32, [u32; LONGEST]);

/// Occurrences in one task, sorted by place.
struct TaskTallies {
    tallies: Vec<(u32, Tally)>,
    variants: FastMap<Variant, u32>,
}

fn tally_task(
    corpus: &Corpus,
    task: &SourceTask,
    rules: PhraseRules,
    lengths: &Lengths,
    slots: &Slots,
    scratch: &mut Scratch,
) -> TaskTallies {
    let mut tallies: FastMap<u32, (Tally, DocId)> = FastMap::default();
    let mut variants = FastMap::default();
    for &document in &task.documents {
        lengths.number(corpus, document, rules, scratch);
        let Scratch { tokens, numbers } = &*scratch;
        let slot = |length: usize, start: usize| {
            let number = *numbers.get(length - 1)?.get(start)?;
            let slot = *slots.of[length - 1].get(number as usize)?;
            (slot != NONE).then_some(slot)
        };
        for start in 0..tokens.len() {
            for length in 1..=numbers.len() {
                if numbers[length - 1][start] == NONE {
                    break;
                }
                let Some(place) = slot(length, start) else {
                    continue;
                };
                let (tally, last) = tallies
                    .entry(place)
                    .or_insert((Tally::default(), DocId(u32::MAX)));
                tally.count += 1;
                tally.df += u32::from(*last != document);
                *last = document;
                tally.nested += u64::from(is_nested(start, length, numbers.len(), &slot));
                let mut forms = [NONE; LONGEST];
                for (form, token) in forms.iter_mut().zip(&tokens.forms[start..start + length]) {
                    *form = token.0;
                }
                *variants.entry((place, forms)).or_insert(0) += 1;
            }
        }
    }
    let mut tallies: Vec<_> = tallies
        .into_iter()
        .map(|(place, (tally, _))| (place, tally))
        .collect();
    tallies.sort_unstable_by_key(|&(place, _)| place);
    TaskTallies { tallies, variants }
}

/// Whether a longer phrase covers the tokens from `start`.
fn is_nested(
    start: usize,
    length: usize,
    longest: usize,
    slot: &impl Fn(usize, usize) -> Option<u32>,
) -> bool {
    (length + 1..=longest).any(|longer| {
        let earliest = (start + length).saturating_sub(longer);
        (earliest..=start).any(|from| slot(longer, from).is_some())
    })
}

/// Adds up the tasks.
fn collect(
    corpus: &Corpus,
    lengths: &Lengths,
    slots: &Slots,
    tasks: &[SourceTask],
    tallies: Vec<TaskTallies>,
) -> Ngrams {
    let mut total = vec![Tally::default(); slots.terms.len()];
    let mut by_source: Vec<Vec<(usize, Tally)>> = vec![Vec::new(); corpus.sources.len()];
    let mut variants: FastMap<Variant, u64> = FastMap::default();
    for (task, found) in tasks.iter().zip(tallies) {
        for &(place, tally) in &found.tallies {
            total[place as usize].add(tally);
        }
        let SourceId(source) = task.source;
        add_sorted(&mut by_source[source as usize], &found.tallies);
        for (variant, n) in found.variants {
            *variants.entry(variant).or_insert(0) += u64::from(n);
        }
    }
    let longer = longer(lengths, slots);
    let mut ngrams: Vec<Ngram> = slots
        .terms
        .iter()
        .zip(total)
        .zip(longer)
        .map(|((terms, tally), longer)| Ngram {
            terms: terms.clone(),
            tally,
            longer,
            variants: Vec::new(),
        })
        .collect();
    let mut variants: Vec<(Variant, u64)> = variants.into_iter().collect();
    variants.sort_unstable_by_key(|&((place, forms), n)| (place, std::cmp::Reverse(n), forms));
    for ((place, forms), n) in variants {
        let ngram = &mut ngrams[place as usize];
        let forms = forms[..ngram.terms.len()]
            .iter()
            .map(|&form| FormId(form))
            .collect();
        ngram.variants.push((forms, n));
    }
    Ngrams { ngrams, by_source }
}

/// Adds tallies sorted by place to others sorted by place.
fn add_sorted(into: &mut Vec<(usize, Tally)>, from: &[(u32, Tally)]) {
    into.extend(from.iter().map(|&(place, tally)| (place as usize, tally)));
    into.sort_by_key(|&(place, _)| place);
    into.dedup_by(|next, kept| {
        let is_same = next.0 == kept.0;
        if is_same {
            kept.1.add(next.1);
        }
        is_same
    });
}

/// For each place, how many distinct longer phrases hold it.
fn longer(lengths: &Lengths, slots: &Slots) -> Vec<u64> {
    let mut longer = vec![0; slots.terms.len()];
    let mut numbers = vec![Vec::new(); 1 + lengths.pairs.len()];
    let mut inside = Vec::new();
    for terms in &slots.terms {
        numbers[0].clear();
        numbers[0].extend(terms.iter().map(|term| lengths.single[term.index()]));
        lengths.number_longer(&mut numbers, |_| true);
        inside.clear();
        for (of, numbers) in slots.of.iter().zip(&numbers).take(terms.len() - 1) {
            let places = numbers.iter().filter_map(|&number| of.get(number as usize));
            inside.extend(places.copied().filter(|&place| place != NONE));
        }
        inside.sort_unstable();
        inside.dedup();
        for &place in &inside {
            longer[place as usize] += 1;
        }
    }
    longer
}
