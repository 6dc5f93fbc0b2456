//! Documents of Word 97 to 2003 (.doc).
//!
//! Takes the compound file, gives the text as its table of pieces puts it together: paragraphs and cells
//! in order, then foot- and endnotes and text boxes. Heads and feet of pages, comments, and deleted and
//! hidden text are pieces that were left out; the codes of fields are not shown and not read.

mod hidden;

use super::blocks::Blocks;
use super::edges::piece;
use super::ole::{Compound, day_at, u16_at, u32_at};
use super::rtf::code_page;
use super::{Converted, Outcome};
use crate::model::{LeftOut, Rule};
use hidden::hidden;

/// The first version whose text is in pieces as read here.
const WORD_97: u16 = 193;

/// Converts a document.
///
/// # Errors
/// If it is damaged, encrypted, older, or without text.
pub(super) fn doc(file: &mut Compound<'_>) -> Outcome {
    let main = file.stream("/WordDocument")?.unwrap_or_default();
    let flags = u16_at(&main, 0x0A).unwrap_or_default();
    if flags & 0x0100 != 0 {
        return Err("encrypted; save it without a password".to_owned());
    }
    if u16_at(&main, 2).is_none_or(|version| version < WORD_97) {
        return Err("a document from before Word 97; save it as .docx, .odt or text".to_owned());
    }
    let table = if flags & 0x0200 != 0 {
        "/1Table"
    } else {
        "/0Table"
    };
    let table = file.stream(table)?.unwrap_or_default();
    let damaged = || {
        "damaged: its piece table cannot be read; open it in an office program and save it again"
            .to_owned()
    };
    let Pieces {
        shown,
        hidden,
        deleted,
    } = pieces(&main, &table).ok_or_else(damaged)?;
    let (text, mut left_out) = sections(&main, &shown).ok_or_else(damaged)?;
    left_out.extend(piece(Rule::Hidden, readable(&hidden)));
    left_out.extend(piece(Rule::Deleted, readable(&deleted)));
    let mut converted = Converted {
        text,
        left_out,
        ..Converted::default()
    };
    if converted.text.is_empty() {
        return Err("it contains no text".to_owned());
    }
    if let Some(summary) = file.stream("/\u{5}SummaryInformation")? {
        state(&summary, &mut converted);
    }
    Ok(converted)
}

/// What stands in the place of a character that is deleted or hidden: Word has no use for it.
const HIDDEN: u16 = 0;
/// A blank, between the parts that are deleted or hidden.
const BLANK: u16 = 0x20;

/// The whole text, in 16 bits a character.
#[derive(Default)]
struct Pieces {
    shown: Vec<u16>,
    /// What is hidden, and what is deleted, each with a blank between its parts.
    hidden: Vec<u16>,
    deleted: Vec<u16>,
}

impl Pieces {
    /// Takes a character, and why it is not shown if it is not.
    fn add(&mut self, unit: u16, rule: Option<Rule>) {
        self.shown.push(if rule.is_some() { HIDDEN } else { unit });
        for (own, units) in [
            (Rule::Hidden, &mut self.hidden),
            (Rule::Deleted, &mut self.deleted),
        ] {
            if rule == Some(own) {
                units.push(unit);
            } else if units.last().is_some_and(|last| *last != BLANK) {
                units.push(BLANK);
            }
        }
    }
}

fn pieces(main: &[u8], table: &[u8]) -> Option<Pieces> {
    let start = u32_at(main, 0x01A2)? as usize;
    let length = u32_at(main, 0x01A6)? as usize;
    let mut rest = table.get(start..start.checked_add(length)?)?;
    // Before the pieces, formats may stand.
    while rest.first() == Some(&1) {
        let length = usize::from(u16_at(rest, 1)?);
        rest = rest.get(3 + length..)?;
    }
    let list = rest.get(5..)?;
    let count = (u32_at(rest, 1)? as usize).checked_sub(4)? / 12;
    let hidden = hidden(main, table);
    let rule = |place: usize| hidden.get(place).copied().flatten();
    let mut text = Pieces::default();
    for piece in 0..count {
        let (from, to) = (u32_at(list, piece * 4)?, u32_at(list, piece * 4 + 4)?);
        let place = u32_at(list, (count + 1) * 4 + piece * 8 + 2)?;
        let length = to.checked_sub(from)? as usize;
        // No piece may stand in the text twice.
        if text.shown.len() + length > main.len() {
            return None;
        }
        if place & 0x4000_0000 != 0 {
            let start = (place & 0x3FFF_FFFF) as usize / 2;
            let bytes = main.get(start..start + length)?;
            let decoded = code_page(1252)?.decode(bytes).text;
            let units = (start..).zip(decoded.encode_utf16());
            units.for_each(|(place, unit)| text.add(unit, rule(place)));
        } else {
            let start = place as usize;
            let bytes = main.get(start..start + length * 2)?;
            let (units, _) = bytes.as_chunks::<2>();
            let units = (start..).step_by(2).zip(units);
            units.for_each(|(place, unit)| text.add(u16::from_le_bytes(*unit), rule(place)));
        }
    }
    Some(text)
}

