//! The encoding of bytes that say nothing of it and are not UTF-8.
//!
//! chardetng decides among the encodings of the Web. Its guess is then compared with readings it
//! does not try (pages of DOS and of Mac OS) or is often wrong about in short text.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    Encoding, IBM866, ISO_8859_2, ISO_8859_4, ISO_8859_5, ISO_8859_13, ISO_8859_15, KOI8_U,
    MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1254, WINDOWS_1257,
    X_MAC_CYRILLIC,
};

use super::codec::Codec;
use super::pages::Page;
use super::plausible::{Look, latin_score};

/// How much is given to the detector at first, in bytes. The rest only if the guess fails on it.
const SAMPLE: usize = 1 << 16;
/// The same where fewer than `FEW` bytes of it are outside ASCII.
const LONG_SAMPLE: usize = 1 << 20;
/// Bytes outside ASCII that are enough to guess by.
const FEW: usize = 1000;
/// What goes before the first byte outside ASCII.
const LEAD_IN: usize = 64;
/// How much of the text about characters outside ASCII is compared, in bytes.
const COMPARED: usize = 1 << 14;

/// The share of characters out of place from which a guess is doubted.
const MUCH_BROKEN: f64 = 0.2;
/// Lines asked one by one where the guess is doubted.
const PIECES: usize = 50;

/// Encodings of Cyrillic.
const CYRILLIC: [Codec; 6] = [
    Codec::Web(WINDOWS_1251),
    Codec::Web(KOI8_U),
    Codec::Web(ISO_8859_5),
    Codec::Web(IBM866),
    Codec::Page(Page::IBM855),
    Codec::Web(X_MAC_CYRILLIC),
];
/// The mean logarithm of letter frequencies that Cyrillic text does not fall below.
const LEAST_CYRILLIC: f64 = -3.6;

/// The fewest letters that tell it is Cyrillic against the detector's guess.
const FEWEST_CYRILLIC: usize = 12;

/// Guesses that are compared with other encodings of the Latin script.
const GUESSED_LATIN: [&Encoding; 7] = [
    WINDOWS_1250,
    WINDOWS_1252,
    WINDOWS_1254,
    WINDOWS_1257,
    ISO_8859_2,
    ISO_8859_4,
    ISO_8859_13,
];
/// Encodings of the Latin script, the likelier first, and by how much they must fit better.
const LATIN: [(Codec, f64); 12] = [
    (Codec::Web(WINDOWS_1252), 0.02),
    (Codec::Web(WINDOWS_1250), 0.02),
    (Codec::Web(ISO_8859_2), 0.02),
    (Codec::Web(WINDOWS_1254), 0.02),
    (Codec::Web(WINDOWS_1257), 0.02),
    (Codec::Web(ISO_8859_15), 0.02),
    (Codec::Web(MACINTOSH), 0.1),
    (Codec::Page(Page::IBM850), 0.1),
    (Codec::Page(Page::IBM852), 0.1),
    (Codec::Page(Page::IBM857), 0.1),
    (Codec::Page(Page::IBM437), 0.1),
    (Codec::Page(Page::IBM775), 0.1),
];
/// How well another encoding than the guess must fit.
const LEAST_FIT: f64 = 0.9;

/// The likeliest encoding of bytes that are not UTF-8, UTF-16, UTF-32 or in seven bits.
pub(super) fn detect(bytes: &[u8]) -> Codec {
    let sample = from_the_first_foreign(bytes);
    let mut guessed = guess(sample);
    let decodes = |encoding: &'static Encoding| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
        text.is_some()
    };
    if sample.len() < bytes.len() && !guessed.is_single_byte() && !decodes(guessed) {
        guessed = guess(bytes);
    }
    let compared = around_the_foreign(bytes);
    let refined = refine(guessed, &compared);
    damaged(refined, sample, &compared).unwrap_or(refined)
}

