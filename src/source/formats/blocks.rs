//! Text put together from pieces: paragraphs, line ends and the white space between.
//!
//! Runs of white space become one blank, or one line end if they hold one, so that a word
//! hyphenated at a line end can still be recognised. A paragraph that opens inside another (a note, a
//! text box) is set before the one that it opens in, which stays in one piece.

/// Paragraphs being collected.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    done: String,
    /// How many lines end in it.
    ends: u32,
    /// How many times anything was added, opened or closed.
    place: u64,
    /// Those that are open, the innermost last.
    open: Vec<Paragraph>,
}

/// A paragraph being collected, without white space at its ends.
#[derive(Debug, Default)]
struct Paragraph {
    text: String,
    /// White space that is written only when more text follows.
    pending: Option<char>,
}

impl Paragraph {
    fn push(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '\n' | '\r' => self.pending = Some('\n'),
                ' ' | '\t' => self.pending = self.pending.or(Some(' ')),
                _ => {
                    let pending = self.pending.take();
                    self.text.extend(pending.filter(|_| !self.text.is_empty()));
                    self.text.push(letter);
                }
            }
        }
    }
}

impl Blocks {
    /// Marks how far the text has come; it changes with all that is added.
    pub(super) fn place(&self) -> u64 {
        self.place
    }

    /// The line of the text that is being written, from 1.
    pub(super) fn line(&self) -> u32 {
        let above = if self.done.is_empty() {
            0
        } else {
            self.ends + 2
        };
        let inside = self.open.last().map_or(0, |open| ends(&open.text));
        above + inside + 1
    }

    /// Opens a paragraph, inside the open one if there is one.
    pub(super) fn open(&mut self) {
        self.place += 1;
        self.open.push(Paragraph::default());
    }

    /// Adds text to the innermost open paragraph; opens one if there is none.
    pub(super) fn push(&mut self, text: &str) {
        if self.open.is_empty() && text.trim_ascii().is_empty() {
            return;
        }
        if self.open.is_empty() {
            self.open();
        }
        self.place += 1;
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.push(text);
        }
    }

    /// Whether the last thing that was added is a letter or a digit.
    pub(super) fn ends_in_word(&self) -> bool {
        self.open.last().is_some_and(|paragraph| {
            let last = paragraph.text.chars().next_back();
            paragraph.pending.is_none() && last.is_some_and(char::is_alphanumeric)
        })
    }

    /// Closes the innermost open paragraph.
    pub(super) fn close(&mut self) {
        self.place += 1;
        if let Some(paragraph) = self.open.pop() {
            self.write(&paragraph.text);
        }
    }

    /// Ends the innermost open paragraph and opens another in its place.
    pub(super) fn part(&mut self) {
        self.place += 1;
        if let Some(paragraph) = self.open.last_mut() {
            let text = std::mem::take(paragraph).text;
            self.write(&text);
        }
    }

    /// Whether there is no text.
    pub(super) fn is_empty(&self) -> bool {
        self.done.is_empty() && self.open.iter().all(|paragraph| paragraph.text.is_empty())
    }

    /// The text; paragraphs still open are closed.
    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.done
    }

    fn write(&mut self, paragraph: &str) {
        if !paragraph.is_empty() {
            if !self.done.is_empty() {
                self.done.push_str("\n\n");
                self.ends += 2;
            }
            self.done.push_str(paragraph);
            self.ends += ends(paragraph);
        }
    }
}

/// How many lines end in a text.
fn ends(text: &str) -> u32 {
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).count();
    u32::try_from(ends).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_one_blank_or_one_line_end() {
        let mut blocks = Blocks::default();
        blocks.open();
        for text in ["  The ", " \t old", " \n  mill-\r\n", "\twheel \n"] {
            blocks.push(text);
        }
        blocks.close();
        blocks.push(" \n ");
        blocks.push("turns");
        assert_eq!(blocks.finish(), "The old\nmill-\nwheel\n\nturns");
    }

    #[test]
    fn lines_are_those_of_the_finished_text() {
        let mut blocks = Blocks::default();
        let mut lines = vec![blocks.line()];
        for text in ["One\ntwo", "three", "four\nfive\nsix"] {
            blocks.open();
            lines.push(blocks.line());
            blocks.push(text);
            lines.push(blocks.line());
            blocks.close();
        }
        assert_eq!(lines, [1, 1, 2, 4, 4, 6, 8]);
        assert_eq!(blocks.finish(), "One\ntwo\n\nthree\n\nfour\nfive\nsix");
    }

    #[test]
    fn a_paragraph_inside_another_leaves_it_in_one_piece() {
        let mut blocks = Blocks::default();
        blocks.open();
        blocks.push("The mill");
        blocks.open();
        blocks.push("A note.");
        blocks.close();
        blocks.push(" turns.");
        blocks.part();
        blocks.part();
        blocks.push("Still.");
        assert_eq!(blocks.finish(), "A note.\n\nThe mill turns.\n\nStill.");
    }
}
