//! Parsers of others, kept from harming the run: a panic, or a parse without end, costs one document.
//!
//! A parser that panics prints nothing. The panic hook is the process's own, so it is wrapped once,
//! on first use: panics inside [`caught`] are silent, all others reach the hook that was there.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;
#[cfg(feature = "pdf")]
use std::sync::mpsc;
#[cfg(feature = "pdf")]
use std::time::Duration;

/// Parsers recurse; this is address space, of which only what is used takes memory.
#[cfg(feature = "pdf")]
const STACK: usize = 256 << 20;

thread_local! {
    static IS_SILENT: Cell<bool> = const { Cell::new(false) };
}

/// What is said of a file whose parser panics.
const PARSER_FAILED: &str = "damaged, or of a kind that its parser does not know (the parser failed); open it in its own program and save it as text";

/// What `parse` gives; a panic inside it is an error like any other.
pub(crate) fn caught<T>(parse: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    caught_or(PARSER_FAILED, parse)
}

/// What `work` gives; a panic inside it is an error with this message.
pub(crate) fn caught_or<T>(
    message: &str,
    work: impl FnOnce() -> Result<T, String>,
) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let former = take_hook();
        set_hook(Box::new(move |panic| {
            if !IS_SILENT.get() {
                former(panic);
            }
        }));
    });
    let was_silent = IS_SILENT.replace(true);
    // Nothing that the work touched is looked at after a panic.
    let result = catch_unwind(AssertUnwindSafe(work));
    IS_SILENT.set(was_silent);
    result.unwrap_or_else(|_| Err(message.to_owned()))
}

/// As [`caught`], on a thread of its own with a large stack, and for no longer than `limit`.
///
/// A thread can't be stopped: one that runs over its time is left behind until the program ends.
#[cfg(feature = "pdf")]
pub(crate) fn timed<T: Send + 'static>(
    limit: Duration,
    parse: impl FnOnce() -> Result<T, String> + Send + 'static,
) -> Result<T, String> {
    let (sender, receiver) = mpsc::sync_channel(1);
    let run = move || {
        // The receiver is gone if the time is over; then nobody waits for the result.
        let _ = sender.send(caught(parse));
    };
    let builder = std::thread::Builder::new().stack_size(STACK);
    builder
        .spawn(run)
        .map_err(|error| format!("cannot start a thread to read it: {error}"))?;
    receiver.recv_timeout(limit).unwrap_or_else(|_| {
        let seconds = limit.as_secs();
        Err(format!("not read within {seconds} s, and given up; open it in its own program and save it as text"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_reason_and_the_next_parse_goes_on() {
        let reason = caught::<()>(|| panic!("index out of bounds")).expect_err("a reason");
        assert!(reason.contains("the parser failed"), "{reason}");
        assert_eq!(caught(|| Ok(7)), Ok(7));
        assert!(!IS_SILENT.get());
    }

    #[cfg(feature = "pdf")]
    #[test]
    fn a_parse_without_end_is_given_up() {
        let limit = Duration::from_millis(20);
        let endless = || {
            std::thread::sleep(Duration::from_secs(2));
            Ok(())
        };
        let reason = timed(limit, endless).expect_err("a reason");
        assert!(reason.starts_with("not read within"), "{reason}");
        assert_eq!(timed(Duration::from_secs(20), || Ok(7)), Ok(7));
        let reason = timed::<()>(limit, || panic!("deep")).expect_err("a reason");
        assert!(
            reason.contains("the parser failed") || reason.starts_with("not read"),
            "{reason}"
        );
    }
}
