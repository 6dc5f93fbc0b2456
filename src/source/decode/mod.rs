//! Bytes to text, with the encoding they came in and how that is known.
//!
//! Asked in this order: what the user says; a byte-order mark; signs of an encoding that looks like
//! ASCII (UTF-16 and UTF-32 without a mark, HZ, ISO-2022); what the container or the markup
//! declares, unless the bytes contradict it; valid UTF-8; UTF-8 with damage; detection. The whole
//! text is decoded and what does not decode is counted. Nothing is repaired.

mod class;
mod codec;
mod cyrillic;
mod declared;
mod detect;
mod encoding_evidence;
mod escapes;
mod flaws;
mod foreign;
mod latin;
mod latin_pages;
mod pages;
mod plausible;
mod signs;
mod text;
mod utf32;
mod utf8;
mod wide;

#[cfg(test)]
mod detect_tests;
#[cfg(test)]
mod tests;

pub(crate) use codec::Codec;
use encoding_evidence::{encoding_of, in_disguise, mark, why_utf8};
pub(crate) use text::Text;

const BINARY: &str = "binary data, not text";

/// How an encoding is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KnownBy {
    /// The bytes are valid UTF-8, which text in other encodings is not.
    Valid,
    /// A byte-order mark.
    Mark,
    /// The markup declares it.
    Declared,
    /// The container or the format says so.
    Stated,
    /// Detected from the bytes; it may be wrong.
    Detected,
    /// The user says so.
    Forced,
}

impl KnownBy {
    /// All ways.
    pub(crate) const ALL: [Self; 6] = [
        Self::Valid,
        Self::Mark,
        Self::Declared,
        Self::Stated,
        Self::Detected,
        Self::Forced,
    ];

    /// The word for it in tables.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Mark => "mark",
            Self::Declared => "declared",
            Self::Stated => "stated",
            Self::Detected => "detected",
            Self::Forced => "forced",
        }
    }
}

/// Decoded text, and what the user should know of it.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    /// The encoding's name, in lower case.
    pub(crate) encoding: &'static str,
    pub(crate) known_by: KnownBy,
    /// Places where U+FFFD stands for bytes that do not decode.
    pub(crate) replaced: u32,
    /// What a reader should know, in plain words.
    pub(crate) notes: Vec<String>,
    /// How many of the notes, from the first, doubt the encoding as such; the others count places.
    pub(crate) of_encoding: usize,
}

/// An encoding that the user chose for all files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ForcedEncoding(Codec);

/// What is known of bytes beside themselves.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Hints<'a> {
    /// The encoding the user chose.
    pub(crate) forced: Option<&'a ForcedEncoding>,
    /// The label that the container states, such as a mail's `charset`.
    pub(crate) stated: Option<&'a str>,
    /// Whether to look for the declarations of HTML and XML.
    pub(crate) is_markup: bool,
}

/// An encoding recognised from the beginning of a file, and how.
#[derive(Debug)]
pub(crate) struct Detection {
    pub(crate) codec: Codec,
    pub(crate) known_by: KnownBy,
    /// Bytes of the byte-order mark, which is no part of the text.
    pub(crate) mark: usize,
    pub(crate) notes: Vec<String>,
}

/// The encoding with this label, for `--encoding`.
///
/// # Errors
/// That no encoding is called so, and the names of all that there are.
pub(crate) fn forced(label: &str) -> Result<ForcedEncoding, String> {
    Codec::for_label(label).map(ForcedEncoding).ok_or_else(|| {
        let names = Codec::names().join(", ");
        format!("unknown encoding `{label}`; expected one of: {names}")
    })
}

/// The name of an encoding as tables have it, if `name` is that.
pub(crate) fn table_name(name: &str) -> Option<&'static str> {
    let known = Codec::for_label(name).map(Codec::name);
    known.filter(|known| *known == name)
}

