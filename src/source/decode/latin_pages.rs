//! Which of the encodings of the Latin script bytes are in: the one whose reading costs least.
//!
//! Takes the words about bytes outside ASCII and the detector's guess, gives a codec, and a note where
//! another comes near it. Readings that cost far more than the best are not rated to the end.

use std::sync::LazyLock;

use encoding_rs::{
    ISO_8859_2, ISO_8859_4, ISO_8859_13, ISO_8859_15, MACINTOSH, WINDOWS_1250, WINDOWS_1252,
    WINDOWS_1254, WINDOWS_1257, WINDOWS_1258,
};
use whatlang::Lang;

use super::codec::Codec;
use super::detect::{IN_DOUBT, Likeliest, doubt};
use super::latin::{Places, Reading, is_of_the_west};
use super::pages::Page;

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
/// How near two readings must be for the language to be asked.
const ASKS_LANGUAGE: f64 = 15.0;
/// Letters of an alphabet that make a reading with nothing odd about it certain.
const CERTAIN_LETTERS: u32 = 3;
const NOTHING_ODD: f64 = 2.5;
/// Words about bytes outside ASCII that are fewer, in bytes, say little of the language.
const FEW: usize = 400;

/// Their readings, made to be compared.
static READINGS: LazyLock<Vec<Reading>> = LazyLock::new(|| {
    let reading = |(codec, pages, beforehand)| Reading::new(codec, pages, beforehand);
    LATIN.map(reading).into()
});

/// The encoding of the Latin script whose reading costs least. Names of people in other languages say little:
/// where few words have bytes outside ASCII, the language is that of the text around them.
pub(super) fn latin(guess: Option<Codec>, sample: &[u8], context: &[u8]) -> Likeliest {
    let places = Places::of(sample);
    let is_listed = |codec: &Codec| READINGS.iter().any(|reading| reading.codec == *codec);
    let unlisted = guess.filter(|guess| !is_listed(guess));
    let unlisted = unlisted.map(|codec| Reading::new(codec, pages_of(codec), UNLISTED));
    let likely = guess.unwrap_or(WESTERN);
    let rate = |language: Option<Lang>| rate(&places, likely, &unlisted, language);
    let mut rated = rate(None);
    let mut is_western = false;
    let is_certain = rated.first().is_some_and(|best| best.is_certain);
    let next_best = |rated: &[Rated<'_>]| next_best(rated, &places, sample);
    if !is_certain && next_best(&rated).is_some_and(|(behind, _)| behind < ASKS_LANGUAGE) {
        let telling = if sample.len() < FEW { context } else { sample };
        let text = rated
            .first()
            .map(|best| best.reading.codec.decode(telling).text);
        let told = text.and_then(|text| whatlang::detect(&text));
        let told = told
            .filter(whatlang::Info::is_reliable)
            .map(|info| info.lang());
        rated = rate(told);
        is_western = told.is_some_and(is_of_the_west);
    }
    let best = rated.first();
    let reads_as_western = || {
        let western = rated.iter().find(|other| other.reading.codec == WESTERN);
        let both = best.zip(western);
        both.is_some_and(|(best, other)| reads_alike(best.reading, other.reading, &places, sample))
    };
    let codec = match best {
        Some(_) if is_western && reads_as_western() => WESTERN,
        Some(best) => best.reading.codec,
        None => WESTERN,
    };
    // Letters that the language lacks are those of names, and may be other letters in another reading.
    let limit = match best {
        Some(best) if best.has_strange_letters => ASKS_LANGUAGE,
        _ if is_certain => 0.0,
        _ => IN_DOUBT,
    };
    let near = next_best(&rated).filter(|(behind, _)| *behind < limit);
    let doubt = near.and_then(|(_, other)| doubt(codec, other, sample));
    Likeliest { codec, doubt }
}

/// A guess of the detector, if its reading is certain and would cost least whatever the guess were.
pub(super) fn certain_latin(guess: Codec, sample: &[u8]) -> Option<Codec> {
    let rated = rate(&Places::of(sample), guess, &None, None);
    let (best, others) = rated.split_first()?;
    let mut others = others.iter();
    let is_ahead = others.all(|other| other.cost > best.cost + 2.0 * GUESSED);
    (best.is_certain && is_ahead).then_some(guess)
}

/// All readings by their cost, the likely one first of those that cost the same. What costs far more than
/// another is not rated to the end.
fn rate<'a>(
    places: &Places,
    likely: Codec,
    unlisted: &'a Option<Reading>,
    language: Option<Lang>,
) -> Vec<Rated<'a>> {
    let readings = || READINGS.iter().chain(unlisted);
    let is_likely = |reading: &&Reading| reading.codec == likely;
    let others = readings().filter(|reading| !is_likely(reading));
    let mut least = f64::INFINITY;
    let rated = readings().filter(is_likely).chain(others).map(|reading| {
        let is_likely = is_likely(&reading);
        let bonus = if is_likely { GUESSED } else { 0.0 };
        let beside = reading.beforehand - bonus;
        let cost = places.cost(reading, language, least + ASKS_LANGUAGE - beside);
        let is_certain = cost.letters >= CERTAIN_LETTERS
            && cost.oddest <= NOTHING_ODD
            && !cost.has_strange_letters;
        let has_strange_letters = cost.has_strange_letters;
        let cost = cost.sum + beside;
        least = least.min(cost);
        Rated {
            reading,
            cost,
            is_certain: is_certain && is_likely,
            has_strange_letters,
        }
    });
    let mut rated: Vec<_> = rated.collect();
    rated.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    rated
}

