//! Names that must be unique or sorted: document ids and sources.
//!
//! A document wishes for an id: its path without the ending, or the record's own id; a record
//! without one is called after its file and line. Where several wish for the same, files take their
//! path with its ending, and records of different files the path of their file before it; if the names
//! still clash, the second, third ... in the order of path and content take `#2`, `#3` ... behind it.

use crate::model::{DocumentInfo, Place, Skipped};
use crate::order::Arrange as _;
use crate::sorted::{SortedMap, SortedSet};

/// Something that is to have an id.
pub(super) struct Candidate<'a> {
    pub(super) doc_id: &'a mut String,
    pub(super) place: &'a Place,
    pub(super) sha256: Option<[u8; 32]>,
}

impl<'a> Candidate<'a> {
    pub(super) fn document(info: &'a mut DocumentInfo) -> Self {
        Self {
            doc_id: &mut info.doc_id,
            place: &info.place,
            sha256: Some(info.sha256),
        }
    }

    pub(super) fn skipped(row: &'a mut Skipped) -> Self {
        Self {
            doc_id: &mut row.doc_id,
            place: &row.place,
            sha256: None,
        }
    }

    /// The file's path with its ending, where the document is a whole file.
    fn full_path(&self) -> Option<&str> {
        self.place
            .line
            .is_none()
            .then_some(self.place.path.as_ref())
    }
}

/// Gives every candidate an id of its own; the order of the candidates does not matter.
pub(super) fn assign_ids(mut candidates: Vec<Candidate<'_>>) {
    for candidate in &mut candidates {
        if candidate.doc_id.is_empty() {
            *candidate.doc_id = unnamed(candidate.place);
        }
    }
    name_after_files(&mut candidates);
    // Analysed documents go before skipped ones, which have no hash.
    candidates.arrange_by(|a, b| {
        let is_skipped = |c: &Candidate<'_>| c.sha256.is_none();
        a.doc_id
            .cmp(&b.doc_id)
            .then_with(|| is_skipped(a).cmp(&is_skipped(b)))
            .then_with(|| a.place.path.cmp(&b.place.path))
            .then_with(|| a.sha256.cmp(&b.sha256))
            .then_with(|| a.place.line.cmp(&b.place.line))
    });
    let wished: SortedSet<String> = candidates.iter().map(|c| c.doc_id.clone()).collect();
    let mut taken: SortedMap<String, u64> = SortedMap::new();
    for candidate in &mut candidates {
        let Some(last) = taken.get_mut(candidate.doc_id.as_str()) else {
            taken.insert(candidate.doc_id.clone(), 1);
            continue;
        };
        let numbered = loop {
            *last += 1;
            let numbered = format!("{}#{last}", candidate.doc_id);
            if !wished.contains(&numbered) {
                break numbered;
            }
        };
        *candidate.doc_id = numbered;
    }
}

/// Puts the path of its file in the place of a shared id, or before that of a record if another file
/// has it too.
fn name_after_files(candidates: &mut [Candidate<'_>]) {
    let wishes = count(candidates.iter().map(|candidate| candidate.doc_id.as_str()));
    let mut of_records: Vec<(String, &str)> = Vec::new();
    for candidate in candidates.iter().filter(|c| c.place.line.is_some()) {
        of_records.push((candidate.doc_id.clone(), &candidate.place.path));
    }
    of_records.arrange();
    of_records.dedup();
    let files = count(of_records.iter().map(|(id, _)| id.as_str()));
    let is_shared = |counts: &SortedMap<String, usize>, id: &str| {
        counts.get(id).is_some_and(|&wishes| wishes > 1)
    };
    for candidate in candidates {
        let id = candidate.doc_id.as_str();
        let path = &candidate.place.path;
        *candidate.doc_id = match candidate.full_path() {
            Some(path) if is_shared(&wishes, id) => path.to_owned(),
            None if is_shared(&files, id) => format!("{path}-{id}"),
            _ => continue,
        };
    }
}

/// The id of a record without one.
fn unnamed(place: &Place) -> String {
    let stem = if &*place.path == "-" {
        "stdin"
    } else {
        place.without_ending()
    };
    place
        .line
        .map_or_else(|| stem.to_owned(), |line| format!("{stem}-{line}"))
}

fn count<'a>(names: impl Iterator<Item = &'a str>) -> SortedMap<String, usize> {
    let names = names.map(|name| (name.to_owned(), 1));
    SortedMap::joined(names.collect(), |sum, one| *sum += one)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assign(wishes: &[(&str, &str, Option<u64>, u8)]) -> Vec<String> {
        let places: Vec<_> = wishes
            .iter()
            .map(|(_, path, line, _)| Place {
                path: (*path).into(),
                line: *line,
            })
            .collect();
        let mut ids: Vec<_> = wishes.iter().map(|(id, ..)| (*id).to_owned()).collect();
        let candidates = ids
            .iter_mut()
            .zip(&places)
            .zip(wishes)
            .map(|((doc_id, place), wish)| Candidate {
                doc_id,
                place,
                sha256: Some([wish.3; 32]),
            })
            .collect();
        assign_ids(candidates);
        ids
    }

    #[test]
    fn files_that_differ_in_their_ending_keep_it() {
        let ids = assign(&[
            ("a", "a.txt", None, 1),
            ("a", "a.md", None, 2),
            ("b", "b.txt", None, 3),
        ]);
        assert_eq!(ids, ["a.txt", "a.md", "b"]);
    }

    #[test]
    fn records_of_one_id_are_numbered_by_content_not_by_line() {
        let ids = assign(&[("x", "r.jsonl", Some(1), 9), ("x", "r.jsonl", Some(2), 3)]);
        assert_eq!(ids, ["x#2", "x"]);
        let swapped = assign(&[("x", "r.jsonl", Some(1), 3), ("x", "r.jsonl", Some(2), 9)]);
        assert_eq!(swapped, ["x", "x#2"]);
    }

    #[test]
    fn records_of_one_id_in_different_files_are_called_after_them() {
        let ids = assign(&[
            ("d1", "s.conllu", Some(1), 1),
            ("d1", "s.vrt", Some(1), 2),
            ("d1", "s.vrt", Some(2), 3),
            ("d2", "s.vrt", Some(3), 4),
            ("d1", "d1.txt", None, 5),
        ]);
        assert_eq!(
            ids,
            ["s.conllu-d1", "s.vrt-d1", "s.vrt-d1#2", "d2", "d1.txt"]
        );
    }

    #[test]
    fn a_number_never_takes_an_id_that_is_wished_for() {
        let ids = assign(&[
            ("x", "r.jsonl", Some(1), 1),
            ("x", "r.jsonl", Some(2), 2),
            ("x#2", "r.jsonl", Some(3), 3),
        ]);
        assert_eq!(ids, ["x", "x#3", "x#2"]);
    }

    #[test]
    fn records_without_an_id_are_called_after_their_line() {
        assert_eq!(
            assign(&[("", "in/r.jsonl", Some(7), 1), ("", "-", Some(2), 1)]),
            ["in/r-7", "stdin-2"]
        );
    }
}