/// One broken byte makes the detector give up an encoding of several bytes a character. Where its
/// guess makes bad words of many foreign bytes, lines are asked alone, most of which are whole.
fn damaged(guessed: Codec, sample: &[u8], compared: &[u8]) -> Option<Codec> {
    let is_single_byte = matches!(guessed, Codec::Web(encoding) if encoding.is_single_byte());
    let foreign = compared.iter().filter(|byte| !byte.is_ascii()).count();
    let broken = || Look::at(&guessed.decode(compared).text).broken_share();
    if !is_single_byte || foreign * 4 < compared.len() || broken() < MUCH_BROKEN {
        return None;
    }
    let lines = sample.split(|&byte| byte == b'\n');
    let guesses = lines
        .filter(|line| !line.is_ascii())
        .take(PIECES)
        .map(guess);
    let guesses: Vec<_> = guesses.filter(|guess| !guess.is_single_byte()).collect();
    let votes = |encoding: &&Encoding| guesses.iter().filter(|guess| *guess == encoding).count();
    let best = guesses
        .iter()
        .copied()
        .max_by_key(|guess| (votes(guess), guess.name()))?;
    let codec = Codec::from_web(best);
    let decoded = codec.decode(sample);
    let foreign = decoded.text.chars().filter(|c| !c.is_ascii()).count();
    (decoded.replaced as usize * 50 <= foreign).then_some(codec)
}

/// What the detector is given at first: a piece from the first byte outside ASCII on, longer where
/// such bytes are few.
fn from_the_first_foreign(bytes: &[u8]) -> &[u8] {
    let first = bytes.iter().position(|byte| !byte.is_ascii());
    let start = first.unwrap_or_default().saturating_sub(LEAD_IN);
    let rest = bytes.get(start..).unwrap_or(bytes);
    let sample = rest.get(..SAMPLE).unwrap_or(rest);
    let foreign = sample.iter().filter(|byte| !byte.is_ascii()).count();
    if foreign >= FEW {
        return sample;
    }
    rest.get(..LONG_SAMPLE).unwrap_or(rest)
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // The detector does not learn that it ends there: a sample, like a damaged file, may end inside a character.
    detector.feed(bytes, false);
    detector.guess(None, Utf8Detection::Deny)
}

fn refine(guess: &'static Encoding, sample: &[u8]) -> Codec {
    let codec = Codec::from_web(guess);
    if let Some(cyrillic) = cyrillic(codec, sample) {
        cyrillic
    } else if GUESSED_LATIN.contains(&guess) {
        latin(codec, sample)
    } else {
        codec
    }
}

/// The best of the Cyrillic encodings, if the guess is one of them or the text is clearly Cyrillic.
fn cyrillic(guess: Codec, sample: &[u8]) -> Option<Codec> {
    let look = |codec: Codec| Look::at(&codec.decode(sample).text);
    let looks = CYRILLIC.iter().map(|&codec| (look(codec), codec));
    let (look, best) =
        looks.max_by(|a, b| a.0.cyrillic_score().total_cmp(&b.0.cyrillic_score()))?;
    let is_clear = look.cyrillic_score() > LEAST_CYRILLIC
        && look.cyrillic >= FEWEST_CYRILLIC
        && look.small * 2 > look.cyrillic;
    (CYRILLIC.contains(&guess) || is_clear).then_some(best)
}

/// The guess, unless its letters do not fit the language and those of another encoding do.
fn latin(guess: Codec, sample: &[u8]) -> Codec {
    let score = |codec: Codec| latin_score(&codec.decode(sample).text);
    let guessed = score(guess);
    let mut best = (guessed, guess);
    if guessed > 0.999 {
        return guess;
    }
    for (codec, gain) in LATIN {
        let score = score(codec);
        if score >= LEAST_FIT.max(guessed + gain) && score > best.0 {
            best = (score, codec);
        }
    }
    best.1
}

/// The lines that have bytes outside ASCII, without markup, up to a limit.
fn around_the_foreign(bytes: &[u8]) -> Vec<u8> {
    let mut sample = Vec::new();
    for line in bytes.split(|&byte| byte == b'\n' || byte == b'\r') {
        if sample.len() >= COMPARED {
            break;
        }
        let Some(first) = line.iter().position(|byte| !byte.is_ascii()) else {
            continue;
        };
        // A long line counts from a little before its first such byte.
        let line = line.get(first.saturating_sub(200)..).unwrap_or(line);
        let line = line.get(..COMPARED).unwrap_or(line);
        without_tags(line, &mut sample);
        sample.push(b'\n');
    }
    sample.truncate(COMPARED * 2);
    sample
}

/// Leaves out what stands between `<` and `>` if it is ASCII.
fn without_tags(line: &[u8], out: &mut Vec<u8>) {
    let mut rest = line;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        let end = (byte == b'<').then(|| memchr::memchr(b'>', tail)).flatten();
        let tag = end.and_then(|end| tail.get(..end));
        if let (Some(tag), Some(end)) = (tag, end)
            && tag.is_ascii()
        {
            out.push(b' ');
            rest = tail.get(end + 1..).unwrap_or_default();
        } else {
            out.push(byte);
        }
    }
}
