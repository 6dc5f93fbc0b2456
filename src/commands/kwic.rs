//! A concordance for a person, aligned on the match, or as CSV.

use std::io::{self, Write};

use refrain::analyze::Concepts;
use refrain::model::{Corpus, DocId, TokenBuffer};
use refrain::output::{write_csv, write_excel_csv};
use refrain::tables::{Concordance, kwic};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// The widest a document's name is shown, in columns.
const WIDEST_NAME: usize = 24;

/// Every hit as a row of `kwic.csv`.
pub(crate) fn csv(
    corpus: &Corpus,
    concepts: &Concepts,
    context: u32,
    excel: bool,
    out: &mut (impl Write + Send),
) -> io::Result<()> {
    let table = kwic(corpus, concepts, context).into_cells();
    if excel {
        write_excel_csv(&table, out, &|| Ok(()))?;
    } else {
        write_csv(&table, out, &|| Ok(()))?;
    }
    out.flush()
}

/// Every hit on a line of `width` columns, the matches under each other.
pub(crate) fn aligned(
    corpus: &Corpus,
    concepts: &Concepts,
    width: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    let name = |id: DocId| corpus.document(id).info.doc_id.as_str();
    let widest_name = concepts
        .hits
        .iter()
        .map(|hit| name(hit.document).width())
        .max()
        .unwrap_or(0)
        .min(WIDEST_NAME);
    let side = width.saturating_sub(widest_name + 2).max(40) / 2;
    let mut tokens = TokenBuffer::default();
    let mut read_document = None;
    for hit in &concepts.hits {
        if read_document != Some(hit.document) {
            corpus.read_tokens(hit.document, &mut tokens);
            read_document = Some(hit.document);
        }
        // More words than fit; the rest is cut.
        let line = Concordance::of(corpus, hit, &tokens, side as u32 / 2);
        let left = last_columns(&line.left, side.saturating_sub(1));
        let right = first_columns(&format!("{} {}", line.matched, line.right), side);
        let shown_name = shortened(name(hit.document), widest_name);
        let pad = |text: &str, to: usize| " ".repeat(to.saturating_sub(text.width()));
        writeln!(
            out,
            "{shown_name}{}  {}{left} {}",
            pad(&shown_name, widest_name),
            pad(&left, side.saturating_sub(1)),
            right.trim_end()
        )?;
    }
    out.flush()
}

/// A name, or as much of its end as fits.
fn shortened(name: &str, columns: usize) -> String {
    if name.width() <= columns {
        return name.to_owned();
    }
    format!("…{}", last_columns(name, columns.saturating_sub(1)))
}

/// As much of the start as fits into so many columns.
fn first_columns(text: &str, columns: usize) -> String {
    let mut used = 0;
    let fits = |c: &char| {
        used += c.width().unwrap_or(0);
        used <= columns
    };
    text.chars().take_while(fits).collect()
}

/// As much of the end as fits into so many columns.
fn last_columns(text: &str, columns: usize) -> String {
    let reversed: String = text.chars().rev().collect();
    first_columns(&reversed, columns).chars().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_by_columns_not_bytes() {
        assert_eq!(first_columns("naïve", 3), "naï");
        assert_eq!(last_columns("naïve", 3), "ïve");
        assert_eq!(first_columns("网络主权", 5), "网络");
        assert_eq!(last_columns("ab", 5), "ab");
        assert_eq!(shortened("site/page-1", 6), "…age-1");
    }
}
