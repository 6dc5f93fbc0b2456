//! From inputs to a corpus and a codebook: everything that reads files.

use std::path::Path;
use std::sync::Arc;

use super::Input;
use crate::analyze::{Codebook, NoCodebook};
use crate::config::{Config, ReadingSettings};
use crate::corpus::{freeze, read_segments, regroup};
use crate::error::{Error, Result};
use crate::model::{Corpus, Ingredient, Skipped};
use crate::progress::{Observer, Stage};
use crate::resource_estimate::ResourceEstimate;
use crate::source::{self, Discovery, TextSize, Unit};
use crate::store::{Cache, Spill, Storage};
use crate::tokenize::Segment;

/// The frozen corpus of the inputs.
///
/// # Errors
/// If an input or setting can't be used, if there is no document, or if the user stops it.
pub fn read(input: &Input, config: &Config, observer: &dyn Observer) -> Result<Corpus> {
    let discovered = source::discover(&input.paths, &config.read)?;
    read_discovered(input, config, observer, discovered, (read_segments, freeze))
}

/// The frozen corpus of what was discovered; `segments` makes the segments of the units, with what the
/// user should know, and `freeze` the corpus of them.
pub(super) fn read_discovered(
    input: &Input,
    config: &Config,
    observer: &dyn Observer,
    discovered: Discovery,
    (segments, freeze): (
        impl FnOnce(
            &[Unit],
            ReadingSettings<'_>,
            Storage,
            &dyn Observer,
        ) -> Result<(Vec<Segment>, Vec<String>)>,
        impl FnOnce(Vec<Segment>, Vec<Skipped>, ReadingSettings<'_>) -> Result<Corpus>,
    ),
) -> Result<Corpus> {
    observer.begin(Stage::Read, discovered.bytes());
    let estimate = estimate(discovered.text_size(), input, config, observer)?;
    observer.expect(&estimate);
    let lists = source::read_word_lists(&config.tokenize, &discovered.units)?;
    let settings = config.reading().with_lists(&lists);
    let storage = storage(input, settings, estimate.spills)?;
    let (segments, warnings) = segments(&discovered.units, settings, storage, observer)?;
    observer.end();
    observer.check()?;
    observer.begin(Stage::Freeze, 0);
    let mut corpus = freeze(segments, discovered.skipped, settings)?;
    observer.end();
    corpus.check()?;
    corpus.warnings.splice(0..0, discovered.warnings);
    warnings.iter().for_each(|warning| observer.note(warning));
    if corpus.documents.is_empty() {
        let names = input.paths.iter().map(|path| path.display().to_string());
        let names: Vec<String> = names.collect();
        return Err(nothing_analysed(names.join(", "), &corpus));
    }
    Ok(corpus)
}

/// What the run is expected to take. Archives may hold other things than text, so their size alone refuses
/// no run.
fn estimate(
    text: TextSize,
    input: &Input,
    config: &Config,
    observer: &dyn Observer,
) -> Result<ResourceEstimate> {
    let of = |text| {
        ResourceEstimate::of_run(text, &config.output, input.memory, input.output.as_deref())
    };
    let whole = of(text.certain + text.packed);
    let (Err(error), 1..) = (&whole, text.packed) else {
        return whole;
    };
    let mut estimate = of(text.certain)?;
    observer.note(&format!(
        "if the archives hold as much text as their size allows, the run cannot succeed ({}); --exclude leaves archives out",
        error.to_string().lines().next().unwrap_or_default()
    ));
    // As little as can be stays in memory.
    estimate.spills = true;
    Ok(estimate)
}

/// The frozen corpus of two sets of inputs, of which each is a source: the first `targets` paths, and the
/// others. Gives the names of both.
///
/// # Errors
/// As [`read`], and if one of the two has no document.
pub fn read_two(
    input: &Input,
    targets: usize,
    config: &Config,
    observer: &dyn Observer,
) -> Result<(Corpus, [String; 2])> {
    let labels = source::input_labels(&input.paths)?;
    let (target, reference) = labels.split_at(targets.min(labels.len()));
    let names = [target, reference].map(|labels| labels.join(" + "));
    let is_below = |path: &str, label: &String| {
        let rest = path.strip_prefix(label.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let mut corpus = read(input, config, observer)?;
    regroup(&mut corpus, |info| {
        let is_target = target.iter().any(|label| is_below(&info.place.path, label));
        names[usize::from(!is_target)].clone()
    })?;
    match names.iter().find(|name| !corpus.sources.contains(name)) {
        Some(empty) => Err(Error::NoDocuments {
            inputs: empty.clone(),
        }),
        None => Ok((corpus, names)),
    }
}

/// Where segments are kept outside memory; temporary files lie beside the output, where there must
/// be room anyway.
fn storage(input: &Input, settings: ReadingSettings<'_>, spills: bool) -> Result<Storage> {
    let folder = input.cache.as_deref();
    let cache = folder
        .map(|folder| Cache::open(folder, settings))
        .transpose()?;
    let beside = input.output.as_deref().and_then(Path::parent);
    let scratch = beside.map_or_else(std::env::temp_dir, Path::to_owned);
    let spill = spills.then(|| Spill::new(&scratch)).transpose()?;
    Ok(Storage {
        cache,
        spill: spill.map(Arc::new),
    })
}

/// The codebook of the settings: a file, a built-in one, or the one beside the input; or why there is
/// none.
///
/// # Errors
/// If it can't be read, or is broken.
pub(super) fn read_codebook(
    input: &Input,
    config: &Config,
) -> Result<std::result::Result<Codebook, NoCodebook>> {
    if !config.output.needs(Ingredient::Concepts) {
        return Ok(Err(NoCodebook::NotWanted));
    }
    match config.concepts.codebook.as_str() {
        "none" => Ok(Err(NoCodebook::TurnedOff)),
        "auto" => match source::find_codebook(&input.paths)? {
            Some(file) => {
                let started =
                    Codebook::parse_started(&file.text, &file.path, config.concepts.matching())?;
                Ok(started.ok_or(NoCodebook::Blank))
            }
            None => Ok(Err(NoCodebook::Absent)),
        },
        named => {
            if let Some(book) = Codebook::built_in(named)? {
                return Ok(Ok(book));
            }
            let folder = input.settings_folder.as_deref().unwrap_or(Path::new(""));
            let file = source::read_codebook(&folder.join(named))?;
            Codebook::parse(&file.text, &file.path, config.concepts.matching()).map(Ok)
        }
    }
}

/// The error that says why no document is left to be analysed.
pub(crate) fn nothing_analysed(inputs: String, corpus: &Corpus) -> Error {
    if corpus.skipped.is_empty() {
        return Error::NoDocuments { inputs };
    }
    let first = corpus.skipped.iter().take(5);
    let mut reasons: Vec<String> = first
        .map(|row| format!("  {}: {}", row.place, row.reason))
        .collect();
    if corpus.skipped.len() > reasons.len() {
        reasons.push(format!(
            "  and {} more",
            corpus.skipped.len() - reasons.len()
        ));
    }
    Error::AllSkipped {
        inputs,
        skipped: corpus.skipped.len(),
        reasons: reasons.join("\n"),
    }
}
