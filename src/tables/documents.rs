//! `documents.csv`: every document found, what became of it and why.

use std::borrow::Cow;
use std::sync::Arc;

use crate::count::Counts;
use crate::model::{
    Cell, CellBuffer, Column, ColumnRef, ColumnType, CopyLink, Corpus, DocId, DocumentInfo,
    Duplicate, Field, Language, Naming, Skipped, TableBuilder, TypedTable, declared, hex, row,
    table,
};
use crate::order::Arrange as _;
use crate::sorted::SortedSet;

/// How many bytes of the hash of a document are shown.
const HASH_BYTES: usize = 8;

row! {
    /// A row of `documents.csv`.
    pub struct DocumentRow<'a>, DocumentColumns {
        doc_id: &'a str => "Id of the document: the path below the input without the file extension, or the record's own id",
        source: &'a str => "Source of the document, or its group if --group-by is used",
        date: Option<&'a str> => "Date as YYYY, YYYY-MM or YYYY-MM-DD, as precise as known",
        title: Option<&'a str> => "Title, from the metadata, the file or the web page",
        language: Option<&'static str> => "Language, ISO 639; und if it could not be detected",
        path: &'a str => "File that contains the document, as a path below the input",
        part_of: Option<&'a str> => "File that the document was split from, if the file contains several documents",
        part: Option<u32> => "Number of the document within part_of, from 1",
        format: Option<&'static str> => "Format of the file",
        encoding: Option<&'static str> => "Character encoding of the file",
        bytes: Option<u64> => "Size of the file, or of the line of the record, in bytes",
        status: &'static str => "analysed, duplicate (a copy that is not counted, with --copies first) or skipped",
        reason: Option<String> => "Why it was not analysed",
        copy_cluster: Option<&'a str> => "Cluster of copies (duplicates and near-duplicates): the doc_id of their original; empty if there are no copies",
        copy_of: Option<&'a str> => "Original of which this document is a copy: in each cluster the document with the earliest date (undated last), then the fewest replaced characters, then the most words, then the first by doc_id. Empty for the original",
        paragraphs: Option<u32> => "Paragraphs with at least one token, without boilerplate",
        boilerplate_paragraphs: Option<usize> => "Lines and paragraphs removed as boilerplate; boilerplate.csv lists them",
        sentences: Option<u32> => "Sentences with at least one token",
        tokens: Option<u32> => "All tokens: words, stop words, numbers and addresses",
        terms: Option<u64> => "Tokens that count as a term",
        types: Option<u32> => "Distinct forms among the tokens",
        similarity: Option<f64> => "Similarity to the document of its cluster that overlaps most with the others, usually copy_of: share of the words of the shorter of the two that are the same in passages of the other, in any order (a passage begins with a run of five words and goes on over single words that differ); 1 if all words are the same or the longer text contains the shorter. Empty for the original",
        encoding_from: Option<&'static str> => "How the encoding was determined: valid (the bytes are valid UTF-8), mark (byte-order mark), declared (in the markup), detected, forced (by the user) or format (the format allows only one)",
        replaced: Option<u32> => "Replacement characters (U+FFFD) put in for bytes that are invalid in the encoding",
        language_confidence: Option<f64> => "Confidence in the detected language, 0 to 1: share of the letters in its script, times the confidence within the script; 1 if the language was stated",
        doubts: Option<String> => "What may have been read wrongly, separated by `; `: encoding (some characters), main_text (of a web page), language, date, split (number of documents in the file); notes has the details",
        notes: Option<&'a str> => "Notes on how the document was read",
        hash: Option<String> => "First 16 hexadecimal digits of the SHA-256 of the file, or of the record",
        metadata: Metadata<'a> => _,
    }
}

table! {
    /// `documents.csv`.
    Documents of DocumentRow<'a>,
    row: "a document found, analysed or not",
    key: [doc_id],
    order: "by doc_id",
}

/// What further metadata state of a document, in the order of the corpus's metadata columns.
#[derive(Debug, Clone, Default)]
pub struct Metadata<'a>(pub Vec<Option<&'a str>>, Arc<[ColumnType]>);

