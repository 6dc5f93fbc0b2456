//! `documents.csv`: every document found, what became of it and why.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::count::Counts;
use crate::model::{
    Cell, Column, ColumnType, CopyLink, Corpus, DocId, DocumentInfo, Duplicate, Language,
    RowWriter, Skipped, Table, TableSpec,
};

static COLUMNS: [Column; 24] = [
    Column::string(
        "doc_id",
        "Id of the document: its path below the input without its ending, or the record's own id",
    ),
    Column::string(
        "source",
        "Source the document counts for, or its group if --group-by is used",
    ),
    Column::string(
        "date",
        "Date: YYYY, YYYY-MM or YYYY-MM-DD, as precise as it is known",
    ),
    Column::string(
        "title",
        "Title, as stated by the metadata, the file or the page",
    ),
    Column::string("language", "Language, ISO 639-1; und if it cannot be told"),
    Column::string("path", "File the document stands in, below the input"),
    Column::string("format", "Format it was read from"),
    Column::string("encoding", "Encoding it was read in"),
    Column::integer(
        "bytes",
        "Size of the file, or of the record's line, in bytes",
    ),
    Column::string(
        "status",
        "analysed; duplicate: a copy, in no count because the settings count the first of each text only; or skipped",
    ),
    Column::string("reason", "Why it is not analysed"),
    Column::string(
        "copy_cluster",
        "Documents of the same text, exactly or nearly, share this: the doc_id of the one that represents them; empty if there is no other",
    ),
    Column::string(
        "copy_of",
        "The document that this one is a copy of, which represents the cluster: the earliest dated, undated ones last; then the one with the fewest replaced characters; then the longest; then the first by doc_id. Empty for that one itself",
    ),
    Column::integer("paragraphs", "Paragraphs that hold a token and count"),
    Column::integer(
        "boilerplate_paragraphs",
        "Lines and paragraphs that were left out of every count as boilerplate; boilerplate.csv holds them",
    ),
    Column::integer("sentences", "Sentences that hold a token"),
    Column::integer(
        "tokens",
        "Tokens of every kind: words, stop words, numbers, addresses",
    ),
    Column::integer("terms", "Tokens that count as occurrences of a term"),
    Column::integer("types", "Distinct forms among the tokens"),
    Column::number(
        "similarity",
        "How alike it is to copy_of: the share of the words of the shorter of the two that stand in runs of five or more words which the other has too, whatever their order; 1 if all words are the same, and if the shorter text is wholly in the longer",
    ),
    Column::string(
        "encoding_from",
        "How the encoding was known: valid (it is UTF-8), mark (a byte-order mark), declared by the markup, detected, forced by the user, or format (the format knows no other)",
    ),
    Column::integer(
        "replaced",
        "Characters put in for bytes that mean nothing in the encoding",
    ),
    Column::number(
        "language_confidence",
        "How sure the language is, from 0 to 1: the share of the letters in its script, times the certainty within the script; 1 if it was stated",
    ),
    Column::string("notes", "What else is to be known of how it was read"),
];

/// The place of a column.
fn at(name: &str) -> usize {
    let place = COLUMNS.iter().position(|column| column.name == name);
    debug_assert!(place.is_some(), "no column {name}");
    place.unwrap_or_default()
}