/// Decodes a whole document.
///
/// # Errors
/// The reason, for the user, why the bytes are no text that can be analysed.
pub(crate) fn decode(bytes: Vec<u8>, hints: &Hints<'_>) -> Result<Decoded, String> {
    if bytes.is_empty() {
        return Err("empty file".to_owned());
    }
    if hints.forced.is_none() && flaws::has_binary_head(&bytes) {
        return Err(BINARY.to_owned());
    }
    let controls = flaws::controls(&bytes);
    let is_plain = hints.forced.is_none() && mark(&bytes).is_none();
    let bytes = if is_plain && in_disguise(&bytes, controls).is_none() {
        // The common case: one look for control characters, one validation, no copy.
        match String::from_utf8(bytes) {
            Ok(text) => {
                let (known_by, notes) = why_utf8(&text, hints);
                let text = Text { text, replaced: 0 };
                return finish(text, controls, (Codec::UTF_8, known_by, notes));
            }
            Err(error) => error.into_bytes(),
        }
    } else {
        bytes
    };
    let Detection {
        codec,
        known_by,
        mark,
        notes,
    } = detect(&bytes, hints)?;
    let text = codec.decode(bytes.get(mark..).unwrap_or_default());
    let controls = flaws::controls(text.text.as_bytes());
    finish(text, controls, (codec, known_by, notes))
}

/// Detects the encoding of a file from a sample of its beginning, so that the rest can be decoded in
/// parts by [`Codec::decode`] where [`Codec::splits_at_line_feeds`].
///
/// # Errors
/// The reason, for the user, why the bytes are no text.
pub(crate) fn detect(sample: &[u8], hints: &Hints<'_>) -> Result<Detection, String> {
    let mut notes = Vec::new();
    let mark = mark(sample);
    let length = mark.map_or(0, |(_, length)| length);
    let (codec, known_by) = match (hints.forced, mark) {
        (Some(ForcedEncoding(codec)), mark) => {
            // A mark says which order of bytes the user means.
            let marked = mark.map(|(codec, _)| codec);
            let is_same = |other: &Codec| other.name().get(..6) == codec.name().get(..6);
            (marked.filter(is_same).unwrap_or(*codec), KnownBy::Forced)
        }
        (None, Some((codec, _))) => (codec, KnownBy::Mark),
        (None, None) => encoding_of(sample, hints, &mut notes)?,
    };
    Ok(Detection {
        codec,
        known_by,
        mark: length,
        notes,
    })
}

/// Refuses what holds nothing, and says what is wrong with the rest.
fn finish(
    decoded: Text,
    controls: flaws::Controls,
    (codec, known_by, mut notes): (Codec, KnownBy, Vec<String>),
) -> Result<Decoded, String> {
    let Text { text, replaced } = decoded;
    if text.is_empty() {
        return Err("empty file".to_owned());
    }
    if text.trim().is_empty() {
        return Err("empty: the file contains only white space".to_owned());
    }
    if known_by != KnownBy::Forced && flaws::is_binary(controls, text.len(), true) {
        return Err(BINARY.to_owned());
    }
    let encoding = codec.name();
    let of_encoding = notes.len();
    if replaced > 0 {
        notes.push(format!(
            "{} not valid {encoding}; replaced by U+FFFD",
            counted(replaced as usize, "place is", "places are")
        ));
    }
    let wrong = flaws::wrong(&text);
    if controls.zeros + controls.others + wrong.controls > 0 {
        let all = controls.zeros + controls.others + wrong.controls;
        let all = counted(all, "control character", "control characters");
        notes.push(match controls.zeros {
            0 => all,
            zeros => format!("{all}, {zeros} of them NUL"),
        });
    }
    notes.extend(note_of_misread(wrong.misread));
    Ok(Decoded {
        text,
        encoding,
        known_by,
        replaced,
        notes,
        of_encoding,
    })
}

/// What a reader should know of a text whose letters were decoded wrongly before it was saved.
pub(crate) fn misread(text: &str) -> Option<String> {
    note_of_misread(flaws::wrong(text).misread)
}

fn note_of_misread(places: usize) -> Option<String> {
    let places = (places > 0).then(|| counted(places, "place looks", "places look"))?;
    Some(format!(
        "{places} like UTF-8 that was once read as windows-1252 (`Ã©` for `é`); not repaired"
    ))
}

fn counted(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}
