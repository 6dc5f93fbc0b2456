//! Command lines that cannot be understood: takes the error of the parser, gives a message in the words of
//! all other messages: what is wrong, what was expected, what to do.

use std::error::Error as _;
use std::num::{ParseFloatError, ParseIntError};

use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use refrain::near_names::hint;

/// What is wrong with the command line, without `error: ` in front. `command` is that of `refrain`, and
/// `typed` are the arguments, without the name of the program.
pub(super) fn message(error: &clap::Error, command: &Command, typed: &[&str]) -> String {
    // Options that hold for all commands may stand before the name.
    let named = typed.iter().find_map(|word| command.find_subcommand(word));
    let wrong = text_of(error, ContextKind::InvalidArg);
    let built = match (error.kind(), wrong) {
        (ErrorKind::UnknownArgument, Some(option)) if option.starts_with('-') => {
            Some(unknown_option(&option, named.unwrap_or(command), command))
        }
        (ErrorKind::ValueValidation, Some(option)) => invalid_value(error, &option),
        (ErrorKind::InvalidValue, Some(option)) => unknown_value(error, &option),
        (ErrorKind::InvalidSubcommand, _) => unknown_command(error, command),
        _ => None,
    };
    built.unwrap_or_else(|| {
        let text = error.render().to_string();
        let text = text.strip_prefix("error: ").unwrap_or(&text).trim_end();
        let advice = "\n\nFor more information, try '--help'.";
        text.strip_suffix(advice).unwrap_or(text).to_owned()
    })
}

fn unknown_option(option: &str, command: &Command, root: &Command) -> String {
    let names = |command: &Command| -> Vec<String> {
        let options = command.get_arguments().chain(root.get_arguments());
        let names = options.filter_map(|arg| arg.get_long_and_visible_aliases());
        names.flatten().map(|name| format!("--{name}")).collect()
    };
    let known = names(command);
    let mut text = format!("unknown option `{option}`");
    let near = hint(option, known.iter().map(String::as_str));
    let elsewhere: Vec<&str> = root
        .get_subcommands()
        .filter(|other| names(other).iter().any(|name| name == option))
        .map(Command::get_name)
        .collect();
    if let Some(shorter) = extended(option, &known) {
        text.push_str(&format!("; did you mean `{shorter}`?"));
    } else if !near.is_empty() {
        text.push_str(&near);
    } else if let [first, ..] = elsewhere.as_slice() {
        text.push_str(&format!("; it is an option of `refrain {first}`"));
    }
    let name = match command.get_name() {
        name if name == root.get_name() => "refrain".to_owned(),
        name => format!("refrain {name}"),
    };
    format!("{text}\n  `{name} --help` lists all options")
}

/// The longest known option that the typed one begins with, up to a hyphen: `--log` of `--log-format`.
fn extended<'a>(option: &str, known: &'a [String]) -> Option<&'a String> {
    let begins = |name: &&String| {
        let rest = option.strip_prefix(name.as_str());
        rest.is_some_and(|rest| rest.starts_with('-'))
    };
    known.iter().filter(begins).max_by_key(|name| name.len())
}

fn invalid_value(error: &clap::Error, option: &str) -> Option<String> {
    let value = text_of(error, ContextKind::InvalidValue)?;
    let reason = error.source()?;
    let expected = if reason.is::<ParseIntError>() {
        "expected a whole number".to_owned()
    } else if reason.is::<ParseFloatError>() {
        "expected a number, as in 0.5".to_owned()
    } else {
        said_of(&reason.to_string())
    };
    Some(format!("{}: `{value}`: {expected}", flag_of(option)))
}

/// The reason of a parser in plain words.
fn said_of(reason: &str) -> String {
    if let Some((_, range)) = reason.split_once(" is not in ") {
        let (least, most) = range.split_once("..=").unwrap_or((range, range));
        return format!("expected a number from {least} to {most}");
    }
    if reason.contains("invalid digit") {
        return "expected a whole number".to_owned();
    }
    if reason.contains("ByteSize") {
        return "expected a size, as in 512MiB".to_owned();
    }
    reason.to_owned()
}

