//! Lists of lemmas in the layouts of the public lists.
//!
//! | layout | a line |
//! |---|---|
//! | AntConc | `lemma -> form,form` or `lemma`, tab, `form,form` |
//! | Sketch Engine, lemmatization lists | `lemma`, tab, `form` |
//! | refrain | `form`, tab, `lemma`, and if need be tab, part of speech |
//! | CoNLL-U, vertical text | a word with its lemma and tag |
//! | with a header | columns named `form`, `lemma`, `pos` in any order |
//!
//! Where no line has a tab or an arrow, semicolons or else commas stand between columns.
//!
//! Of two columns without a header, the one with fewer different words is taken for the lemma, since a
//! lemma has several forms; if they have as many, the first is the form. Of three columns, the third is
//! the part of speech if it is in capital letters throughout, or has at most a tenth as many different words
//! as lines, else a further form.

use super::annotated::{annotated_lemmas, is_annotated};
use crate::model::LemmaEntry;
use crate::sorted::SortedSet;

/// The names of columns that a header may have.
const FORM_NAMES: [&str; 4] = ["form", "word", "token", "wordform"];
const LEMMA_NAMES: [&str; 3] = ["lemma", "lemmas", "base"];
const TAG_NAMES: [&str; 5] = ["pos", "tag", "upos", "part_of_speech", "class"];

/// The entries of a list, and what was taken for what, for the user.
///
/// # Errors
/// If no line has two columns.
pub(crate) fn lemmas(text: &str) -> Result<(Vec<LemmaEntry>, String), String> {
    if is_annotated(text) {
        return Ok((annotated_lemmas(text), "words with their tags".to_owned()));
    }
    let lines = text.lines().map(str::trim_end);
    let is_entry = |line: &&str| !line.trim().is_empty() && !line.starts_with(['#', ';']);
    let lines: Vec<&str> = lines.filter(is_entry).collect();
    if lines.iter().any(|line| line.contains("->")) {
        return Ok((arrows(&lines), "lemma -> forms".to_owned()));
    }
    let separator = [';', ','].into_iter().find(|sign| {
        let has = |sign: char| lines.iter().any(|line| line.contains(sign));
        !has('\t') && has(*sign)
    });
    let separator = separator.unwrap_or('\t');
    let rows: Vec<Vec<&str>> = lines
        .iter()
        .map(|line| {
            line.split(separator)
                .map(|column| column.trim().trim_matches('"'))
                .collect()
        })
        .filter(|columns: &Vec<&str>| columns.len() > 1)
        .collect();
    let first = rows.first().ok_or(
        "no line has two columns; expected lines with a form, a tab and its lemma, or with lemma -> form, form",
    )?;
    if let Some(header) = Header::of(first) {
        return Ok((
            header.entries(&rows[1..]),
            "columns by their names".to_owned(),
        ));
    }
    Ok(by_columns(&rows))
}

fn entry(form: &str, lemma: &str, part_of_speech: &str) -> LemmaEntry {
    LemmaEntry {
        form: form.to_owned(),
        lemma: lemma.to_owned(),
        part_of_speech: part_of_speech.to_owned(),
    }
}

/// A lemma and its forms, each by itself and the lemma too.
fn of_lemma<'a>(lemma: &'a str, forms: impl Iterator<Item = &'a str>) -> Vec<LemmaEntry> {
    let forms = forms.map(str::trim).filter(|form| !form.is_empty());
    let all = std::iter::once(lemma).chain(forms);
    all.map(|form| entry(form, lemma, "")).collect()
}

fn arrows(lines: &[&str]) -> Vec<LemmaEntry> {
    let split = lines.iter().filter_map(|line| line.split_once("->"));
    split
        .flat_map(|(lemma, forms)| {
            // A frequency may stand behind the lemma: "go/123".
            let lemma = lemma.split('/').next().unwrap_or_default();
            of_lemma(lemma.trim(), forms.split([',', '\t']))
        })
        .collect()
}

/// The places of named columns.
struct Header {
    form: usize,
    lemma: usize,
    part_of_speech: Option<usize>,
}

impl Header {
    fn of(columns: &[&str]) -> Option<Self> {
        let place = |names: &[&str]| {
            let mut columns = columns.iter();
            columns.position(|column| names.contains(&column.to_lowercase().as_str()))
        };
        Some(Self {
            form: place(&FORM_NAMES)?,
            lemma: place(&LEMMA_NAMES)?,
            part_of_speech: place(&TAG_NAMES),
        })
    }

