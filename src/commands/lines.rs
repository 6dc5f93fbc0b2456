//! The lines of a concordance for a person: source, date and document, and the match in its context.

use std::io::{self, Write};

use refrain::analyze::Hit;
use refrain::model::{Corpus, TokenBuffer, Window};
use refrain::tables::{Concordance, Context};

use super::columns::{
    cut_end, cut_start, first_columns, harmless, isolated, last_columns, padding, width,
};

/// Blanks between two columns.
const GAP: usize = 2;
/// The widest that source and document are shown, and the narrowest, in columns.
const WIDEST_NAME: usize = 24;
const NARROWEST_NAME: usize = 8;
/// The part of the line that says where a hit is, in percent, at most.
const PLACE_SHARE: usize = 45;

const BOLD: &str = "\x1b[1m";
const MATCH: &str = "\x1b[1;31m";
const DIM: &str = "\x1b[2m";
const PLAIN: &str = "\x1b[0m";

/// Hits to be shown on a terminal.
pub(super) struct Lines<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) hits: Vec<&'a Hit>,
    /// Columns of the terminal.
    pub(super) width: usize,
    pub(super) has_colors: bool,
    /// Asked before each line; its error stops the printing.
    pub(super) check: &'a dyn Fn() -> io::Result<()>,
}

/// Where a hit is: its source, date and document.
struct Places {
    headers: Vec<&'static str>,
    widths: Vec<usize>,
    /// Whether the names of documents begin with their source.
    is_below_source: bool,
    has_source: bool,
    has_date: bool,
}

