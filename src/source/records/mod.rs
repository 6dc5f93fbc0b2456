//! Records: many documents in one file, each with its text and metadata in named fields.
//!
//! Lines of JSON, objects of a JSON file, rows of tables with commas or tabs, rows of spreadsheets:
//! all become fields by name, and from there on take one way.

mod collected;
mod columns;
mod delimited;
mod joined;
mod lines;
mod nested;
mod presets;
mod record;
mod rows;
mod values;

pub(super) use delimited::DelimitedFile;
pub(super) use lines::{DecodedLines, LONGEST_LINE, Lines, RECORDS_CHUNK, too_long};
pub(super) use presets::check_preset;
pub use presets::presets;
pub(super) use record::{Roles, document};
pub(super) use rows::Rows;
#[cfg(feature = "sheets")]
pub(super) use rows::rows_of_sheets;
pub(super) use values::{Values, values_of_json};
