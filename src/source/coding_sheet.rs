//! Sheets with codes: takes a CSV file or a spreadsheet that people filled in, gives its answers.
//!
//! Rows and columns may stand in any order, and further ones are passed over. The file may have semicolons
//! or tabs, a byte-order mark, and any encoding. Each message names the file and the line.

use std::path::Path;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::metadata::delimiter;
use super::settings::{read_bytes_of, read_text};
use crate::data::DataFile;
use crate::error::{Error, Result};
use crate::model::{Code, CodedRow, KEY_VERSION, ValidationKey};

/// Words of answers with what they mean.
static ANSWERS: DataFile = DataFile::new(include_str!("../data/answers.tsv"));

/// The name of the column with answers, unless another is named.
pub const ANSWER_COLUMN: &str = "answer";

/// How the bytes of a workbook begin, packed or old.
const WORKBOOKS: [&[u8]; 2] = [b"PK\x03\x04", b"\xD0\xCF\x11\xE0"];

/// Reads a key.
///
/// # Errors
/// [`Error::Read`], or [`Error::Malformed`] if it is no key that this version reads.
pub fn read_validation_key(path: &Path) -> Result<ValidationKey> {
    let file = read_text(path, "a key that `refrain validate sample` wrote")?;
    let malformed = |line: usize, message: String| Error::Malformed {
        path: path.to_owned(),
        line: line.max(1),
        message,
    };
    let what = "expected the file key.json that `refrain validate sample` wrote";
    let key: ValidationKey = serde_json::from_str(&file.text)
        .map_err(|error| malformed(error.line(), format!("{what}: {error}")))?;
    if key.validation_key != KEY_VERSION {
        let message = format!(
            "a key of layout {}, and this version of refrain reads layout {KEY_VERSION}; use refrain {}",
            key.validation_key, key.version
        );
        return Err(malformed(1, message));
    }
    check_places(&key).map_err(|message| malformed(1, format!("{what}: {message}")))?;
    Ok(key)
}

/// Fails if a number in the key points nowhere, as after an edit by hand.
fn check_places(key: &ValidationKey) -> std::result::Result<(), String> {
    let is_damaged = key.domains.is_empty()
        || key.concepts.iter().any(|concept| {
            let patterns = concept.patterns.len();
            let strata = concept.strata.iter();
            concept.domain_units.len() != key.domains.len()
                || strata.clone().any(|stratum| stratum.units < stratum.drawn)
                || strata
                    .filter_map(|stratum| stratum.pattern)
                    .any(|at| at >= patterns)
                || concept.domain_units.iter().any(|domain| {
                    let corpus = &concept.domain_units[0];
                    domain.iter().zip(corpus).any(|(part, all)| part > all)
                })
        })
        || key.items.iter().any(|item| {
            let concept = key.concepts.get(item.concept);
            concept.is_none_or(|concept| {
                item.stratum >= concept.strata.len()
                    || item.patterns.iter().any(|&at| at >= concept.patterns.len())
            })
        });
    match is_damaged {
        true => Err("its parts do not fit each other".to_owned()),
        false => Ok(()),
    }
}

/// Reads the answers in the column of this name. A row without a coder has the name of the file as its
/// coder's.
///
/// # Errors
/// [`Error::Read`], or [`Error::Malformed`] with the line: a column that is missing, an id that is not in the
/// key, an answer that is not known.
pub fn read_coding_sheet(path: &Path, key: &ValidationKey, column: &str) -> Result<Vec<CodedRow>> {
    let rows = rows_of(path)?;
    let sheet = Sheet { path, key };
    let Some(((line, head), rows)) = rows.split_first() else {
        return Err(sheet.malformed(
            1,
            "the sheet is empty; expected a row of column names".into(),
        ));
    };
    let place = |name: &str| {
        let wanted = plain(name);
        head.iter().position(|cell| plain(cell) == wanted)
    };
    let needed = |name: &str| {
        place(name).ok_or_else(|| {
            let message = format!("no column `{name}`; the columns are: {}", head.join(", "));
            sheet.malformed(*line, message)
        })
    };
    let (id, answer, coder) = (needed("id")?, needed(column)?, place("coder"));
    let items: HashMap<&str, usize, FixedState> = key
        .items
        .iter()
        .enumerate()
        .map(|(place, item)| (item.id.as_str(), place))
        .collect();
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let mut coded = Vec::with_capacity(rows.len());
    let mut seen: HashMap<(usize, String), usize, FixedState> = HashMap::default();
    for (line, cells) in rows {
        let cell = |at: usize| cells.get(at).map_or("", |cell| unguarded(cell));
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let item = *items
            .get(cell(id))
            .ok_or_else(|| sheet.unknown_id(*line, cell(id)))?;
        let named = coder.map_or("", cell);
        let coder = if named.is_empty() { &*stem } else { named };
        let code = sheet.code(*line, cell(answer))?;
        if let Some(before) = seen.insert((item, coder.to_owned()), *line) {
            let message = format!("{} was answered before, on line {before}", cell(id));
            return Err(sheet.malformed(*line, message));
        }
        coded.push(CodedRow {
            item,
            coder: coder.to_owned(),
            code,
        });
    }
    Ok(coded)
}

/// A sheet that is read.
struct Sheet<'a> {
    path: &'a Path,
    key: &'a ValidationKey,
}

