//! The short help, `-h`: about one screen, with the options that most people need of each command.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _};

use super::Args;
use crate::WRONG_USAGE;
use crate::messages::{Failure, LogFormat, Messages};

/// The options in the short help of a command, by their ids. What takes no option is shown anyway.
const MAIN_OPTIONS: [(&str, &[&str]); 7] = [
    (
        "run",
        &[
            "inputs", "output", "concepts", "language", "group_by", "include", "only", "also",
            "formats", "config", "quiet",
        ],
    ),
    (
        "kwic",
        &[
            "inputs", "window", "sentence", "sort", "limit", "sample", "color", "csv", "file",
            "include", "language", "quiet",
        ],
    ),
    (
        "words",
        &[
            "inputs",
            "top",
            "terms",
            "content_words",
            "matching",
            "by",
            "min_count",
            "csv",
            "file",
            "include",
            "language",
            "quiet",
        ],
    ),
    (
        "ngrams",
        &[
            "inputs",
            "lengths",
            "top",
            "with",
            "by",
            "min_count",
            "csv",
            "file",
            "include",
            "language",
            "quiet",
        ],
    ),
    (
        "collocates",
        &[
            "inputs",
            "window",
            "measure",
            "min_collocate_count",
            "top",
            "csv",
            "file",
            "include",
            "language",
            "quiet",
        ],
    ),
    (
        "keyness",
        &[
            "inputs",
            "against",
            "phrases",
            "top",
            "min_key_count",
            "all_keys",
            "csv",
            "file",
            "include",
            "language",
            "quiet",
        ],
    ),
    (
        "text",
        &["inputs", "output", "include", "keep", "weigh", "quiet"],
    ),
];

/// Reads the command line; prints help or an error and gives the exit status.
pub(crate) fn parse() -> Result<Args, ExitCode> {
    let typed: Vec<OsString> = std::env::args_os().collect();
    let matches = command().try_get_matches_from(&typed);
    let args = matches.and_then(|matches| Args::from_arg_matches(&matches));
    args.map_err(|error| refuse(&error, Messages::new(typed_format(&typed), false)))
}

/// Prints help or an error, and gives the exit status.
fn refuse(error: &clap::Error, messages: Messages) -> ExitCode {
    if !error.use_stderr() || !messages.is_json() {
        // A closed output is no reason to say more.
        let _ = error.print();
        return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(WRONG_USAGE));
    }
    let text = error.render().to_string();
    let message = text.strip_prefix("error: ").unwrap_or(&text).trim_end();
    messages.error(Failure {
        kind: "usage",
        message,
        exit_status: WRONG_USAGE,
    })
}

/// The form of messages that was typed, also where the rest cannot be understood.
fn typed_format(typed: &[OsString]) -> LogFormat {
    let mut pairs = typed.iter().zip(typed.iter().skip(1));
    let is_json = typed.iter().any(|arg| arg == "--log=json")
        || pairs.any(|(option, value)| option == "--log" && value == "json");
    if is_json {
        LogFormat::Json
    } else {
        LogFormat::Text
    }
}

/// The command line, with the short help of each command cut down to its main options.
pub(super) fn command() -> clap::Command {
    let mut command = Args::command();
    for (name, main) in MAIN_OPTIONS {
        command = command.mut_subcommand(name, |command| {
            command.mut_args(|arg| {
                let is_main = arg.is_positional() || main.contains(&arg.get_id().as_str());
                arg.hide_short_help(!is_main)
            })
        });
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_help_names_options_that_are_there_and_fits_a_screen() {
        let mut command = command();
        for (name, main) in MAIN_OPTIONS {
            let command = command.find_subcommand_mut(name).expect("a command");
            for id in main {
                let mut ids = command.get_arguments().map(|arg| arg.get_id().as_str());
                assert!(ids.any(|known| known == *id), "{name} has no {id}");
            }
            let help = command.render_help().to_string();
            let lines = help.lines().count();
            assert!(lines <= 45, "{name}: {lines} lines\n{help}");
            assert!(help.contains("Example"), "{name}\n{help}");
        }
    }

    #[test]
    fn long_help_has_every_option() {
        let mut command = command();
        for name in [
            "run",
            "kwic",
            "words",
            "ngrams",
            "collocates",
            "keyness",
            "text",
        ] {
            let command = command.find_subcommand_mut(name).expect("a command");
            let help = command.render_long_help().to_string();
            for option in command.get_arguments().filter_map(|arg| arg.get_long()) {
                assert!(help.contains(&format!("--{option}")), "{name}: {option}");
            }
        }
    }
}