/// The text of body, footnotes, endnotes and text boxes; and heads and feet of pages, and comments.
fn sections(main: &[u8], text: &[u16]) -> Option<(String, Vec<LeftOut>)> {
    let (mut texts, mut left_out) = (Vec::new(), Vec::new());
    let mut start = 0;
    // Body, footnotes, heads and feet, macros, comments, endnotes, boxes.
    let rules = [
        None,
        None,
        Some(Rule::Mark),
        Some(Rule::Code),
        Some(Rule::Comment),
        None,
        None,
    ];
    for (number, rule) in rules.into_iter().enumerate() {
        let length = u32_at(main, 0x4C + number * 4)? as usize;
        let end = (start + length).min(text.len());
        let section = readable(&text[start..end]);
        match rule {
            Some(rule) => left_out.extend(piece(rule, section)),
            None if section.is_empty() => {}
            None => texts.push(section),
        }
        start = end;
    }
    Some((texts.join("\n\n"), left_out))
}

/// Text without the codes of fields and the signs of Word.
fn readable(units: &[u16]) -> String {
    let mut blocks = Blocks::default();
    // For each open field, whether its code goes on.
    let mut fields: Vec<bool> = Vec::new();
    let mut codes = 0_usize;
    let mut letters = [0; 4];
    for letter in char::decode_utf16(units.iter().copied()) {
        let letter = letter.unwrap_or(char::REPLACEMENT_CHARACTER);
        match letter {
            '\u{13}' => {
                fields.push(true);
                codes += 1;
            }
            '\u{14}' => {
                if let Some(is_code @ true) = fields.last_mut() {
                    *is_code = false;
                    codes -= 1;
                }
            }
            '\u{15}' => codes -= usize::from(fields.pop() == Some(true)),
            _ if codes > 0 => {}
            '\r' | '\u{7}' | '\u{c}' | '\u{e}' => blocks.part(),
            '\u{b}' => blocks.push("\n"),
            '\t' => blocks.push(" "),
            '\u{1e}' => blocks.push("\u{2011}"),
            '\u{1f}' => blocks.push("\u{ad}"),
            '\0'..' ' => {}
            letter => blocks.push(letter.encode_utf8(&mut letters)),
        }
    }
    blocks.finish()
}

/// Takes over what the document states of itself.
fn state(summary: &[u8], converted: &mut Converted) {
    let Some(section) = u32_at(summary, 44).and_then(|start| summary.get(start as usize..)) else {
        return;
    };
    let property = |wanted: u32| {
        let count = u32_at(section, 4)?.min(100) as usize;
        let mut places = (0..count).map(|number| 8 + number * 8);
        let place = places.find(|place| u32_at(section, *place) == Some(wanted))?;
        Some(u32_at(section, place + 4)? as usize)
    };
    let page = property(1).and_then(|at| u16_at(section, at + 4));
    let codec = code_page(i32::from(page.unwrap_or(1252))).or_else(|| code_page(1252));
    let text = |wanted: u32| {
        let at = property(wanted)?;
        let length = u32_at(section, at.checked_add(4)?)? as usize;
        let bytes = section.get(at + 8..)?.get(..length)?;
        let text = codec?.decode(bytes).text;
        let text = text.trim_matches(['\0', ' ']).to_owned();
        (!text.is_empty()).then_some(text)
    };
    converted.title = text(2);
    converted.author = text(4);
    converted.date = property(12).and_then(|at| day_at(section, at.checked_add(4)?));
}

#[cfg(test)]
pub(super) mod tests;
