//! The law of the words, word by word: what a file shows and what refrain made of it.
//!
//! `cargo run --example words_lost -- FILE_OR_FOLDER` takes text files, reads them with refrain, and prints
//! each word that is in the file and neither counted nor in `boilerplate.csv`, or the other way round, with
//! how often. `refrain text` and other tools give the plain text of formats that are none.

#![allow(clippy::print_stdout, reason = "an example shows what it found")]
#![allow(
    clippy::disallowed_methods,
    reason = "it reads the files by itself, to compare"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use refrain::config::Config;
use refrain::pipeline::{self, Input};
use refrain::progress::Silent;
use walkdir::WalkDir;

/// How often each word is there; negative: missing.
type Balance = BTreeMap<String, i64>;

fn add(balance: &mut Balance, text: &str, sign: i64) {
    let words = text.split(|c: char| !c.is_alphanumeric());
    for word in words.filter(|word| !word.is_empty()) {
        *balance.entry(word.to_lowercase()).or_default() += sign;
    }
}

fn main() -> refrain::Result<()> {
    let inputs: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let mut balance = Balance::new();
    for input in &inputs {
        let files = WalkDir::new(input).into_iter().filter_map(Result::ok);
        for file in files.filter(|file| file.file_type().is_file()) {
            add(&mut balance, &text_of(file.path()), -1);
        }
    }
    let input = Input {
        paths: inputs,
        ..Input::default()
    };
    let corpus = pipeline::read(&input, &Config::default(), &Silent)?;
    for id in corpus.ids() {
        add(&mut balance, &corpus.paragraphs(id), 1);
        for left_out in &corpus.document(id).left_out {
            add(&mut balance, &left_out.text, 1);
        }
    }
    for skipped in &corpus.skipped {
        println!("refused: {}: {}", skipped.place, skipped.reason);
    }
    balance.retain(|_, count| *count != 0);
    for (word, count) in &balance {
        let what = if *count < 0 { "lost" } else { "gained" };
        println!("{what}\t{}\t{word}", count.abs());
    }
    println!("{} words differ", balance.len());
    Ok(())
}

/// The words that a text file shows; a word that a line end divides is one.
fn text_of(file: &Path) -> String {
    let bytes = std::fs::read(file).unwrap_or_default();
    String::from_utf8_lossy(&bytes).replace('\u{AD}', "")
}