    fn entries(&self, rows: &[Vec<&str>]) -> Vec<LemmaEntry> {
        let entries = rows.iter().filter_map(|row| {
            let tag = self.part_of_speech.and_then(|place| row.get(place));
            let (form, lemma) = (row.get(self.form)?, row.get(self.lemma)?);
            Some(entry(form, lemma, tag.copied().unwrap_or_default()))
        });
        entries.collect()
    }
}

fn by_columns(rows: &[Vec<&str>]) -> (Vec<LemmaEntry>, String) {
    let different = |place: usize| {
        let words = rows.iter().filter_map(|row| row.get(place));
        words.collect::<SortedSet<_>>().len()
    };
    let (first, second) = (different(0), different(1));
    let has_lists = rows.iter().any(|row| row[1].contains(','));
    let is_tag = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_uppercase());
    let has_tags = rows.iter().all(|row| row.len() == 3)
        && (different(2) * 10 <= rows.len() || rows.iter().all(|row| is_tag(row[2])));
    let more_forms = !has_tags && rows.iter().any(|row| row.len() > 2);
    if has_lists || more_forms || first < second {
        let entries = rows.iter().flat_map(|row| {
            if has_tags {
                return vec![entry(row[1], row[0], row[2])];
            }
            of_lemma(row[0], row[1..].iter().flat_map(|forms| forms.split(',')))
        });
        return (entries.collect(), "lemma, then form".to_owned());
    }
    let entries = rows.iter().map(|row| {
        let tag = if has_tags { row[2] } else { "" };
        entry(row[0], row[1], tag)
    });
    (entries.collect(), "form, then lemma".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<String>, String) {
        let (entries, layout) = lemmas(text).expect("a list");
        let shown = entries.iter().map(|entry| {
            let LemmaEntry {
                form,
                lemma,
                part_of_speech,
            } = entry;
            format!("{form}={lemma}{part_of_speech}")
        });
        (shown.collect(), layout)
    }

    #[test]
    fn the_column_with_fewer_words_is_the_lemma() {
        let (entries, layout) = read("went\tgo\ngoes\tgo\nmice\tmouse\n");
        assert_eq!(entries, ["went=go", "goes=go", "mice=mouse"]);
        assert_eq!(layout, "form, then lemma");
        let (entries, layout) = read("go\twent\r\ngo\tgoes\r\nmouse\tmice\r\n");
        assert_eq!(
            entries,
            [
                "go=go",
                "went=go",
                "go=go",
                "goes=go",
                "mouse=mouse",
                "mice=mouse"
            ]
        );
        assert_eq!(layout, "lemma, then form");
        assert_eq!(read("went\tgo\nmice\tmouse\n").0, ["went=go", "mice=mouse"]);
    }

    #[test]
    fn lists_of_antconc() {
        let expected = ["go=go", "went=go", "gone=go"];
        assert_eq!(read("go -> went,gone\n").0, expected);
        assert_eq!(read("go\twent,gone\n").0, expected);
        assert_eq!(read("go\twent\tgone\n").0, expected);
        assert_eq!(read("; a comment\ngo/12 -> went, gone\n").0, expected);
    }

    #[test]
    fn a_header_or_a_third_column_names_parts_of_speech() {
        assert_eq!(
            read("lemma\tpos\tform\ngo\tVERB\twent\n").0,
            ["went=goVERB"]
        );
        let rows = "ran\trun\tV\nruns\trun\tV\nmice\tmouse\tN\nsaw\tsee\tV\n";
        assert_eq!(read(rows).0[2], "mice=mouseN".to_owned());
        assert!(lemmas("went go\n").is_err());
    }

    #[test]
    fn columns_may_be_parted_by_commas_or_semicolons() {
        let expected = ["went=go", "goes=go", "mice=mouse"];
        assert_eq!(read("went;go\ngoes;go\nmice;mouse\n").0, expected);
        assert_eq!(read("\"went\",\"go\"\ngoes,go\nmice, mouse\n").0, expected);
        let named = "form,lemma,pos\nwent,go,VERB\n";
        assert_eq!(read(named).0, ["went=goVERB"]);
        // A comma is no separator where tabs are.
        assert_eq!(read("go\twent,gone\n").0, ["go=go", "went=go", "gone=go"]);
    }
}