/// A reading with what it costs.
struct Rated<'a> {
    reading: &'a Reading,
    cost: f64,
    /// Whether nothing better need be looked for.
    is_certain: bool,
    /// Whether the language that fits it best lacks some of its letters.
    has_strange_letters: bool,
}

/// Of readings in the order of their cost, the first that differs from the best, and by how much it
/// costs more.
fn next_best(rated: &[Rated<'_>], places: &Places, sample: &[u8]) -> Option<(f64, Codec)> {
    let (best, others) = rated.split_first()?;
    let differs = |other: &&Rated<'_>| !reads_alike(best.reading, other.reading, places, sample);
    let next = others.iter().find(differs)?;
    Some((next.cost - best.cost, next.reading.codec))
}

/// The group of code pages of a guess that is not listed.
fn pages_of(codec: Codec) -> &'static str {
    match codec {
        Codec::Web(encoding) if encoding == WINDOWS_1258 => "vietnamese",
        Codec::Web(encoding) if encoding == ISO_8859_4 || encoding == ISO_8859_13 => "baltic",
        _ => "west",
    }
}

/// Whether two readings make the same of a sample.
fn reads_alike(one: &Reading, other: &Reading, places: &Places, sample: &[u8]) -> bool {
    let codecs = [one.codec, other.codec];
    if codecs.iter().all(|codec| codec.is_single_byte()) {
        let mut bytes = places.bytes();
        return bytes.all(|byte| one.character(byte) == other.character(byte));
    }
    one.codec == other.codec || one.codec.decode(sample) == other.codec.decode(sample)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_are_alike_where_what_they_decode_is() {
        let samples: [&[u8]; 4] = [b"caf\xE9", b"\xA4 5", b"na\xEFve \x93so\x94", b"\xFE\xF0"];
        for sample in samples {
            let places = Places::of(sample);
            for (one, other) in READINGS
                .iter()
                .flat_map(|one| READINGS.iter().map(move |other| (one, other)))
            {
                let decoded = one.codec.decode(sample) == other.codec.decode(sample);
                assert_eq!(
                    reads_alike(one, other, &places, sample),
                    decoded,
                    "{:?} {:?}",
                    one.codec,
                    other.codec
                );
            }
        }
    }

    #[test]
    fn a_guess_is_certain_where_all_other_readings_cost_much_more() {
        let text = "Le préfet a été reçu à la mairie où l’on fêtait déjà Noël; ça ira, hélas.";
        let sample = WINDOWS_1252.encode(text).0;
        assert_eq!(certain_latin(WESTERN, &sample), Some(WESTERN));
        assert_eq!(certain_latin(Codec::Web(WINDOWS_1250), &sample), None);
        assert_eq!(certain_latin(WESTERN, b"na\xEFve"), None);
    }
}
