//! Shares tasks out to workers that each keep one state for all their tasks.

use crate::order::Arrange as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Does `work` for each of so many tasks, each worker with a state of its own, and gives the states
/// of the workers that did anything, in no meaningful order. Which worker takes which task depends
/// on chance, so the states may only be put together in ways for which that does not matter.
pub(crate) fn by_worker<S: Send>(
    tasks: usize,
    new_state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, usize) + Sync,
) -> Vec<S> {
    let states = Mutex::new(Vec::new());
    on_all_threads(tasks, &|next_task| {
        let mut state = None;
        while let Some(task) = next_task() {
            work(state.get_or_insert_with(&new_state), task);
        }
        if let Some(state) = state {
            let mut states = states.lock().unwrap_or_else(PoisonError::into_inner);
            states.push(state);
        }
    });
    states.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// What a thread does with the tasks that it is given, one after the other.
type Worker<'a> = dyn Fn(&mut dyn FnMut() -> Option<usize>) + Sync + 'a;

/// Runs the worker on every thread. Compiled once, whatever the workers' types.
fn on_all_threads(tasks: usize, worker: &Worker<'_>) {
    let next = AtomicUsize::new(0);
    rayon::scope(|scope| {
        for _ in 0..rayon::current_num_threads().min(tasks) {
            scope.spawn(|_| {
                worker(&mut || {
                    let task = next.fetch_add(1, Ordering::Relaxed);
                    (task < tasks).then_some(task)
                });
            });
        }
    });
}

/// As [`by_worker`], with what comes of each task, in the order of tasks.
pub(crate) fn in_order<S: Send, T: Send>(
    tasks: usize,
    new_state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, usize) -> T + Sync,
) -> Vec<T> {
    let workers = by_worker(
        tasks,
        || (new_state(), Vec::new()),
        |(state, results), task| results.push((task, work(state, task))),
    );
    let mut results: Vec<(usize, T)> = workers
        .into_iter()
        .flat_map(|(_, results)| results)
        .collect();
    results.arrange_by_key(|&(task, _)| task);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_task_is_done_once() {
        let states = by_worker(100, Vec::new, |tasks: &mut Vec<usize>, task| {
            tasks.push(task)
        });
        let mut done: Vec<usize> = states.into_iter().flatten().collect();
        done.sort_unstable();
        assert_eq!(done, (0..100).collect::<Vec<_>>());
        assert!(by_worker(0, || 0, |_, _| {}).is_empty());
    }

    #[test]
    fn what_comes_of_tasks_is_in_their_order() {
        let found = in_order(100, || (), |(), task| 2 * task);
        assert_eq!(found, (0..100).map(|task| 2 * task).collect::<Vec<_>>());
    }
}
