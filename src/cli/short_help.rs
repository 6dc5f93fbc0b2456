//! The short help, `-h`: about one screen, with the options that most people need of each command.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory as _, FromArgMatches as _};

use refrain::TableId;
use refrain::model::Written;
use refrain::source;

use super::{Args, old_flags, refusal, version};
use crate::WRONG_USAGE;
use crate::messages::{Failure, LogFormat, Messages};

/// The options in the short help of a command, by their ids. What takes no option is shown anyway.
const MAIN_OPTIONS: &[(&str, &str)] = &[
    (
        "run",
        "output codebook language group_by include preset only also formats quiet",
    ),
    (
        "kwic",
        "window sentence sort limit sample csv file include language quiet",
    ),
    (
        "words",
        "top terms content_words matching by min_count csv file include language",
    ),
    (
        "ngrams",
        "lengths top with by min_count csv file include language quiet",
    ),
    (
        "collocates",
        "collocate_window measure min_collocate_count top csv file include language",
    ),
    (
        "keyness",
        "against phrases top min_key_count all_keys csv file include language quiet",
    ),
    ("diff", "top csv file quiet"),
    ("text", "output include keep_boilerplate copies split quiet"),
    (
        "validate sample",
        "output codebook margin size unit coders quiet",
    ),
    ("validate score", "output column force quiet"),
    (
        "config",
        "config codebook language group_by only also quiet",
    ),
    #[cfg(feature = "worker")]
    ("worker", "mode records output quiet"),
];

/// Commands that are in the long help only: most people never need them.
const RARE_COMMANDS: [&str; 3] = ["schema", "completions", "man"];

/// Reads the command line; prints help or an error and gives the exit status.
pub(crate) fn parse() -> Result<Args, ExitCode> {
    let (typed, notes) = old_flags::renamed(std::env::args_os().collect());
    let is_short = typed.iter().any(|argument| argument == "-h");
    let command = if is_short { short() } else { command() };
    let matches = command.try_get_matches_from(&typed);
    let args = matches.and_then(|matches| Args::from_arg_matches(&matches));
    let args = args.map(|args| Args { notes, ..args });
    args.map_err(|error| refuse(&error, &typed))
}

/// Prints help or an error, and gives the exit status.
fn refuse(error: &clap::Error, typed: &[OsString]) -> ExitCode {
    // Help is shown where a command was left out, too.
    let is_help = error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
    if !error.use_stderr() || is_help {
        // A closed output is no reason to say more.
        let _ = error.print();
        return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(WRONG_USAGE));
    }
    let mut command = command();
    command.build();
    let words: Vec<&str> = typed
        .iter()
        .skip(1)
        .filter_map(|word| word.to_str())
        .collect();
    Messages::new(typed_format(typed), false).error(Failure {
        kind: "usage",
        message: &refusal::message(error, &command, &words),
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

/// The command line, with what only the program knows: presets, tables, the build.
pub(crate) fn command() -> clap::Command {
    let mut command = Args::command().long_version(version::LONG.as_str());
    let names: Vec<String> = command
        .get_subcommands()
        .map(|one| one.get_name().to_owned())
        .collect();
    for name in names {
        command = command.mut_subcommand(name, |command| command.mut_args(with_values));
    }
    command
}

/// An option with the values that are declared elsewhere in its long help.
fn with_values(arg: clap::Arg) -> clap::Arg {
    let Some(help) = arg.get_help().map(ToString::to_string) else {
        return arg;
    };
    let values = match arg.get_id().as_str() {
        "preset" => {
            let presets = source::presets().map(|(name, about)| format!("\n  {name:<14}{about}"));
            let presets: String = presets.collect();
            format!(
                "auto detects the platform by the fields of its records, and none reads the fields by their own names. The others are:{presets}"
            )
        }
        "also" => {
            let tables = TableId::nameable().filter(|table| table.written() == Written::OnRequest);
            let names: Vec<&str> = tables.map(TableId::name).collect();
            format!(
                "These tables take longer, or much room: {}.",
                names.join(", ")
            )
        }
        _ => return arg,
    };
    arg.long_help(format!("{help}\n\n{values}"))
}

/// The command line for the short help: the main options of each command in one list, without values.
fn short() -> clap::Command {
    let mut command = command();
    for name in RARE_COMMANDS {
        command = command.mut_subcommand(name, |command| command.hide(true));
    }
    for &(name, main) in MAIN_OPTIONS {
        command = altered(command, name, &|command| {
            command.mut_args(|arg| {
                let id = arg.get_id().as_str();
                let is_main = arg.is_positional() || main.split(' ').any(|name| name == id);
                let arg = arg.hide_short_help(!is_main).help_heading(None::<&str>);
                // Only of what takes a value can values be hidden.
                let takes_values = arg.get_action().takes_values();
                if takes_values {
                    arg.hide_possible_values(true)
                } else {
                    arg
                }
            })
        });
    }
    command
}

/// A command whose subcommand of this name, with those it is below, is altered.
fn altered(
    command: clap::Command,
    name: &str,
    alter: &dyn Fn(clap::Command) -> clap::Command,
) -> clap::Command {
    match name.split_once(' ') {
        Some((first, rest)) => command.mut_subcommand(first, |below| altered(below, rest, alter)),
        None => command.mut_subcommand(name, alter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The command of this name, with those it is below.
    fn named<'a>(command: &'a mut clap::Command, name: &str) -> &'a mut clap::Command {
        let mut names = name.split(' ');
        names
            .try_fold(command, |command, name| command.find_subcommand_mut(name))
            .expect("a command")
    }

    #[test]
    fn short_help_names_options_that_are_there_and_fits_a_screen() {
        let mut command = short().term_width(80);
        for &(name, main) in MAIN_OPTIONS {
            let command = named(&mut command, name);
            for id in main.split(' ') {
                let mut ids = command.get_arguments().map(|arg| arg.get_id().as_str());
                assert!(ids.any(|known| known == id), "{name} has no {id}");
            }
        }
        command.build();
        let (mut long, names) = (Vec::new(), command.get_subcommands());
        let mut names: Vec<String> = names.map(|one| one.get_name().to_owned()).collect();
        let nested = MAIN_OPTIONS.iter().filter(|(name, _)| name.contains(' '));
        names.extend(nested.map(|(name, _)| (*name).to_owned()));
        let top = command.render_help().to_string();
        let mut helps = vec![("refrain".to_owned(), top)];
        for name in names {
            let one = named(&mut command, &name);
            helps.push((name, one.render_help().to_string()));
        }
        for (name, help) in helps {
            let lines = help.lines().count();
            if lines > 25 {
                long.push(format!("{name}: {lines} lines\n{help}"));
            }
        }
        assert!(long.is_empty(), "{}", long.join("\n"));
    }

    #[test]
    fn long_help_has_every_option() {
        let mut command = command();
        for &(name, _) in MAIN_OPTIONS {
            let command = named(&mut command, name);
            let help = command.render_long_help().to_string();
            for option in command.get_arguments().filter_map(|arg| arg.get_long()) {
                assert!(help.contains(&format!("--{option}")), "{name}: {option}");
            }
        }
    }
}