impl Sheet<'_> {
    fn malformed(&self, line: usize, message: String) -> Error {
        Error::Malformed {
            path: self.path.to_owned(),
            line,
            message,
        }
    }

    fn unknown_id(&self, line: usize, id: &str) -> Error {
        let own = &self.key.sample;
        let sample = id.split_once('-').map(|(sample, _)| sample);
        let message = match sample {
            _ if id.is_empty() => "the row has no id; expected one of the sample".to_owned(),
            Some(sample) if sample != own => format!(
                "the id `{id}` is of sample {sample}, and the key of sample {own}; give the key and the sheets of one sample"
            ),
            _ => format!("the id `{id}` is not in the key; ids must stay as they were written"),
        };
        self.malformed(line, message)
    }

    /// What an answer says; none if it is left open.
    fn code(&self, line: usize, answer: &str) -> Result<Option<Code>> {
        let wanted = plain(answer.trim_end_matches('.'));
        if wanted.is_empty() {
            return Ok(None);
        }
        let known = ANSWERS.rows::<2>().find(|[known, _]| *known == wanted);
        match known {
            Some([_, "yes"]) => Ok(Some(Code::Yes)),
            Some([_, "no"]) => Ok(Some(Code::No)),
            Some(_) => Ok(None),
            None => {
                let message = format!(
                    "unknown answer `{answer}`; expected yes, no, unsure, or nothing (also y, n, ?, 1, 0, true, false, ja, nein, oui, non and others)"
                );
                Err(self.malformed(line, message))
            }
        }
    }
}

/// A cell without the apostrophe that keeps a spreadsheet from running it.
fn unguarded(cell: &str) -> &str {
    let cell = cell.trim();
    let rest = cell.strip_prefix('\'');
    let is_guard = |rest: &&str| rest.starts_with(['=', '+', '-', '@']);
    rest.filter(is_guard).unwrap_or(cell)
}

fn plain(text: &str) -> String {
    text.trim().to_lowercase()
}

/// The rows of a table with their lines, the row of names first.
fn rows_of(path: &Path) -> Result<Vec<(usize, Vec<String>)>> {
    let bytes = read_bytes_of(path)?;
    if WORKBOOKS.iter().any(|begin| bytes.starts_with(begin)) {
        return workbook(path, &bytes);
    }
    let text = read_text(path, "a coding sheet")?.text;
    let text = text.trim_start_matches('\u{feff}');
    // Excel writes this line before a table with semicolons.
    let (skipped, text) = match text.split_once('\n') {
        Some((first, rest)) if first.trim_end().eq_ignore_ascii_case("sep=;") => (1, rest),
        _ => (0, text),
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let rows = reader.records().map(|record| {
        let record = record.map_err(|error| {
            let line = error.position().map_or(1, |place| place.line() as usize);
            Error::Malformed {
                path: path.to_owned(),
                line: line + skipped,
                message: "this row cannot be read; expected a table as CSV".to_owned(),
            }
        })?;
        let line = record.position().map_or(1, |place| place.line() as usize);
        Ok((
            line + skipped,
            record.iter().map(ToOwned::to_owned).collect(),
        ))
    });
    rows.collect()
}

/// The rows of the first sheet of a workbook.
#[cfg(feature = "sheets")]
fn workbook(path: &Path, bytes: &[u8]) -> Result<Vec<(usize, Vec<String>)>> {
    let sheets = super::formats::sheets(bytes).map_err(|reason| {
        Error::setting(
            path.display().to_string(),
            format!("cannot be read: {reason}"),
        )
    })?;
    let first = sheets.into_iter().next();
    let rows = first.map(|(_, rows)| rows).unwrap_or_default();
    let width = rows.first().map_or(0, |(_, header)| header.len());
    let rows = rows.into_iter().map(|(number, mut cells)| {
        cells.resize(width.max(cells.len()), String::new());
        (number as usize, cells)
    });
    Ok(rows.collect())
}

#[cfg(not(feature = "sheets"))]
fn workbook(path: &Path, _: &[u8]) -> Result<Vec<(usize, Vec<String>)>> {
    let message =
        "this build of refrain cannot read spreadsheets (feature `sheets`); save the sheet as CSV";
    Err(Error::setting(path.display().to_string(), message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_known_in_many_spellings() {
        let key = ValidationKey::default();
        let sheet = Sheet {
            path: Path::new("anna.csv"),
            key: &key,
        };
        let of = |answer: &str| sheet.code(4, answer);
        for yes in [
            "y", "YES", " Ja ", "1", "1.0", "Oui", "sí", "ДА", "是", "x", "ja.",
        ] {
            assert_eq!(of(yes).expect("known"), Some(Code::Yes), "{yes}");
        }
        for no in ["n", "No", "0", "nein", "NON", "нет", "否"] {
            assert_eq!(of(no).expect("known"), Some(Code::No), "{no}");
        }
        for open in ["", "  ", "?", "unsure", "N/A"] {
            assert_eq!(of(open).expect("known"), None, "{open}");
        }
        let error = of("perhaps").expect_err("unknown").to_string();
        assert!(
            error.starts_with("anna.csv:4: unknown answer `perhaps`"),
            "{error}"
        );
    }

    #[test]
    fn a_guard_against_formulas_is_taken_off() {
        assert_eq!(unguarded("'=1+1"), "=1+1");
        assert_eq!(unguarded("'tis so"), "'tis so");
    }
}
