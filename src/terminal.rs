//! Progress: bars on a terminal, sparse lines elsewhere, events for programs, nothing when asked.

use std::io::IsTerminal as _;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{HumanBytes, ProgressBar, ProgressStyle};
use refrain::ResourceEstimate;
use refrain::progress::{Observer, Stage};

use crate::messages::{Messages, visible};

/// How long a stage runs before a plain line reports it, and how long between two lines.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long a program waits at least between two reports of progress.
const EVENT_INTERVAL: Duration = Duration::from_millis(100);
/// From how many bytes of text on the expected memory and disk are shown.
const WORTH_SHOWING: u64 = 32 << 20;

/// Shows the progress of a run on standard error.
pub(crate) struct Terminal {
    stop: Arc<AtomicBool>,
    pub(crate) messages: Messages,
    show: Show,
    documents: AtomicU64,
    /// Whether the memory and disk that a run takes are shown.
    shows_estimate: bool,
    /// The notes that were given.
    noted: Mutex<Vec<String>>,
}

enum Show {
    Nothing,
    Bar(ProgressBar),
    Lines(Mutex<StageProgress>),
    Events(Mutex<StageProgress>),
}

/// The current stage and its progress.
struct StageProgress {
    stage: Stage,
    total: u64,
    done: u64,
    last: Instant,
    started: Instant,
}

impl StageProgress {
    /// A stage of so many bytes that begins.
    fn new(stage: Stage, total: u64) -> Self {
        let now = Instant::now();
        Self {
            stage,
            total,
            done: 0,
            last: now,
            started: now,
        }
    }

    /// Reports the progress to a program: in bytes if the stage has so many, else in documents.
    fn report(&self, messages: Messages, documents: u64) {
        let (done, total, unit) = match self.total {
            0 => (documents, None, "documents"),
            total => (self.done, Some(total), "bytes"),
        };
        messages.progress(self.stage.name(), done, total, unit);
    }

    /// The bytes that are done, if the stage counts bytes.
    fn bytes(&self) -> String {
        if self.total == 0 {
            return String::new();
        }
        let rate = self.done as f64 / self.started.elapsed().as_secs_f64();
        format!(
            ", {} of {}, {}/s",
            HumanBytes(self.done),
            HumanBytes(self.total),
            HumanBytes(rate as u64),
        )
    }
}

impl Terminal {
    pub(crate) fn new(messages: Messages, stop: Arc<AtomicBool>) -> Self {
        let progress = || Mutex::new(StageProgress::new(Stage::Read, 0));
        let show = if messages.is_quiet() {
            Show::Nothing
        } else if messages.is_json() {
            Show::Events(progress())
        } else if std::io::stderr().is_terminal() {
            let bar = ProgressBar::hidden();
            bar.set_draw_target(indicatif::ProgressDrawTarget::stderr());
            Show::Bar(bar)
        } else {
            Show::Lines(progress())
        };
        Self {
            stop,
            messages,
            show,
            documents: AtomicU64::new(0),
            shows_estimate: true,
            noted: Mutex::new(Vec::new()),
        }
    }

    /// The same, without what the run is expected to take: for commands that are soon done.
    pub(crate) fn without_estimate(mut self) -> Self {
        self.shows_estimate = false;
        self
    }

    /// Removes the bar, so that the next line stands alone.
    pub(crate) fn clear(&self) {
        if let Show::Bar(bar) = &self.show {
            bar.finish_and_clear();
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.clear();
    }
}

impl Terminal {
    /// Gives those of these notes that were not given before.
    pub(crate) fn note_rest(&self, notes: &[String]) {
        let is_new = |note: &&String| !lock(&self.noted).contains(note);
        let rest: Vec<&String> = notes.iter().filter(is_new).collect();
        rest.into_iter().for_each(|note| self.note(note));
    }
}

/// What a lock holds; a thread that panicked leaves numbers, which are sound.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Observer for Terminal {
    fn note(&self, message: &str) {
        lock(&self.noted).push(message.to_owned());
        match &self.show {
            Show::Bar(bar) => bar.println(visible(&format!("note: {message}"))),
            _ => self.messages.note(message),
        }
    }

