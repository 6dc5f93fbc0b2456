//! Which of the encodings of Cyrillic bytes are in, if any.
//!
//! Takes the words about bytes outside ASCII and the detector's guess, gives a codec, and a note where another
//! comes near it. Bytes that make no frequent letters wherever they stand are not decoded.

use std::sync::LazyLock;

use encoding_rs::{IBM866, ISO_8859_5, KOI8_U, WINDOWS_1251, X_MAC_CYRILLIC};

use super::codec::Codec;
use super::detect::{IN_DOUBT, IN_WORDS, Likeliest, doubt, is_mostly_joined};
use super::pages::Page;
use super::plausible::{Look, share_in_foreign_words};

/// Encodings of Cyrillic.
pub(super) const CYRILLIC: [Codec; 6] = [
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

/// The best of the Cyrillic encodings, if its letters make words, and the guess is one of them or the
/// text is clearly Cyrillic.
pub(super) fn cyrillic(guess: Codec, sample: &[u8]) -> Option<Likeliest> {
    if !is_mostly_joined(sample) || !CYRILLIC.contains(&guess) && !may_be_cyrillic(sample) {
        return None;
    }
    let look = |codec: Codec| Look::at(&codec.decode(sample).text);
    let mut looks = CYRILLIC.map(|codec| (look(codec), codec));
    looks.sort_by(|a, b| b.0.cyrillic_score().total_cmp(&a.0.cyrillic_score()));
    let [(look, best), (next_look, next), ..] = looks;
    let makes_words = share_in_foreign_words(&best.decode(sample).text) >= IN_WORDS;
    let is_cyrillic = makes_words && (CYRILLIC.contains(&guess) || is_clear(&look, LEAST_CYRILLIC));
    let ahead = look.cyrillic_score() - next_look.cyrillic_score();
    let is_near = ahead * (look.all as f64) < IN_DOUBT;
    is_cyrillic.then(|| Likeliest {
        codec: best,
        doubt: is_near.then(|| doubt(best, next, sample)).flatten(),
    })
}

/// Whether a look shows clearly Cyrillic text: its letters are frequent, and most of them small.
fn is_clear(look: &Look, least: f64) -> bool {
    let is_small = look.small * 2 > look.cyrillic;
    look.cyrillic_score() > least && look.cyrillic >= FEWEST_CYRILLIC && is_small
}

/// By encoding of Cyrillic: each byte outside ASCII, looked at alone.
static ALONE: LazyLock<[[Look; 128]; CYRILLIC.len()]> = LazyLock::new(|| {
    CYRILLIC.map(|codec| {
        let bytes: [u8; 128] = std::array::from_fn(|index| 0x80 | index as u8);
        bytes.map(|byte| Look::at(&codec.decode(&[byte]).text))
    })
});

/// Whether bytes could be clearly Cyrillic text in any of its encodings, if each stood where it should.
pub(super) fn may_be_cyrillic(sample: &[u8]) -> bool {
    let mut counts = [0; 128];
    let foreign = sample.iter().filter(|byte| !byte.is_ascii());
    foreign.for_each(|byte| counts[usize::from(byte & 0x7F)] += 1);
    let look = |alone: &[Look; 128]| {
        let mut all = Look::default();
        let bytes = alone.iter().zip(counts);
        bytes.for_each(|(look, count)| all.add_many(look, count));
        all
    };
    // A little less, since a sum depends on its order.
    let least = LEAST_CYRILLIC - 1e-6;
    ALONE.iter().any(|alone| is_clear(&look(alone), least))
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_may_not_be_cyrillic_is_not_clear_in_any_of_its_encodings(
            encoding in 0..CYRILLIC.len(), letters in vec(0..32_u32, 1..60), others in vec(0x80_u8.., 0..20),
        ) {
            let letters = letters.iter().filter_map(|letter| char::from_u32(u32::from('а') + letter));
            let text: String = letters.collect();
            let mut bytes = match CYRILLIC.get(encoding) {
                Some(Codec::Web(encoding)) => encoding.encode(&text).0.into_owned(),
                _ => Vec::new(),
            };
            bytes.extend(others);
            let look = |codec: Codec| Look::at(&codec.decode(&bytes).text);
            let are_clear = CYRILLIC.into_iter().any(|codec| is_clear(&look(codec), LEAST_CYRILLIC));
            prop_assert!(!are_clear || may_be_cyrillic(&bytes));
        }
    }

    #[test]
    fn other_scripts_are_not_cyrillic_by_their_letters() {
        let greek = "Χθες το βράδυ έβρεχε ασταμάτητα και κανείς δεν κοιμήθηκε.";
        let hebrew = "ירד גשם כל הלילה ואיש לא ישן עד הבוקר.";
        for (encoding, text) in [
            (encoding_rs::WINDOWS_1253, greek),
            (encoding_rs::WINDOWS_1255, hebrew),
        ] {
            assert!(!may_be_cyrillic(&encoding.encode(text).0), "{text}");
        }
        let russian = "Всю ночь шёл дождь, и никто не спал до самого утра.";
        assert!(may_be_cyrillic(&KOI8_U.encode(russian).0));
    }
}
