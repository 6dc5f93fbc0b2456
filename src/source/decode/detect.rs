//! The encoding of bytes that say nothing of it and are not UTF-8.
//!
//! Looks at the words about bytes outside ASCII only. chardetng decides among the encodings of the Web.
//! Its guess is then compared with readings it does not try (pages of DOS and of Mac OS) or is often
//! wrong about in short text. Text in Latin script, or whose bytes outside ASCII make no words of
//! another script, takes the reading that costs least (`latin_pages.rs`). Where two come near each other,
//! a note names both.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, EUC_JP, Encoding, GB18030, GBK, SHIFT_JIS};

use super::codec::Codec;
use super::cyrillic::{CYRILLIC, cyrillic, may_be_cyrillic};
use super::foreign::words_about_the_foreign;
use super::latin_pages::{certain_latin, latin};
use super::plausible::{Look, is_latin, share_in_foreign_words};

/// How much is given to the detector, at first and in all, and how much is compared, in bytes.
const FIRST_GUESS: usize = 300;
/// The same where bytes outside ASCII stand side by side, so that nearly each of them tells something.
const FIRST_GUESS_OF_JOINED: usize = 160;
const GUESSED_FROM: usize = 1000;
const COMPARED: usize = 2000;
/// How much of the text tells its language, where few words have such bytes.
const CONTEXT: usize = 1000;
/// How much is searched for whole lines where the guess is doubted.
const DOUBTED: usize = 1 << 14;
/// How much is given to the detector where its first guess fails.
const MUCH: usize = 1 << 20;

/// The share of characters out of place from which a guess is doubted.
const MUCH_BROKEN: f64 = 0.2;
/// Lines asked one by one where the guess is doubted.
const PIECES: usize = 50;

/// The mean logarithm of letter frequencies of Cyrillic text, and the fewest characters outside ASCII, for a
/// guess that need not be compared with others.
const CERTAIN_CYRILLIC: f64 = -3.3;
const CERTAIN_FROM: usize = 300;
/// The fewest characters of two bytes for the same.
const CERTAIN_CHARACTERS: usize = 150;
/// The most frequent characters of Chinese, in both ways to write them.
const COMMON: [char; 20] = [
    '的', '一', '是', '在', '不', '了', '有', '和', '人', '这', '這', '中', '大', '为', '為', '国',
    '國', '上', '以', '之',
];
/// The share of characters outside ASCII that must be in words of another script, if not in Latin.
pub(super) const IN_WORDS: f64 = 0.5;
const NEARLY_ALL_IN_WORDS: f64 = 0.9;

/// How near two readings must be for a note.
pub(super) const IN_DOUBT: f64 = 3.0;
/// How much of a word a note shows, in characters.
const SHOWN: usize = 24;

/// An encoding, and a note where it is in doubt.
#[derive(Debug)]
pub(super) struct Likeliest {
    pub(super) codec: Codec,
    pub(super) doubt: Option<String>,
}

impl Likeliest {
    fn sure(codec: Codec) -> Self {
        Self { codec, doubt: None }
    }
}

/// The likeliest encoding of bytes that are not UTF-8, UTF-16, UTF-32 or in seven bits.
pub(super) fn detect(bytes: &[u8]) -> Likeliest {
    let compared = words_about_the_foreign(bytes, COMPARED);
    let sample = words_about_the_foreign(bytes, GUESSED_FROM);
    let decodes = |encoding: &'static Encoding| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
        text.is_some()
    };
    let enough = match is_mostly_joined(&compared) {
        true => FIRST_GUESS_OF_JOINED,
        false => FIRST_GUESS,
    };
    let (first, more) = sample.split_at(sample.len().min(enough));
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let guessed = guess_after(&mut detector, first);
    let certain_at_first = match guessed.is_single_byte() {
        true => certain_at_first(guessed, &compared),
        false => (has_common_characters(guessed, &compared) && decodes(guessed))
            .then(|| Codec::from_web(guessed)),
    };
    if let Some(codec) = certain_at_first {
        return Likeliest::sure(codec);
    }
    let mut guessed = guess_after(&mut detector, more);
    let decodes_whole = !guessed.is_single_byte() && decodes(guessed);
    if !guessed.is_single_byte() && !decodes_whole {
        guessed = guess(bytes.get(..MUCH).unwrap_or(bytes));
    }
    if let Some(codec) = certain(guessed, decodes_whole, &compared) {
        return Likeliest::sure(codec);
    }
    let context = bytes.get(..CONTEXT).unwrap_or(bytes);
    let refined = refine(guessed, &compared, context);
    damaged(refined.codec, bytes, &compared).map_or(refined, Likeliest::sure)
}

/// The first guess, where nothing speaks against it: the detector takes longer than all else here.
fn certain_at_first(guess: &'static Encoding, sample: &[u8]) -> Option<Codec> {
    let codec = Codec::from_web(guess);
    if CYRILLIC.contains(&codec) {
        certain(guess, false, sample)
    } else if !is_mostly_joined(sample) {
        certain_latin(codec, sample)
    } else if !may_be_cyrillic(sample) {
        certain_other(codec, sample)
    } else {
        None
    }
}

