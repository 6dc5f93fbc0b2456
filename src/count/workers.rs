//! Shares tasks out to workers that each keep one state for all their tasks.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Does `work` for each of so many tasks, each worker with a state of its own, and gives the states
/// of the workers that did anything, in no meaningful order. Which worker takes which task depends
/// on chance, so the states may only be put together in ways for which that does not matter.
pub(crate) fn by_worker<S: Send>(
    tasks: usize,
    state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, usize) + Sync,
) -> Vec<S> {
    let next = AtomicUsize::new(0);
    let states = Mutex::new(Vec::new());
    rayon::scope(|scope| {
        for _ in 0..rayon::current_num_threads().min(tasks) {
            scope.spawn(|_| {
                let mut own = None;
                loop {
                    let task = next.fetch_add(1, Ordering::Relaxed);
                    if task >= tasks {
                        break;
                    }
                    work(own.get_or_insert_with(&state), task);
                }
                if let Some(own) = own {
                    let mut states = states.lock().unwrap_or_else(PoisonError::into_inner);
                    states.push(own);
                }
            });
        }
    });
    states.into_inner().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_task_is_done_once() {
        let states = by_worker(100, Vec::new, |own: &mut Vec<usize>, task| own.push(task));
        let mut done: Vec<usize> = states.into_iter().flatten().collect();
        done.sort_unstable();
        assert_eq!(done, (0..100).collect::<Vec<_>>());
        assert!(by_worker(0, || 0, |_, _| {}).is_empty());
    }
}
