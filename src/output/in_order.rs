//! Blocks of bytes made by all threads and taken in their order, with no thread waiting for another.
//!
//! Takes a number of rows, a way to write some of them and a sink. A block is made by a task; the
//! task whose block is the next in order hands it, and those ready behind it, to the sink, while the
//! other threads go on making blocks. As many blocks are on their way as the window allows: each one
//! taken makes room for a new task. Nothing ever waits, so one thread is enough.

use std::collections::VecDeque;
use std::io;
use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::Scope;

/// The size that blocks come near to: small enough for the cache, large enough for one write.
const BLOCK: usize = 256 << 10;

/// Rows of a block before it is known how long rows are.
const FIRST_ROWS: usize = 256;

/// The most rows of a block.
const MOST_ROWS: usize = 1 << 14;

/// Asked before each block; its error stops the work.
pub(super) type Check<'a> = dyn Fn() -> io::Result<()> + Sync + 'a;

/// Makes blocks of `rows` rows in parallel and hands them to `sink` in order. `make` appends rows to
/// a buffer; it must not itself hand work to other threads and wait for it.
///
/// # Errors
/// The first of `check` and `sink`; no block is handed on after it.
pub(super) fn in_order<M, S>(rows: usize, make: M, sink: S, check: &Check<'_>) -> io::Result<()>
where
    M: Fn(Range<usize>, &mut Vec<u8>) + Sync,
    S: FnMut(&[u8]) -> io::Result<()> + Send,
{
    let work = Work {
        make,
        check,
        state: Mutex::new(State {
            rows,
            ..State::new(sink)
        }),
    };
    rayon::scope(|scope| {
        for _ in 0..2 * rayon::current_num_threads() + 2 {
            scope.spawn(|scope| work.one_block(scope));
        }
    });
    let state = work.state.into_inner();
    state
        .unwrap_or_else(PoisonError::into_inner)
        .failed
        .map_or(Ok(()), Err)
}

/// What all tasks share.
struct Work<'a, M, S> {
    make: M,
    check: &'a Check<'a>,
    state: Mutex<State<S>>,
}

struct State<S> {
    /// All rows, and how many of them are in blocks that were begun.
    rows: usize,
    begun_rows: usize,
    /// Blocks that were begun, and that the sink has.
    begun: usize,
    taken: usize,
    /// Rows and bytes of finished blocks, by which new ones are sized.
    made: (usize, usize),
    /// Finished blocks from number `taken` on; `None` where one is still being made.
    ready: VecDeque<Option<Vec<u8>>>,
    /// Buffers to be used again.
    spare: Vec<Vec<u8>>,
    /// Not here while a task hands blocks to it.
    sink: Option<S>,
    failed: Option<io::Error>,
}

impl<S> State<S> {
    fn new(sink: S) -> Self {
        Self {
            rows: 0,
            begun_rows: 0,
            begun: 0,
            taken: 0,
            made: (0, 0),
            ready: VecDeque::new(),
            spare: Vec::new(),
            sink: Some(sink),
            failed: None,
        }
    }

    /// The number and rows of the next block, and a buffer for it.
    fn begin(&mut self) -> Option<(usize, Range<usize>, Vec<u8>)> {
        if self.failed.is_some() || self.begun_rows == self.rows {
            return None;
        }
        let size = match self.made {
            (_, 0) => FIRST_ROWS,
            (rows, bytes) => (BLOCK as u128 * rows as u128 / bytes as u128) as usize,
        };
        let end = self.rows - self.begun_rows;
        let end = self.begun_rows + size.clamp(1, MOST_ROWS).min(end);
        let rows = self.begun_rows..end;
        let number = self.begun;
        self.begun_rows = end;
        self.begun += 1;
        Some((number, rows, self.spare.pop().unwrap_or_default()))
    }

    fn finish(&mut self, number: usize, rows: usize, block: Vec<u8>) {
        self.made.0 += rows;
        self.made.1 += block.len();
        let place = number - self.taken;
        if self.ready.len() <= place {
            self.ready.resize_with(place + 1, || None);
        }
        self.ready[place] = Some(block);
    }

    /// The next block, if it is ready.
    fn next(&mut self) -> Option<Vec<u8>> {
        let block = self.ready.front_mut()?.take()?;
        self.ready.pop_front();
        self.taken += 1;
        Some(block)
    }
}

