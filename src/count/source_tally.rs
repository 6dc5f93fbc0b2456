//! Occurrences of numbered things by source, added up task by task.

use super::SourceTask;
use crate::model::DocId;
use crate::parallel;

/// Occurrences of a thing, such as an n-gram or a form, in one source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SourceTally {
    /// Which thing, by its position among them.
    pub place: u32,
    /// Documents of the source that hold it.
    pub df: u32,
    /// Occurrences in the source.
    pub count: u32,
}

/// What a worker counts, task by task.
pub(super) struct TaskTallies {
    /// By place: the occurrences and documents of the task at hand; zeros after it.
    in_task: Vec<InTask>,
    touched: Vec<u32>,
    /// By task: what occurs in it.
    tasks: Vec<(usize, Vec<SourceTally>)>,
}

#[derive(Clone, Copy)]
struct InTask {
    count: u32,
    df: u32,
    /// The document it was seen in last.
    last: u32,
}

const UNSEEN: InTask = InTask {
    count: 0,
    df: 0,
    last: u32::MAX,
};

impl TaskTallies {
    /// For so many things.
    pub(super) fn new(places: usize) -> Self {
        Self {
            in_task: vec![UNSEEN; places],
            touched: Vec::new(),
            tasks: Vec::new(),
        }
    }

    /// Counts `n` occurrences, more than 0, in a document.
    #[inline]
    pub(super) fn add(&mut self, place: u32, n: u32, document: DocId) {
        let tally = &mut self.in_task[place as usize];
        if tally.count == 0 {
            self.touched.push(place);
        }
        tally.count += n;
        tally.df += u32::from(tally.last != document.0);
        tally.last = document.0;
    }

    /// Takes out what was counted in a task, and leaves zeros.
    pub(super) fn end_task(&mut self, task: usize) {
        let in_task = &mut self.in_task;
        let tallies = self.touched.drain(..).map(|place| {
            let tally = std::mem::replace(&mut in_task[place as usize], UNSEEN);
            SourceTally {
                place,
                df: tally.df,
                count: tally.count,
            }
        });
        self.tasks.push((task, tallies.collect()));
    }

    /// By task: what was counted in it.
    pub(super) fn into_tasks(self) -> Vec<(usize, Vec<SourceTally>)> {
        self.tasks
    }
}

/// Puts together the tasks of each of so many sources; in no meaningful order.
pub(super) fn by_source(
    sources: usize,
    tasks: &[SourceTask],
    by_task: Vec<(usize, Vec<SourceTally>)>,
) -> Vec<Vec<SourceTally>> {
    let mut by_source: Vec<Vec<SourceTally>> = vec![Vec::new(); sources];
    let mut are_several = vec![false; sources];
    for (task, tallies) in by_task {
        let place = tasks[task].source.index();
        let source = &mut by_source[place];
        if source.is_empty() {
            *source = tallies;
        } else {
            source.extend(tallies);
            are_several[place] = true;
        }
    }
    parallel::for_each(&mut by_source, |source, tallies| {
        if !are_several[source] {
            return;
        }
        tallies.sort_unstable_by_key(|tally| tally.place);
        tallies.dedup_by(|next, kept| {
            let is_same = next.place == kept.place;
            if is_same {
                kept.count += next.count;
                kept.df += next.df;
            }
            is_same
        });
        tallies.shrink_to_fit();
    });
    by_source
}
