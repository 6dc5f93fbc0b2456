//! Loops and sorts that the threads of the caller's pool share.
//!
//! Rayon compiles each of its loops anew, about 3,000 lines of intermediate code a time. Here the
//! threads' part is compiled once, and what holds results once for each type of them; a loop adds its
//! body only. What comes of tasks is in their order, whichever thread did them. Tasks are handed
//! out one by one: [`map_many`] is for those that take less than a microsecond.

use std::cmp::Ordering;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::slice::ParallelSliceMut as _;

use crate::order::move_rows;

/// How many tasks of [`map_many`] are handed out at a time.
const BLOCK: usize = 256;

/// What comes of so many tasks.
pub(crate) fn map<T: Send>(tasks: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    in_order(tasks, || (), |(), task| work(task))
}

/// As [`map`], for many small tasks.
pub(crate) fn map_many<T: Send>(tasks: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    map_many_with(tasks, || (), |(), task| work(task))
}

/// As [`map_many`], each worker with a state of its own, which must not show in the results.
pub(crate) fn map_many_with<S: Send, T: Send>(
    tasks: usize,
    new_state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, usize) -> T + Sync,
) -> Vec<T> {
    let blocks = in_order(tasks.div_ceil(BLOCK), new_state, |state, block| {
        let (first, behind) = (block * BLOCK, tasks.min((block + 1) * BLOCK));
        let mut results = Vec::with_capacity(behind - first);
        for task in first..behind {
            results.push(work(state, task));
        }
        results
    });
    let mut all = Vec::with_capacity(tasks);
    for mut block in blocks {
        all.append(&mut block);
    }
    all
}

/// What comes of each item; `work` is given its number as well. One thread at a time takes the next
/// item, so `items` should only pass on what there is.
pub(crate) fn map_items<I, T: Send>(items: I, work: impl Fn(usize, I::Item) -> T + Sync) -> Vec<T>
where
    I: IntoIterator<IntoIter: ExactSizeIterator + Send>,
{
    let items = items.into_iter();
    let results = Results::new(items.len());
    share(items, &|number, item| {
        results.put(number, work(number, item))
    });
    results.in_order()
}

/// Does the work for each item, as [`map_items`].
pub(crate) fn for_each<I>(items: I, work: impl Fn(usize, I::Item) + Sync)
where
    I: IntoIterator<IntoIter: ExactSizeIterator + Send>,
{
    share(items.into_iter(), &work);
}

/// Does `work` for each of so many tasks, each worker with a state of its own, and gives the states
/// of the workers that did anything, in no meaningful order. Which worker takes which task depends
/// on chance, so the states may only be put together in ways for which that does not matter.
pub(crate) fn by_worker<S: Send>(
    tasks: usize,
    new_state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, usize) + Sync,
) -> Vec<S> {
    states(tasks, &new_state, &work)
}

/// As [`by_worker`], with what comes of each task, in the order of tasks.
pub(crate) fn in_order<S: Send, T: Send>(
    tasks: usize,
    new_state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, usize) -> T + Sync,
) -> Vec<T> {
    let results = Results::new(tasks);
    states(tasks, &new_state, &|state, task| {
        results.put(task, work(state, task))
    });
    results.in_order()
}

/// As [`slice::sort_by`], for long lists. Rows are compared by way of their numbers, and moved
/// afterwards, as those of [`crate::order::Arrange`].
pub(crate) fn sort_by<T: Send + Sync>(rows: &mut [T], compare: impl Fn(&T, &T) -> Ordering + Sync) {
    let places = sorted(rows.len(), |a, b| compare(&rows[a], &rows[b]));
    move_rows(rows, places);
}

/// So many row numbers, sorted.
pub(crate) fn sorted(rows: usize, compare: impl Fn(usize, usize) -> Ordering + Sync) -> Vec<usize> {
    sorted_numbers(rows, &compare)
}

