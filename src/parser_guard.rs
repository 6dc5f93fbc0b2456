//! Parsers of others, kept from harming the run: a panic, or a parse without end, costs one document.
//!
//! Before a panic is caught, the panic hook of the process prints it. Only a hook can stay silent about
//! it, and hooks are the program's, not a library's: so this module sets none. It knows which threads
//! are inside a parser, and a hook may ask ([`panic_is_caught`]), as the one of `main.rs` does.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
#[cfg(feature = "pdf")]
use std::sync::mpsc;
#[cfg(feature = "pdf")]
use std::time::Duration;

/// Parsers recurse; this is address space, of which only what is used takes memory.
#[cfg(feature = "pdf")]
const STACK: usize = 256 << 20;

thread_local! {
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic on this thread is caught and costs one document at most, for panic hooks that stay
/// silent about such panics.
#[must_use]
pub fn panic_is_caught() -> bool {
    IS_GUARDED.get()
}

/// What is said of a file whose parser panics.
const PARSER_FAILED: &str = "damaged, or of an unknown kind (the parser failed); open it in its own program and save it as text";

/// What `parse` gives; a panic inside it is an error like any other.
pub(crate) fn caught<T>(parse: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    caught_or(PARSER_FAILED, parse)
}

/// What `work` gives; a panic inside it is an error with this message.
pub(crate) fn caught_or<T>(
    message: &str,
    work: impl FnOnce() -> Result<T, String>,
) -> Result<T, String> {
    let was_guarded = IS_GUARDED.replace(true);
    // Nothing that the work touched is looked at after a panic.
    let result = catch_unwind(AssertUnwindSafe(work));
    IS_GUARDED.set(was_guarded);
    result.unwrap_or_else(|_| Err(message.to_owned()))
}

/// As [`caught`], on a thread of its own with a large stack; nothing if it takes longer than `limit`.
///
/// A thread can't be stopped: one that runs over its time is left behind until the program ends.
#[cfg(feature = "pdf")]
pub(crate) fn timed<T: Send + 'static>(
    limit: Duration,
    parse: impl FnOnce() -> Result<T, String> + Send + 'static,
) -> Option<Result<T, String>> {
    let (sender, receiver) = mpsc::sync_channel(1);
    let run = move || {
        // The receiver is gone if the time is over; then nobody waits for the result.
        let _ = sender.send(caught(parse));
    };
    let builder = std::thread::Builder::new().stack_size(STACK);
    match builder.spawn(run) {
        Ok(_) => receiver.recv_timeout(limit).ok(),
        Err(error) => Some(Err(format!("cannot start a thread to read it: {error}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_reason_and_the_next_parse_goes_on() {
        let reason = caught::<()>(|| panic!("index out of bounds")).expect_err("a reason");
        assert!(reason.contains("the parser failed"), "{reason}");
        assert_eq!(caught(|| Ok(7)), Ok(7));
        assert!(!panic_is_caught());
        assert_eq!(caught(|| Ok(panic_is_caught())), Ok(true));
    }

    #[cfg(feature = "pdf")]
    #[test]
    fn a_parse_without_end_is_given_up() {
        let limit = Duration::from_millis(20);
        let endless = || {
            std::thread::sleep(Duration::from_secs(2));
            Ok(())
        };
        assert_eq!(timed(limit, endless), None);
        let enough = Duration::from_secs(20);
        assert_eq!(timed(enough, || Ok(7)), Some(Ok(7)));
        let reason = timed::<()>(enough, || panic!("deep")).and_then(Result::err);
        assert!(reason.is_some_and(|reason| reason.contains("the parser failed")));
    }
}
