//! The processes that read documents, seen from the process that starts them.
//!
//! A thread beside each process starts it, writes to it and reads from it, so that whoever waits for an
//! answer can stop waiting.

use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::{Breakdown, COMMAND, Limits, is_stopping};
use crate::parallel::locked;

/// After so many documents a process is replaced, whatever it has not given back.
const MOST_DOCUMENTS: u32 = 2_000;
/// How long somebody who waits does not look whether the run is to stop.
const PATIENCE: Duration = Duration::from_millis(50);
/// How much of what a process says before it ends is looked at, in bytes.
const LAST_WORDS: u64 = 16 << 10;

/// How many bytes stand before a document: what is asked, the limit of memory, the size.
pub(super) const HEAD: usize = 1 + 8 + 8;

/// The idle processes.
pub(super) struct Pool {
    program: PathBuf,
    idle: Mutex<Vec<Process>>,
}

/// A process that waits for a document or reads one.
struct Process {
    child: Child,
    requests: Sender<Request>,
    answers: Receiver<io::Result<Vec<u8>>>,
    documents: u32,
}

/// A process on the way out of its pool and back.
pub(super) struct Lent {
    process: Process,
    pool: Arc<Pool>,
}

struct Request {
    head: [u8; HEAD],
    document: Vec<u8>,
}

impl Pool {
    pub(super) fn new(program: PathBuf) -> Self {
        Self {
            program,
            idle: Mutex::default(),
        }
    }

    /// An idle process or a new one, if one can be started.
    pub(super) fn take(self: &Arc<Self>) -> Option<Lent> {
        let process = loop {
            let idle = locked(&self.idle).pop();
            let Some(mut process) = idle else {
                break Process::start(&self.program)?;
            };
            // Somebody else may have ended it meanwhile.
            if matches!(process.child.try_wait(), Ok(None)) {
                break process;
            }
        };
        Some(Lent {
            process,
            pool: self.clone(),
        })
    }

    /// Ends all idle processes.
    pub(super) fn clear(&self) {
        let idle = std::mem::take(&mut *locked(&self.idle));
        drop(idle);
    }
}

impl Lent {
    /// What the process answers; it goes back into the pool, unless it broke down.
    pub(super) fn answer(
        mut self,
        question: u8,
        document: Vec<u8>,
        limits: Limits,
    ) -> Result<Vec<u8>, Breakdown> {
        let mut head = [question; HEAD];
        head[1..9].copy_from_slice(&limits.memory.to_le_bytes());
        head[9..].copy_from_slice(&(document.len() as u64).to_le_bytes());
        // If the other end is gone, no answer comes either.
        let _ = self.process.requests.send(Request { head, document });
        let answer = self.process.wait(limits)?;
        self.process.documents += 1;
        if self.process.documents < MOST_DOCUMENTS {
            locked(&self.pool.idle).push(self.process);
        }
        Ok(answer)
    }
}

impl Process {
    fn start(program: &Path) -> Option<Self> {
        let mut command = Command::new(program);
        command
            .arg(COMMAND)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        named_as_this(&mut command);
        let (requests, receiver) = channel();
        let (sender, answers) = channel();
        let (started, child) = channel();
        // The system ends a process with the thread that started it, so that thread must stay.
        let beside = move || {
            let Ok(mut child) = command.spawn() else {
                return;
            };
            if let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take())
                && started.send(child).is_ok()
            {
                hand_over(&receiver, &sender, input, output);
            }
        };
        std::thread::Builder::new().spawn(beside).ok()?;
        Some(Self {
            child: child.recv().ok()?,
            requests,
            answers,
            documents: 0,
        })
    }

    fn wait(&mut self, limits: Limits) -> Result<Vec<u8>, Breakdown> {
        let until = Instant::now() + limits.time;
        loop {
            if is_stopping() {
                return Err(Breakdown::Stopped);
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(Breakdown::Time(limits.time));
            }
            match self.answers.recv_timeout(left.min(PATIENCE)) {
                Ok(Ok(answer)) => return Ok(answer),
                Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => {
                    return Err(self.last_words(limits));
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    /// Why it ended, by what it said last and by what the system says.
    fn last_words(&mut self, limits: Limits) -> Breakdown {
        // If it has only closed its output, it would say nothing for ever.
        let _ = self.child.kill();
        let mut words = Vec::new();
        if let Some(errors) = self.child.stderr.take() {
            let _ = errors.take(LAST_WORDS).read_to_end(&mut words);
        }
        let says = |words_of_runtime: &str| {
            memchr::memmem::find(&words, words_of_runtime.as_bytes()).is_some()
        };
        if says("memory allocation of") {
            return Breakdown::Memory(limits.memory);
        }
        if says("has overflowed its stack") {
            return Breakdown::Stack;
        }
        match self.child.wait() {
            Ok(status) => Breakdown::Ended(status.to_string()),
            Err(error) => Breakdown::Ended(error.to_string()),
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It has nothing to finish. What is dead already is only waited for.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Hands requests to a process and its answers back, until one side is gone.
fn hand_over(
    requests: &Receiver<Request>,
    answers: &Sender<io::Result<Vec<u8>>>,
    mut input: ChildStdin,
    mut output: ChildStdout,
) {
    for request in requests {
        let answer = exchanged(&request, &mut input, &mut output);
        let is_last = answer.is_err();
        if answers.send(answer).is_err() || is_last {
            return;
        }
    }
}

fn exchanged(
    request: &Request,
    input: &mut ChildStdin,
    output: &mut ChildStdout,
) -> io::Result<Vec<u8>> {
    input.write_all(&request.head)?;
    input.write_all(&request.document)?;
    input.flush()?;
    let mut size = [0; 8];
    output.read_exact(&mut size)?;
    let size = u64::from_le_bytes(size);
    let mut answer = Vec::new();
    let read = output.take(size).read_to_end(&mut answer)?;
    if read as u64 == size {
        Ok(answer)
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

/// Has the process listed under the name that this one was called by.
#[cfg(unix)]
fn named_as_this(command: &mut Command) {
    use std::os::unix::process::CommandExt as _;
    if let Some(name) = std::env::args_os().next() {
        command.arg0(name);
    }
}

#[cfg(not(unix))]
fn named_as_this(_: &mut Command) {}
