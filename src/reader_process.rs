//! Processes that read one document at a time, so that what breaks in a reader costs that document alone.
//!
//! Takes the bytes of a document and gives the answer of a process: this program, started with a hidden
//! command. A process that needs too much time or memory, or ends before it has answered, is ended and
//! becomes a `Breakdown`. Idle processes wait in a pool and are used again. They end with the pool and
//! with the process that started them. What they are asked and what they answer is not known here.

mod pool;
mod served;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use pool::Pool;
pub use served::{end_with_parent, serve};

/// The command of the program that reads documents for another process.
pub const COMMAND: &str = "read-documents";

/// The seconds that a document may take, unless more or fewer are asked for.
pub const SECONDS: u32 = 60;
/// The memory that reading a document may take, in bytes, unless more or less is asked for.
pub const MEMORY: u64 = 2 << 30;
/// How many bytes of memory there are in addition for each byte of the document.
const MEMORY_PER_BYTE: u64 = 8;

/// Set once the run is to stop.
static IS_STOPPING: AtomicBool = AtomicBool::new(false);

/// Ends every process that is reading a document, and lets none begin, for programs that are asked to stop.
pub fn stop() {
    IS_STOPPING.store(true, Ordering::SeqCst);
}

fn is_stopping() -> bool {
    IS_STOPPING.load(Ordering::SeqCst)
}

/// What one document may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limits {
    pub(crate) time: Duration,
    /// In bytes.
    pub(crate) memory: u64,
}

/// Why a process did not answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Breakdown {
    /// It needed more than this time.
    Time(Duration),
    /// It needed more than this memory, in bytes.
    Memory(u64),
    /// It called functions too deep inside one another.
    Stack,
    /// It ended; with what the system says of that.
    Ended(String),
    /// The run was asked to stop.
    Stopped,
}

/// Where documents are read: in this process, or in processes of their own; and for how long.
#[derive(Clone)]
pub struct ReaderProcesses {
    pool: Option<Arc<Pool>>,
    seconds: u32,
    memory: u64,
}

impl Default for ReaderProcesses {
    /// Documents are read in this process.
    fn default() -> Self {
        Self {
            pool: None,
            seconds: SECONDS,
            memory: MEMORY,
        }
    }
}

impl ReaderProcesses {
    /// Processes of this program, which must be refrain of the same version.
    #[must_use]
    pub fn of_program(program: impl Into<PathBuf>) -> Self {
        Self {
            pool: Some(Arc::new(Pool::new(program.into()))),
            ..Self::default()
        }
    }

    /// Processes of the program that is running, if the system says where it is.
    #[must_use]
    pub fn of_this_program() -> Self {
        // This leads to the program that runs also when its file has been replaced.
        let running = PathBuf::from("/proc/self/exe");
        if cfg!(target_os = "linux") && running.exists() {
            return Self::of_program(running);
        }
        std::env::current_exe().map_or_else(|_| Self::default(), Self::of_program)
    }

    /// The same with so many seconds for a document, and a sixtieth more for each MiB that it has.
    #[must_use]
    pub fn with_seconds(self, seconds: u32) -> Self {
        Self { seconds, ..self }
    }

    /// The same with so many bytes of memory for a document, and eight times its size more.
    #[must_use]
    pub fn with_memory(self, memory: u64) -> Self {
        Self { memory, ..self }
    }

    /// What a document of this size may take.
    pub(crate) fn limits(&self, bytes: usize) -> Limits {
        let bytes = bytes as u64;
        let seconds = u64::from(self.seconds);
        Limits {
            time: Duration::from_secs(seconds + seconds * (bytes >> 20) / 60),
            memory: self.memory.saturating_add(MEMORY_PER_BYTE * bytes),
        }
    }

    /// What a process answers to `question` about a document; `Err` gives the document back if no process
    /// can be started.
    pub(crate) fn ask(
        &self,
        question: u8,
        document: Vec<u8>,
    ) -> Result<Result<Vec<u8>, Breakdown>, Vec<u8>> {
        let limits = self.limits(document.len());
        match self.pool.as_ref().and_then(|pool| pool.take()) {
            Some(process) => Ok(process.answer(question, document, limits)),
            None => Err(document),
        }
    }

    /// Ends the processes that are idle.
    pub(crate) fn rest(&self) {
        if let Some(pool) = &self.pool {
            pool.clear();
        }
    }
}

/// Where documents are read decides nothing of what they come to, so it is no part of comparisons.
impl PartialEq for ReaderProcesses {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Nor of the names of caches, which are made of this.
impl std::fmt::Debug for ReaderProcesses {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("ReaderProcesses")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn larger_documents_may_take_longer() {
        let readers = ReaderProcesses::default();
        assert_eq!(readers.limits(1000).time, Duration::from_secs(60));
        assert_eq!(readers.limits(30 << 20).time, Duration::from_secs(90));
        let readers = readers.with_seconds(6);
        assert_eq!(readers.limits(30 << 20).time, Duration::from_secs(9));
        assert_eq!(readers.limits(100).memory, (2 << 30) + 800);
    }

    #[test]
    fn without_a_program_documents_are_given_back() {
        let here = ReaderProcesses::default();
        assert_eq!(here.ask(0, vec![7]), Err(vec![7]));
        let nowhere = ReaderProcesses::of_program("/no/such/program");
        assert_eq!(nowhere.ask(0, vec![7]), Err(vec![7]));
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_ends_is_a_breakdown() {
        let other = ReaderProcesses::of_program("/bin/false");
        let answer = other.ask(0, vec![7]).expect("it starts");
        assert!(matches!(answer, Err(Breakdown::Ended(_))), "{answer:?}");
    }
}