impl Metadata<'_> {
    fn cells(&self) -> impl Iterator<Item = Cell<'_>> {
        let kinds = self.1.iter().map(Some).chain(std::iter::repeat(None));
        self.0
            .iter()
            .zip(kinds)
            .map(|(value, kind)| match (value, kind) {
                (None, _) => Cell::Missing,
                (Some(value), None | Some(ColumnType::String)) => Cell::Text(value),
                (Some(value), _) => Cell::Stated(value),
            })
    }
}

/// Which columns these are differs from corpus to corpus, so the table declares them when it is made.
impl<'a> Field for Metadata<'a> {
    type Columns<T> = [ColumnRef<T>; 0];
    const WIDTH: usize = 0;

    fn columns<T>(_: usize) -> [ColumnRef<T>; 0] {
        []
    }

    fn declare(_: Naming, _: &mut Vec<Column>) {}

    fn fill<'c>(&'c self, cells: &mut CellBuffer<'c>) {
        cells.extend(self.cells());
    }

    fn each_cell(&self, each: &mut dyn FnMut(Cell<'_>)) {
        self.cells().for_each(each);
    }
}

/// A document of the corpus, one that is in no count, or one that was skipped.
enum Listed<'a> {
    Analysed(DocId),
    Duplicate(&'a Duplicate),
    Skipped(&'a Skipped),
}

pub(super) fn documents<'a>(corpus: &'a Corpus, counts: &'a Counts) -> TypedTable<'a, Documents> {
    let analysed = corpus.ids().map(|id| {
        let doc_id = corpus.document(id).info.doc_id.as_str();
        (doc_id, Listed::Analysed(id))
    });
    let duplicates = corpus.duplicates.iter();
    let duplicates =
        duplicates.map(|document| (document.info.doc_id.as_str(), Listed::Duplicate(document)));
    let skipped = corpus.skipped.iter();
    let skipped = skipped.map(|document| (document.doc_id.as_str(), Listed::Skipped(document)));
    let mut rows: Vec<(&str, Listed<'a>)> = analysed.chain(duplicates).chain(skipped).collect();
    rows.arrange_by_key(|(doc_id, _)| *doc_id);
    let columns = metadata_columns(corpus);
    let kinds: Arc<[ColumnType]> = columns.iter().map(|column| column.kind).collect();
    let table = TableBuilder::new().with_columns(columns);
    table.by_row(rows.len(), move |index| {
        let mut row = match rows[index].1 {
            Listed::Analysed(id) => analysed_row(corpus, counts, id),
            Listed::Duplicate(document) => duplicate_row(corpus, document),
            Listed::Skipped(document) => skipped_row(corpus, document),
        };
        row.metadata.1 = Arc::clone(&kinds);
        row
    })
}

fn analysed_row<'a>(corpus: &'a Corpus, counts: &'a Counts, id: DocId) -> DocumentRow<'a> {
    let document = corpus.document(id);
    DocumentRow {
        status: "analysed",
        language_confidence: Some(document.language_confidence),
        paragraphs: Some(document.paragraphs),
        boilerplate_paragraphs: Some(document.left_out.len()),
        sentences: Some(document.sentences),
        tokens: Some(document.tokens),
        terms: Some(counts.terms_in(id)),
        types: Some(counts.types[id.index()]),
        ..row_of(corpus, &document.info, document.language, document.copy)
    }
}

fn duplicate_row<'a>(corpus: &'a Corpus, document: &'a Duplicate) -> DocumentRow<'a> {
    let representative = &corpus.cluster(document.copy).representative;
    DocumentRow {
        status: "duplicate",
        reason: Some(format!("copy of {representative}")),
        ..row_of(
            corpus,
            &document.info,
            document.language,
            Some(document.copy),
        )
    }
}

/// The row of a document as far as it is known without its text.
fn row_of<'a>(
    corpus: &'a Corpus,
    info: &'a DocumentInfo,
    language: Language,
    copy: Option<CopyLink>,
) -> DocumentRow<'a> {
    let representative = copy.map(|copy| corpus.cluster(copy).representative.as_str());
    let similarity = copy.and_then(|copy| copy.similarity);
    let mut stated = vec![None; corpus.metadata_columns.len()];
    for (name, value) in &info.extra {
        if let Ok(place) = corpus.metadata_columns.binary_search(name) {
            stated[place].get_or_insert(value.as_str());
        }
    }
    DocumentRow {
        date: Some(&info.date),
        title: Some(&info.title),
        language: Some(language.code()),
        part_of: info.part.map(|_| &*info.place.path),
        part: info.part.map(|part| part.number),
        format: Some(info.format.name()),
        encoding: Some(info.encoding.name),
        copy_cluster: representative,
        copy_of: representative.filter(|_| similarity.is_some()),
        similarity,
        encoding_from: Some(info.encoding.known_by),
        replaced: Some(info.encoding.replaced),
        hash: Some(hex(&info.sha256[..HASH_BYTES])),
        doubts: Some(info.doubts.names()),
        notes: Some(&info.notes),
        metadata: Metadata(stated, Arc::default()),
        ..bare_row(
            &info.doc_id,
            &info.source,
            &info.place.path,
            Some(info.bytes),
        )
    }
}

