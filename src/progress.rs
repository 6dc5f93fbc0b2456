//! How a run reports to its caller while it works, and how the caller stops it.
//!
//! Stages call an [`Observer`]; the program draws bars or lines from it. The library prints nothing.

use crate::error::{Error, Result};
use crate::resource_estimate::ResourceEstimate;

/// A stage that can take long enough to be worth showing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Reading, cleaning and tokenising documents.
    Read,
    /// Merging the results of the workers.
    Freeze,
    /// Counting and the analyses.
    Analyze,
    /// Comparing documents with each other.
    Compare,
    /// Writing tables.
    Write,
}

impl Stage {
    /// The word shown to the user.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "reading",
            Self::Freeze => "merging",
            Self::Analyze => "analysing",
            Self::Compare => "comparing",
            Self::Write => "writing",
        }
    }
}

/// Follows a run. Calls come from several threads.
pub trait Observer: Sync {
    /// Receives, once and before the run begins, the memory and disk that it is expected to take.
    fn expect(&self, _estimate: &ResourceEstimate) {}

    /// Something the user should know that has no part in the results, such as a damaged cache.
    fn note(&self, _message: &str) {}

    /// A stage begins; it will go through `total_bytes` (0 where it is not about bytes).
    fn begin(&self, _stage: Stage, _total_bytes: u64) {}

    /// Documents and bytes done since the last call.
    fn advance(&self, _documents: u64, _bytes: u64) {}

    /// The stage that began last is done.
    fn end(&self) {}

    /// Whether the user asked to stop.
    fn is_cancelled(&self) -> bool {
        false
    }

    /// Fails if the user asked to stop.
    ///
    /// # Errors
    /// [`Error::Interrupted`].
    fn check(&self) -> Result<()> {
        if self.is_cancelled() {
            Err(Error::Interrupted)
        } else {
            Ok(())
        }
    }
}

/// An observer that shows nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Observer for Silent {}
