//! `refrain worker`: the filter that a cluster runs, an Arrow stream on standard input and output.
//!
//! `list` gives the units of the inputs, `tokenise` takes some of them and gives segments, `finish` takes the list
//! and the segments, and writes the output folder. For a corpus that is counted in parts, `plan` takes the place
//! of `finish`, and the modes of [`parts`] follow. A stream states the version of
//! its format and what its segments depend on; a filter refuses any other, and any stream without its end
//! mark. The filter ends with the process that started it.

// This is a door of its own: standard input is a stream of other processes of refrain.
#![allow(clippy::disallowed_methods)]

mod columns;
mod finish;
mod list;
mod parts;
mod plan;
mod plan_file;
mod stream;
mod tokenise;

use std::process::ExitCode;

use anyhow::Result;
use refrain::reader_process::end_with_parent;

use crate::cli::{WorkerArgs, WorkerMode};
use crate::messages::Messages;

pub(crate) fn worker(args: &WorkerArgs, messages: Messages) -> Result<ExitCode> {
    end_with_parent()?;
    match args.mode {
        WorkerMode::List => list::list(args, messages)?,
        WorkerMode::Tokenise => tokenise::tokenise(args.run.input.readers())?,
        WorkerMode::Finish => return finish::finish(&args.run, messages),
        WorkerMode::Plan => return plan::plan(&args.run, messages),
        WorkerMode::Cells => parts::count(args)?,
        WorkerMode::Terms => parts::terms(args)?,
        WorkerMode::Weights => parts::weights(args)?,
        WorkerMode::Rows => parts::rows(args)?,
        WorkerMode::Csv => parts::csv(args)?,
    }
    Ok(ExitCode::SUCCESS)
}
