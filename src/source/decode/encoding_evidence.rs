//! Which encoding bytes are in, and how that is known: the order in which signs are believed.

use encoding_rs::ISO_2022_JP;
use memchr::memmem;

use super::codec::Codec;
use super::{BINARY, Hints, KnownBy, declared, detect, escapes, flaws, plausible, utf8, wide};

/// What ISO-2022-JP goes into a set of kanji with.
const INTO_JAPANESE: [&[u8]; 2] = [b"\x1B$B", b"\x1B$@"];

/// How much is looked at to find a declaration right or wrong, in bytes.
pub(super) const JUDGED: usize = 1 << 18;

/// The codec that a byte-order mark stands for, and the mark's length.
pub(super) fn mark(bytes: &[u8]) -> Option<(Codec, usize)> {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] => Some((Codec::UTF_8, 3)),
        [0xFF, 0xFE, 0, 0, ..] if bytes.len().is_multiple_of(4) => Some((Codec::Utf32Le, 4)),
        [0, 0, 0xFE, 0xFF, ..] => Some((Codec::Utf32Be, 4)),
        [0xFF, 0xFE, ..] => Some((Codec::UTF_16LE, 2)),
        [0xFE, 0xFF, ..] => Some((Codec::UTF_16BE, 2)),
        [0x84, 0x31, 0x95, 0x33, ..] => Some((Codec::Web(encoding_rs::GB18030), 4)),
        _ => None,
    }
}

/// The codec of bytes that may look like ASCII and are not: wide units, or shifts.
pub(super) fn in_disguise(bytes: &[u8], controls: flaws::Controls) -> Option<Codec> {
    let has_zeros = controls.zeros > 0;
    let wide = has_zeros.then(|| wide::recognise(bytes)).flatten();
    let may_shift = || controls.others > 0 || memmem::find(bytes, b"~{").is_some();
    wide.or_else(|| may_shift().then(|| shifted(bytes)).flatten())
}

/// The codec of bytes in seven bits that shift and decode cleanly by it. They are valid UTF-8, so they
/// are looked for before that is believed.
fn shifted(bytes: &[u8]) -> Option<Codec> {
    if !bytes.is_ascii() {
        return None;
    }
    let has = |needle: &[u8]| memmem::find(bytes, needle).is_some();
    let codec = if has(escapes::ANNOUNCES_KOREAN) && bytes.contains(&escapes::SHIFT_OUT) {
        Codec::Iso2022Kr
    } else if INTO_JAPANESE.iter().any(|escape| has(escape)) {
        Codec::Web(ISO_2022_JP)
    } else if has(b"~{") && has(b"~}") {
        Codec::Hz
    } else {
        return None;
    };
    let decoded = codec.decode(bytes);
    let shifted = decoded.text.chars().filter(|c| !c.is_ascii()).count();
    (shifted > 0 && decoded.replaced as usize * 50 <= shifted).then_some(codec)
}

/// The encoding of bytes without a mark, and how it is known.
pub(super) fn encoding_of(
    bytes: &[u8],
    hints: &Hints<'_>,
    notes: &mut Vec<String>,
) -> Result<(Codec, KnownBy), String> {
    let controls = flaws::controls(bytes);
    if let Some(codec) = in_disguise(bytes, controls) {
        return Ok((codec, KnownBy::Detected));
    }
    if let Some(text) = whole_utf8(bytes) {
        let (known_by, contradictions) = why_utf8(text, hints);
        notes.extend(contradictions);
        return Ok((Codec::UTF_8, known_by));
    }
    if let Some(codec) = wide::recognise(bytes) {
        return Ok((codec, KnownBy::Detected));
    }
    if flaws::is_binary(controls, bytes.len(), false) {
        return Err(BINARY.to_owned());
    }
    let detected = || {
        if utf8::is_damaged(bytes) {
            (Codec::UTF_8, None)
        } else {
            let likeliest = detect::detect(bytes);
            (likeliest.codec, likeliest.doubt)
        }
    };
    let Some((label, known_by)) = declaration(bytes, hints) else {
        let (codec, doubt) = detected();
        notes.extend(doubt);
        return Ok((codec, KnownBy::Detected));
    };
    let declared = Codec::for_label(&label).map(readable_as_ascii);
    if let Some(codec) = declared
        && agrees(codec, bytes)
    {
        return Ok((codec, known_by));
    }
    let (codec, doubt) = detected();
    if declared == Some(codec) {
        return Ok((codec, known_by));
    }
    notes.push(format!(
        "declares the encoding `{label}`, but the bytes are not valid in it; read as {}",
        codec.name()
    ));
    notes.extend(doubt);
    Ok((codec, KnownBy::Detected))
}

