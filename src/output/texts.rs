//! The text that counts, one UTF-8 file a document, for reading and for other programs.
//!
//! Takes the corpus, gives a folder of files called after the documents, or nothing at all.

use std::io;
use std::path::Path;

use super::claim::{claim, has_others};
use super::exchange::Exchange;
use super::staging::Staging;
use crate::error::{Error, Result};
use crate::model::Corpus;
use crate::progress::Observer;
use crate::sorted::SortedSet;

/// The longest part of a path, in bytes, with room for an ending.
const LONGEST_PART: usize = 200;

/// Writes the text of every analysed document to `folder`, which must be new or empty.
///
/// # Errors
/// [`Error::Write`] or [`Error::Interrupted`]; no file is written then.
pub fn write_texts(folder: &Path, corpus: &Corpus, observer: &dyn Observer) -> Result<usize> {
    check_new_folder(folder)?;
    let mut staging = Staging::new(claim(folder, false)?, false);
    let mut taken = SortedSet::new();
    for id in corpus.ids() {
        observer.check()?;
        let name = unique(file_name(&corpus.document(id).info.doc_id), &mut taken);
        staging.text(&name, &corpus.paragraphs(id))?;
    }
    staging.swap_whole()?;
    Ok(taken.len())
}

/// Checks that `folder` is new or empty.
///
/// # Errors
/// [`Error::Write`].
pub fn check_new_folder(folder: &Path) -> Result<()> {
    if Exchange::cut_short(folder).is_some() {
        // The claim finishes it.
        drop(claim(folder, true)?);
    }
    if has_others(folder)? {
        let message = "the folder is not empty; choose a new one with -o";
        let error = io::Error::new(io::ErrorKind::AlreadyExists, message);
        return Err(Error::write(folder, error));
    }
    Ok(())
}

/// A path below the folder that every system can hold, made from a document's id.
fn file_name(doc_id: &str) -> String {
    let parts = doc_id.split('/').filter(|part| !part.is_empty());
    let parts: Vec<String> = parts
        .map(|part| {
            let safe = part.chars().map(|c| match c {
                '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
                c if c.is_control() => '_',
                c => c,
            });
            let mut safe: String = safe.collect();
            while safe.len() > LONGEST_PART {
                safe.pop();
            }
            if safe.chars().all(|c| c == '.') {
                safe = "_".repeat(safe.len());
            }
            safe
        })
        .collect();
    if parts.is_empty() {
        "_".to_owned()
    } else {
        parts.join("/")
    }
}

/// The name with an ending and, where another document has it already, a number.
fn unique(name: String, taken: &mut SortedSet<String>) -> String {
    let candidates = std::iter::once(format!("{name}.txt"));
    let mut candidates = candidates.chain((2..).map(|number| format!("{name}~{number}.txt")));
    // Names that differ in capitals only are one name on some systems.
    let free = candidates.find(|candidate| taken.insert(candidate.to_lowercase()));
    free.unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_id_leads_out_of_the_folder() {
        for (id, name) in [
            ("a/b", "a/b"),
            ("../../etc/passwd", "__/__/etc/passwd"),
            ("/root", "root"),
            ("a:b\\c\u{0}", "a_b_c_"),
            ("///", "_"),
        ] {
            assert_eq!(file_name(id), name);
        }
        assert!(file_name(&"é".repeat(500)).len() <= LONGEST_PART);
    }

    #[test]
    fn what_was_cut_short_is_finished_before_a_folder_is_refused() {
        let place = tempfile::tempdir().expect("a folder");
        let folder = place.path().join("texts");
        std::fs::create_dir(&folder).expect("made");
        let claimed = claim(&folder, false).expect("a claim");
        std::fs::write(claimed.staged.join("a.txt"), "a").expect("written");
        let names: SortedSet<String> = ["a.txt".to_owned()].into_iter().collect();
        Exchange::new(&folder, &SortedSet::new(), &names)
            .begin(&folder)
            .expect("begun");
        // As a killed run leaves it: neither moved nor removed.
        drop(claimed);
        check_new_folder(&folder).expect_err("not empty");
        assert_eq!(
            std::fs::read_to_string(folder.join("a.txt")).expect("moved"),
            "a"
        );
        assert_eq!(std::fs::read_dir(&folder).expect("a folder").count(), 1);
    }

    #[test]
    fn names_are_told_apart() {
        let mut taken = SortedSet::new();
        assert_eq!(unique("a".to_owned(), &mut taken), "a.txt");
        assert_eq!(unique("A".to_owned(), &mut taken), "A~2.txt");
    }
}
