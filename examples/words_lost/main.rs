//! The law of the words, word by word: what files show and refrain has nowhere.
//!
//! `cargo run --example words_lost -- FILE_OR_FOLDER ...` reads the files twice: with refrain, and by means of
//! its own that know next to nothing of formats (`shown.rs`). It prints, file by file and the worst first, the
//! words that a file shows and that are neither counted, nor in `boilerplate.csv`, nor in a metadata column
//! of `documents.csv`, with how often. Files with refused documents are listed with the reasons.
//! Words that refrain makes of others (a date, a word that a line end divided) show up here too: what is
//! printed is to be looked at, and what is not printed is not lost.

#![allow(clippy::print_stdout, reason = "an example shows what it found")]
#![allow(
    clippy::disallowed_methods,
    reason = "it reads the files by itself, to compare"
)]

mod shown;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use refrain::config::Config;
use refrain::model::Corpus;
use refrain::model::DocumentInfo;
use refrain::pipeline::{self, Input};
use refrain::progress::Silent;
use walkdir::WalkDir;

use words::{Words, add, count, less};

/// Words that are printed of one file.
const MOST_WORDS: usize = 30;
/// The most words of a date with its time.
const MOST_OF_DATE: usize = 8;
/// Of these, the most that are no numbers, weekday and month, and how long what joins them is at most, in letters.
const MOST_NAMES: usize = 2;
const LONGEST_JOINT: usize = 3;
/// Files that describe others or the run.
const NO_DOCUMENTS: [&str; 3] = ["metadata.csv", "refrain.toml", "concepts.yml"];

/// What refrain has of one file.
#[derive(Default)]
struct Kept {
    words: Words,
    documents: usize,
    encoding: Option<&'static str>,
    /// The dates of its documents.
    dates: BTreeSet<String>,
    refused: Vec<String>,
    /// The lines where refused records begin.
    refused_lines: BTreeSet<u64>,
}

/// What one file shows and refrain has nowhere.
struct Loss {
    file: PathBuf,
    lost: Words,
    shown: usize,
    refused: Vec<String>,
}

fn main() -> refrain::Result<()> {
    for folder in std::env::args_os().skip(1).map(PathBuf::from) {
        let input = Input {
            paths: vec![folder.clone()],
            ..Input::default()
        };
        let corpus = pipeline::read(&input, &Config::default(), &Silent)?;
        let mut losses = losses(&folder, &kept(&corpus));
        losses.sort_by(|a, b| {
            let order = count(&b.lost).cmp(&count(&a.lost));
            order.then_with(|| a.file.cmp(&b.file))
        });
        losses.iter().for_each(print);
        let (lost, shown) = losses.iter().fold((0, 0), |(lost, shown), loss| {
            (lost + count(&loss.lost), shown + loss.shown)
        });
        let with = losses.iter().filter(|loss| !loss.lost.is_empty()).count();
        println!(
            "{}: {lost} of {shown} words lost, in {with} of {} files",
            folder.display(),
            losses.len()
        );
    }
    Ok(())
}

/// What refrain has of each file, by its path below the input.
fn kept(corpus: &Corpus) -> BTreeMap<String, Kept> {
    let mut files: BTreeMap<String, Kept> = BTreeMap::new();
    for id in corpus.ids() {
        let document = corpus.document(id);
        let file = files
            .entry(document.info.place.path.to_string())
            .or_default();
        file.documents += 1;
        file.encoding = Some(document.info.encoding.name);
        file.dates.insert(document.info.date.clone());
        add(&mut file.words, &corpus.paragraphs(id));
        for left_out in &document.left_out {
            add(&mut file.words, &left_out.text);
        }
        add(&mut file.words, &metadata(&document.info));
    }
    for skipped in &corpus.skipped {
        let file = files.entry(skipped.place.path.to_string()).or_default();
        file.refused.push(skipped.reason.to_string());
        file.refused_lines.extend(skipped.place.line);
    }
    files
}

/// The metadata columns of a document.
fn metadata(info: &DocumentInfo) -> String {
    let mut text = format!(
        "{}\n{}\n{}\n{}",
        info.doc_id, info.source, info.date, info.title
    );
    for (_, value) in &info.extra {
        text.push('\n');
        text.push_str(value);
    }
    text
}

/// What is lost of each file that can be looked at.
fn losses(folder: &Path, kept: &BTreeMap<String, Kept>) -> Vec<Loss> {
    let files = WalkDir::new(folder).sort_by_file_name().into_iter();
    let files = files.filter_map(Result::ok);
    let nothing = Kept::default();
    let mut losses = Vec::new();
    for file in files.filter(|file| file.file_type().is_file()) {
        let name = file.file_name().to_string_lossy();
        if NO_DOCUMENTS.contains(&&*name) {
            continue;
        }
        let below = file.path().strip_prefix(folder).unwrap_or(file.path());
        let below = match below.to_string_lossy() {
            below if below.is_empty() => name.into_owned(),
            below => below.replace('\\', "/"),
        };
        let kept = kept.get(&below).unwrap_or(&nothing);
        let text = shown::text(file.path(), kept.encoding, &kept.refused_lines);
        let Some(text) = text.map(|text| without_dates(&text, &kept.dates)) else {
            println!("not looked at: {}", file.path().display());
            continue;
        };
        let mut shown = Words::new();
        add(&mut shown, &text.replace(shown::SEAM, ""));
        let is_refused = kept.documents == 0 && !kept.refused.is_empty();
        losses.push(Loss {
            file: file.path().to_owned(),
            shown: count(&shown),
            lost: if is_refused {
                Words::new()
            } else {
                let spare = less(&kept.words, &shown);
                let lost = lost(shown, &kept.words, &broken(&text.replace(shown::SEAM, "")));
                without_parted(lost, spare, &text)
            },
            refused: kept.refused.clone(),
        });
    }
    losses
}

