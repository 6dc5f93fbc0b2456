//! The encoding of bytes that say nothing of it and are not UTF-8.
//!
//! Looks at the words about bytes outside ASCII only. chardetng decides among the encodings of the Web.
//! Its guess is then compared with readings it does not try (pages of DOS and of Mac OS) or is often
//! wrong about in short text. Text in Latin script, or whose bytes outside ASCII make no words of
//! another script, takes the reading that costs least (`latin.rs`). Where two come near each other,
//! a note names both.

use std::sync::LazyLock;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    Encoding, IBM866, ISO_8859_2, ISO_8859_4, ISO_8859_5, ISO_8859_13, ISO_8859_15, KOI8_U,
    MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1254, WINDOWS_1257, WINDOWS_1258,
    X_MAC_CYRILLIC,
};
use whatlang::Lang;

use super::codec::Codec;
use super::foreign::words_about_the_foreign;
use super::latin::{Places, Reading};
use super::pages::Page;
use super::plausible::{Look, is_latin, share_in_foreign_words};

/// How much is given to the detector, and how much is compared, in bytes.
const GUESSED_FROM: usize = 1000;
const COMPARED: usize = 2000;
/// How much is searched for whole lines where the guess is doubted.
const DOUBTED: usize = 1 << 14;
/// How much is given to the detector where its first guess fails.
const MUCH: usize = 1 << 20;

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
/// The share of characters outside ASCII that must be in words of another script, if not in Latin.
const IN_WORDS: f64 = 0.5;

/// Encodings of the Latin script, the languages they are for, and what speaks against each beforehand.
const LATIN: [(Codec, &str, f64); 12] = [
    (WESTERN, "west", 0.0),
    (Codec::Web(WINDOWS_1250), "central", 3.0),
    (Codec::Web(ISO_8859_2), "central", 3.5),
    (Codec::Web(WINDOWS_1254), "turkish", 3.0),
    (Codec::Web(WINDOWS_1257), "baltic", 3.5),
    (Codec::Web(ISO_8859_15), "west", 3.0),
    (Codec::Web(MACINTOSH), "west", 5.5),
    (Codec::Page(Page::IBM850), "west", 6.0),
    (Codec::Page(Page::IBM852), "central", 6.5),
    (Codec::Page(Page::IBM857), "turkish", 7.5),
    (Codec::Page(Page::IBM437), "west", 6.2),
    (Codec::Page(Page::IBM775), "baltic", 7.5),
];
const WESTERN: Codec = Codec::Web(WINDOWS_1252);
/// What speaks against a guess of the detector that the list lacks, and for any.
const UNLISTED: f64 = 4.0;
const GUESSED: f64 = 2.0;
/// How near two readings must be for the language to be asked, and for a note.
const ASKS_LANGUAGE: f64 = 15.0;
const IN_DOUBT: f64 = 3.0;
/// Letters of an alphabet that make a reading with nothing odd about it certain.
const CERTAIN_LETTERS: u32 = 3;
const NOTHING_ODD: f64 = 2.5;
/// How much of a word a note shows, in characters.
const SHOWN: usize = 24;

/// The same, made to be compared.
static READINGS: LazyLock<Vec<Reading>> = LazyLock::new(|| {
    let reading = |(codec, pages, beforehand)| Reading::new(codec, pages, beforehand);
    LATIN.map(reading).into()
});

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
    let mut guessed = guess(&words_about_the_foreign(bytes, GUESSED_FROM));
    let decodes = |encoding: &'static Encoding| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
        text.is_some()
    };
    if !guessed.is_single_byte() && !decodes(guessed) {
        guessed = guess(bytes.get(..MUCH).unwrap_or(bytes));
    }
    let refined = refine(guessed, &compared);
    damaged(refined.codec, bytes, &compared).map_or(refined, Likeliest::sure)
}

