//! The one door to the readers of formats that other programs write: office documents, PDF, e-books, mail.
//!
//! Takes the bytes of a file, gives its text and what it states. The parsers of these formats may loop, abort
//! or take all memory, so they run in a process of their own where the settings name one. Text, web pages,
//! XML, JSON and tables are read in this process: their readers have bounds of their own.

use std::time::Duration;

use bytesize::ByteSize;
use serde::{Deserialize, Serialize};

use super::formats::{self, Converted, Kind};
use super::split::Split;
use crate::config::ReadConfig;
use crate::model::Format;
use crate::reader_process::{self, Breakdown, ReaderProcesses};

/// A format that has a reader behind the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Foreign {
    Docx,
    Odt,
    Rtf,
    Slides,
    Epub,
    #[cfg(feature = "ole")]
    Ole,
    #[cfg(feature = "pdf")]
    Pdf,
    #[cfg(feature = "mail")]
    Mail,
    #[cfg(feature = "sheets")]
    Sheet,
}

/// The rows of a sheet with their numbers.
type NumberedRows = Vec<(u32, Vec<String>)>;

/// What is in a file.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Content {
    Document(Format, Box<Converted>),
    /// The messages of a mail folder.
    Mail(Split),
    /// Sheets with their names.
    Sheets(Vec<(String, NumberedRows)>),
}

/// Why a file was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unread {
    /// What is wrong and what to do, in words for the user.
    pub(super) reason: String,
    /// Whether it may be read another time, with more time or memory.
    pub(super) is_passing: bool,
}

impl From<String> for Unread {
    fn from(reason: String) -> Self {
        Self {
            reason,
            is_passing: false,
        }
    }
}

impl Foreign {
    /// All formats that this build reads; the place of each is its number for other processes.
    const ALL: &[Self] = &[
        Self::Docx,
        Self::Odt,
        Self::Rtf,
        Self::Slides,
        Self::Epub,
        #[cfg(feature = "ole")]
        Self::Ole,
        #[cfg(feature = "pdf")]
        Self::Pdf,
        #[cfg(feature = "mail")]
        Self::Mail,
        #[cfg(feature = "sheets")]
        Self::Sheet,
    ];

    const NO_ANSWER: &str = "its answer makes no sense";

    /// The format of files of this kind, if it has a reader behind the door.
    pub(super) fn of(kind: Kind) -> Option<Self> {
        Some(match kind {
            Kind::Docx => Self::Docx,
            Kind::Odt => Self::Odt,
            Kind::Rtf => Self::Rtf,
            Kind::Slides => Self::Slides,
            Kind::Epub => Self::Epub,
            #[cfg(feature = "ole")]
            Kind::Ole => Self::Ole,
            #[cfg(feature = "pdf")]
            Kind::Pdf => Self::Pdf,
            #[cfg(feature = "mail")]
            Kind::Mail => Self::Mail,
            #[cfg(feature = "sheets")]
            Kind::Sheet => Self::Sheet,
            _ => return None,
        })
    }