/// Whether a sample of some length, read so, has the characters that Chinese and Japanese text has most, as often
/// as it has them. Read by another encoding it has rare ones.
fn has_common_characters(guess: &'static Encoding, sample: &[u8]) -> bool {
    let text = Codec::from_web(guess).decode(sample).text;
    let (mut all, mut kana, mut common) = (0, 0, 0);
    for character in text.chars().filter(|c| !c.is_ascii()) {
        all += 1;
        kana += usize::from(matches!(character, '\u{3041}'..='\u{30FE}'));
        common += usize::from(COMMON.contains(&character));
    }
    let is_japanese = guess == SHIFT_JIS || guess == EUC_JP;
    let is_chinese = guess == GBK || guess == GB18030 || guess == BIG5;
    all >= CERTAIN_CHARACTERS
        && (is_japanese && kana * 4 >= all || is_chinese && common * 10 >= all)
}

/// A guess of another script, where hardly a character is out of place and nearly all are in words.
fn certain_other(codec: Codec, sample: &[u8]) -> Option<Codec> {
    let text = codec.decode(sample).text;
    let look = Look::at(&text);
    let is_certain = look.all >= CERTAIN_FROM && look.broken * CERTAIN_FROM <= look.all;
    (is_certain && share_in_foreign_words(&text) > NEARLY_ALL_IN_WORDS).then_some(codec)
}

/// The guess, where a sample of some length leaves no doubt of it: all characters of several bytes are
/// whole, or Cyrillic letters are as frequent as they should be, hardly one out of place.
fn certain(guess: &'static Encoding, decodes_whole: bool, sample: &[u8]) -> Option<Codec> {
    let codec = Codec::from_web(guess);
    if !decodes_whole && !CYRILLIC.contains(&codec) {
        return None;
    }
    let text = codec.decode(sample).text;
    let look = Look::at(&text);
    let is_cyrillic = || {
        look.broken * CERTAIN_FROM <= look.all
            && look.cyrillic * 20 >= look.all * 19
            && look.small * 4 > look.cyrillic * 3
            && look.cyrillic_score() > CERTAIN_CYRILLIC
    };
    let is_certain = look.all >= CERTAIN_FROM && (decodes_whole || is_cyrillic());
    (is_certain && share_in_foreign_words(&text) >= IN_WORDS).then_some(codec)
}

/// One broken byte makes the detector give up an encoding of several bytes a character. Where its
/// guess makes bad words of many foreign bytes, lines are asked alone, most of which are whole.
fn damaged(guessed: Codec, bytes: &[u8], compared: &[u8]) -> Option<Codec> {
    let foreign = compared.iter().filter(|byte| !byte.is_ascii()).count();
    let broken = || Look::at(&guessed.decode(compared).text).broken_share();
    if !guessed.is_single_byte() || foreign * 4 < compared.len() || broken() < MUCH_BROKEN {
        return None;
    }
    let sample = bytes.get(..MUCH).unwrap_or(bytes);
    let lines = sample.split(|&byte| byte == b'\n');
    let guesses = lines
        .filter(|line| !line.is_ascii())
        .take(PIECES)
        .map(|line| guess(line.get(..DOUBTED).unwrap_or(line)));
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

fn guess(bytes: &[u8]) -> &'static Encoding {
    guess_after(&mut EncodingDetector::new(Iso2022JpDetection::Deny), bytes)
}

/// What a detector guesses after some more bytes. It does not learn that they end there: a sample, like a
/// damaged file, may end inside a character.
fn guess_after(detector: &mut EncodingDetector, bytes: &[u8]) -> &'static Encoding {
    detector.feed(bytes, false);
    detector.guess(None, Utf8Detection::Deny)
}

/// Whether half of the bytes outside ASCII or more stand beside another: in most scripts but Latin.
pub(super) fn is_mostly_joined(sample: &[u8]) -> bool {
    let foreign = sample.iter().filter(|byte| !byte.is_ascii()).count();
    let pairs = sample.windows(2);
    let joined = pairs.filter(|pair| pair.iter().all(|byte| !byte.is_ascii()));
    joined.count() * 2 >= foreign
}

fn refine(guess: &'static Encoding, sample: &[u8], context: &[u8]) -> Likeliest {
    let codec = Codec::from_web(guess);
    if let Some(cyrillic) = cyrillic(codec, sample) {
        return cyrillic;
    }
    let text = codec.decode(sample).text;
    if CYRILLIC.contains(&codec) || share_in_foreign_words(&text) < IN_WORDS {
        latin(is_latin(&text).then_some(codec), sample, context)
    } else {
        Likeliest::sure(codec)
    }
}

/// The note that an encoding may be another, with the first word that differs in both readings.
pub(super) fn doubt(codec: Codec, other: Codec, sample: &[u8]) -> Option<String> {
    let words = sample.split(u8::is_ascii_whitespace);
    let mut readings = words.map(|word| (codec.decode(word).text, other.decode(word).text));
    let (read, otherwise) = readings.find(|(read, otherwise)| read != otherwise)?;
    let shown = |word: String| word.chars().take(SHOWN).collect::<String>();
    Some(format!(
        "the encoding is uncertain: read as {} (`{}`), but may be {} (`{}`); to choose it, use `--encoding`",
        codec.name(),
        shown(read),
        other.name(),
        shown(otherwise)
    ))
}