#[inline(never)]
fn sorted_numbers(rows: usize, compare: &(dyn Fn(usize, usize) -> Ordering + Sync)) -> Vec<usize> {
    let mut numbers: Vec<usize> = (0..rows).collect();
    numbers.par_sort_by(|&a, &b| compare(a, b));
    numbers
}

/// Does `work` on every thread, but on no more than there are tasks.
fn on_threads(tasks: usize, work: &(dyn Fn() + Sync)) {
    rayon::scope(|scope| {
        for _ in 0..rayon::current_num_threads().min(tasks) {
            scope.spawn(|_| work());
        }
    });
}

fn states<S: Send>(
    tasks: usize,
    new_state: &(dyn Fn() -> S + Sync),
    work: &(dyn Fn(&mut S, usize) + Sync),
) -> Vec<S> {
    let states = Mutex::new(Vec::new());
    let next = AtomicUsize::new(0);
    on_threads(tasks, &|| {
        let mut task = next.fetch_add(1, Relaxed);
        if task >= tasks {
            return;
        }
        let mut state = new_state();
        while task < tasks {
            work(&mut state, task);
            task = next.fetch_add(1, Relaxed);
        }
        locked(&states).push(state);
    });
    states.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn share<I: ExactSizeIterator + Send>(items: I, work: &(dyn Fn(usize, I::Item) + Sync)) {
    let tasks = items.len();
    let items = Mutex::new(items.enumerate());
    on_threads(tasks, &|| {
        loop {
            let Some((number, item)) = locked(&items).next() else {
                return;
            };
            work(number, item);
        }
    });
}

/// What has come of tasks so far, and of which ones.
struct Results<T>(Mutex<(Vec<usize>, Vec<T>)>);

impl<T> Results<T> {
    fn new(tasks: usize) -> Self {
        Self(Mutex::new((Vec::new(), Vec::with_capacity(tasks))))
    }

    fn put(&self, task: usize, result: T) {
        let mut results = locked(&self.0);
        results.0.push(task);
        results.1.push(result);
    }

    fn in_order(self) -> Vec<T> {
        let results = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        let (tasks, mut results) = results;
        move_rows(&mut results, row_of_each(&tasks));
        results
    }
}

/// Where each task stands in the list.
fn row_of_each(tasks: &[usize]) -> Vec<usize> {
    let mut rows = vec![0; tasks.len()];
    for (row, &task) in tasks.iter().enumerate() {
        rows[task] = row;
    }
    rows
}

/// Locks, whatever a thread that panicked has left there.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn on<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.expect("a pool").install(work)
    }

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
        for threads in [1, 2, 5] {
            for tasks in [0, 1, BLOCK, 3 * BLOCK + 1] {
                let expected: Vec<usize> = (0..tasks).map(|task| 2 * task).collect();
                on(threads, || {
                    assert_eq!(map(tasks, |task| 2 * task), expected);
                    assert_eq!(map_many(tasks, |task| 2 * task), expected);
                    let items = expected.iter();
                    assert_eq!(map_items(items, |_, item| *item), expected);
                    let mut items: Vec<usize> = vec![2; tasks];
                    for_each(&mut items, |number, item| *item *= number);
                    assert_eq!(items, expected);
                });
            }
        }
    }

    #[test]
    fn a_task_may_hand_out_tasks() {
        let sum = |task| map(task, |inner| inner).into_iter().sum::<usize>();
        let expected: Vec<usize> = (0..50).map(|task| (0..task).sum()).collect();
        for threads in [1, 3] {
            assert_eq!(on(threads, || map(50, sum)), expected);
        }
    }

    proptest! {
        #[test]
        fn the_order_is_that_of_the_standard_sort(rows: Vec<(u8, u32)>) {
            let mut expected = rows.clone();
            expected.sort_by_key(|row| row.0);
            let mut sorted = rows;
            sort_by(&mut sorted, |a, b| a.0.cmp(&b.0));
            prop_assert_eq!(sorted, expected);
        }
    }
}
