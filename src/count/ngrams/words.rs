//! N-grams of words as they are: forms of every kind, stop words and numbers too.
//!
//! Counted as the n-grams of terms, over frequent n-grams one shorter; a sentence end or punctuation
//! parts them.

use std::ops::RangeInclusive;

use super::super::SourceTask;
use super::super::source_tally::{TaskTallies, by_source};
use super::super::word_tallies::{Tallied, form_counts};
use super::LONGEST;
use super::grams::Grams;
use super::streams::{self, Stream, grow};
use crate::model::{Corpus, FormId};
use crate::parallel::by_worker;

/// The n-grams of words that are frequent enough; by length and then in no meaningful order.
#[derive(Debug)]
pub struct WordNgrams {
    /// The forms of each n-gram, one n-gram after the other.
    forms: Vec<FormId>,
    /// By place: where the forms of an n-gram end.
    ends: Vec<usize>,
    /// By place: the rank in the order of the forms.
    ranks: Vec<u32>,
    /// Their occurrences.
    pub tallied: Tallied,
}

impl WordNgrams {
    /// The forms of the n-gram at a place.
    #[must_use]
    pub fn forms(&self, place: u32) -> &[FormId] {
        let place = place as usize;
        let from = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.forms[from..self.ends[place]]
    }

    /// What the n-gram at a place is sorted by, to be in the order of the forms.
    #[must_use]
    pub fn rank(&self, place: u32) -> u32 {
        self.ranks[place as usize]
    }

    /// From this number on.
    fn of(grams: &Grams, first: u32, tallied: Tallied) -> Self {
        let listed = (grams.len() - first) as usize;
        let (mut forms, mut ends) = (Vec::new(), Vec::with_capacity(listed));
        for number in first..grams.len() {
            forms.extend(grams.units_of(number).into_iter().map(FormId));
            ends.push(forms.len());
        }
        let mut ranks = grams.ranks();
        ranks.drain(..first as usize);
        Self {
            forms,
            ends,
            ranks,
            tallied,
        }
    }
}

/// Counts the n-grams of these lengths, from 2 to 5 words, that occur at least `least` times.
#[must_use]
pub fn count_word_ngrams(
    corpus: &Corpus,
    tasks: &[SourceTask],
    lengths: RangeInclusive<usize>,
    least: u32,
) -> WordNgrams {
    let least = least.max(1);
    let counts = form_counts(corpus, tasks);
    let mut grams = Grams::of_counts(counts.into_iter(), least);
    let number = |form: FormId| grams.single[form.index()];
    let (mut streams, counted) = streams::read((corpus, None), tasks, number, least);
    let longest = (*lengths.end()).min(LONGEST);
    grow(&mut streams, &mut grams, counted, longest, least);
    // Shorter n-grams have lower numbers.
    let first = first_of_length(&grams, *lengths.start());
    let listed = first..grams.len();
    let workers = by_worker(
        tasks.len(),
        || TaskTallies::new(listed.len()),
        |tallies, task| {
            if let Some(stream) = streams.get(task) {
                tally(&tasks[task], stream, (&grams, first), tallies);
            }
            tallies.end_task(task);
        },
    );
    let by_task = workers.into_iter().flat_map(TaskTallies::into_tasks);
    let by_source = by_source(corpus.sources.len(), tasks, by_task.collect());
    WordNgrams::of(&grams, first, Tallied::of(listed.len(), by_source))
}

/// The number of the first n-gram of at least `shortest` words, and of two.
fn first_of_length(grams: &Grams, shortest: usize) -> u32 {
    let words = |mut number: u32| {
        let mut words = 1;
        while let Some((shorter, _)) = grams.parts(number) {
            (number, words) = (shorter, words + 1);
        }
        words
    };
    let numbers: Vec<u32> = (0..grams.len()).collect();
    numbers.partition_point(|&number| words(number) < shortest.max(2)) as u32
}

/// Counts the n-grams that begin at each token of a task.
fn tally(
    task: &SourceTask,
    stream: &Stream,
    (grams, first): (&Grams, u32),
    tallies: &mut TaskTallies,
) {
    let mut from = 0;
    for (&document, &to) in task.documents.iter().zip(&stream.ends) {
        for &deepest in &stream.deepest[from..to] {
            let mut number = deepest;
            while number >= first {
                tallies.add(number - first, 1, document);
                match grams.parts(number) {
                    Some((shorter, _)) => number = shorter,
                    None => break,
                }
            }
        }
        from = to;
    }
}
