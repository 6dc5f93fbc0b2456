//! Messages on standard error: lines for people, or JSON Lines for programs (`--log json`).
//!
//! Takes what happens in a run, gives a line for each event. A closed standard error stops nothing.

use std::borrow::Cow;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::ValueEnum;
use refrain::model::Corpus;
use serde_json::{Value, json};

/// The form of the messages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// Lines for people
    #[default]
    Text,
    /// One JSON object a line, for programs
    Json,
}

/// Where messages go, and in which form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Messages {
    format: LogFormat,
    quiet: bool,
    started: Instant,
}

/// Why a command failed.
#[derive(Clone, Copy)]
pub(crate) struct Failure<'a> {
    /// The kind of the error, in one word.
    pub(crate) kind: &'a str,
    pub(crate) message: &'a str,
    pub(crate) exit_status: u8,
}

/// The closing figures of a command.
#[derive(Debug, Clone, Default)]
pub(crate) struct Finished {
    /// Documents that count, those left out, and tokens; none where no documents were read.
    read: Option<[u64; 3]>,
    /// The file or folder that was written.
    pub(crate) output: Option<PathBuf>,
    /// The page of the report.
    pub(crate) report: Option<PathBuf>,
}

impl Finished {
    /// The figures of a corpus that was read.
    pub(crate) fn of(corpus: &Corpus) -> Self {
        let (documents, skipped) = (corpus.documents.len(), corpus.skipped.len());
        Self::counted(documents, skipped, corpus.tokens())
    }

    /// These figures.
    pub(crate) fn counted(documents: usize, skipped: usize, tokens: u64) -> Self {
        Self {
            read: Some([documents as u64, skipped as u64, tokens]),
            ..Self::default()
        }
    }

    /// The same with the file or folder that was written.
    pub(crate) fn written(mut self, output: Option<&Path>) -> Self {
        self.output = output.map(Path::to_owned);
        self
    }
}

impl Messages {
    /// Messages in this form; `quiet` leaves out all but errors.
    pub(crate) fn new(format: LogFormat, quiet: bool) -> Self {
        Self {
            format,
            quiet,
            started: Instant::now(),
        }
    }

    pub(crate) fn is_quiet(self) -> bool {
        self.quiet
    }

    pub(crate) fn is_json(self) -> bool {
        self.format == LogFormat::Json
    }

    /// Seconds since the start.
    pub(crate) fn seconds(self) -> f64 {
        self.started.elapsed().as_secs_f64()
    }

    /// A command begins.
    pub(crate) fn start(self, command: &str) {
        self.event(&json!({
            "event": "start",
            "version": env!("CARGO_PKG_VERSION"),
            "command": command,
        }));
    }

    /// Something the user should know.
    pub(crate) fn note(self, text: &str) {
        self.event(&json!({ "event": "note", "text": text }));
        self.line(&format!("note: {text}"));
    }

    /// Something for people alone: a program has it from other events.
    pub(crate) fn line(self, text: &str) {
        if !self.quiet && !self.is_json() {
            write_line(text);
        }
    }

    /// The user asked to stop.
    pub(crate) fn stopping(self) {
        if self.is_json() {
            self.note("stopping");
        } else {
            write_line("stopping ...");
        }
    }

    /// The progress of a stage.
    pub(crate) fn progress(self, stage: &str, done: u64, total: Option<u64>, unit: &str) {
        self.event(&json!({
            "event": "progress",
            "stage": stage,
            "done": done,
            "total": total,
            "unit": unit,
        }));
    }

    /// An error, which `quiet` does not leave out; gives its exit status.
    pub(crate) fn error(self, failure: Failure<'_>) -> ExitCode {
        if self.is_json() {
            let event = json!({
                "event": "error",
                "kind": failure.kind,
                "message": failure.message,
                "exit_status": failure.exit_status,
            });
            write_event(&event);
        } else {
            write_line(&format!("error: {}", failure.message));
        }
        ExitCode::from(failure.exit_status)
    }

    /// A command is done; `line` says it to people, unless it is empty.
    pub(crate) fn finished(self, finished: &Finished, line: &str) {
        let [documents, skipped, tokens] = match finished.read {
            Some(figures) => figures.map(Value::from),
            None => [Value::Null, Value::Null, Value::Null],
        };
        let threads = finished.read.map(|_| rayon::current_num_threads());
        let path = |path: &Option<PathBuf>| path.as_ref().map(|path| path.display().to_string());
        self.event(&json!({
            "event": "finished",
            "documents": documents,
            "skipped": skipped,
            "tokens": tokens,
            "threads": threads,
            "seconds": self.seconds(),
            "output": path(&finished.output),
            "report": path(&finished.report),
        }));
        if !line.is_empty() {
            self.line(line);
        }
    }

    /// Writes an event, if a program reads the messages.
    fn event(self, event: &Value) {
        if self.is_json() && !self.quiet {
            write_event(event);
        }
    }
}

/// Writes an event as it is: no program is commanded by what it parses.
fn write_event(event: &Value) {
    let _ = writeln!(io::stderr(), "{event}");
}

fn write_line(text: &str) {
    let _ = writeln!(io::stderr(), "{}", visible(text));
}

/// A text with control characters written out, but for line ends: names of files could hold commands to
/// the terminal.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_invisible_command) {
        return text.into();
    }
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_invisible_command(letter) && letter != '\n' {
            shown.extend(letter.escape_unicode());
        } else {
            shown.push(letter);
        }
    }
    shown.into()
}

/// Whether a character commands the terminal: a control character, or one that changes the direction in
/// which text is written.
pub(crate) fn is_invisible_command(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_commands_the_terminal_is_written_out() {
        assert_eq!(visible("a\n  b: naïve"), "a\n  b: naïve");
        assert_eq!(
            visible("a\u{1b}]0;x\u{7}\tb\r\u{202e}c\u{9b}1m"),
            "a\\u{1b}]0;x\\u{7}\\u{9}b\\u{d}\\u{202e}c\\u{9b}1m"
        );
    }
}
