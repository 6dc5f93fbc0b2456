//! Letters as a PDF draws them, put together to lines and paragraphs.
//!
//! A line ends where the next letter stands clearly lower or higher. A paragraph ends at a gap that
//! is wider than the usual one, at a change of size, at an indented line after the end of a
//! sentence; and at the end of a column or a page, unless the sentence clearly goes on.

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};

use super::blocks::Blocks;

/// How much text one file may draw, in bytes.
const LARGEST: usize = 256 << 20;
/// A wider gap than the usual one, by this factor, ends a paragraph.
const WIDER: f64 = 1.25;
/// A change of size by this factor ends a paragraph.
const LARGER: f64 = 1.15;
/// Gaps between the lines of a paragraph, in sizes of its letters.
const USUAL_GAPS: std::ops::Range<f64> = 0.8..3.5;

/// A line of text.
#[derive(Debug, Default)]
struct Line {
    text: String,
    /// Where it begins, from the left.
    left: f64,
    /// Where it stands, from below.
    height: f64,
    /// Size of its first letter.
    size: f64,
    page: u32,
}

/// Collects what is drawn.
#[derive(Debug, Default)]
pub(super) struct PageText {
    lines: Vec<Line>,
    page: u32,
    /// Whether the next letter begins a piece of text with a place of its own.
    is_piece_start: bool,
    /// Where the last letter ended, from the left.
    end: f64,
    bytes: usize,
    letters: usize,
    unknown: usize,
}

impl PageText {
    /// Whether anything was drawn as letters, known or not.
    pub(super) fn has_letters(&self) -> bool {
        self.letters > 0
    }

    /// Whether a good part of the letters is not known to Unicode.
    pub(super) fn has_unknown_letters(&self) -> bool {
        self.unknown * 50 > self.letters
    }

    /// The text, in paragraphs.
    pub(super) fn finish(self) -> String {
        let mut lines = self.lines;
        lines.retain(|line| !line.text.trim().is_empty());
        let usual = usual_gap(&lines);
        let mut blocks = Blocks::default();
        let mut before: Option<&Line> = None;
        for line in &lines {
            if before.is_some_and(|before| ends_paragraph(before, line, usual)) {
                blocks.close();
            }
            blocks.push(&line.text);
            blocks.push("\n");
            before = Some(line);
        }
        blocks.finish()
    }

    fn is_new_line(&self, left: f64, height: f64, size: f64) -> bool {
        self.lines.last().is_none_or(|line| {
            let moved = (height - line.height).abs();
            line.page != self.page || moved > size * 1.5 || (moved > size * 0.5 && left < self.end)
        })
    }

    fn add(&mut self, letters: &str, left: f64, height: f64, size: f64) {
        let is_gap = left > self.end + size * 0.1 || left < self.end - size * 2.0;
        if self.is_piece_start && self.is_new_line(left, height, size) {
            self.lines.push(Line {
                left,
                height,
                size,
                page: self.page,
                text: String::new(),
            });
        } else if self.is_piece_start && is_gap {
            self.write(" ");
        }
        self.write(letters);
        self.is_piece_start = false;
    }

    fn write(&mut self, letters: &str) {
        if let Some(line) = self.lines.last_mut() {
            line.text.push_str(letters);
        }
    }
}

impl OutputDev for PageText {
    fn begin_page(
        &mut self,
        page: u32,
        _: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.page = page;
        self.is_piece_start = true;
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        _: f64,
        size: f64,
        letters: &str,
    ) -> Result<(), OutputError> {
        let is_unknown =
            |letter: char| letter == '\u{fffd}' || ('\u{e000}'..='\u{f8ff}').contains(&letter);
        self.letters += 1;
        self.unknown += usize::from(letters.is_empty() || letters.contains(is_unknown));
        self.bytes += letters.len();
        if self.bytes > LARGEST {
            return Err(OutputError::FormatError(std::fmt::Error));
        }
        let scale = (place.m11 * place.m22 - place.m12 * place.m21).abs().sqrt();
        let size = scale * size;
        if size.is_finite() {
            self.add(letters, place.m31, place.m32, size);
            self.end = place.m31 + width * size;
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        self.is_piece_start = true;
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

/// How far a line stands below the one before, in sizes of its letters; nothing if it does not.
fn gap(before: &Line, line: &Line) -> Option<f64> {
    let gap = (before.height - line.height) / before.size.max(line.size);
    (before.page == line.page && gap > 0.0).then_some(gap)
}

/// The gap inside paragraphs: most gaps are no narrower. A quarter may be wider, or a half.
fn usual_gap(lines: &[Line]) -> f64 {
    let pairs = lines.iter().zip(lines.iter().skip(1));
    let gaps = pairs.filter_map(|(before, line)| gap(before, line));
    let mut gaps: Vec<f64> = gaps.filter(|gap| USUAL_GAPS.contains(gap)).collect();
    gaps.sort_by(f64::total_cmp);
    gaps.get(gaps.len() / 4).copied().unwrap_or(1.2)
}

fn ends_paragraph(before: &Line, line: &Line, usual: f64) -> bool {
    let ends_sentence = before
        .text
        .trim_end()
        .ends_with(['.', '!', '?', ':', '"', '\u{201d}', '\u{bb}', ')']);
    let Some(gap) = gap(before, line) else {
        let goes_on = line.text.trim_start().starts_with(char::is_lowercase);
        return ends_sentence || !goes_on;
    };
    let is_other_size = line.size > before.size * LARGER || before.size > line.size * LARGER;
    let is_indented = line.left > before.left + line.size * 0.7;
    gap > usual * WIDER || is_other_size || (is_indented && ends_sentence)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(lines: &[(f64, f64, f64, u32, &str)]) -> String {
        let lines = lines.iter().map(|&(left, height, size, page, text)| Line {
            text: text.to_owned(),
            left,
            height,
            size,
            page,
        });
        let pages = PageText {
            lines: lines.collect(),
            ..PageText::default()
        };
        pages.finish()
    }

    #[test]
    fn wide_gaps_sizes_and_indents_end_paragraphs() {
        let lines = [
            (72.0, 760.0, 18.0, 1, "The mill"),
            (72.0, 740.0, 10.0, 1, "It turns slow-"),
            (72.0, 728.0, 10.0, 1, "ly."),
            (86.0, 716.0, 10.0, 1, "Wind is free. An"),
            (100.0, 704.0, 10.0, 1, "indent inside"),
            (72.0, 692.0, 10.0, 1, "is none."),
            (72.0, 670.0, 10.0, 1, "Still"),
            (72.0, 658.0, 10.0, 1, "turning."),
        ];
        assert_eq!(
            text(&lines),
            "The mill\n\nIt turns slow-\nly.\n\nWind is free. An\nindent inside\nis none.\n\nStill\nturning."
        );
    }

    #[test]
    fn a_sentence_goes_on_over_columns_and_pages() {
        let lines = [
            (72.0, 100.0, 10.0, 1, "The mill and"),
            (300.0, 700.0, 10.0, 1, "the wind"),
            (72.0, 700.0, 10.0, 2, "agree."),
            (72.0, 700.0, 10.0, 3, "so be it."),
        ];
        assert_eq!(text(&lines), "The mill and\nthe wind\nagree.\n\nso be it.");
    }

    #[test]
    fn letters_of_no_alphabet_are_noticed() {
        let pages = |letters, unknown| PageText {
            letters,
            unknown,
            ..PageText::default()
        };
        assert!(pages(100, 3).has_unknown_letters());
        assert!(!pages(100, 2).has_unknown_letters());
        assert!(!pages(0, 0).has_unknown_letters());
    }
}