fn unknown_value(error: &clap::Error, option: &str) -> Option<String> {
    let flag = flag_of(option);
    let value = text_of(error, ContextKind::InvalidValue)?;
    let Some(ContextValue::Strings(known)) = error.get(ContextKind::ValidValue) else {
        return None;
    };
    if value.is_empty() {
        return Some(format!("{flag}: expected one of: {}", known.join(" ")));
    }
    let near = hint(&value, known.iter().map(String::as_str));
    Some(format!(
        "{flag}: unknown value `{value}`{near}\n  expected one of: {}",
        known.join(" ")
    ))
}

fn unknown_command(error: &clap::Error, root: &Command) -> Option<String> {
    let typed = text_of(error, ContextKind::InvalidSubcommand)?;
    let commands = root.get_subcommands().filter(|one| !one.is_hide_set());
    let near = hint(&typed, commands.map(Command::get_name));
    Some(format!(
        "unknown command `{typed}`{near}\n  `refrain --help` lists all commands"
    ))
}

/// The option without what it takes: `--min-df` of `--min-df <N>`, `SHELL` of `<SHELL>`.
fn flag_of(option: &str) -> &str {
    let flag = option.split(' ').next().unwrap_or(option);
    flag.trim_matches(['<', '>', '[', ']'])
}

fn text_of(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => texts.first().cloned(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(typed: &str) -> String {
        let words: Vec<&str> = typed.split(' ').collect();
        let mut command = crate::cli::command();
        let error = command
            .try_get_matches_from_mut(std::iter::once("refrain").chain(words.iter().copied()))
            .expect_err("an error");
        message(&error, &command, &words)
    }

    #[test]
    fn an_unknown_option_names_one_that_is_near_or_where_it_belongs() {
        for (typed, expected) in [
            (
                "run --onyl terms",
                "unknown option `--onyl`; did you mean `--only`?\n  `refrain run --help` lists all options",
            ),
            (
                "run --groupby=x",
                "unknown option `--groupby`; did you mean `--group-by`?\n  `refrain run --help` lists all options",
            ),
            (
                "run --sort 1R",
                "unknown option `--sort`; it is an option of `refrain kwic`\n  `refrain run --help` lists all options",
            ),
            (
                "run --log-format json",
                "unknown option `--log-format`; did you mean `--log`?\n  `refrain run --help` lists all options",
            ),
            (
                "run --verbose",
                "unknown option `--verbose`\n  `refrain run --help` lists all options",
            ),
            (
                "--versoin",
                "unknown option `--versoin`; did you mean `--version`?\n  `refrain --help` lists all options",
            ),
        ] {
            assert_eq!(refused(typed), expected);
        }
    }

    #[test]
    fn a_wrong_value_is_named_with_what_was_expected() {
        for (typed, expected) in [
            (
                "run --min-df two",
                "--min-df: `two`: expected a whole number",
            ),
            (
                "run --min-df 99999999999",
                "--min-df: `99999999999`: expected a number from 0 to 4294967295",
            ),
            (
                "run --max-df half",
                "--max-df: `half`: expected a number, as in 0.5",
            ),
            (
                "run --threads 0",
                "--threads: `0`: expected a number from 1 to 512",
            ),
            (
                "run --threads many",
                "--threads: `many`: expected a whole number",
            ),
            (
                "ngrams --min-count 0",
                "--min-count: `0`: expected a number from 1 to 4294967295",
            ),
            (
                "run --memory lots",
                "--memory: `lots`: expected a size, as in 512MiB",
            ),
            (
                "run --period yaer",
                "--period: unknown value `yaer`; did you mean `year`?\n  expected one of: auto year quarter month none",
            ),
            (
                "completions ksh",
                "SHELL: unknown value `ksh`; did you mean `zsh`?\n  expected one of: bash elvish fish powershell zsh",
            ),
            (
                "kwics tram",
                "unknown command `kwics`; did you mean `kwic`?\n  `refrain --help` lists all commands",
            ),
        ] {
            assert_eq!(refused(typed), expected);
        }
        assert!(refused("kwic").starts_with("the following required arguments"));
        assert!(!refused("kwic").contains("For more information"));
    }
}
