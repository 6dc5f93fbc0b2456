//! Limits on what is read: content that exceeds one is refused, with a reason that says what to do.

use std::io;

/// Content that exceeds a limit, with the reason in words for the user.
#[derive(Debug, thiserror::Error)]
#[error("{reason}")]
struct OverLimit {
    reason: String,
}

/// The error of content that exceeds a limit.
pub(super) fn over_limit(reason: impl Into<String>) -> io::Error {
    let reason = reason.into();
    io::Error::other(OverLimit { reason })
}

/// Why a file can't be read, for the user.
pub(super) fn unreadable(error: &io::Error) -> String {
    // Our own limits speak for themselves.
    if is_over_limit(error) {
        error.to_string()
    } else {
        format!("cannot be read: {error}")
    }
}

/// Whether content exceeded a limit, also where a reader between has wrapped the error.
fn is_over_limit(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| {
        let wrapped = inner.downcast_ref::<io::Error>();
        inner.is::<OverLimit>() || wrapped.is_some_and(is_over_limit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_speak_for_themselves() {
        let limit = over_limit("larger than a book");
        assert_eq!(unreadable(&limit), "larger than a book");
        let wrapped = io::Error::other(limit);
        assert_eq!(unreadable(&wrapped), "larger than a book");
        let other = io::Error::other("larger, says a library");
        assert_eq!(unreadable(&other), "cannot be read: larger, says a library");
    }
}
