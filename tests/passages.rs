//! Passages planted in texts made up for the purpose: how much of them is found, and how much else.

#![allow(clippy::print_stdout, reason = "the figures are worth a look")]

use std::ops::Range;

use refrain::analyze::{Passage, Span};
use refrain::config::Config;
use refrain::pipeline::{self, Input};
use refrain::progress::Silent;

/// Words of the planted passages.
const LENGTHS: [usize; 5] = [12, 25, 50, 100, 200];
/// Changed words in a hundred.
const CHANGES: [u64; 4] = [0, 5, 10, 20];
/// Passages of each length and change.
const PLANTS: usize = 40;
/// Words of the texts around passages.
const AROUND: usize = 110;

/// A third of running English is made of words like these; the most frequent come first.
const FUNCTION_WORDS: &str = "the of and to in a is that for it as was with be by on not he i this \
    are or his from at which but have an had they you were their one all we can her has there been \
    if more when will would who so no she other its may these what them than some him time into only";

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % limit
    }

    /// A number from 1 to `limit`, `n` about 1/n as often as 1 (Zipf's law with exponent 1).
    fn rank(&mut self, limit: f64) -> usize {
        let share = self.below(1 << 32) as f64 / (1_u64 << 32) as f64;
        (limit.powf(share)) as usize
    }
}

/// A running text of words by Zipf's law.
struct Language {
    function_words: Vec<String>,
    random: Random,
}

impl Language {
    fn new() -> Self {
        Self {
            function_words: FUNCTION_WORDS
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
            random: Random(2015),
        }
    }

    fn word(&mut self) -> String {
        if self.random.below(100) < 45 {
            let rank = self.random.rank(self.function_words.len() as f64 + 1.0);
            return self.function_words[(rank - 1).min(self.function_words.len() - 1)].clone();
        }
        let mut number = self.random.rank(20_000.0);
        let mut word = String::from("k");
        while number > 0 {
            word.push(char::from(b"bdfglmnprst"[number % 11]));
            word.push(char::from(b"aeiou"[number % 5]));
            number /= 11;
        }
        word
    }

    fn text(&mut self, words: usize) -> Vec<String> {
        (0..words).map(|_| self.word()).collect()
    }

    /// The words with so many in a hundred of them changed: replaced, dropped, or followed by an added
    /// one, as often each. The first and the last stay, as they are what makes the passage that long.
    fn changed(&mut self, words: &[String], percent: u64) -> Vec<String> {
        let mut changed = Vec::new();
        for (place, word) in words.iter().enumerate() {
            let is_inner = place > 0 && place + 1 < words.len();
            if !is_inner || self.random.below(100) >= percent {
                changed.push(word.clone());
                continue;
            }
            match self.random.below(3) {
                0 => changed.push(self.word()),
                1 => {}
                _ => changed.extend([word.clone(), self.word()]),
            }
        }
        changed
    }
}

/// Words with full stops now and then.
fn spell(words: &[String]) -> String {
    let mut text = String::new();
    for (place, word) in words.iter().enumerate() {
        text.push_str(if place == 0 {
            ""
        } else if place % 17 == 0 {
            ". "
        } else if place % 7 == 0 {
            ", "
        } else {
            " "
        });
        text.push_str(word);
    }
    text
}

/// A planted passage: its length and change, and where it stands in two documents.
struct Plant {
    length: usize,
    change: u64,
    documents: [usize; 2],
    places: [Range<u32>; 2],
}

/// Documents in pairs with a passage of each length, and what was planted.
fn plant() -> (Vec<Vec<String>>, Vec<Plant>) {
    let mut language = Language::new();
    let (mut documents, mut plants) = (Vec::new(), Vec::new());
    for change in CHANGES {
        for number in 0..PLANTS {
            let (mut first, mut second) = (language.text(AROUND), language.text(AROUND));
            // In turn, so that a passage is beside others in the second document.
            for at in 0..LENGTHS.len() {
                let length = LENGTHS[(at + number) % LENGTHS.len()];
                let passage = language.text(length);
                let changed = language.changed(&passage, change);
                let mut add = |text: &mut Vec<String>, passage: Vec<String>| {
                    let start = text.len() as u32;
                    text.extend(passage);
                    let end = text.len() as u32;
                    text.extend(language.text(AROUND));
                    start..end
                };
                let places = [add(&mut first, passage), add(&mut second, changed)];
                plants.push(Plant {
                    length,
                    change,
                    documents: [documents.len(), documents.len() + 1],
                    places,
                });
            }
            documents.extend([first, second]);
        }
    }
    (documents, plants)
}

