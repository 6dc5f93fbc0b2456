//! Validating a codebook: from inputs to a sample, and from a key and sheets to scores.

use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::Input;
use super::reading::{read, read_codebook};
use crate::analyze::inputs::concepts_to_sample;
use crate::analyze::{
    NoCodebook, SampleOrigin, SamplePlan, Validation, draw_sample, find_concepts, score,
};
use crate::config::Config;
use crate::corpus::Periods;
use crate::error::{Error, Result};
use crate::model::{ValidationKey, hex};
use crate::progress::{Observer, Stage};
use crate::source::{read_coding_sheet, read_validation_key};

/// How often units are drawn for the interval of alpha.
const RESAMPLES: u32 = 1000;

/// Letters of a sample's name.
const NAME_LENGTH: usize = 8;

/// Draws a sample for validating the codebook of the settings, and tells what of the patterns is doubtful.
///
/// # Errors
/// If an input or setting can't be used, or there is no codebook.
pub fn sample_for_validation(
    input: &Input,
    config: &Config,
    plan: &SamplePlan,
    observer: &dyn Observer,
) -> Result<ValidationKey> {
    let codebook = read_codebook(input, config)?.map_err(no_codebook)?;
    let corpus = read(input, config, observer)?;
    observer.begin(Stage::Analyze, 0);
    let name = codebook.describe();
    let concepts = find_concepts(&corpus, codebook);
    let (to_sample, hits) = concepts_to_sample(&concepts);
    let periods = Periods::new(&corpus, config.concepts.period);
    let input_sha256 = corpus.input_hash();
    let codebook_sha256 = hex(&Sha256::digest(&concepts.codebook.source));
    let settings = serde_json::to_string(&config.portable()).unwrap_or_default();
    let origin = [
        &input_sha256,
        &codebook_sha256,
        &settings,
        &format!("{plan:?}"),
    ];
    let mut sample = hex(&Sha256::digest(origin.map(String::as_str).join("\n")));
    sample.truncate(NAME_LENGTH);
    // It begins with a letter, so no spreadsheet takes an id for a number or a date.
    sample.replace_range(..1, "s");
    let origin = SampleOrigin {
        sample,
        input_sha256,
        codebook: name,
        codebook_sha256,
    };
    let key = draw_sample(&corpus, &to_sample, &hits, periods.as_ref(), (plan, origin));
    observer.end();
    observer.check()?;
    corpus.check()?;
    for note in concepts.notes() {
        observer.note(&note);
    }
    Ok(key)
}

fn no_codebook(reason: NoCodebook) -> Error {
    let advice = match reason {
        NoCodebook::Blank => "`concepts.yml` has no concepts yet; add some to it",
        NoCodebook::NotWanted => "`only` in the settings leaves out all tables of concepts",
        NoCodebook::TurnedOff | NoCodebook::Absent => {
            "name one with --codebook FILE, or start one with `refrain init FOLDER`"
        }
    };
    Error::setting(
        "codebook",
        format!("there is no codebook to validate\n  {advice}"),
    )
}

/// What the answers in these sheets, in the column of this name, say of the codebook of a key.
///
/// # Errors
/// If a file can't be read, or a row of a sheet is wrong or answered twice by one coder.
pub fn score_sheets(key: &Path, sheets: &[PathBuf], column: &str) -> Result<Validation> {
    let key = read_validation_key(key)?;
    let mut rows = Vec::new();
    for sheet in sheets {
        rows.extend(read_coding_sheet(sheet, &key, column)?);
    }
    // The same whatever the order of the files: a coder may answer a unit once.
    rows.sort_by(|a, b| (a.item, &a.coder).cmp(&(b.item, &b.coder)));
    let same = rows
        .windows(2)
        .find(|pair| pair[0].item == pair[1].item && pair[0].coder == pair[1].coder);
    if let Some([row, _]) = same {
        let id = &key.items[row.item].id;
        let message = format!(
            "two sheets have an answer of `{}` to {id}; give each sheet once, and each coder a name of their own",
            row.coder
        );
        return Err(Error::setting("sheets", message));
    }
    Ok(score(key, &rows, RESAMPLES))
}