/// A row: a document of the corpus, or a skipped one.
enum Row<'a> {
    Analysed(DocId),
    Duplicate(&'a Duplicate),
    Skipped(&'a Skipped),
}

pub(super) fn documents<'a>(corpus: &'a Corpus, counts: &'a Counts) -> Table<'a> {
    let mut rows: Vec<(&str, Row<'a>)> = corpus
        .ids()
        .map(|id| (corpus.document(id).info.doc_id.as_str(), Row::Analysed(id)))
        .chain(
            corpus
                .duplicates
                .iter()
                .map(|row| (row.info.doc_id.as_str(), Row::Duplicate(row))),
        )
        .chain(
            corpus
                .skipped
                .iter()
                .map(|row| (row.doc_id.as_str(), Row::Skipped(row))),
        )
        .collect();
    rows.sort_by_key(|(doc_id, _)| *doc_id);
    Table::by_row(spec(corpus), rows.len(), move |index, out| {
        match rows[index].1 {
            Row::Analysed(id) => analysed(corpus, counts, id, out),
            Row::Duplicate(row) => duplicate(corpus, row, out),
            Row::Skipped(row) => skipped(corpus, row, out),
        }
    })
}

fn analysed(corpus: &Corpus, counts: &Counts, id: DocId, out: &mut dyn RowWriter) {
    let document = corpus.document(id);
    let mut cells = facts(corpus, &document.info, document.language, document.copy);
    cells[at("status")] = "analysed".into();
    cells[at("language_confidence")] = document.language_confidence.into();
    cells[at("paragraphs")] = document.paragraphs.into();
    cells[at("boilerplate_paragraphs")] = document.left_out.len().into();
    cells[at("sentences")] = document.sentences.into();
    cells[at("tokens")] = document.tokens.into();
    cells[at("terms")] = counts.terms_in(id).into();
    cells[at("types")] = counts.types[id.index()].into();
    out.row(&cells);
}

fn duplicate(corpus: &Corpus, row: &Duplicate, out: &mut dyn RowWriter) {
    let reason = format!("copy of {}", corpus.cluster(row.copy).representative);
    let mut cells = facts(corpus, &row.info, row.language, Some(row.copy));
    cells[at("status")] = "duplicate".into();
    cells[at("reason")] = (&reason).into();
    out.row(&cells);
}

/// The cells of what is known without the text; status, reason and sizes are missing.
fn facts<'a>(
    corpus: &'a Corpus,
    info: &'a DocumentInfo,
    language: Language,
    copy: Option<CopyLink>,
) -> Vec<Cell<'a>> {
    let mut cells: Vec<Cell<'_>> = vec![
        (&info.doc_id).into(),
        (&info.source).into(),
        (&info.date).into(),
        (&info.title).into(),
        language.code().into(),
        info.place.path.as_ref().into(),
        info.format.name().into(),
        info.encoding.name.into(),
        info.bytes.into(),
    ];
    cells.resize(COLUMNS.len(), Cell::Missing);
    cells[at("encoding_from")] = info.encoding.known_by.into();
    cells[at("replaced")] = info.encoding.replaced.into();
    cells[at("notes")] = (&info.notes).into();
    if let Some(copy) = copy {
        let representative = &corpus.cluster(copy).representative;
        cells[at("copy_cluster")] = representative.into();
        cells[at("copy_of")] = copy.similarity.map(|_| representative).into();
        cells[at("similarity")] = copy.similarity.into();
    }
    for name in &corpus.metadata_columns {
        let stated = info.extra.iter().find(|(own, _)| own == name);
        cells.push(stated.map_or(Cell::Missing, |(_, value)| value.into()));
    }
    cells
}

fn skipped(corpus: &Corpus, row: &Skipped, out: &mut dyn RowWriter) {
    let reason = match row.place.line {
        Some(line) => format!("line {line}: {}", row.reason),
        None => row.reason.clone(),
    };
    let columns = COLUMNS.len() + corpus.metadata_columns.len();
    let mut cells: Vec<Cell<'_>> = vec![Cell::Missing; columns];
    cells[at("doc_id")] = (&row.doc_id).into();
    cells[at("source")] = (&row.source).into();
    cells[at("path")] = row.place.path.as_ref().into();
    cells[at("bytes")] = row.bytes.into();
    cells[at("status")] = "skipped".into();
    cells[at("reason")] = (&reason).into();
    out.row(&cells);
}

fn spec(corpus: &Corpus) -> TableSpec {
    let mut columns = COLUMNS.to_vec();
    let names = metadata_column_names(&corpus.metadata_columns);
    for (own, name) in corpus.metadata_columns.iter().zip(names) {
        columns.push(Column {
            kind: kind_of(corpus, own),
            name: Cow::Owned(name),
            meaning: Cow::Owned(format!("Column `{own}` of the metadata")),
        });
    }
    TableSpec {
        name: "documents",
        row: "a document found, analysed or not",
        columns: Cow::Owned(columns),
        key: &["doc_id"],
        order: "by doc_id",
    }
}

/// The names that further metadata have as columns: their own, or with `meta_` before it, as often
/// as it takes, where a column has that name already.
fn metadata_column_names(columns: &[Arc<str>]) -> Vec<String> {
    let mut taken: BTreeSet<String> = COLUMNS
        .iter()
        .map(|column| column.name.to_string())
        .collect();
    let names = columns.iter().map(|name| {
        let mut name = if name.is_empty() {
            "unnamed".to_owned()
        } else {
            name.to_string()
        };
        while !taken.insert(name.clone()) {
            name.insert_str(0, "meta_");
        }
        name
    });
    names.collect()
}

/// Whole numbers, numbers, or text: the narrowest that every stated value fits.
fn kind_of(corpus: &Corpus, name: &Arc<str>) -> ColumnType {
    let duplicates = corpus.duplicates.iter().map(|document| &document.info);
    let infos = corpus.documents.iter().map(|document| &document.info);
    let infos = infos.chain(duplicates);
    let stated = infos
        .flat_map(|info| &info.extra)
        .filter(|(own, _)| own == name);
    let values: Vec<&str> = stated.map(|(_, value)| value.as_str()).collect();
    // Leading zeros mark codes, which are no numbers.
    let is_code = |value: &str| {
        let digits = value.strip_prefix('-').unwrap_or(value);
        digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.")
    };
    let is_number = |value: &str| value.parse::<f64>().is_ok_and(f64::is_finite);
    if values
        .iter()
        .any(|value| is_code(value) || !is_number(value))
    {
        ColumnType::String
    } else if values.iter().all(|value| value.parse::<i64>().is_ok()) {
        ColumnType::Integer
    } else {
        ColumnType::Number
    }
}
