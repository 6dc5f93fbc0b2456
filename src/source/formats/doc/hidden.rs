//! Which characters of a document of Word are deleted under "track changes" or hidden.
//!
//! Takes the streams of the document, gives marks by the place of a character in the main stream. The
//! formats of characters stand in pages of 512 bytes; a table says which page is of which part of the text.

use crate::model::Rule;
use crate::source::formats::ole::{u16_at, u32_at};

/// The size of a page of formats, in bytes.
const PAGE: usize = 512;
/// Formats that hide a character, and why.
const HIDING: [(u16, Rule); 2] = [(0x0800, Rule::Deleted), (0x083C, Rule::Hidden)];

/// For each byte of the main stream why its character is not shown, if it is not; empty if all are.
pub(super) fn hidden(main: &[u8], table: &[u8]) -> Vec<Option<Rule>> {
    let mut hidden = Vec::new();
    // What can't be read hides nothing.
    let _ = mark(main, table, &mut hidden);
    hidden
}

fn mark(main: &[u8], table: &[u8], hidden: &mut Vec<Option<Rule>>) -> Option<()> {
    let start = u32_at(main, 0xFA)? as usize;
    let length = u32_at(main, 0xFE)? as usize;
    let pages = table.get(start..start.checked_add(length)?)?;
    let count = pages.len().checked_sub(4)? / 8;
    // Each part of the text is of one page, so that the work has a bound.
    let mut done = 0;
    for number in 0..count {
        let from = u32_at(pages, number * 4)? as usize;
        let to = u32_at(pages, number * 4 + 4)? as usize;
        let page = u32_at(pages, (count + 1) * 4 + number * 4)? as usize & 0x003F_FFFF;
        let page = main.get(page * PAGE..(page + 1) * PAGE)?;
        let (from, to) = (from.max(done), to.min(main.len()));
        if from >= to {
            continue;
        }
        done = to;
        for (run, rule) in runs(page) {
            let (first, last) = (run.start.max(from), run.end.min(to));
            if rule.is_some() && first < last {
                hidden.resize(main.len(), None);
                hidden[first..last].fill(rule);
            }
        }
    }
    Some(())
}

/// The runs of a page, and why their characters are not shown. Those that overlap are cut off.
fn runs(page: &[u8]) -> Vec<(std::ops::Range<usize>, Option<Rule>)> {
    let count = usize::from(page.last().copied().unwrap_or(0));
    let mut runs = Vec::new();
    let mut done = 0;
    for number in 0..count {
        let places = u32_at(page, number * 4).zip(u32_at(page, number * 4 + 4));
        let offset = page.get((count + 1) * 4 + number);
        let Some(((from, to), offset)) = places.zip(offset) else {
            break;
        };
        let run = done.max(from as usize)..to as usize;
        done = done.max(run.end);
        let at = usize::from(*offset) * 2;
        let length = page.get(at).map_or(0, |length| usize::from(*length));
        let formats = page.get(at + 1..at + 1 + length).filter(|_| at > 0);
        runs.push((run, formats.and_then(hiding)));
    }
    runs
}

/// Why the formats hide their characters, if they do.
fn hiding(formats: &[u8]) -> Option<Rule> {
    let (mut rest, mut is_hiding) = (formats, [false; HIDING.len()]);
    while let Some(code) = u16_at(rest, 0) {
        let operand = rest.get(2..).unwrap_or_default();
        let length = match code >> 13 {
            0 | 1 => 1,
            2 | 4 | 5 => 2,
            3 => 4,
            6 => operand.first().map_or(1, |length| usize::from(*length) + 1),
            _ => 3,
        };
        if let Some(kind) = HIDING.iter().position(|(hiding, _)| *hiding == code) {
            is_hiding[kind] = operand.first().is_some_and(|value| value & 1 == 1);
        }
        rest = operand.get(length..).unwrap_or_default();
    }
    let kind = is_hiding.iter().position(|is_hiding| *is_hiding)?;
    Some(HIDING[kind].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_any_length_are_passed_over() {
        for (formats, expected) in [
            (&[0x00, 0x08, 1][..], Some(Rule::Deleted)),
            (&[0x3C, 0x08, 1], Some(Rule::Hidden)),
            (&[0x00, 0x08, 0], None),
            // Bold; a size; a colour of four bytes; one that states its length.
            (
                &[
                    0x35, 0x08, 1, 0x43, 0x4A, 24, 0, 0x70, 0x68, 1, 2, 3, 4, 0x00, 0x08, 1,
                ],
                Some(Rule::Deleted),
            ),
            (&[0x47, 0xCA, 3, 0x00, 0x08, 1], None),
            (&[0x3C, 0x08, 1, 0x3C, 0x08, 0], None),
            (&[0x00], None),
        ] {
            assert_eq!(hiding(formats), expected, "{formats:?}");
        }
    }
}
