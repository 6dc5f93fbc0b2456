//! The first two sheets: which tables there are and what of them is here; what their columns mean.

use rust_xlsxwriter::{Format, FormatAlign, Url, Worksheet, XlsxError};

use super::{Cut, set_heading};
use crate::model::Table;

/// The sheet that lists the tables, each with a link to its own.
pub(super) fn list(
    (tables, kind): (&[Table<'_>], &str),
    cuts: &[Cut],
) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name("tables")?;
    let names = ["table", "each row is", "rows", "rows here", "file", "cut"];
    set_heading(&mut sheet, &names, tables.len())?;
    for (column, width) in (0..).zip([24, 56, 12, 12, 28, 60]) {
        sheet.set_column_width(column, width)?;
    }
    let strong = Format::new().set_bold();
    for (row, (table, cut)) in (1..).zip(tables.iter().zip(cuts)) {
        let spec = &table.spec;
        let link = Url::new(format!("internal:'{}'!A1", spec.name)).set_text(spec.name);
        sheet.write_url(row, 0, link)?;
        sheet.write_string(row, 1, spec.row)?;
        sheet.write_number(row, 2, cut.rows as f64)?;
        sheet.write_number(row, 3, cut.kept as f64)?;
        let file = spec.path(kind);
        sheet.write_string(row, 4, &file)?;
        if let Some(words) = in_words(cut, &file) {
            sheet.write_string_with_format(row, 5, words, &strong)?;
        }
    }
    Ok(sheet)
}

/// What is missing of a table, for its reader.
fn in_words(cut: &Cut, file: &str) -> Option<String> {
    let rows = (cut.kept < cut.rows).then(|| format!("only the first {} rows", cut.kept));
    let cells = (cut.cells > 0).then(|| format!("the ends of {} long texts are cut", cut.cells));
    let parts: Vec<String> = rows.into_iter().chain(cells).collect();
    (!parts.is_empty()).then(|| format!("{}; all is in {file}", parts.join(", ")))
}

/// The sheet that says what the columns mean.
pub(super) fn columns(tables: &[Table<'_>]) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name("columns")?;
    let all = tables.iter().map(|table| table.spec.columns.len()).sum();
    set_heading(&mut sheet, &["table", "column", "type", "meaning"], all)?;
    for (column, width) in (0..).zip([24, 24, 10, 90]) {
        sheet.set_column_width(column, width)?;
    }
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let columns = tables.iter().flat_map(|table| {
        let columns = table.spec.columns.iter();
        columns.map(|column| (table.spec.name, column))
    });
    for (row, (table, column)) in (1..).zip(columns) {
        sheet.write_string(row, 0, table)?;
        sheet.write_string(row, 1, &*column.name)?;
        sheet.write_string(row, 2, column.kind.name())?;
        sheet.write_string_with_format(row, 3, &*column.meaning, &wrapped)?;
    }
    Ok(sheet)
}
