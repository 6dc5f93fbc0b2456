//! `refrain validate`: a sample with coding sheets, and scores from coded ones.

use std::process::ExitCode;

use anyhow::Result;
use refrain::analyze::{SamplePlan, SampleSize, Validation};
use refrain::error::Error;
use refrain::model::{SampledUnit, ValidationKey};
use refrain::{output, pipeline, report, tables};

use super::columns::thousands;
use super::session::{check_inputs, counted, observe, settings};
use crate::cli::{SampleArgs, ScoreArgs, UnitChoice, ValidateArgs, ValidateCommand};
use crate::messages::{Finished, Messages};

/// Draws a sample, or scores coded sheets.
///
/// # Errors
/// Wrong settings, input or sheets that cannot be read, output that cannot be written, Ctrl-C.
pub(crate) fn validate(args: &ValidateArgs, messages: Messages) -> Result<ExitCode> {
    match &args.command {
        ValidateCommand::Sample(args) => sample(args, messages),
        ValidateCommand::Score(args) => score(args, messages),
    }
}

fn sample(args: &SampleArgs, messages: Messages) -> Result<ExitCode> {
    let (input, settings) = settings(&args.input, messages)?;
    check_inputs(&input.paths)?;
    let plan = plan(args)?;
    output::check_new_folder(&args.output)?;
    let observer = observe(messages, args.input.threads)?.without_estimate();
    let key = pipeline::sample_for_validation(&input, &settings.config, &plan, &observer)
        .map_err(|error| settings.locate(error))?;
    output::write_sample(&args.output, &key, &observer)?;
    observer.clear();
    let folder = args.output.display();
    let line = format!(
        "sample {}: {} of {}; written to {folder}",
        key.sample,
        counted(key.items.len() as u64, key.unit.noun()),
        counted(key.concepts.len() as u64, "concept"),
    );
    messages.finished(&Finished::default().written(Some(&args.output)), &line);
    messages.line(&handover(&key, args));
    Ok(ExitCode::SUCCESS)
}

fn plan(args: &SampleArgs) -> Result<SamplePlan> {
    let mut names = args.coders.clone();
    names.sort();
    if let Some(pair) = names.windows(2).find(|pair| pair[0] == pair[1]) {
        let message = format!("`{}` is named twice; name each coder once", pair[0]);
        return Err(Error::setting("--coders", message).into());
    }
    Ok(SamplePlan {
        unit: match args.unit {
            UnitChoice::Sentence => SampledUnit::Sentence,
            UnitChoice::Text => SampledUnit::Text,
        },
        size: args
            .size
            .map_or(SampleSize::Margin(args.margin), SampleSize::Units),
        seed: args.seed,
        coders: args.coders.clone(),
        overlap: if args.coders.len() > 1 {
            args.overlap
        } else {
            0.0
        },
    })
}

/// What to do with the sheets.
fn handover(key: &ValidationKey, args: &SampleArgs) -> String {
    let folder = args.output.join("coders");
    let sheets = key.coders.iter().map(|coder| {
        let items = key.items.iter();
        let own = items.filter(|item| item.coders.contains(coder)).count();
        format!("  {coder}: {} rows", thousands(own as u64))
    });
    let sheets: Vec<String> = sheets.collect();
    let saved: Vec<String> = key
        .coders
        .iter()
        .map(|coder| format!("{coder}.csv"))
        .collect();
    format!(
        "give coders their files in {}, and keep key.json and plan.md from them:\n{}\nthen: refrain validate score {} {}",
        folder.display(),
        sheets.join("\n"),
        args.output.join("key.json").display(),
        saved.join(" "),
    )
}

fn score(args: &ScoreArgs, messages: Messages) -> Result<ExitCode> {
    let observer = observe(messages, None)?.without_estimate();
    let scored = pipeline::score_sheets(&args.key, &args.sheets, &args.column)?;
    let tables = tables::validation_tables(&scored);
    output::write_scores(&args.output, args.force, &scored, &tables, &observer)?;
    observer.clear();
    let settled: u64 = scored
        .concepts
        .iter()
        .map(|scores| scores.coded.iter().flatten().sum::<u64>())
        .sum();
    let line = format!(
        "sample {}: {} of {} settled by {}; written to {}",
        scored.key.sample,
        thousands(settled),
        counted(scored.key.items.len() as u64, scored.key.unit.noun()),
        counted(scored.coders.len() as u64, "coder"),
        args.output.display()
    );
    messages.finished(&Finished::default().written(Some(&args.output)), &line);
    summary(&scored).iter().for_each(|line| messages.line(line));
    Ok(ExitCode::SUCCESS)
}

/// A paragraph for each concept.
fn summary(scored: &Validation) -> Vec<String> {
    let unit = scored.key.unit.noun();
    let concepts = scored.concepts.iter().map(|scores| {
        let name = &scored.key.concepts[scores.concept].name;
        format!("{name}: {}", report::sentences(scores, unit))
    });
    concepts.collect()
}