/// One broken byte makes the detector give up an encoding of several bytes a character. Where its
/// guess makes bad words of many foreign bytes, lines are asked alone, most of which are whole.
fn damaged(guessed: Codec, bytes: &[u8], compared: &[u8]) -> Option<Codec> {
    let is_single_byte = match guessed {
        Codec::Web(encoding) => encoding.is_single_byte(),
        Codec::Page(_) => true,
        _ => false,
    };
    let foreign = compared.iter().filter(|byte| !byte.is_ascii()).count();
    let broken = || Look::at(&guessed.decode(compared).text).broken_share();
    if !is_single_byte || foreign * 4 < compared.len() || broken() < MUCH_BROKEN {
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
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // The detector does not learn that it ends there: a sample, like a damaged file, may end inside a character.
    detector.feed(bytes, false);
    detector.guess(None, Utf8Detection::Deny)
}

fn refine(guess: &'static Encoding, sample: &[u8]) -> Likeliest {
    let codec = Codec::from_web(guess);
    if let Some(cyrillic) = cyrillic(codec, sample) {
        return cyrillic;
    }
    let text = codec.decode(sample).text;
    if CYRILLIC.contains(&codec) || share_in_foreign_words(&text) < IN_WORDS {
        latin(is_latin(&text).then_some(codec), sample)
    } else {
        Likeliest::sure(codec)
    }
}

/// The best of the Cyrillic encodings, if its letters make words, and the guess is one of them or the
/// text is clearly Cyrillic.
fn cyrillic(guess: Codec, sample: &[u8]) -> Option<Likeliest> {
    let foreign = sample.iter().filter(|byte| !byte.is_ascii()).count();
    let pairs = sample.windows(2);
    let joined = pairs.filter(|pair| pair.iter().all(|byte| !byte.is_ascii()));
    if joined.count() * 2 < foreign {
        return None;
    }
    let look = |codec: Codec| Look::at(&codec.decode(sample).text);
    let mut looks = CYRILLIC.map(|codec| (look(codec), codec));
    looks.sort_by(|a, b| b.0.cyrillic_score().total_cmp(&a.0.cyrillic_score()));
    let [(look, best), (next_look, next), ..] = looks;
    let is_clear = look.cyrillic_score() > LEAST_CYRILLIC
        && look.cyrillic >= FEWEST_CYRILLIC
        && look.small * 2 > look.cyrillic;
    let makes_words = share_in_foreign_words(&best.decode(sample).text) >= IN_WORDS;
    let is_cyrillic = makes_words && (CYRILLIC.contains(&guess) || is_clear);
    let ahead = look.cyrillic_score() - next_look.cyrillic_score();
    let is_near = ahead * (look.all as f64) < IN_DOUBT;
    is_cyrillic.then(|| Likeliest {
        codec: best,
        doubt: is_near.then(|| doubt(best, next, sample)).flatten(),
    })
}

/// The encoding of the Latin script whose reading costs least.
fn latin(guess: Option<Codec>, sample: &[u8]) -> Likeliest {
    let places = Places::of(sample);
    let is_listed = |codec: &Codec| READINGS.iter().any(|reading| reading.codec == *codec);
    let unlisted = guess.filter(|guess| !is_listed(guess));
    let unlisted = unlisted.map(|codec| Reading::new(codec, pages_of(codec), UNLISTED));
    let likely = guess.unwrap_or(WESTERN);
    let rate = |language: Option<Lang>| {
        let rated = READINGS.iter().chain(&unlisted).map(|reading| {
            let cost = places.cost(reading, language);
            let bonus = if reading.codec == likely {
                GUESSED
            } else {
                0.0
            };
            let is_certain = cost.letters >= CERTAIN_LETTERS && cost.oddest <= NOTHING_ODD;
            Rated {
                codec: reading.codec,
                cost: cost.sum + reading.beforehand - bonus,
                is_certain: is_certain && reading.codec == likely,
            }
        });
        let mut rated: Vec<_> = rated.collect();
        rated.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        rated
    };
    let mut rated = rate(None);
    let is_certain = rated.first().is_some_and(|best| best.is_certain);
    if !is_certain && next_best(&rated, sample).is_some_and(|(behind, _)| behind < ASKS_LANGUAGE) {
        let text = rated.first().map(|best| best.codec.decode(sample).text);
        let told = text.and_then(|text| whatlang::detect(&text));
        rated = rate(
            told.filter(whatlang::Info::is_reliable)
                .map(|info| info.lang()),
        );
    }
    let codec = rated.first().map_or(WESTERN, |best| best.codec);
    let near = next_best(&rated, sample).filter(|(behind, _)| *behind < IN_DOUBT && !is_certain);
    let doubt = near.and_then(|(_, other)| doubt(codec, other, sample));
    Likeliest { codec, doubt }
}

/// A reading with what it costs.
struct Rated {
    codec: Codec,
    cost: f64,
    /// Whether nothing better need be looked for.
    is_certain: bool,
}

/// Of readings in the order of their cost, the first that differs from the best, and by how much it
/// costs more.
fn next_best(rated: &[Rated], sample: &[u8]) -> Option<(f64, Codec)> {
    let (best, others) = rated.split_first()?;
    let mut others = others.iter();
    let next = others.find(|other| !reads_alike(best.codec, other.codec, sample))?;
    Some((next.cost - best.cost, next.codec))
}

/// The group of code pages of a guess that is not listed.
fn pages_of(codec: Codec) -> &'static str {
    match codec {
        Codec::Web(encoding) if encoding == WINDOWS_1258 => "vietnamese",
        Codec::Web(encoding) if encoding == ISO_8859_4 || encoding == ISO_8859_13 => "baltic",
        _ => "west",
    }
}

/// Whether two encodings make the same of a sample.
fn reads_alike(one: Codec, other: Codec, sample: &[u8]) -> bool {
    one == other || one.decode(sample) == other.decode(sample)
}

/// The note that an encoding may be another, with the first word that differs in both readings.
fn doubt(codec: Codec, other: Codec, sample: &[u8]) -> Option<String> {
    let words = sample.split(u8::is_ascii_whitespace);
    let mut readings = words.map(|word| (codec.decode(word).text, other.decode(word).text));
    let (read, otherwise) = readings.find(|(read, otherwise)| read != otherwise)?;
    let shown = |word: String| word.chars().take(SHOWN).collect::<String>();
    Some(format!(
        "the encoding is in doubt: read as {} (`{}`), may be {} (`{}`); `--encoding` names the right one",
        codec.name(),
        shown(read),
        other.name(),
        shown(otherwise)
    ))
}
