//! Which words of a document stand within quotation marks.
//!
//! Takes the symbols of a document, whose separators keep the marks as written. A quotation ends with
//! its closing mark, or with its paragraph. An apostrophe is no closing mark unless a single one
//! opened.

use crate::model::{Boundary, Corpus, DocId};

/// What a mark may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Opens a quotation that this mark closes.
    Opens(char),
    Closes,
    /// Opens or closes, as it is inside or outside.
    Either,
}

/// What a character is. `before` tells whether a blank or nothing is before it, `behind` after it.
fn mark(c: char, before: bool, behind: bool) -> Option<Mark> {
    Some(match c {
        '“' | '‟' => Mark::Opens('”'),
        '„' => Mark::Opens('“'),
        '‚' => Mark::Opens('‘'),
        // As in Swedish and Finnish, where one mark opens and closes.
        '”' if before && !behind => Mark::Opens('”'),
        '«' | '»' if before && !behind => Mark::Opens(c),
        '«' | '»' if behind && !before => Mark::Closes,
        '«' => Mark::Opens('»'),
        '「' => Mark::Opens('」'),
        '『' => Mark::Opens('』'),
        '‘' | '‹' => Mark::Opens('’'),
        '”' | '»' | '」' | '』' | '’' | '›' => Mark::Closes,
        '"' | '＂' => match (before, behind) {
            (true, false) => Mark::Opens('"'),
            (false, true) => Mark::Closes,
            _ => Mark::Either,
        },
        _ => return None,
    })
}

/// Whether a mark closes what another opened.
fn closes(open: char, c: char) -> bool {
    match open {
        '”' => matches!(c, '”' | '"'),
        '“' => matches!(c, '“' | '”'),
        '"' => matches!(c, '"' | '＂' | '”'),
        '«' | '»' => matches!(c, '«' | '»'),
        '‘' => matches!(c, '‘' | '’'),
        '’' => matches!(c, '’' | '›'),
        _ => c == open,
    }
}

/// Follows the marks of a text.
#[derive(Debug, Default)]
struct Quotes {
    open: Vec<char>,
}

impl Quotes {
    /// Reads the text between two words.
    fn read(&mut self, text: &str) {
        let mut before = false;
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            let behind = rest.peek().is_some_and(|next| !next.is_alphanumeric());
            self.take(c, mark(c, before, behind));
            before =
                c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-' | '“' | '‘' | '"');
        }
    }

    fn take(&mut self, c: char, mark: Option<Mark>) {
        let closed = self.open.iter().rposition(|&open| closes(open, c));
        match (mark, closed) {
            (Some(Mark::Closes | Mark::Either), Some(place)) => self.open.truncate(place),
            // What closes „ and ‚ opens by itself, and so does ” that opened.
            (Some(Mark::Opens(_)), Some(place)) if matches!(c, '“' | '‘' | '”') => {
                self.open.truncate(place);
            }
            (Some(Mark::Opens(close)), _) => self.open.push(close),
            (Some(Mark::Either), None) => self.open.push('"'),
            (Some(Mark::Closes), None) | (None, _) => {}
        }
    }
}

/// Where the words of a document stand, and how many before each are quoted.
#[derive(Debug, Default)]
pub(super) struct QuotedWords {
    /// Of each word, its place among the symbols.
    pub(super) positions: Vec<u32>,
    /// Of each word and behind the last, the quoted words before it.
    pub(super) before: Vec<u32>,
}

impl QuotedWords {
    /// Reads a document, over what was there.
    pub(super) fn read(&mut self, corpus: &Corpus, id: DocId) {
        self.positions.clear();
        self.before.clear();
        self.before.push(0);
        let mut quotes = Quotes::default();
        let mut quoted = 0;
        for (position, symbol) in (0..).zip(&*corpus.symbols(id)) {
            if let Some(separator) = symbol.as_separator() {
                let separator = &corpus.vocabulary.separators[separator as usize];
                if separator.boundary == Boundary::Paragraph {
                    read_paragraph_end(&mut quotes, &separator.text);
                } else {
                    quotes.read(&separator.text);
                }
            } else {
                self.positions.push(position);
                quoted += u32::from(!quotes.open.is_empty());
                self.before.push(quoted);
            }
        }
    }
}

/// Marks behind the last line end of what parts two paragraphs belong to the second.
fn read_paragraph_end(quotes: &mut Quotes, text: &str) {
    quotes.open.clear();
    let line = text.rfind(['\n', '\r', '\u{2029}']);
    let behind = line.map_or(text, |end| &text[end..]);
    quotes.read(behind);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the word behind each separator is quoted.
    fn quoted(separators: &[&str]) -> Vec<bool> {
        let mut quotes = Quotes::default();
        let mut read = |text: &&str| {
            quotes.read(text);
            !quotes.open.is_empty()
        };
        separators.iter().map(&mut read).collect()
    }

    #[test]
    fn marks_open_and_close() {
        assert_eq!(quoted(&[": \"", " ", ",\" "]), [true, true, false]);
        assert_eq!(quoted(&[" “", ". ", ".” "]), [true, true, false]);
        assert_eq!(quoted(&[" „", "“ "]), [true, false]);
        assert_eq!(quoted(&[" ‚", "‘ "]), [true, false]);
        assert_eq!(quoted(&[" ”", "” "]), [true, false]);
        assert_eq!(quoted(&[" «", "» "]), [true, false]);
        assert_eq!(quoted(&[" »", "« "]), [true, false]);
        assert_eq!(quoted(&["：「", "」"]), [true, false]);
        assert_eq!(quoted(&[" “", " ‘", "’ ", "” "]), [true, true, true, false]);
        assert_eq!(quoted(&[".\" \"", "\". "]), [true, false]);
    }

    #[test]
    fn an_apostrophe_is_no_quotation() {
        assert_eq!(quoted(&["’ ", " "]), [false, false]);
        assert_eq!(quoted(&[" ‘", "’ "]), [true, false]);
    }
}
