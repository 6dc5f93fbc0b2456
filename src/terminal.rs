//! Progress for a person: bars on a terminal, sparse lines elsewhere, nothing when asked.

use std::io::{IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{HumanBytes, ProgressBar, ProgressStyle};
use refrain::ResourceEstimate;
use refrain::progress::{Observer, Stage};

/// How long a stage runs before a plain line reports it, and how long between two lines.
const PATIENCE: Duration = Duration::from_secs(2);
/// From how many bytes of text on the expected memory and disk are shown.
const WORTH_SHOWING: u64 = 32 << 20;

/// Shows the progress of a run on standard error.
pub(crate) struct Terminal {
    stop: Arc<AtomicBool>,
    started: Instant,
    show: Show,
    documents: AtomicU64,
    /// Whether the memory and disk that a run takes are shown.
    shows_estimate: bool,
}

enum Show {
    Nothing,
    Bar(ProgressBar),
    Lines(Mutex<Lines>),
}

/// Plain lines: the current stage and its progress.
struct Lines {
    stage: Stage,
    total: u64,
    done: u64,
    last: Instant,
    started: Instant,
}

impl Lines {
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
    pub(crate) fn new(quiet: bool, stop: Arc<AtomicBool>) -> Self {
        let started = Instant::now();
        let show = if quiet {
            Show::Nothing
        } else if std::io::stderr().is_terminal() {
            let bar = ProgressBar::hidden();
            bar.set_draw_target(indicatif::ProgressDrawTarget::stderr());
            Show::Bar(bar)
        } else {
            let (stage, total, done) = (Stage::Read, 0, 0);
            Show::Lines(Mutex::new(Lines {
                stage,
                total,
                done,
                last: started,
                started,
            }))
        };
        Self {
            stop,
            started,
            show,
            documents: AtomicU64::new(0),
            shows_estimate: true,
        }
    }

    /// The same, without what the run is expected to take: for commands that are soon done.
    pub(crate) fn without_estimate(mut self) -> Self {
        self.shows_estimate = false;
        self
    }

    /// Seconds since the start.
    pub(crate) fn seconds(&self) -> f64 {
        self.started.elapsed().as_secs_f64()
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
    /// Prints a line beside the progress, unless nothing is to be shown.
    fn print(&self, line: &str) {
        match &self.show {
            Show::Nothing => {}
            Show::Bar(bar) => bar.println(line),
            // A closed standard error is no reason to stop.
            Show::Lines(_) => drop(writeln!(std::io::stderr(), "{line}")),
        }
    }
}

impl Observer for Terminal {
    fn note(&self, message: &str) {
        self.print(&format!("note: {message}"));
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
        self.print(&line);
    }

    fn begin(&self, stage: Stage, total_bytes: u64) {
        self.documents.store(0, Ordering::Relaxed);
        match &self.show {
            Show::Nothing => {}
            Show::Bar(bar) => {
                bar.reset();
                bar.set_length(total_bytes);
                bar.set_style(style(total_bytes > 0));
                bar.set_prefix(stage.name());
                bar.set_message("");
                bar.enable_steady_tick(Duration::from_millis(100));
            }
            Show::Lines(lines) => {
                let now = Instant::now();
                *lines.lock().unwrap_or_else(PoisonError::into_inner) = Lines {
                    stage,
                    total: total_bytes,
                    done: 0,
                    last: now,
                    started: now,
                };
            }
        }
    }

    fn advance(&self, documents: u64, bytes: u64) {
        let documents = self.documents.fetch_add(documents, Ordering::Relaxed) + documents;
        match &self.show {
            Show::Nothing => {}
            Show::Bar(bar) => {
                bar.inc(bytes);
                bar.set_message(format!("{documents} documents"));
            }
            Show::Lines(lines) => {
                let mut lines = lines.lock().unwrap_or_else(PoisonError::into_inner);
                lines.done += bytes;
                if lines.last.elapsed() >= PATIENCE {
                    lines.last = Instant::now();
                    // A closed standard error is no reason to stop.
                    let _ = writeln!(
                        std::io::stderr(),
                        "{}: {documents} documents{}",
                        lines.stage.name(),
                        lines.bytes(),
                    );
                }
            }
        }
    }

    fn end(&self) {
        match &self.show {
            Show::Lines(lines) => {
                let lines = lines.lock().unwrap_or_else(PoisonError::into_inner);
                if lines.started.elapsed() >= PATIENCE {
                    let seconds = lines.started.elapsed().as_secs_f64();
                    let _ = writeln!(std::io::stderr(), "{}: {seconds:.1} s", lines.stage.name());
                }
            }
            Show::Bar(bar) => bar.disable_steady_tick(),
            Show::Nothing => {}
        }
    }

    fn is_cancelled(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
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
