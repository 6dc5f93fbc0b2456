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
use crate::parallel::{by_worker, map_many};

/// The n-grams of words that are frequent enough.
#[derive(Debug)]
pub struct WordNgrams {
    /// By place: the forms of each n-gram; by length and then in no meaningful order.
    pub forms: Vec<Vec<FormId>>,
    /// Their occurrences.
    pub tallied: Tallied,
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
    let number = listed.len();
    let forms = map_many(number, |place| {
        let units = grams.units_of(first + place as u32).into_iter();
        units.map(FormId).collect()
    });
    WordNgrams {
        forms,
        tallied: Tallied::of(number, by_source),
    }
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