    /// What such files are called, in the plural.
    fn name(self) -> &'static str {
        match self {
            Self::Docx => ".docx files",
            Self::Odt => ".odt files",
            Self::Rtf => ".rtf files",
            Self::Slides => "presentations",
            Self::Epub => ".epub files",
            #[cfg(feature = "ole")]
            Self::Ole => ".doc and .msg files",
            #[cfg(feature = "pdf")]
            Self::Pdf => "PDF files",
            #[cfg(feature = "mail")]
            Self::Mail => "mail",
            #[cfg(feature = "sheets")]
            Self::Sheet => "spreadsheets",
        }
    }

    /// Reads the file, in a process of its own if the settings name one and it can be started.
    pub(super) fn read(self, bytes: Vec<u8>, config: &ReadConfig) -> Result<Content, Unread> {
        let readers = &config.readers;
        let number = Self::ALL.iter().position(|&format| format == self);
        let number = number.and_then(|number| u8::try_from(number).ok());
        match readers.ask(number.unwrap_or(u8::MAX), bytes) {
            Err(bytes) => self.read_here(bytes, readers),
            Ok(Ok(answer)) => match postcard::from_bytes(&answer) {
                Ok(content) => Result::<_, String>::map_err(content, Unread::from),
                Err(_) => Err(self.broken(&Breakdown::Ended(Self::NO_ANSWER.to_owned()))),
            },
            Ok(Err(breakdown)) => Err(self.broken(&breakdown)),
        }
    }

    /// Reads the file in this process; gives up on a PDF that takes too long, and on nothing else.
    fn read_here(self, bytes: Vec<u8>, readers: &ReaderProcesses) -> Result<Content, Unread> {
        let time = readers.limits(bytes.len()).time;
        match self.parse(bytes, time) {
            Some(content) => Ok(content?),
            None => Err(self.broken(&Breakdown::Time(time))),
        }
    }

    /// What is in the file; nothing if it is a PDF and takes longer than `time`.
    #[cfg_attr(
        not(feature = "pdf"),
        expect(
            unused_variables,
            clippy::needless_pass_by_value,
            reason = "PDF takes both on a thread of its own"
        )
    )]
    fn parse(self, bytes: Vec<u8>, time: Duration) -> Option<Result<Content, String>> {
        let (format, outcome) = match self {
            Self::Docx => (Format::Docx, formats::docx(&bytes)),
            Self::Odt => (Format::Odt, formats::odt(&bytes)),
            Self::Rtf => (Format::Rtf, formats::rtf(&bytes)),
            Self::Slides => (Format::Slides, formats::slides(&bytes)),
            Self::Epub => (Format::Epub, formats::epub(&bytes)),
            #[cfg(feature = "ole")]
            Self::Ole => formats::ole(&bytes),
            #[cfg(feature = "pdf")]
            Self::Pdf => (Format::Pdf, formats::pdf(bytes, time)?),
            #[cfg(feature = "mail")]
            Self::Mail => return Some(formats::mail(&bytes).map(Content::Mail)),
            #[cfg(feature = "sheets")]
            Self::Sheet => return Some(formats::sheets(&bytes).map(Content::Sheets)),
        };
        Some(outcome.map(|converted| Content::Document(format, Box::new(converted))))
    }

    /// What is said of a file on which the reader broke down.
    fn broken(self, breakdown: &Breakdown) -> Unread {
        let name = self.name();
        let happened = match breakdown {
            Breakdown::Time(time) => format!("needed more than {} s", time.as_secs()),
            Breakdown::Memory(bytes) => {
                format!(
                    "needed more than {} of memory",
                    ByteSize(*bytes).display().iec()
                )
            }
            Breakdown::Stack => "found too many things inside one another".to_owned(),
            Breakdown::Ended(how) => format!("broke down ({how})"),
            Breakdown::Stopped => "was stopped".to_owned(),
        };
        let advice = match breakdown {
            Breakdown::Time(_) => ", or allow more with --document-seconds",
            Breakdown::Memory(_) => ", or allow more with --document-memory",
            _ => "",
        };
        Unread {
            reason: format!(
                "the reader of {name} {happened}; open it in its own program and save it as text{advice}"
            ),
            is_passing: true,
        }
    }
}

/// The text of a PDF, or the reason for none.
#[cfg(feature = "pdf")]
pub(super) fn pdf(bytes: Vec<u8>, config: &ReadConfig) -> Result<Converted, String> {
    match Foreign::Pdf.read(bytes, config) {
        Ok(Content::Document(_, converted)) => Ok(*converted),
        Ok(_) => Err(Foreign::NO_ANSWER.to_owned()),
        Err(unread) => Err(unread.reason),
    }
}

/// The sheets of a spreadsheet with their names, or the reason for none.
#[cfg(feature = "sheets")]
pub(super) fn sheets(bytes: Vec<u8>, config: &ReadConfig) -> Result<Vec<formats::Sheet>, String> {
    match Foreign::Sheet.read(bytes, config) {
        Ok(Content::Sheets(sheets)) => Ok(sheets),
        Ok(_) => Err(Foreign::NO_ANSWER.to_owned()),
        Err(unread) => Err(unread.reason),
    }
}

/// Reads the documents that another process of refrain sends on standard input, and writes what is in each on
/// standard output, until the input ends.
///
/// # Errors
/// If the other process is gone.
pub fn serve_reader() -> std::io::Result<()> {
    let answer = |number: u8, bytes| {
        let content = match Foreign::ALL.get(usize::from(number)) {
            // The other process ends this one in time.
            Some(format) => format
                .parse(bytes, Duration::MAX)
                .unwrap_or_else(|| Err(String::new())),
            None => Err("of a format that this version does not read".to_owned()),
        };
        postcard::to_stdvec(&content).unwrap_or_default()
    };
    reader_process::serve(
        &mut std::io::stdin().lock(),
        &mut std::io::stdout(),
        &answer,
    )
}
