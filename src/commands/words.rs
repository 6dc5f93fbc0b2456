//! `refrain words`: words or terms by frequency.

use std::collections::BTreeSet;
use std::process::ExitCode;

use anyhow::Result;
use refrain::analyze::{
    Concepts, ListLimits, WordList, find_concepts, frequency, term_tallies, word_list, wordings_of,
};
use refrain::count::{Tallied, count, count_words, source_tasks};
use refrain::error::Error;
use refrain::model::{Corpus, FormId, FormKind, TermId};
use refrain::tables::{Listed, per_million, word_table};

use super::columns::{decimal, thousands};
use super::session::{
    close, codebook_of, corpus_of, note_doubts_beside_hits, observe, of_all, settings,
};
use super::sheet::{Sheet, SheetColumn, number, text};
use crate::cli::{ListArgs, WordsArgs};
use crate::messages::Messages;
use crate::terminal::Terminal;

/// Lists words.
///
/// # Errors
/// Wrong settings or patterns, input that cannot be read, output that cannot be written, Ctrl-C.
pub(crate) fn words(args: &WordsArgs, messages: Messages) -> Result<ExitCode> {
    let (input, settings) = settings(&args.input, messages)?;
    let pattern = args.matching.as_deref();
    let pattern = pattern
        .map(|pattern| codebook_of(pattern, &settings))
        .transpose()?;
    let observer = observe(messages, args.input.threads)?.without_estimate();
    let corpus = corpus_of(&input, &settings, &observer)?;
    let matching = pattern
        .map(|pattern| {
            let concepts = find_concepts(&corpus, pattern);
            note_doubts_beside_hits(messages, &concepts);
            single_words(&corpus, &concepts)
        })
        .transpose()?;
    let is_match = |form: FormId| {
        let matching = matching.as_ref();
        matching.is_none_or(|forms| forms.contains(&form))
    };
    let forms = &corpus.vocabulary.forms;
    let limits = limits(args);
    let printed = ListPrint {
        corpus: &corpus,
        list: &args.list,
        excel: settings.config.output.excel,
        observer: &observer,
    };
    let noun = if args.terms { "term" } else { "word" };
    let listed = if args.terms {
        let frequency = frequency(&corpus, &count(&corpus));
        let terms = &corpus.vocabulary.terms;
        let is_wanted = |term: u32| {
            let mut forms = terms[TermId(term).index()].forms.iter();
            forms.any(|&form| is_match(form))
        };
        let list = word_list(&term_tallies(&frequency), limits, is_wanted, |term| term);
        printed.print(&list, Listed::Terms(&frequency))?;
        of_all(list.words.len(), list.all, noun)
    } else {
        let tallied: Tallied = count_words(&corpus, &source_tasks(&corpus));
        let is_wanted = |form: u32| {
            let is_content = forms[FormId(form).index()].kind == FormKind::Word;
            (is_content || !args.content_words) && is_match(FormId(form))
        };
        // Forms are numbered in the order of their text.
        let list = word_list(&tallied, limits, is_wanted, |form| form);
        printed.print(&list, Listed::Forms)?;
        of_all(list.words.len(), list.all, noun)
    };
    Ok(close(
        messages,
        &corpus,
        &args.list.print,
        &format!("{listed}; {}", printed.size()),
    ))
}

fn limits(args: &WordsArgs) -> ListLimits {
    ListLimits {
        by_source: args.by.is_some(),
        least: args.min_count.into(),
        most: args.list.most(),
    }
}

/// The words that a pattern matches by themselves.
///
/// # Errors
/// If it matches sequences of words only.
fn single_words(corpus: &Corpus, concepts: &Concepts) -> Result<BTreeSet<FormId>> {
    let wordings = wordings_of(corpus, &concepts.hits);
    let has_single = wordings.iter().any(|forms| forms.len() == 1);
    if !has_single && !wordings.is_empty() {
        let message = "expected a pattern of one word; `refrain ngrams --with` lists sequences";
        return Err(Error::setting("--match", message).into());
    }
    let wordings = wordings.into_iter();
    let single = wordings.filter_map(|forms| match forms.as_slice() {
        [form] => Some(*form),
        _ => None,
    });
    Ok(single.collect())
}

/// What a list is printed with.
pub(super) struct ListPrint<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) list: &'a ListArgs,
    pub(super) excel: bool,
    pub(super) observer: &'a Terminal,
}

impl ListPrint<'_> {
    /// Prints a list aligned, or as CSV.
    pub(super) fn print(&self, list: &WordList, listed: Listed<'_>) -> Result<()> {
        self.corpus.check()?;
        self.observer.clear();
        self.list.print(
            || self.sheet(list, listed),
            || {
                let table = word_table(self.corpus, &list.words, listed);
                self.list.print.write_csv(&table, self.excel, self.observer)
            },
        )
    }

    /// Tokens and documents, in words.
    pub(super) fn size(&self) -> String {
        let documents = self.corpus.documents.len() as u64;
        format!(
            "{} in {}",
            super::counted(self.corpus.tokens(), "token"),
            super::counted(documents, "document")
        )
    }

    fn sheet(&self, list: &WordList, listed: Listed<'_>) -> Sheet {
        let corpus = self.corpus;
        let (tokens, by_source) = (corpus.tokens(), corpus.tokens_by_source());
        let language = |place| listed.language(corpus, place).code();
        let mut languages = list.words.iter().map(|word| language(word.place));
        let first = languages.next();
        let are_several = languages.any(|code| Some(code) != first);
        let is_by_source = list.words.first().is_some_and(|word| word.source.is_some());
        let all: [(bool, SheetColumn); 8] = [
            (is_by_source, text("source")),
            (true, number("rank")),
            (true, text(listed.text_header())),
            (true, number("count")),
            (true, number("per million")),
            (true, number("documents")),
            (!is_by_source, number("sources")),
            (are_several, text("language")),
        ];
        let rows = list.words.iter().map(|word| {
            let tally = word.tally;
            let source = word
                .source
                .map(|source| corpus.sources[source.index()].clone());
            let cells = [
                source.unwrap_or_default(),
                thousands(word.rank.into()),
                listed.text(corpus, word.place),
                thousands(tally.count),
                decimal(per_million(word, tokens, &by_source), 1),
                thousands(tally.documents.into()),
                thousands(tally.sources.into()),
                language(word.place).to_owned(),
            ];
            let shown = cells
                .into_iter()
                .zip(&all)
                .filter(|(_, (is_shown, _))| *is_shown);
            shown.map(|(cell, _)| cell).collect()
        });
        Sheet {
            rows: rows.collect(),
            columns: all
                .iter()
                .filter(|(is_shown, _)| *is_shown)
                .map(|(_, column)| *column)
                .collect(),
        }
    }
}
