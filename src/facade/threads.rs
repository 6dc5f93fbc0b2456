//! Which threads the work is done on: those of the caller's pool, or of one that lives as long as the
//! work. The global pool of the process stays untouched.

use std::io;
use std::path::PathBuf;

use rayon::{ThreadPoolBuilder, current_thread_index};

use crate::error::{Error, Result};

/// Does the work on `threads` threads; without a number, in the caller's pool, if there is one.
///
/// # Errors
/// Those of the work, or if the system has no threads left.
pub(super) fn on_threads<T: Send>(
    threads: Option<usize>,
    work: impl FnOnce() -> Result<T> + Send,
) -> Result<T> {
    if threads.is_none() && current_thread_index().is_some() {
        return work();
    }
    let pool = ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0));
    let pool = pool.build().map_err(|error| Error::Read {
        path: PathBuf::from("threads"),
        source: io::Error::other(error),
        hint: "ask for fewer threads",
    })?;
    pool.install(work)
}
