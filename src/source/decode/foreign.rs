//! The words about bytes outside ASCII, which are all that tells one encoding from another.
//!
//! Takes bytes, gives a sample of them, without markup. It is cut at blanks, so no character of several
//! bytes is torn, but for the last one of a sample in a script without blanks.

/// How far a word is followed before and after such a byte, in bytes.
const REACH: usize = 24;
/// How many bytes are looked at together for one outside ASCII.
const CHUNK: usize = 64;

/// The words of the first bytes outside ASCII, each with the words before and after it, up to about
/// `budget` bytes.
pub(super) fn words_about_the_foreign(bytes: &[u8], budget: usize) -> Vec<u8> {
    let mut sample = Vec::with_capacity(budget + 2 * REACH);
    let mut taken = 0;
    while let Some(first) = next_foreign(bytes, taken)
        && sample.len() < budget
    {
        let start = word_start(bytes, first).max(taken);
        let (end, is_whole) = words_end(bytes, first, budget - sample.len());
        if start > taken && !sample.is_empty() {
            sample.push(b'\n');
        }
        without_tags(bytes.get(start..end).unwrap_or_default(), &mut sample);
        if !is_whole {
            break;
        }
        taken = end;
    }
    sample
}

/// The place of the next byte outside ASCII.
pub(super) fn next_foreign(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let ascii = rest.chunks(CHUNK).take_while(|chunk| chunk.is_ascii());
    let passed = from + ascii.count() * CHUNK;
    let place = bytes.get(passed..)?.iter().position(|b| !b.is_ascii())?;
    Some(passed + place)
}

/// Where the word begins that stands before the one at `at`.
fn word_start(bytes: &[u8], at: usize) -> usize {
    let from = at.saturating_sub(REACH);
    let before = bytes.get(from..at).unwrap_or_default();
    let mut blanks = before.iter().enumerate().rev();
    let mut blanks = blanks.by_ref().filter(|(_, byte)| is_blank(**byte));
    let last = blanks.next();
    let start = blanks.next().or(last);
    start.map_or(from, |(place, _)| from + place + 1)
}

/// Where the word ends that stands after those from `at` on, and whether it is cut between characters.
fn words_end(bytes: &[u8], at: usize, budget: usize) -> (usize, bool) {
    let after = bytes.get(at..).unwrap_or_default();
    let (mut blanks, mut last_foreign) = (0, 0);
    for (place, &byte) in after.iter().enumerate() {
        if !byte.is_ascii() {
            (last_foreign, blanks) = (place, 0);
        }
        blanks += usize::from(is_blank(byte));
        if blanks == 2 || blanks > 0 && place > budget || place > last_foreign + REACH {
            return (at + place, true);
        }
        if place > 2 * budget {
            return (at + place, false);
        }
    }
    (bytes.len(), true)
}

/// Blanks and control characters, which are no part of a longer character in any encoding.
fn is_blank(byte: u8) -> bool {
    byte <= b' '
}

/// Leaves out what stands between `<` and `>` if it is ASCII.
fn without_tags(piece: &[u8], out: &mut Vec<u8>) {
    let mut rest = piece;
    while let Some(open) = memchr::memchr(b'<', rest) {
        let (before, tag) = rest.split_at(open);
        out.extend_from_slice(before);
        let close = memchr::memchr(b'>', tag);
        let tag = close.and_then(|close| tag.get(..=close)).unwrap_or(tag);
        out.extend_from_slice(if tag.is_ascii() { b" " } else { tag });
        rest = rest.get(open + tag.len()..).unwrap_or_default();
    }
    out.extend_from_slice(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(text: &[u8], budget: usize) -> String {
        let sample = words_about_the_foreign(text, budget);
        sample.iter().map(|&byte| char::from(byte)).collect()
    }

    #[test]
    fn words_with_foreign_bytes_and_their_neighbours_are_taken() {
        let plain = "nothing to see here, ".repeat(50);
        let text = format!("{plain}an old caf# nearby {plain}a na#ve idea{plain}");
        let text: Vec<u8> = text.replace('#', "\u{1}").into_bytes();
        let text: Vec<u8> = text
            .iter()
            .map(|&b| if b == 1 { 0xE9 } else { b })
            .collect();
        assert_eq!(sample(&text, 500), "old café nearby\na naéve ideanothing");
        assert_eq!(sample(&text, 5), "old café near");
        assert_eq!(sample(b"plain", 500), "");
    }

    #[test]
    fn markup_is_left_out_unless_it_has_such_bytes() {
        assert_eq!(sample(b"<p>\xE9t\xE9</p><b>x</b>", 99), " été  x ");
        assert_eq!(sample(b"<i \xE9t\xE9>y", 99), "été>y");
    }

    #[test]
    fn text_without_blanks_is_cut_where_the_sample_is_full() {
        assert_eq!(words_about_the_foreign(&[0xD6; 1000], 100).len(), 201);
    }
}