    fn expect(&self, estimate: &ResourceEstimate) {
        if estimate.text < WORTH_SHOWING || !(self.shows_estimate || estimate.spills) {
            return;
        }
        let file = if estimate.spills {
            " (with a temporary file)"
        } else {
            ""
        };
        let line = format!(
            "about {} of text; estimated need: {} of memory, {} on disk{file}",
            HumanBytes(estimate.text),
            HumanBytes(estimate.memory),
            HumanBytes(estimate.disk),
        );
        match &self.show {
            Show::Bar(bar) => bar.println(line),
            Show::Events(_) => self.messages.note(&line),
            Show::Lines(_) | Show::Nothing => self.messages.line(&line),
        }
    }

    fn begin(&self, stage: Stage, total_bytes: u64) {
        self.documents.store(0, Ordering::Relaxed);
        match &self.show {
            Show::Nothing => {}
            Show::Bar(bar) => {
                // The style first: each of the other calls draws the bar.
                bar.set_style(style(total_bytes > 0));
                bar.set_prefix(stage.name());
                bar.set_message("");
                bar.reset();
                bar.set_length(total_bytes);
                bar.enable_steady_tick(Duration::from_millis(100));
            }
            Show::Lines(progress) => *lock(progress) = StageProgress::new(stage, total_bytes),
            Show::Events(progress) => {
                let mut progress = lock(progress);
                *progress = StageProgress::new(stage, total_bytes);
                progress.report(self.messages, 0);
            }
        }
    }

    fn advance(&self, documents: u64, bytes: u64) {
        let documents = self.documents.fetch_add(documents, Ordering::Relaxed) + documents;
        match &self.show {
            Show::Nothing => {}
            Show::Bar(bar) => {
                bar.inc(bytes);
                bar.set_message(documents_read(documents));
            }
            Show::Lines(progress) => {
                let mut progress = lock(progress);
                progress.done += bytes;
                if progress.last.elapsed() >= PATIENCE {
                    progress.last = Instant::now();
                    self.messages.line(&format!(
                        "{}: {}{}",
                        progress.stage.name(),
                        documents_read(documents),
                        progress.bytes(),
                    ));
                }
            }
            Show::Events(progress) => {
                let mut progress = lock(progress);
                progress.done += bytes;
                if progress.last.elapsed() >= EVENT_INTERVAL {
                    progress.last = Instant::now();
                    progress.report(self.messages, documents);
                }
            }
        }
    }

    fn end(&self) {
        match &self.show {
            Show::Lines(progress) => {
                let progress = lock(progress);
                if progress.started.elapsed() >= PATIENCE {
                    let seconds = progress.started.elapsed().as_secs_f64();
                    let line = format!("{}: {seconds:.1} s", progress.stage.name());
                    self.messages.line(&line);
                }
            }
            Show::Events(progress) => {
                let documents = self.documents.load(Ordering::Relaxed);
                lock(progress).report(self.messages, documents);
            }
            Show::Bar(bar) => bar.disable_steady_tick(),
            Show::Nothing => {}
        }
    }

    fn is_cancelled(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// `1 document`, `20 documents`.
fn documents_read(number: u64) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} document{ending}")
}

fn style(has_total: bool) -> ProgressStyle {
    let template = if has_total {
        "{prefix:>10} [{bar:30}] {bytes}/{total_bytes} {msg} {binary_bytes_per_sec} {eta}"
    } else {
        "{prefix:>10} {spinner} {elapsed}"
    };
    let style = ProgressStyle::with_template(template);
    style
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("=> ")
}

/// The width of the terminal, in columns; 80 where there is none, or it does not say.
pub(crate) fn width() -> usize {
    let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    width.filter(|&width| width > 0).unwrap_or(80)
}

/// Whether standard output is a terminal that shows colours, and the user has not asked for none
/// (<https://no-color.org>).
pub(crate) fn has_colors() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_dumb = std::env::var_os("TERM").is_some_and(|name| name == "dumb");
    std::io::stdout().is_terminal() && !is_set("NO_COLOR") && !is_dumb
}