fn find(documents: &[Vec<String>]) -> Vec<Passage> {
    let folder = tempfile::tempdir().expect("a folder");
    let records = documents.iter().enumerate().map(|(number, words)| {
        let id = format!("{number:04}");
        let record = serde_json::json!({
            "id": id, "source": id, "text": spell(words), "language": "en",
        });
        record.to_string()
    });
    let path = folder.path().join("records.jsonl");
    crate::common::write(&path, records.collect::<Vec<_>>().join("\n").as_bytes());
    let input = Input {
        paths: vec![path],
        ..Input::default()
    };
    let mut config = Config::default();
    config.output.only = vec![refrain::model::TableId::Passages];
    let results = pipeline::analyse(&input, &config, &Silent).expect("results");
    assert_eq!(results.corpus.documents.len(), documents.len());
    let passages = results
        .shared_passages
        .expect("passages were asked for")
        .passages;
    for own in &passages {
        assert!(own.words() >= config.reuse.shortest && own.identity() >= config.reuse.identity);
        assert!(own.earlier.document < own.later.document && own.matches <= own.columns);
    }
    passages
}

fn common_words(span: &Span, place: &Range<u32>) -> u32 {
    span.end
        .min(place.end)
        .saturating_sub(span.start.max(place.start))
}

/// Words that are planted, planted and found, and found, in both documents.
#[derive(Default, Clone, Copy)]
struct Found {
    planted: u32,
    both: u32,
    found: u32,
}

impl Found {
    fn recall(self) -> f64 {
        f64::from(self.both) / f64::from(self.planted)
    }

    fn precision(self) -> f64 {
        f64::from(self.both) / f64::from(self.found)
    }
}

/// Counts by length and change, and the words of passages that were not planted.
fn count(plants: &[Plant], passages: &[Passage]) -> ([[Found; 4]; 5], u32) {
    let mut counts = [[Found::default(); 4]; 5];
    let cell = |plant: &Plant| {
        let length = LENGTHS.iter().position(|&own| own == plant.length);
        let change = CHANGES.iter().position(|&own| own == plant.change);
        (length.expect("a length"), change.expect("a change"))
    };
    for plant in plants {
        let (length, change) = cell(plant);
        let planted: u32 = plant
            .places
            .iter()
            .map(|place| place.end - place.start)
            .sum();
        counts[length][change].planted += planted;
    }
    let mut others = 0;
    for passage in passages {
        let spans = [passage.earlier, passage.later];
        let words: u32 = spans.iter().map(Span::words).sum();
        let own = plants.iter().find(|plant| {
            let is_there = |half: usize| {
                spans[half].document.index() == plant.documents[half]
                    && common_words(&spans[half], &plant.places[half]) > 0
            };
            is_there(0) && is_there(1)
        });
        let Some(plant) = own else {
            others += words;
            continue;
        };
        let (length, change) = cell(plant);
        let both = spans.iter().zip(&plant.places);
        counts[length][change].both += both.map(|(s, place)| common_words(s, place)).sum::<u32>();
        counts[length][change].found += words;
    }
    (counts, others)
}

/// The least recall and precision, in hundredths, by length and change.
const LEAST: [[(f64, f64); 4]; 5] = [
    [(99.0, 99.0), (95.0, 98.0), (75.0, 98.0), (55.0, 98.0)],
    [(99.0, 99.0), (99.0, 99.0), (99.0, 99.0), (93.0, 99.0)],
    [(99.0, 99.0), (99.0, 99.0), (99.0, 99.0), (98.0, 99.0)],
    [(99.0, 99.0), (99.0, 99.0), (99.0, 99.0), (98.0, 99.0)],
    [(99.0, 99.0), (99.0, 99.0), (99.0, 99.0), (99.0, 99.0)],
];

#[test]
fn planted_passages_are_found_and_hardly_anything_else() {
    let (documents, plants) = plant();
    let passages = find(&documents);
    let (counts, others) = count(&plants, &passages);
    for (length, row) in counts.iter().enumerate() {
        for (change, found) in row.iter().enumerate() {
            let (recall, precision) = (100.0 * found.recall(), 100.0 * found.precision());
            let what = format!("{} words, {} % changed", LENGTHS[length], CHANGES[change]);
            println!("{what}: recall {recall:.2} %, precision {precision:.2} %");
            let least = LEAST[length][change];
            assert!(recall >= least.0, "{what}: recall {recall:.2} %");
            assert!(precision >= least.1, "{what}: precision {precision:.2} %");
        }
    }
    let all: u32 = counts.iter().flatten().map(|own| own.found).sum();
    println!(
        "{others} words of {} in passages that were not planted",
        all + others
    );
    assert!(
        1000 * others <= all,
        "{others} words of passages that were not planted"
    );
}