/// The text, if it is UTF-8 but for a character cut off at the end of a sample.
fn whole_utf8(bytes: &[u8]) -> Option<&str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) if error.error_len().is_some() || error.valid_up_to() < JUDGED => None,
        Err(error) => std::str::from_utf8(bytes.get(..error.valid_up_to())?).ok(),
    }
}

/// The label that the container states or the markup declares.
fn declaration(bytes: &[u8], hints: &Hints<'_>) -> Option<(String, KnownBy)> {
    if let Some(label) = hints.stated {
        return Some((label.to_owned(), KnownBy::Stated));
    }
    let label = hints.is_markup.then(|| declared::label(bytes)).flatten()?;
    Some((label, KnownBy::Declared))
}

/// How it is known that valid UTF-8 is UTF-8, and a note where something else is declared.
pub(super) fn why_utf8(text: &str, hints: &Hints<'_>) -> (KnownBy, Vec<String>) {
    let Some((label, known_by)) = declaration(text.as_bytes(), hints) else {
        return (KnownBy::Valid, Vec::new());
    };
    if Codec::for_label(&label).map(readable_as_ascii) == Some(Codec::UTF_8) {
        return (known_by, Vec::new());
    }
    let contradicted = format!("declares the encoding `{label}`, but is valid UTF-8");
    let notes = (!text.is_ascii()).then_some(contradicted);
    (KnownBy::Valid, notes.into_iter().collect())
}

/// A declaration that can be read as ASCII is not in UTF-16 or UTF-32, whatever it says.
fn readable_as_ascii(codec: Codec) -> Codec {
    let wide = [
        Codec::UTF_16LE,
        Codec::UTF_16BE,
        Codec::Utf32Le,
        Codec::Utf32Be,
    ];
    if wide.contains(&codec) {
        Codec::UTF_8
    } else {
        codec
    }
}

/// Whether bytes that are not valid UTF-8 may be in the declared encoding: next to all decode, and
/// where any byte would, no other encoding makes far better words of them.
fn agrees(codec: Codec, bytes: &[u8]) -> bool {
    let sample = bytes.get(..JUDGED).unwrap_or(bytes);
    if codec == Codec::UTF_8 {
        return utf8::is_damaged(sample);
    }
    let decoded = codec.decode(sample);
    let is_cut_off = decoded.replaced == 1 && decoded.text.ends_with(char::REPLACEMENT_CHARACTER);
    let beyond_ascii = || decoded.text.chars().filter(|c| !c.is_ascii()).count();
    if decoded.replaced > 0 && !is_cut_off && decoded.replaced as usize * 50 > beyond_ascii() {
        return false;
    }
    let share = |text: &str| plausible::Look::at(text).broken_share();
    let odd = share(&decoded.text);
    odd < 0.3 || share(&detect::detect(sample).codec.decode(sample).text) > odd / 4.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_that_shift_are_recognised() {
        assert_eq!(shifted(b"~{VPND~} B"), Some(Codec::Hz));
        assert_eq!(shifted(b"\x1B$)Ca \x0EGQ\x0F b\n"), Some(Codec::Iso2022Kr));
        let japanese = Some(Codec::Web(ISO_2022_JP));
        assert_eq!(shifted(b"\x1B$B$\"$$\x1B(B"), japanese);
    }

    #[test]
    fn tildes_and_braces_alone_are_no_hz() {
        assert_eq!(shifted(b"from ~{x} to ~}"), None);
        assert_eq!(shifted(b"a ~{} b ~}"), None);
        assert_eq!(shifted(b"plain words"), None);
    }
}