/// The parts of the words that a line end divided behind a hyphen, or a soft hyphen did.
fn broken(text: &str) -> Vec<[String; 2]> {
    let marks = text.match_indices(['-', '\u{AD}', '\u{2010}']);
    let pair = |(at, mark): (usize, &str)| {
        let after = &text[at + mark.len()..];
        let next = after.trim_start();
        let is_line_end = after[..after.len() - next.len()].contains('\n');
        let one = text[..at].rsplit(|c: char| !c.is_alphanumeric()).next()?;
        let other = next.split(|c: char| !c.is_alphanumeric()).next()?;
        (is_line_end && !one.is_empty() && !other.is_empty())
            .then(|| [one.to_lowercase(), other.to_lowercase()])
    };
    marks.filter_map(pair).collect()
}

/// A text without its cells and elements that state the date of a document, which is kept as year, month and day.
fn without_dates(text: &str, dates: &BTreeSet<String>) -> String {
    let numbers = |text: &str| -> BTreeSet<u32> {
        let numbers = text.split(|c: char| !c.is_ascii_digit());
        numbers.filter_map(|number| number.parse().ok()).collect()
    };
    let is_date = |line: &&str| {
        let words = line.split(|c: char| !c.is_alphanumeric());
        let words = words.filter(|word| !word.is_empty());
        // Month, weekday and words such as "on" may stand beside the numbers; a sentence may not.
        let others = words.clone().filter(|word| {
            word.contains(char::is_alphabetic) && word.chars().count() > LONGEST_JOINT
        });
        let stated = numbers(line);
        let states = |date: &String| {
            let kept: Vec<&str> = date.split('-').collect();
            matches!(kept[..], [year, _, day] if numbers(year).union(&numbers(day)).all(|n| stated.contains(n)))
        };
        let is_short = words.count() <= MOST_OF_DATE && others.count() <= MOST_NAMES;
        stated.len() > 1 && is_short && dates.iter().any(states)
    };
    let lines = text.lines().filter(|line| !is_date(line));
    lines.collect::<Vec<_>>().join("\n")
}

/// The lost words without those that are kept in the parts that elements of the page divide them into: links side
/// by side are words apart, whatever stands between them. `spare` is what is kept and not shown.
fn without_parted(mut lost: Words, mut spare: Words, text: &str) -> Words {
    for word in text.split(|c: char| !c.is_alphanumeric() && c != shown::SEAM) {
        let whole = word.replace(shown::SEAM, "").to_lowercase();
        let Some(times) = lost.get_mut(&whole).filter(|times| **times > 0) else {
            continue;
        };
        let mut parts = Words::new();
        add(&mut parts, &word.replace(shown::SEAM, " "));
        let has =
            |(part, times): (&String, &usize)| spare.get(part).is_some_and(|has| has >= times);
        if parts.iter().all(has) {
            *times -= 1;
            for (part, times) in parts {
                spare.entry(part).and_modify(|has| *has -= times);
            }
        }
    }
    lost.retain(|_, times| *times > 0);
    lost
}

/// The words that are shown more often than kept; a divided word may be kept as one.
fn lost(mut shown: Words, kept: &Words, broken: &[[String; 2]]) -> Words {
    let mut joined = less(kept, &shown);
    shown = less(&shown, kept);
    for parts in broken {
        let is_lost = parts
            .iter()
            .all(|part| shown.get(part).is_some_and(|count| *count > 0));
        let whole = joined.get_mut(&parts.concat()).filter(|count| **count > 0);
        if let Some(whole) = whole.filter(|_| is_lost) {
            *whole -= 1;
            for part in parts {
                shown.entry(part.clone()).and_modify(|count| *count -= 1);
            }
        }
    }
    shown.retain(|_, count| *count > 0);
    shown
}

fn print(loss: &Loss) {
    for (reason, times) in reasons(&loss.refused) {
        println!("{}: refused {times} times: {reason}", loss.file.display());
    }
    if loss.lost.is_empty() {
        return;
    }
    let mut words: Vec<_> = loss.lost.iter().collect();
    words.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
    let list = words.iter().take(MOST_WORDS);
    let list: Vec<_> = list
        .map(|(word, times)| format!("{word} {times}"))
        .collect();
    let more = words.len().saturating_sub(MOST_WORDS);
    println!(
        "{}: {} of {} words lost: {}{}",
        loss.file.display(),
        count(&loss.lost),
        loss.shown,
        list.join(", "),
        if more > 0 {
            format!(", and {more} more")
        } else {
            String::new()
        }
    );
}

/// Each reason with how often it was given.
fn reasons(refused: &[String]) -> BTreeMap<&str, usize> {
    let mut reasons = BTreeMap::new();
    for reason in refused {
        *reasons.entry(reason.as_str()).or_default() += 1;
    }
    reasons
}
