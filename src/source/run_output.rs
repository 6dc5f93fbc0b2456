//! The output folder of an earlier run: takes the folder, gives its record, its tables as
//! `datapackage.json` describes them, and the rows of each, one after the other.

use std::fs::File;
use std::path::{Component, Path, PathBuf};

use csv::StringRecord;
use serde_json::Value;

use super::settings::{RECORD_FILE, is_file_of_at_most, own_record};
use crate::error::{Error, Result};
use crate::model::ColumnType;

/// The file that describes the tables.
const PACKAGE_FILE: &str = "datapackage.json";
/// The largest description that is read, in bytes.
const LARGEST_PACKAGE: u64 = 64 << 20;

/// What a run wrote.
#[derive(Debug)]
pub struct RunOutput {
    /// `run.json`.
    pub record: Value,
    /// The tables, in the order in which they were written.
    pub tables: Vec<StoredTable>,
}

/// A table that a run wrote.
#[derive(Debug, Clone)]
pub struct StoredTable {
    /// Its name, such as `terms`.
    pub name: String,
    /// Its columns with their types, in the order of the file.
    pub columns: Vec<(String, ColumnType)>,
    /// The columns that together tell rows apart.
    pub key: Vec<String>,
    /// The size of its file, in bytes.
    pub bytes: u64,
    /// The hash of its file.
    pub hash: String,
    path: PathBuf,
    is_for_excel: bool,
}

impl RunOutput {
    /// Opens the output folder of a run.
    ///
    /// # Errors
    /// [`Error::Setting`] if refrain did not write the folder, or its description can't be understood.
    pub fn open(folder: &Path) -> Result<Self> {
        let refused = |message: String| Error::setting(folder.display().to_string(), message);
        let record = own_record(folder).ok_or_else(|| {
            refused(format!(
                "not an output folder of refrain: it has no {RECORD_FILE} written by refrain"
            ))
        })?;
        let path = folder.join(PACKAGE_FILE);
        let text = is_file_of_at_most(&path, LARGEST_PACKAGE)
            .then(|| std::fs::read_to_string(&path))
            .ok_or_else(|| refused(format!("it has no {PACKAGE_FILE}")))?
            .map_err(|error| Error::read(&path, error))?;
        let package: Value = serde_json::from_str(&text)
            .map_err(|error| refused(format!("{PACKAGE_FILE} is not JSON: {error}")))?;
        let is_for_excel = record["settings"]["output"]["excel"] == true;
        let resources = package["resources"].as_array().into_iter().flatten();
        let tables = resources.filter(|resource| resource["schema"].is_object());
        let tables = tables.map(|resource| {
            StoredTable::of(folder, resource, is_for_excel)
                .ok_or_else(|| refused(format!("{PACKAGE_FILE} describes a table incompletely")))
        });
        Ok(Self {
            tables: tables.collect::<Result<Vec<_>>>()?,
            record,
        })
    }

    /// The table of this name.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&StoredTable> {
        self.tables.iter().find(|table| table.name == name)
    }
}

impl StoredTable {
    fn of(folder: &Path, resource: &Value, is_for_excel: bool) -> Option<Self> {
        let schema = &resource["schema"];
        let fields = schema["fields"].as_array()?.iter().map(|field| {
            let kind = match field["type"].as_str()? {
                "integer" => ColumnType::Integer,
                "number" => ColumnType::Number,
                _ => ColumnType::String,
            };
            Some((field["name"].as_str()?.to_owned(), kind))
        });
        let key = schema["primaryKey"]
            .as_array()
            .or_else(|| schema["uniqueKeys"][0].as_array())?;
        let path = Path::new(resource["path"].as_str()?);
        let is_inside = path
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        is_inside.then_some(())?;
        Some(Self {
            name: resource["name"].as_str()?.to_owned(),
            columns: fields.collect::<Option<Vec<_>>>()?,
            key: key
                .iter()
                .map(|name| name.as_str().map(ToOwned::to_owned))
                .collect::<Option<Vec<_>>>()?,
            bytes: resource["bytes"].as_u64()?,
            hash: resource["hash"].as_str()?.to_owned(),
            path: folder.join(path),
            is_for_excel,
        })
    }

    /// Whether its rows can be read: whether it is a CSV file.
    #[must_use]
    pub fn is_csv(&self) -> bool {
        self.path.extension().is_some_and(|kind| kind == "csv")
    }

    /// The place of a column.
    #[must_use]
    pub fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|(name, _)| name == column)
    }

    /// Its rows, from the first on.
    ///
    /// # Errors
    /// [`Error::Read`].
    pub fn rows(&self) -> Result<StoredRows<'_>> {
        let file = File::open(&self.path).map_err(|error| Error::read(&self.path, error))?;
        let reader = csv::ReaderBuilder::new().flexible(true).from_reader(file);
        Ok(StoredRows {
            table: self,
            reader,
        })
    }
}

/// The rows of a table, one after the other.
pub struct StoredRows<'a> {
    table: &'a StoredTable,
    reader: csv::Reader<File>,
}

impl StoredRows<'_> {
    /// The next row; none after the last.
    ///
    /// # Errors
    /// [`Error::Malformed`] if the file is not as it was written.
    pub fn next_row(&mut self) -> Result<Option<StringRecord>> {
        let mut row = StringRecord::new();
        let read = self.reader.read_record(&mut row);
        let line = row.position().map_or(1, csv::Position::line) as usize;
        let malformed = |message: String| Error::Malformed {
            path: self.table.path.clone(),
            line,
            message: format!("{message}; the file has been altered since refrain wrote it"),
        };
        if !read.map_err(|error| malformed(error.to_string()))? {
            return Ok(None);
        }
        let (cells, columns) = (row.len(), self.table.columns.len());
        if cells != columns {
            let message =
                format!("this row has {cells} cells, but the table has {columns} columns");
            return Err(malformed(message));
        }
        Ok(Some(if self.table.is_for_excel {
            row.iter().map(without_guard).collect()
        } else {
            row
        }))
    }
}

/// Text without the `'` that keeps spreadsheets from running it.
fn without_guard(cell: &str) -> &str {
    let bare = cell.strip_prefix('\'');
    bare.filter(|bare| bare.starts_with(['=', '+', '-', '@', '\t', ' ']))
        .unwrap_or(cell)
}
