//! The letters of a text by script, counted in pieces from all over it.

use icu_properties::props::Script;

use super::script::{is_kana, script_of};
use crate::bytes::count;
use crate::sorted::SortedMap;

/// How much of a document is searched for scripts, in bytes, and in pieces of what length.
const SURVEY: usize = 1 << 16;
const SURVEY_PIECE: usize = 1 << 10;
/// The letters of a text by script; signs that belong to a script count with them.
#[derive(Debug, Default)]
pub(super) struct Letters {
    pub(super) counts: SortedMap<Script, u64>,
    pub(super) kana: u64,
}

impl Letters {
    /// Those of a text, or of pieces of a long one.
    pub(super) fn of(text: &str) -> Self {
        let mut letters = Self::default();
        let (mut latin, mut last, mut run) = (0, Script::Common, 0);
        for piece in pieces(text, SURVEY / SURVEY_PIECE, SURVEY_PIECE) {
            latin += ascii_letters(piece);
            for c in beyond_ascii(piece) {
                let script = script_of(c);
                if script == Script::Common {
                    continue;
                }
                letters.kana += u64::from(is_kana(c));
                if script != last {
                    letters.add(last, run);
                    (last, run) = (script, 0);
                }
                run += 1;
            }
        }
        letters.add(last, run);
        letters.add(Script::Latin, latin);
        letters
    }

    fn add(&mut self, script: Script, letters: u64) {
        if letters > 0 {
            *self.counts.or_default(script) += letters;
        }
    }

    /// How many are of a script.
    pub(super) fn count(&self, script: Script) -> u64 {
        self.counts.get(&script).copied().unwrap_or(0)
    }

    /// The script that most of the text is in, and its share from 0 to 1. On a tie the first.
    pub(super) fn main(&self) -> Option<(Script, f64)> {
        let weighted = |(&script, &letters): (&Script, &u64)| (script, letters * weight(script));
        let all: u64 = self.counts.iter().map(weighted).map(|(_, n)| n).sum();
        let most = self.counts.iter().map(weighted).rev();
        let (script, most) = most.max_by_key(|(_, letters)| *letters)?;
        Some((script, most as f64 / all as f64))
    }
}

/// How many letters of an alphabet say as much as one of this script: a Chinese word has two
/// characters, a Korean one three, an English one five or six.
pub(super) fn weight(script: Script) -> u64 {
    match script {
        Script::Han => 3,
        Script::Hangul => 2,
        _ => 1,
    }
}

fn ascii_letters(text: &str) -> u64 {
    count(text.as_bytes(), |byte| byte.is_ascii_alphabetic()) as u64
}

/// How many bytes are looked at together for one that is not ASCII.
const ASCII_CHUNK: usize = 64;

/// The characters of a text that are not ASCII.
fn beyond_ascii(text: &str) -> impl Iterator<Item = char> {
    let mut position = 0;
    std::iter::from_fn(move || {
        let rest = &text.as_bytes()[position..];
        // Whole chunks of ASCII, of which most text is, are passed over at once.
        let ascii = rest
            .chunks(ASCII_CHUNK)
            .take_while(|chunk| chunk.is_ascii());
        let passed = ascii.count() * ASCII_CHUNK;
        let rest = rest.get(passed..)?;
        position += passed + rest.iter().position(|byte| !byte.is_ascii())?;
        // The first byte that is not ASCII begins a character.
        let character = text[position..].chars().next()?;
        position += character.len_utf8();
        Some(character)
    })
}

/// So many pieces of a text of so many bytes each, evenly spaced and cut at blanks where there are
/// any; the whole text, if it has no more.
pub(super) fn pieces(text: &str, places: usize, length: usize) -> impl Iterator<Item = &str> {
    let is_whole = text.len() <= places * length;
    let places = if is_whole { 1 } else { places };
    (0..places).map(move |place| {
        if is_whole {
            return text;
        }
        let start = text.len() / places * place + (text.len() / places - length) / 2;
        let start = text.ceil_char_boundary(start);
        let piece = &text[start..text.floor_char_boundary(start + length)];
        let from = piece.find(' ').map_or(0, |blank| blank + 1);
        let to = piece.rfind(' ').filter(|&blank| blank > from);
        &piece[from..to.unwrap_or(piece.len())]
    })
}
