//! `refrain completions` and `refrain man`, made of the declaration of the command line.

use std::io::{self, Write as _};
use std::process::ExitCode;

use anyhow::Result;
use refrain::error::Error;

use crate::cli::{self, CompletionsArgs, ManArgs};
use crate::messages::{Finished, Messages};

/// Prints completions for a shell.
///
/// # Errors
/// If standard output is closed.
pub(crate) fn completions(args: &CompletionsArgs, messages: Messages) -> Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut cli::command(), "refrain", &mut script);
    io::stdout().write_all(&script)?;
    messages.finished(&Finished::default(), "");
    Ok(ExitCode::SUCCESS)
}

/// Prints the manual page, or writes one for each command into a folder.
///
/// # Errors
/// If the folder cannot be written, or standard output is closed.
pub(crate) fn man(args: &ManArgs, messages: Messages) -> Result<ExitCode> {
    let command = cli::command();
    match &args.folder {
        Some(folder) => clap_mangen::generate_to(command, folder)
            .map_err(|error| Error::write(folder, error))?,
        None => {
            let mut page = Vec::new();
            clap_mangen::Man::new(command).render(&mut page)?;
            io::stdout().write_all(&page)?;
        }
    }
    messages.finished(&Finished::default().written(args.folder.as_deref()), "");
    Ok(ExitCode::SUCCESS)
}