fn skipped_row<'a>(corpus: &'a Corpus, document: &'a Skipped) -> DocumentRow<'a> {
    let reason = match document.place.line {
        Some(number) => {
            let unit = document.numbered.name();
            format!("{unit} {number}: {}", document.reason)
        }
        None => document.reason.to_string(),
    };
    DocumentRow {
        status: "skipped",
        reason: Some(reason),
        metadata: Metadata(vec![None; corpus.metadata_columns.len()], Arc::default()),
        ..bare_row(
            &document.doc_id,
            &document.source,
            &document.place.path,
            document.bytes,
        )
    }
}

/// A row in which all is missing but what is known of every document.
fn bare_row<'a>(
    doc_id: &'a str,
    source: &'a str,
    path: &'a str,
    bytes: Option<u64>,
) -> DocumentRow<'a> {
    DocumentRow {
        doc_id,
        source,
        date: None,
        title: None,
        language: None,
        path,
        part_of: None,
        part: None,
        format: None,
        encoding: None,
        bytes,
        hash: None,
        status: "",
        reason: None,
        copy_cluster: None,
        copy_of: None,
        paragraphs: None,
        boilerplate_paragraphs: None,
        sentences: None,
        tokens: None,
        terms: None,
        types: None,
        similarity: None,
        encoding_from: None,
        replaced: None,
        language_confidence: None,
        doubts: None,
        notes: None,
        metadata: Metadata::default(),
    }
}

/// The columns of further metadata.
fn metadata_columns(corpus: &Corpus) -> Vec<Column> {
    let names = metadata_column_names(&corpus.metadata_columns);
    let columns = corpus.metadata_columns.iter().zip(names);
    let columns = columns.zip(kinds(corpus));
    let columns = columns.map(|((stated, name), kind)| Column {
        kind,
        name: Cow::Owned(name),
        meaning: Cow::Owned(format!("Column `{stated}` of the metadata")),
        can_be_missing: true,
    });
    columns.collect()
}

/// The names that further metadata have as columns: their own, or with `meta_` before it, as often
/// as it takes, where a column has that name already.
fn metadata_column_names(columns: &[Arc<str>]) -> Vec<String> {
    let declared = declared::<Documents>().into_iter();
    let mut taken: SortedSet<String> = declared.map(|column| column.name.into_owned()).collect();
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

/// For each column of further metadata whole numbers, numbers, or text: the narrowest that every stated
/// value fits.
fn kinds(corpus: &Corpus) -> Vec<ColumnType> {
    let mut kinds = vec![ColumnType::Integer; corpus.metadata_columns.len()];
    let duplicates = corpus.duplicates.iter().map(|document| &document.info);
    let infos = corpus.documents.iter().map(|document| &document.info);
    for (name, value) in infos.chain(duplicates).flat_map(|info| &info.extra) {
        let Ok(place) = corpus.metadata_columns.binary_search(name) else {
            continue;
        };
        kinds[place] = match (kinds[place], kind_of(value)) {
            (ColumnType::Integer, kind) | (kind, ColumnType::Integer) => kind,
            (ColumnType::Number, ColumnType::Number) => ColumnType::Number,
            _ => ColumnType::String,
        };
    }
    kinds
}

fn kind_of(value: &str) -> ColumnType {
    // Leading zeros mark codes, which are no numbers.
    let digits = value.strip_prefix('-').unwrap_or(value);
    let is_code = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
    if is_code || !value.parse::<f64>().is_ok_and(f64::is_finite) {
        ColumnType::String
    } else if value.parse::<i64>().is_ok() {
        ColumnType::Integer
    } else {
        ColumnType::Number
    }
}
