//! Damage in packed data after which reading can go on: the error that says so.
//!
//! A reader that gives it has not ended. Whoever can use what follows reads on, anyone else treats it
//! as any other error.

use std::io;

/// A part of a packed file that is damaged.
#[derive(Debug, thiserror::Error)]
#[error("{error}")]
struct Damaged {
    /// Where the part begins, in bytes of the packed file.
    start: u64,
    error: io::Error,
}

/// The error of a damaged part that begins at `start` in the packed file.
#[cfg(feature = "archives")]
pub(super) fn damaged(start: u64, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), Damaged { start, error })
}

/// What is damaged, in words for the user, if the reader that gave the error goes on behind it.
pub(super) fn passed_damage(error: &io::Error) -> Option<String> {
    let damaged = error.get_ref()?.downcast_ref::<Damaged>()?;
    let (start, error) = (damaged.start, &damaged.error);
    Some(format!(
        "the gzip member at byte {start} of the packed file is damaged ({error})"
    ))
}