impl Lines<'_> {
    /// Every hit on a line, the matches under each other; of the context as much as fits, or as the
    /// window says.
    pub(super) fn aligned(&self, window: Option<Window>, out: &mut impl Write) -> io::Result<()> {
        if self.hits.is_empty() {
            return Ok(());
        }
        let places = self.places();
        let used: usize = places.widths.iter().map(|columns| columns + GAP).sum();
        // The right side has the match too.
        let side = self.width.saturating_sub(used).max(20) / 2;
        // More words than fit; the rest is cut.
        let context = Context::Words(window.unwrap_or(Window::both(side as u32 / 2 + 1)));
        let headers = places.headers.iter().map(|&header| header.to_owned());
        let header = places.cells(&headers.collect::<Vec<_>>());
        let header = format!("{header}{}match", " ".repeat(side));
        writeln!(out, "{}", self.styled(BOLD, &header))?;
        self.for_each(context, |hit, line| {
            let cells = places.cells(&self.place_of(hit, &places));
            let left = harmless(line.left.trim_start());
            let left = last_columns(&left, side).trim_start();
            let matched = harmless(&line.matched);
            let matched = cut_end(&matched, side);
            let right = harmless(&line.right);
            let right = first_columns(&right, side.saturating_sub(width(&matched)));
            writeln!(
                out,
                "{cells}{}{}{}{}",
                padding(left, side),
                isolated(left),
                self.styled(MATCH, &isolated(&matched)),
                isolated(right.trim_end()),
            )
        })?;
        out.flush()
    }

    /// Every hit in its whole sentence, under a line that says where it is.
    pub(super) fn sentences(&self, out: &mut impl Write) -> io::Result<()> {
        let mut number = 0;
        self.for_each(Context::Sentence, |hit, line| {
            let info = &self.corpus.document(hit.document).info;
            let place = [&info.source, &info.date, &info.doc_id];
            let place: Vec<&str> = place
                .into_iter()
                .map(String::as_str)
                .filter(|part| !part.is_empty())
                .collect();
            let place = format!("{}, sentence {}", place.join("  "), hit.sentence);
            if number > 0 {
                writeln!(out)?;
            }
            number += 1;
            writeln!(out, "{}", self.styled(DIM, &harmless(&place)))?;
            self.wrapped(&line, out)
        })?;
        out.flush()
    }

    /// A sentence over as many lines as it takes, its match marked.
    fn wrapped(&self, line: &Concordance, out: &mut impl Write) -> io::Result<()> {
        let (open, close) = if self.has_colors {
            (MATCH, PLAIN)
        } else {
            ("[", "]")
        };
        let texts = [
            (harmless(line.left.trim_start()), false),
            (harmless(&line.matched), true),
            (harmless(line.right.trim_end()), false),
        ];
        let columns = self.width.saturating_sub(GAP).max(20);
        let mut used = 0;
        write!(out, "  ")?;
        for (text, is_match) in &texts {
            write!(out, "{}", if *is_match { open } else { "" })?;
            for word in text.split_inclusive(' ') {
                if used > 0 && used + width(word.trim_end()) > columns {
                    write!(out, "\n  ")?;
                    used = 0;
                }
                write!(out, "{word}")?;
                used += width(word);
            }
            write!(out, "{}", if *is_match { close } else { "" })?;
        }
        writeln!(out)
    }

    /// Calls `each` for every hit with its line; each document is read once for hits in a row.
    fn for_each(
        &self,
        context: Context,
        mut each: impl FnMut(&Hit, Concordance) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut tokens = TokenBuffer::default();
        let mut read = None;
        for hit in &self.hits {
            (self.check)()?;
            if read.replace(hit.document) != Some(hit.document) {
                self.corpus.read_tokens(hit.document, &mut tokens);
            }
            let mut line = Concordance::flowing(self.corpus, hit, &tokens, context);
            // The blank behind the match is no part of it.
            let end = line.matched.trim_end().len();
            let blank = line.matched.split_off(end);
            line.right.insert_str(0, &blank);
            each(hit, line)?;
        }
        Ok(())
    }

    fn styled(&self, style: &str, text: &str) -> String {
        if self.has_colors {
            format!("{style}{text}{PLAIN}")
        } else {
            text.to_owned()
        }
    }

    /// The columns that say where hits are. A source that is only the document's own name is left out.
    fn places(&self) -> Places {
        let infos = || {
            self.hits
                .iter()
                .map(|hit| &self.corpus.document(hit.document).info)
        };
        let below = |id: &str, source: &str| {
            let rest = id.strip_prefix(source);
            rest.is_some_and(|rest| rest.len() > 1 && rest.starts_with('/'))
        };
        let mut places = Places {
            headers: Vec::new(),
            widths: Vec::new(),
            is_below_source: infos().all(|info| below(&info.doc_id, &info.source)),
            has_source: infos().any(|info| info.doc_id != info.source),
            has_date: infos().any(|info| !info.date.is_empty()),
        };
        let mut headers = Vec::new();
        headers.extend(places.has_source.then_some("source"));
        headers.extend(places.has_date.then_some("date"));
        headers.push("document");
        let mut widths: Vec<usize> = headers.iter().map(|header| header.len()).collect();
        for hit in &self.hits {
            for (widest, cell) in widths.iter_mut().zip(self.place_of(hit, &places)) {
                *widest = (*widest).max(width(&cell)).min(WIDEST_NAME);
            }
        }
        // The document's name gives way first, then the source's.
        let room = self.width * PLACE_SHARE / 100;
        for at in [widths.len() - 1, 0] {
            let used: usize = widths.iter().map(|columns| columns + GAP).sum();
            let excess = used.saturating_sub(room);
            let least = widths[at].min(NARROWEST_NAME);
            widths[at] = widths[at].saturating_sub(excess).max(least);
        }
        (places.headers, places.widths) = (headers, widths);
        places
    }

    fn place_of(&self, hit: &Hit, places: &Places) -> Vec<String> {
        let info = &self.corpus.document(hit.document).info;
        let mut cells = Vec::new();
        cells.extend(places.has_source.then(|| info.source.clone()));
        cells.extend(places.has_date.then(|| info.date.clone()));
        let below = info.doc_id.get(info.source.len() + 1..);
        let id = below
            .filter(|_| places.is_below_source)
            .unwrap_or(&info.doc_id);
        cells.push(id.to_owned());
        cells
    }
}

impl Places {
    /// Cells in their columns, with a gap behind each.
    fn cells(&self, cells: &[String]) -> String {
        let mut line = String::new();
        for ((at, cell), &columns) in cells.iter().enumerate().zip(&self.widths) {
            let safe = harmless(cell);
            // Of a path the end says most, of other names the start.
            let is_document = at + 1 == cells.len();
            let shown = match is_document {
                true => cut_start(&safe, columns),
                false => cut_end(&safe, columns),
            };
            line.push_str(&isolated(&shown));
            line.push_str(&padding(&shown, columns + GAP));
        }
        line
    }
}