impl<M, S> Work<'_, M, S>
where
    M: Fn(Range<usize>, &mut Vec<u8>) + Sync,
    S: FnMut(&[u8]) -> io::Result<()> + Send,
{
    /// No code that can panic runs under the lock.
    fn state(&self) -> MutexGuard<'_, State<S>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn one_block<'s>(&'s self, scope: &Scope<'s>) {
        let Some((number, rows, mut block)) = self.state().begin() else {
            return;
        };
        if let Err(error) = (self.check)() {
            self.state().failed.get_or_insert(error);
            return;
        }
        let count = rows.len();
        (self.make)(rows, &mut block);
        let mut state = self.state();
        state.finish(number, count, block);
        let Some(mut sink) = state.sink.take() else {
            // The task that has the sink finds the block.
            return;
        };
        while state.failed.is_none()
            && let Some(mut block) = state.next()
        {
            drop(state);
            let taken = sink(&block);
            block.clear();
            state = self.state();
            match taken {
                Ok(()) => {
                    state.spare.push(block);
                    scope.spawn(|scope| self.one_block(scope));
                }
                Err(error) => {
                    state.failed.get_or_insert(error);
                }
            }
        }
        state.sink = Some(sink);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// Row `n` is its number and as many points as `width` says.
    fn rows(width: impl Fn(usize) -> usize, rows: Range<usize>) -> Vec<u8> {
        let row = |n| format!("{n}{}\n", ".".repeat(width(n)));
        rows.map(row).collect::<String>().into_bytes()
    }

    fn on<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.expect("a pool").install(work)
    }

    #[test]
    fn blocks_come_in_order_whatever_the_threads_and_widths() {
        let uneven = |n: usize| {
            if n.is_multiple_of(997) {
                100_000
            } else {
                n % 7
            }
        };
        let expected = rows(uneven, 0..20_000);
        for threads in [1, 2, 5] {
            let mut bytes = Vec::new();
            let made = on(threads, || {
                in_order(
                    20_000,
                    |range, out| out.extend(rows(uneven, range)),
                    |block| {
                        bytes.extend_from_slice(block);
                        Ok(())
                    },
                    &|| Ok(()),
                )
            });
            assert!(made.is_ok());
            assert!(bytes == expected, "{threads} threads");
        }
    }

    #[test]
    fn no_rows_are_no_blocks() {
        let sink = |_: &[u8]| Err(io::ErrorKind::Other.into());
        assert!(in_order(0, |_, _| (), sink, &|| Ok(())).is_ok());
    }

    #[test]
    fn an_error_of_the_sink_ends_the_work() {
        for threads in [1, 3] {
            let blocks = AtomicUsize::new(0);
            let mut taken = 0;
            let sink = |_: &[u8]| {
                taken += 1;
                if taken < 3 {
                    Ok(())
                } else {
                    Err(io::ErrorKind::StorageFull.into())
                }
            };
            let make = |_, out: &mut Vec<u8>| {
                blocks.fetch_add(1, Ordering::Relaxed);
                out.resize(BLOCK, b'x');
            };
            let made = on(threads, || in_order(1_000_000, make, sink, &|| Ok(())));
            let error = made.expect_err("the sink fails");
            assert_eq!(error.kind(), io::ErrorKind::StorageFull);
            assert_eq!(taken, 3);
            let blocks = blocks.into_inner();
            assert!(blocks <= 2 * threads + 2 + 3, "{blocks} blocks made");
        }
    }

    #[test]
    fn a_check_that_fails_stops_it() {
        for threads in [1, 3] {
            let asked = AtomicUsize::new(0);
            let mut taken = 0;
            let sink = |_: &[u8]| {
                taken += 1;
                Ok(())
            };
            let check = || match asked.fetch_add(1, Ordering::Relaxed) {
                0..10 => Ok(()),
                _ => Err(io::ErrorKind::Interrupted.into()),
            };
            let make = |_, out: &mut Vec<u8>| out.resize(BLOCK, b'x');
            let made = on(threads, || in_order(1_000_000, make, sink, &check));
            let error = made.expect_err("the check fails");
            assert_eq!(error.kind(), io::ErrorKind::Interrupted);
            assert!(taken <= 10, "{taken} blocks taken");
        }
    }
}
