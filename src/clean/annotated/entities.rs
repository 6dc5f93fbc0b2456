//! Words in columns with a chunk or a name marked in the last one, as in CoNLL-2000, 2002 and 2003.
//!
//! A line is a word and its tags, with blanks or tabs between them; the last tag is `O`, or begins with `B-`
//! or `I-` (and in other schemes `E-`, `S-`, `L-` or `U-`). A blank line ends a sentence, `-DOCSTART-` begins
//! a document. Some files number the words in the first column and have remarks behind `#`.

use super::Reader;
use crate::sorted::SortedMap;

/// What stands in the place of a word where a document begins.
const DOCUMENT: &str = "-DOCSTART-";
/// How many words are looked at, and how few show the layout.
const WORDS: usize = 200;
const LEAST_WORDS: usize = 5;
/// How many columns there may be.
const COLUMNS: std::ops::RangeInclusive<usize> = 2..=12;

/// How the lines of a file are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Columns {
    separator: char,
    count: usize,
    /// The place of the word.
    word: usize,
}

impl Columns {
    /// The columns of a file, by its beginning.
    pub(super) fn of(text: &str) -> Option<Self> {
        // The last line may be cut off.
        let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
        let lines = whole.lines().map(str::trim_end);
        let mut lines = lines.filter(|line| !line.is_empty() && !is_document(line));
        let first = lines.find(|line| !line.starts_with('#'))?;
        let separator = if first.contains('\t') { '\t' } else { ' ' };
        let count = first.split(separator).count();
        let mut columns = Self {
            separator,
            count,
            word: 0,
        };
        let words: Vec<Vec<&str>> = [first]
            .into_iter()
            .chain(lines.filter(|line| !columns.is_remark(line)))
            .take(WORDS)
            .map(|line| line.split(separator).collect())
            .collect();
        let has_its_columns = |word: &Vec<&str>| {
            word.len() == count
                && word
                    .iter()
                    .all(|column| !column.is_empty() && !column.contains(' '))
                && word.last().is_some_and(|tag| is_tag(tag))
        };
        let fits = COLUMNS.contains(&count)
            && words.len() >= LEAST_WORDS
            && words.iter().all(has_its_columns)
            && words
                .iter()
                .flatten()
                .any(|column| is_tag(column) && *column != "O");
        columns.word = usize::from(count > 2 && are_numbered(&words));
        fits.then_some(columns)
    }

    /// Whether a line is a remark: it begins with `#` and has no columns.
    fn is_remark(self, line: &str) -> bool {
        line.starts_with('#') && self.word(line).is_none()
    }

    /// The word of a line that has one.
    fn word(self, line: &str) -> Option<&str> {
        let mut columns = line.trim_end().split(self.separator);
        let is_whole = columns.clone().count() == self.count;
        let is_tagged = columns.clone().next_back().is_some_and(is_tag);
        columns.nth(self.word).filter(|_| is_whole && is_tagged)
    }
}

/// Whether the numbers in the first column count the words of each sentence.
fn are_numbered(words: &[Vec<&str>]) -> bool {
    let numbers = words.iter().map(|word| word.first()?.parse::<u32>().ok());
    let numbers: Vec<Option<u32>> = numbers.collect();
    let follows = |pair: &[Option<u32>]| match pair {
        [Some(before), Some(number)] => *number == before + 1 || *number <= 1,
        _ => false,
    };
    matches!(numbers.first(), Some(Some(0 | 1))) && numbers.windows(2).all(follows)
}

/// Whether a column says where in a chunk or in a name the word is.
fn is_tag(tag: &str) -> bool {
    let scheme = tag.split_once('-').filter(|(_, kind)| !kind.is_empty());
    tag == "O"
        || scheme.is_some_and(|(place, _)| matches!(place, "B" | "I" | "E" | "S" | "L" | "U"))
}

fn is_document(line: &str) -> bool {
    line.strip_prefix(DOCUMENT)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// Whether a sentence has the mark that ends it, perhaps before a bracket or a quotation mark.
fn is_closed(text: &str) -> bool {
    let bare = text.trim_end_matches([' ', '"', '\'', '”', '’', '»', '`', ')', ']']);
    bare.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।', '։', '።'])
}

impl Reader {
    /// Reads words in columns. A sentence without a mark at its end, such as a headline, is a paragraph.
    pub(super) fn columns(&mut self, text: &str, columns: Columns) {
        for line in text.lines() {
            if line.trim().is_empty() {
                let is_closed = is_closed(&self.document().text);
                self.gap = if is_closed { " " } else { "\n\n" };
            } else if is_document(line) {
                self.begin(SortedMap::default());
            } else if let Some(word) = columns.word(line) {
                self.add(word, " ");
            } else if !line.starts_with('#') {
                // A damaged line: what stands there is text.
                self.add(line.trim(), " ");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{annotated_documents, annotated_lemmas, begins_annotated};

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert!(begins_annotated(text), "{text}");
        let documents = annotated_documents(text);
        let texts: Vec<&str> = documents.iter().map(|document| &*document.text).collect();
        assert_eq!(texts, expected);
        assert!(annotated_lemmas(text).is_empty());
    }

    #[test]
    fn four_columns_with_blanks_between_them() {
        check(
            "-DOCSTART- -X- -X- O\n\nHARBOUR NN B-NP O\nOPENS VBZ B-VP O\n\nHoorn NNP B-NP B-LOC\nwaited VBD B-VP O\n. . O O\n\nShips NNS B-NP O\ncame VBD B-VP O\n. . O O\n\n-DOCSTART- -X- O O\n\nNo DT B-NP O\nfish NN I-NP O\n",
            &["HARBOUR OPENS\n\nHoorn waited . Ships came .", "No fish"],
        );
    }

    #[test]
    fn two_columns_five_columns_and_numbers() {
        check(
            "El O\nPuerto B-LOC\nde I-LOC\nVigo I-LOC\nabre O\n. O\n",
            &["El Puerto de Vigo abre ."],
        );
        check(
            "Die\tdie\tART\tI-NC\tO\nBoote\tBoot\tNN\tI-NC\tO\nvon\tvon\tAPPR\tI-PC\tO\nEmden\tEmden\tNE\tI-NC\tI-LOC\nruhen\truhen\tVVFIN\tI-VC\tO\n",
            &["Die Boote von Emden ruhen"],
        );
        check(
            "#\thttp://example.org/a [2011-02-03]\n1\tEmden\tB-LOC\tB-ORG\n2\truht\tO\tO\n3\t1\tO\tO\n4\t.\tO\tO\n\n#\thttp://example.org/b\n1\t#\tO\tO\n2\tJa\tO\tO\n",
            &["Emden ruht 1 . # Ja"],
        );
        check(
            "1\tEmden\tB-LOC\tO\n2\truht\tO\tO\n3\tnoch\tO\tO\n4\tnicht\tO\tO\n5\t.\tO\tO\n",
            &["Emden ruht noch nicht ."],
        );
    }

    #[test]
    fn columns_of_others_are_none() {
        for text in [
            "plan A\nplan B\nplan O\nplan O\nplan O\n",
            "yes O\nno O\nno O\nyes O\nyes O\n",
            "1 B-52 flew\n2 B-52 flew\n3 B-52 flew\n4 B-52 flew\n5 B-52 flew\n",
            "we flew I-5\nHoorn B-LOC\n",
        ] {
            assert!(!begins_annotated(text), "{text}");
        }
    }
}
