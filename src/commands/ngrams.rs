//! `refrain ngrams`: sequences of words by frequency.

use std::collections::BTreeSet;
use std::mem::ManuallyDrop;
use std::process::ExitCode;

use anyhow::Result;
use refrain::analyze::{ListLimits, find_concepts, word_list, wordings_of};
use refrain::config::PhraseConfig;
use refrain::count::{count_word_ngrams, source_tasks};
use refrain::model::FormId;
use refrain::tables::Listed;

use super::session::{
    close, codebook_of, corpus_of, counted, note_doubts_beside_hits, observe, of_all, settings,
};
use super::words::ListPrint;
use crate::cli::NgramsArgs;
use crate::messages::Messages;

/// Lists n-grams.
///
/// # Errors
/// Wrong settings or patterns, input that cannot be read, output that cannot be written, Ctrl-C.
pub(crate) fn ngrams(args: &NgramsArgs, messages: Messages) -> Result<ExitCode> {
    let (input, settings) = settings(&args.input, messages)?;
    let pattern = args.with.as_deref();
    let pattern = pattern
        .map(|pattern| codebook_of(pattern, &settings))
        .transpose()?;
    let observer = observe(messages, args.input.threads)?.without_estimate();
    let corpus = corpus_of(&input, &settings, &observer)?;
    let counting = PhraseConfig {
        min_count: args.min_count.unwrap_or(0),
        ..PhraseConfig::default()
    };
    let least = counting.least_count(corpus.tokens());
    let wordings = pattern.map(|pattern| {
        let concepts = find_concepts(&corpus, pattern);
        note_doubts_beside_hits(messages, &concepts);
        wordings_of(&corpus, &concepts.hits)
    });
    let tasks = source_tasks(&corpus);
    let ngrams = count_word_ngrams(&corpus, &tasks, args.lengths.clone(), least);
    let ngrams = ManuallyDrop::new(ngrams);
    let limits = ListLimits {
        by_source: args.by.is_some(),
        least: least.into(),
        most: args.list.most(),
    };
    let is_wanted = |place: u32| {
        let wordings = wordings.as_ref();
        wordings.is_none_or(|wordings| holds_one(ngrams.forms(place), wordings))
    };
    // Forms are numbered in the order of their text.
    let list = word_list(&ngrams.tallied, limits, is_wanted, |place| {
        ngrams.rank(place)
    });
    let printed = ListPrint {
        corpus: &corpus,
        list: &args.list,
        excel: settings.config.output.excel,
        observer: &observer,
    };
    printed.print(&list, Listed::Ngrams(&ngrams))?;
    let line = format!(
        "{} with {} or more; {}",
        of_all(list.words.len(), list.all, "n-gram"),
        counted(least.into(), "occurrence"),
        printed.size()
    );
    Ok(close(messages, &corpus, &args.list.print, &line))
}

/// Whether one of these wordings stands in an n-gram.
fn holds_one(ngram: &[FormId], wordings: &BTreeSet<Vec<FormId>>) -> bool {
    let starts = 0..ngram.len();
    let mut parts = starts.flat_map(|start| (start + 1..=ngram.len()).map(move |end| start..end));
    parts.any(|part| wordings.contains(&ngram[part]))
}
