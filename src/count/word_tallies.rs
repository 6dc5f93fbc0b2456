//! How often each form occurs, in how many documents and sources: words of every kind, stop words too.

use super::SourceTask;
use super::source_tally::{SourceTally, TaskTallies, by_source};
use crate::model::{Corpus, FormId};
use crate::parallel::by_worker;

/// Occurrences in the whole corpus of a form, a term or an n-gram.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct CorpusTally {
    /// Occurrences.
    pub count: u64,
    /// Documents that hold it.
    pub documents: u32,
    /// Sources that hold it.
    pub sources: u32,
}

impl CorpusTally {
    fn add(&mut self, more: Self) {
        self.count += more.count;
        self.documents += more.documents;
        self.sources += more.sources;
    }
}

/// Occurrences in the corpus and in each source.
#[derive(Debug)]
pub struct Tallied {
    /// By place.
    pub overall: Vec<CorpusTally>,
    /// By [`crate::model::SourceId`]: what occurs in the source, in no meaningful order.
    pub by_source: Vec<Vec<SourceTally>>,
}

impl Tallied {
    /// Adds up sources: of so many things, those of each source.
    pub(super) fn of(places: usize, by_source: Vec<Vec<SourceTally>>) -> Self {
        let sums = by_worker(
            by_source.len(),
            || vec![CorpusTally::default(); places],
            |overall, source| {
                for in_source in &by_source[source] {
                    overall[in_source.place as usize].add(CorpusTally {
                        count: u64::from(in_source.count),
                        documents: in_source.df,
                        sources: 1,
                    });
                }
            },
        );
        let sum = sums.into_iter().reduce(|mut sum, more| {
            let pairs = sum.iter_mut().zip(more);
            pairs.for_each(|(tally, more)| tally.add(more));
            sum
        });
        let overall = sum.unwrap_or_else(|| vec![CorpusTally::default(); places]);
        Self { overall, by_source }
    }
}

/// How often each form occurs in the corpus, by [`FormId`].
pub(super) fn form_counts(corpus: &Corpus, tasks: &[SourceTask]) -> Vec<u64> {
    let surfaces = &corpus.vocabulary.surfaces;
    let workers = by_worker(
        tasks.len(),
        || vec![0_u64; surfaces.len()],
        |counts, task| {
            for &document in &tasks[task].documents {
                let symbols = corpus.symbols(document);
                for surface in symbols.iter().filter_map(|symbol| symbol.as_word()) {
                    counts[surface.index()] += 1;
                }
            }
        },
    );
    let mut forms = vec![0; corpus.vocabulary.forms.len()];
    for counts in workers {
        for (surface, count) in surfaces.iter().zip(counts) {
            forms[surface.form.index()] += count;
        }
    }
    forms
}

/// Counts all forms of the corpus; the place of a form is its [`FormId`].
#[must_use]
pub fn count_words(corpus: &Corpus, tasks: &[SourceTask]) -> Tallied {
    let forms = corpus.by_surface(|form: FormId| form.0);
    let places = corpus.vocabulary.forms.len();
    let workers = by_worker(
        tasks.len(),
        || TaskTallies::new(places),
        |tallies, task| {
            for &document in &tasks[task].documents {
                let symbols = corpus.symbols(document);
                for surface in symbols.iter().filter_map(|symbol| symbol.as_word()) {
                    tallies.add(forms[surface.index()], 1, document);
                }
            }
            tallies.end_task(task);
        },
    );
    let by_task = workers.into_iter().flat_map(TaskTallies::into_tasks);
    let by_source = by_source(corpus.sources.len(), tasks, by_task.collect());
    Tallied::of(places, by_source)
}
