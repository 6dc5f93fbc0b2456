//! A bare hash count: words of ASCII letters and digits, and a list of counts for each document.

use std::fs;
use std::hash::BuildHasher as _;
use std::path::{Path, PathBuf};

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use rayon::prelude::*;

/// What was counted.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Counted {
    pub documents: usize,
    pub bytes: u64,
    /// Runs of letters and digits.
    pub tokens: u64,
    /// The sum of all lists.
    pub listed: u64,
}

/// Counts the text files below a folder, or the lines of a file of records.
pub(crate) fn count(path: &Path) -> Counted {
    if path.is_dir() {
        let files = files(path);
        let task = files.len().div_ceil(16 * rayon::current_num_threads());
        return files
            .par_chunks(task)
            .map(count_files)
            .reduce(Counted::default, add);
    }
    let bytes = fs::read(path).expect("the file can be read");
    let lines: Vec<&[u8]> = bytes
        .split(|&b| b == b'\n')
        .filter(|l| !l.is_empty())
        .collect();
    let task = lines.len().div_ceil(16 * rayon::current_num_threads());
    lines
        .par_chunks(task)
        .map(count_lines)
        .reduce(Counted::default, add)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok);
    let files = walk.filter(|e| e.path().extension().is_some_and(|e| e == "txt"));
    files.map(walkdir::DirEntry::into_path).collect()
}

fn count_files(files: &[PathBuf]) -> Counted {
    let mut worker = Worker::default();
    for file in files {
        let bytes = fs::read(file).expect("the file can be read");
        worker.document(std::str::from_utf8(&bytes).expect("UTF-8"));
    }
    worker.counted()
}

fn count_lines(lines: &[&[u8]]) -> Counted {
    #[derive(serde::Deserialize)]
    struct Record<'a> {
        #[serde(borrow)]
        text: std::borrow::Cow<'a, str>,
    }
    let mut worker = Worker::default();
    for line in lines {
        let record: Record<'_> = serde_json::from_slice(line).expect("a record");
        worker.document(&record.text);
    }
    worker.counted()
}

fn add(a: Counted, b: Counted) -> Counted {
    Counted {
        documents: a.documents + b.documents,
        bytes: a.bytes + b.bytes,
        tokens: a.tokens + b.tokens,
        listed: a.listed + b.listed,
    }
}

#[derive(Default)]
struct Worker {
    table: HashTable<u32>,
    hasher: FixedState,
    words: Vec<Box<[u8]>>,
    in_document: Vec<u32>,
    touched: Vec<u32>,
    lists: Vec<Vec<(u32, u32)>>,
    tokens: u64,
    bytes: u64,
    word: Vec<u8>,
}

impl Worker {
    fn document(&mut self, text: &str) {
        self.bytes += text.len() as u64;
        for &byte in text.as_bytes() {
            if byte.is_ascii_alphanumeric() || byte >= 0x80 {
                self.word.push(byte.to_ascii_lowercase());
            } else if !self.word.is_empty() {
                self.add();
            }
        }
        if !self.word.is_empty() {
            self.add();
        }
        let list = self.touched.drain(..);
        let in_document = &mut self.in_document;
        let list = list.map(|id| (id, std::mem::take(&mut in_document[id as usize])));
        self.lists.push(list.collect());
    }

    fn add(&mut self) {
        self.tokens += 1;
        let hash = self.hasher.hash_one(self.word.as_slice());
        let words = &self.words;
        let found = self
            .table
            .find(hash, |&id| *words[id as usize] == *self.word);
        let id = found.copied().unwrap_or_else(|| {
            let id = self.words.len() as u32;
            self.words.push(self.word.as_slice().into());
            self.in_document.push(0);
            let (words, hasher) = (&self.words, &self.hasher);
            let hash_of = |&id: &u32| hasher.hash_one(&*words[id as usize]);
            self.table.insert_unique(hash, id, hash_of);
            id
        });
        self.word.clear();
        let n = &mut self.in_document[id as usize];
        if *n == 0 {
            self.touched.push(id);
        }
        *n += 1;
    }

    fn counted(self) -> Counted {
        let counts = self.lists.iter().flatten().map(|&(_, n)| u64::from(n));
        Counted {
            documents: self.lists.len(),
            bytes: self.bytes,
            tokens: self.tokens,
            listed: counts.sum(),
        }
    }
}
