//! Near copies made from real texts, and how many of them are found. Not run by itself:
//! `cargo test --release --lib synthetic -- --ignored --nocapture`.

#![allow(clippy::disallowed_methods, clippy::print_stdout)]

use std::path::Path;

use super::*;
use crate::tokenize::mix;

/// Where the texts are; what is not there is told, not failed.
const TEXTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpora/ungd2017");
const FALLBACK: &str = "/work/shared/corpora/ungd2017";
const KINDS: [&str; 8] = [
    "original",
    "words",
    "removed",
    "added",
    "reordered",
    "half",
    "first half",
    "framed",
];

struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        (mix(self.0) >> 11) as usize % most.max(1)
    }

    fn is(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// Stretches of sentences, none of which overlap.
fn stretches() -> Vec<Vec<String>> {
    let folder = [TEXTS, FALLBACK]
        .into_iter()
        .find(|folder| Path::new(folder).is_dir());
    let Some(folder) = folder else {
        println!("no texts at {TEXTS}: nothing is measured");
        return Vec::new();
    };
    let files = std::fs::read_dir(folder).expect("a folder");
    let mut files: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    files.sort();
    let mut stretches = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        let sentences: Vec<String> = text.split_inclusive(". ").map(ToOwned::to_owned).collect();
        let long = |stretch: &&[String]| {
            let words: usize = stretch.iter().map(|s| s.split_whitespace().count()).sum();
            words >= 60
        };
        for (length, start) in [(8, 3), (20, 14), (35, 40)] {
            let stretch = sentences.get(start..start + length);
            stretches.extend(stretch.filter(long).map(<[String]>::to_vec));
        }
    }
    stretches
}

/// A near copy of a kind.
fn copy(kind: usize, text: &[String], other: &[String], random: &mut Random) -> String {
    let kept = |percent, random: &mut Random| -> Vec<String> {
        text.iter()
            .filter(|_| random.is(percent))
            .cloned()
            .collect()
    };
    match KINDS[kind] {
        "words" => {
            let all = text.concat();
            let words = all
                .split(' ')
                .map(|word| if random.is(4) { "changed" } else { word });
            words.collect::<Vec<_>>().join(" ")
        }
        "removed" => kept(80, random).concat(),
        "added" => {
            let added = text
                .iter()
                .enumerate()
                .map(|(n, sentence)| match other.get(n) {
                    Some(other) if random.is(25) => format!("{sentence}{other}"),
                    _ => sentence.clone(),
                });
            added.collect()
        }
        "reordered" => {
            let mut parts: Vec<&[String]> = text.chunks(text.len().div_ceil(4)).collect();
            parts.reverse();
            parts.concat().concat()
        }
        "half" => {
            let mut order: Vec<usize> = (0..text.len()).collect();
            while order.len() > text.len() / 2 {
                order.remove(random.below(order.len()));
            }
            order.iter().map(|&n| text[n].as_str()).collect()
        }
        "first half" => text[..text.len() / 2].concat(),
        "framed" => format!(
            "Read more news and comment every day in our paper and on all your devices. {} All rights reserved by the publisher of these pages. Sign up here for our letter to readers.",
            text.concat()
        ),
        _ => text.concat(),
    }
}

#[test]
#[ignore = "a measurement"]
fn how_many_synthetic_near_copies_are_found() {
    let stretches = stretches();
    for seed in 1..=3 {
        let mut random = Random(seed);
        let mut records: Vec<(String, String)> = Vec::new();
        let mut truth: Vec<(usize, usize)> = Vec::new();
        for (number, text) in stretches.iter().enumerate() {
            let other = &stretches[(number + 7) % stretches.len()];
            let kinds: Vec<usize> = (0..KINDS.len())
                .filter(|&kind| kind == 0 || random.is(45))
                .collect();
            for kind in kinds {
                let id = format!("{:06}", mix(records.len() as u64 + seed) % 1_000_000);
                records.push((id, copy(kind, text, other, &mut random)));
                truth.push((number, kind));
            }
        }
        let given: Vec<_> = records
            .iter()
            .map(|(id, text)| (&**id, "", &**text))
            .collect();
        let begin = std::time::Instant::now();
        let found = find_copies(&[Segment::of_texts(&given)], 0.7);
        report(seed, &records, &truth, &found, begin.elapsed().as_millis());
    }
}

fn report(
    seed: u64,
    records: &[(String, String)],
    truth: &[(usize, usize)],
    found: &Copies,
    millis: u128,
) {
    let cluster = |n: usize| found.links.get(&records[n].0).map(|link| link.cluster);
    let (mut right, mut wrong, mut all) = (0, 0, 0);
    let mut by_kind = [(0, 0); KINDS.len()];
    for a in 0..records.len() {
        for b in a + 1..records.len() {
            let is_copy = truth[a].0 == truth[b].0;
            let is_found = cluster(a).is_some() && cluster(a) == cluster(b);
            all += usize::from(is_copy);
            right += usize::from(is_copy && is_found);
            wrong += usize::from(!is_copy && is_found);
            if is_copy && truth[a].1 == 0 {
                by_kind[truth[b].1].0 += usize::from(is_found);
                by_kind[truth[b].1].1 += 1;
            }
        }
    }
    let (precision, recall) = (
        right as f64 / (right + wrong) as f64,
        right as f64 / all as f64,
    );
    let f1 = 2.0 * precision * recall / (precision + recall);
    println!(
        "seed {seed}: {} documents, {millis} ms, precision {precision:.4} recall {recall:.4} F1 {f1:.4}",
        records.len()
    );
    for (kind, (found, of)) in KINDS.iter().zip(by_kind).skip(1) {
        println!("  {kind}: {found} of {of} with their original");
    }
}
