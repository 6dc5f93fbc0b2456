//! N-grams of words as they are: forms of every kind, stop words and numbers too.
//!
//! Counted as the n-grams of terms, over frequent n-grams one shorter; a sentence end or punctuation
//! parts them.

use std::ops::RangeInclusive;

use super::super::SourceTask;
use super::super::source_tally::{TaskTallies, by_source};
use super::super::word_tallies::{Tallied, form_counts};
use super::grams::Grams;
use super::streams::{self, Stream, grow};
use super::{LONGEST, NONE};
use crate::model::{Corpus, FormId};
use crate::parallel::by_worker;

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
    let places = places(&grams, *lengths.start());
    let listed: Vec<u32> = (0..grams.len())
        .filter(|&number| places[number as usize] != NONE)
        .collect();
    let workers = by_worker(
        tasks.len(),
        || TaskTallies::new(listed.len()),
        |tallies, task| {
            if let Some(stream) = streams.get(task) {
                tally(&tasks[task], stream, (&grams, &places), tallies);
            }
            tallies.end_task(task);
        },
    );
    let by_task = workers.into_iter().flat_map(TaskTallies::into_tasks);
    let by_source = by_source(corpus.sources.len(), tasks, by_task.collect());
    let forms = listed.iter().map(|&number| {
        let units = grams.units_of(number).into_iter();
        units.map(FormId).collect()
    });
    WordNgrams {
        forms: forms.collect(),
        tallied: Tallied::of(listed.len(), by_source),
    }
}

/// By number: the place of an n-gram of at least `shortest` words, or [`NONE`].
fn places(grams: &Grams, shortest: usize) -> Vec<u32> {
    let mut lengths: Vec<u8> = Vec::with_capacity(grams.len() as usize);
    let mut next = 0..;
    let place = |number: u32| {
        let shorter = grams.parts(number);
        let length = shorter.map_or(0, |(first, _)| lengths[first as usize]) + 1;
        lengths.push(length);
        let is_listed = usize::from(length) >= shortest.max(2);
        is_listed.then(|| next.next()).flatten().unwrap_or(NONE)
    };
    (0..grams.len()).map(place).collect()
}

/// Counts the n-grams that begin at each token of a task.
fn tally(
    task: &SourceTask,
    stream: &Stream,
    (grams, places): (&Grams, &[u32]),
    tallies: &mut TaskTallies,
) {
    let mut from = 0;
    for (&document, &to) in task.documents.iter().zip(&stream.ends) {
        for &deepest in &stream.deepest[from..to] {
            let mut number = deepest;
            while places[number as usize] != NONE {
                tallies.add(places[number as usize], 1, document);
                match grams.parts(number) {
                    Some((shorter, _)) => number = shorter,
                    None => break,
                }
            }
        }
        from = to;
    }
}
