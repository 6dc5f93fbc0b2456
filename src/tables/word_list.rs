//! The lists of `refrain words` and `refrain ngrams` as tables.

use crate::analyze::{Frequency, ListedWord, spell};
use crate::count::WordNgrams;
use crate::model::{
    Cell, Column, Corpus, Form, FormId, FormKind, Language, Table, TableSpec, TermId,
};
use crate::stats::rate;

/// What the rows of a list are.
#[derive(Debug, Clone, Copy)]
pub enum Listed<'a> {
    /// Words as they are, by [`FormId`].
    Forms,
    /// Terms, by [`TermId`].
    Terms(&'a Frequency),
    /// N-grams, by their places.
    Ngrams(&'a WordNgrams),
}

impl Listed<'_> {
    /// A word, the most frequent form of a term, or the words of an n-gram.
    #[must_use]
    pub fn text(&self, corpus: &Corpus, place: u32) -> String {
        match self {
            Self::Forms => corpus.vocabulary.form(FormId(place)).listed().into_owned(),
            Self::Terms(frequency) => frequency.label(corpus, TermId(place)).to_owned(),
            Self::Ngrams(ngrams) => spell(corpus, ngrams.forms(place)),
        }
    }

    /// The name of the column with that text.
    #[must_use]
    pub fn text_header(&self) -> &'static str {
        self.name().2
    }

    /// The language of a row; of an n-gram that of its first word.
    #[must_use]
    pub fn language(&self, corpus: &Corpus, place: u32) -> Language {
        match self {
            Self::Forms => corpus.vocabulary.form(FormId(place)).language,
            Self::Terms(_) => corpus.vocabulary.term(TermId(place)).language,
            Self::Ngrams(ngrams) => {
                let first = ngrams.forms(place).first();
                first.map_or(Language::UNDETERMINED, |&form| {
                    corpus.vocabulary.form(form).language
                })
            }
        }
    }

    fn name(&self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Forms => ("words", "a word", "word"),
            Self::Terms(_) => ("words", "a term", "word"),
            Self::Ngrams(_) => ("ngrams", "an n-gram", "ngram"),
        }
    }

    /// The column that only such a list has.
    fn more(&self) -> Column {
        match self {
            Self::Forms => Column::string(
                "kind",
                "word, stop word, short, number, address, or unsegmented",
            ),
            Self::Terms(_) => Column::string("term", "Stem that the forms share"),
            Self::Ngrams(_) => Column::integer("length", "Words"),
        }
    }

    fn more_of<'c>(&'c self, corpus: &'c Corpus, place: u32) -> Cell<'c> {
        match self {
            Self::Forms => kind(corpus.vocabulary.form(FormId(place))).into(),
            Self::Terms(_) => Cell::Text(&corpus.vocabulary.term(TermId(place)).text),
            Self::Ngrams(ngrams) => ngrams.forms(place).len().into(),
        }
    }
}

/// The kind of a form in words.
fn kind(form: &Form) -> &'static str {
    match form.kind {
        FormKind::Word => "word",
        FormKind::StopWord => "stop word",
        FormKind::Short => "short",
        FormKind::Number => "number",
        FormKind::Address => "address",
        FormKind::Unsegmented => "unsegmented",
    }
}

/// Occurrences per million tokens of the corpus, or of the source.
#[must_use]
pub fn per_million(word: &ListedWord, tokens: u64, by_source: &[u64]) -> Option<f64> {
    let base = word
        .source
        .map_or(tokens, |source| by_source[source.index()]);
    rate(1_000_000.0, word.tally.count, base)
}

/// The rows of a list, all of sources or none.
#[must_use]
pub fn word_table<'a>(
    corpus: &'a Corpus,
    words: &'a [ListedWord],
    listed: Listed<'a>,
) -> Table<'a> {
    let (tokens, by_source) = (corpus.tokens(), corpus.tokens_by_source());
    let is_by_source = words.first().is_some_and(|word| word.source.is_some());
    Table::by_row(spec(listed, is_by_source), words.len(), move |row, out| {
        let word = &words[row];
        let text = listed.text(corpus, word.place);
        let source = word.source.map(|source| &corpus.sources[source.index()]);
        let first = source.map(Cell::from).into_iter();
        let tally = word.tally;
        let cells = [
            word.rank.into(),
            Cell::Text(&text),
            listed.more_of(corpus, word.place),
            listed.language(corpus, word.place).code().into(),
            tally.count.into(),
            per_million(word, tokens, &by_source).into(),
            tally.documents.into(),
            tally.sources.into(),
        ];
        let end = cells.len() - usize::from(is_by_source);
        let cells: Vec<Cell<'_>> = first.chain(cells.into_iter().take(end)).collect();
        out.row(&cells);
    })
}

fn spec(listed: Listed<'_>, is_by_source: bool) -> TableSpec {
    let (name, row, text) = listed.name();
    let meaning = match listed {
        Listed::Forms => "The word in lower case",
        Listed::Terms(_) => "Most frequent form of the term",
        Listed::Ngrams(_) => "Its words in lower case",
    };
    let mut columns = vec![
        Column::integer("rank", "Rank by occurrences, from 1; ties share a rank"),
        Column::string(text, meaning),
        listed.more(),
        Column::string("language", "Language, ISO 639"),
        Column::integer("count", "Occurrences"),
        Column::number("per_million", "Occurrences per million tokens"),
        Column::integer("documents", "Documents that contain it"),
        Column::integer("sources", "Sources that contain it"),
    ];
    if is_by_source {
        columns.pop();
        columns.insert(0, Column::string("source", "Source"));
    }
    TableSpec {
        name,
        row,
        columns: columns.into(),
        key: vec![text.into(), "language".into()],
        order: "by count, highest first, then by text",
    }
}
