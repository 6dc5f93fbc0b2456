//! A seeded corpus with the statistics of natural text, written as one text file a document.
//!
//! Word ranks follow a double power law, as in natural text (Ferrer i Cancho and Solé 2001): a core
//! of common words by Zipf's law with exponent 1, and a steeper tail that never ends, so that the
//! vocabulary keeps growing with the text (Heaps' law). Sentences, paragraphs, commas, numbers,
//! curly quotes, inflections, fixed phrases and sources with favourite words are there too.

use std::fmt::Write as _;
use std::path::Path;

/// What a generated corpus holds.
pub(crate) struct Generated {
    /// Documents.
    pub(crate) documents: usize,
    /// Bytes of all documents.
    pub(crate) bytes: u64,
    /// Tokens, counted while they were written.
    pub(crate) tokens: u64,
    /// Sentences, counted while they were written.
    pub(crate) sentences: u64,
}

/// Ranks of this and above are content words; those below are English function words.
const FUNCTION_WORDS: [&str; 24] = [
    "the", "of", "and", "to", "in", "a", "is", "that", "for", "we", "our", "it", "on", "with",
    "as", "this", "are", "be", "by", "have", "not", "from", "has", "which",
];
const PHRASES: [&str; 6] = [
    "shared future",
    "cyber sovereignty",
    "international community",
    "digital divide",
    "multilateral system",
    "rule of law",
];
const SYLLABLES: [&str; 20] = [
    "ra", "ten", "mo", "lis", "ka", "ver", "dun", "se", "por", "il", "tra", "no", "be", "gan",
    "mi", "co", "fer", "ul", "pa", "dor",
];
const ENDINGS: [&str; 3] = ["s", "ed", "ing"];

/// How many words make the core.
const CORE: f64 = 5_000.0;
/// The exponent of the tail, less 1.
const TAIL: f64 = 0.8;

/// SplitMix64: small, seeded, the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 up to 1.
    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    fn chance(&mut self, one_in: u64) -> bool {
        self.below(one_in) == 0
    }

    /// A rank from 0, by the inverse of the distribution: nine in ten words are of the core.
    fn rank(&mut self) -> u64 {
        let is_core = !self.chance(10);
        let place = 1.0 - self.unit();
        let rank = if is_core {
            CORE.powf(place)
        } else {
            CORE * place.powf(-1.0 / TAIL)
        };
        rank.min(1e15) as u64 - 1
    }
}

/// Writes a corpus of about `bytes` bytes in 8 sources below `folder`.
pub(crate) fn generate(folder: &Path, bytes: u64, seed: u64) -> Generated {
    let mut random = Random(seed);
    let mut made = Generated {
        documents: 0,
        bytes: 0,
        tokens: 0,
        sentences: 0,
    };
    while made.bytes < bytes {
        let source = made.documents as u64 % 8;
        let mut text = String::new();
        for paragraph in 0..6 + random.below(8) {
            if paragraph > 0 {
                text.push_str("\n\n");
            }
            for sentence in 0..3 + random.below(4) {
                if sentence > 0 {
                    text.push(' ');
                }
                made.tokens += write_sentence(&mut text, source, &mut random);
                made.sentences += 1;
            }
        }
        let path = folder.join(format!("source{source}/{:06}.txt", made.documents));
        std::fs::create_dir_all(path.parent().unwrap_or(folder)).expect("a folder");
        std::fs::write(path, &text).expect("a document");
        made.documents += 1;
        made.bytes += text.len() as u64;
    }
    made
}

/// Appends a sentence; gives its tokens.
fn write_sentence(text: &mut String, source: u64, random: &mut Random) -> u64 {
    let start = text.len();
    let length = 8 + random.below(14) + random.below(14);
    let mut tokens = 0;
    for position in 0..length {
        if position > 0 {
            text.push_str(if random.chance(14) { ", " } else { " " });
        }
        if random.chance(40) {
            let phrase = PHRASES[random.below(PHRASES.len() as u64) as usize];
            text.push_str(phrase);
            tokens += phrase.split(' ').count() as u64;
        } else if random.chance(60) {
            let _ = write!(text, "{}", 1 + random.below(2030));
            tokens += 1;
        } else if random.chance(90) {
            text.push('“');
            push_word(text, source, random);
            text.push('”');
            tokens += 1;
        } else {
            push_word(text, source, random);
            tokens += 1;
        }
    }
    // A capital, so that the sentence before has ended by the rules of UAX #29.
    if text[start..].starts_with(|c: char| c.is_ascii_lowercase()) {
        let capital = text[start..=start].to_uppercase();
        text.replace_range(start..=start, &capital);
    } else {
        text.insert_str(start, "Then ");
        tokens += 1;
    }
    // Short words such as "no" and "co" are abbreviations where a full stop is behind them.
    let last = text.rsplit(' ').next().unwrap_or_default();
    if last.len() <= 4 && !last.ends_with(|c: char| c.is_ascii_digit()) {
        text.push_str(" again");
        tokens += 1;
    }
    text.push('.');
    tokens
}

fn push_word(text: &mut String, source: u64, random: &mut Random) {
    let rank = random.rank();
    if let Some(word) = FUNCTION_WORDS.get(rank as usize) {
        text.push_str(word);
        return;
    }
    // Each source prefers some words: it spells a twelfth of its ranks in its own way.
    let own = if rank.is_multiple_of(12) {
        source + 1
    } else {
        0
    };
    let mut number = rank * 9 + own;
    loop {
        text.push_str(SYLLABLES[(number % 20) as usize]);
        number /= 20;
        if number == 0 {
            break;
        }
    }
    if random.chance(3) {
        text.push_str(ENDINGS[random.below(ENDINGS.len() as u64) as usize]);
    }
}
