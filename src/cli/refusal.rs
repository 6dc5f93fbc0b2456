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
    let named = Named::of(typed, command);
    let wrong = text_of(error, ContextKind::InvalidArg);
    let built = match (error.kind(), wrong) {
        (ErrorKind::UnknownArgument, Some(option)) if option.starts_with('-') => {
            Some(unknown_option(&option, &named, command))
        }
        (ErrorKind::ValueValidation, Some(option)) => invalid_value(error, &option),
        (ErrorKind::InvalidValue, Some(option)) => unknown_value(error, &option),
        (ErrorKind::InvalidSubcommand, _) => unknown_command(error, &named),
        (ErrorKind::MissingRequiredArgument, Some(_)) => missing(error, &named),
        (ErrorKind::ArgumentConflict, Some(option)) => conflict(error, &option),
        _ => None,
    };
    built.unwrap_or_else(|| {
        let text = error.render().to_string();
        let text = text.strip_prefix("error: ").unwrap_or(&text).trim_end();
        let advice = "\n\nFor more information, try '--help'.";
        text.strip_suffix(advice).unwrap_or(text).to_owned()
    })
}

/// The command that was typed, as far as it is known.
struct Named<'a> {
    command: &'a Command,
    /// As it is typed: `refrain validate score`.
    name: String,
}

impl<'a> Named<'a> {
    /// Options that hold for all commands may stand before the name.
    fn of(typed: &[&str], root: &'a Command) -> Self {
        let mut named = Self {
            command: root,
            name: "refrain".to_owned(),
        };
        for word in typed {
            if let Some(below) = named.command.find_subcommand(word) {
                named.command = below;
                named.name = format!("{} {}", named.name, below.get_name());
            }
        }
        named
    }
}

fn unknown_option(option: &str, named: &Named<'_>, root: &Command) -> String {
    if option[1..].parse::<f64>().is_ok() {
        return format!("`{option}`: numbers below 0 are not possible here");
    }
    let names = |command: &Command| -> Vec<String> {
        let options = command.get_arguments().chain(root.get_arguments());
        let names = options.filter_map(|arg| arg.get_long_and_visible_aliases());
        names.flatten().map(|name| format!("--{name}")).collect()
    };
    let known = names(named.command);
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
    format!("{text}\n  `{} --help` lists all options", named.name)
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
    let flag = flag_of(option);
    // Some reasons quote the value themselves.
    if expected.contains(&format!("`{value}`")) {
        return Some(format!("{flag}: {expected}"));
    }
    Some(format!("{flag}: `{value}`: {expected}"))
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
        let expected = if known.is_empty() {
            "expected a value after it".to_owned()
        } else {
            format!("expected one of: {}", known.join(" "))
        };
        return Some(format!("{flag}: {expected}"));
    }
    let near = hint(&value, known.iter().map(String::as_str));
    Some(format!(
        "{flag}: unknown value `{value}`{near}\n  expected one of: {}",
        known.join(" ")
    ))
}

fn unknown_command(error: &clap::Error, named: &Named<'_>) -> Option<String> {
    let typed = text_of(error, ContextKind::InvalidSubcommand)?;
    let commands = named.command.get_subcommands();
    let commands = commands.filter(|one| !one.is_hide_set());
    let near = hint(&typed, commands.map(Command::get_name));
    Some(format!(
        "unknown command `{typed}`{near}\n  `{} --help` lists all commands",
        named.name
    ))
}

/// What must be typed and was not, with the whole of the command.
fn missing(error: &clap::Error, named: &Named<'_>) -> Option<String> {
    let Some(ContextValue::Strings(missing)) = error.get(ContextKind::InvalidArg) else {
        return None;
    };
    let names: Vec<&str> = missing.iter().map(|name| plain_name(name)).collect();
    let verb = if names.len() == 1 { "is" } else { "are" };
    let usage = named.command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ");
    Some(format!(
        "{} {verb} missing; expected\n  {usage}",
        names.join(" and ")
    ))
}

/// Two options that exclude each other.
fn conflict(error: &clap::Error, option: &str) -> Option<String> {
    let other = text_of(error, ContextKind::PriorArg)?;
    let (first, second) = (flag_of(option), flag_of(&other));
    if first == second {
        return Some(format!("{first} is given twice; give it once"));
    }
    Some(format!("{first} and {second} exclude each other; give one"))
}

/// `PATTERN` of `<PATTERN>`, `SHEET` of `<SHEET>...`, `--against` of `--against <INPUT>`.
fn plain_name(shown: &str) -> &str {
    flag_of(shown.trim_end_matches("..."))
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
    }

    #[test]
    fn what_is_missing_or_excluded_is_said_in_plain_words() {
        for (typed, expected) in [
            (
                "kwic",
                "PATTERN is missing; expected\n  refrain kwic [OPTIONS] <PATTERN> [INPUT]...",
            ),
            (
                "keyness mine",
                "--against is missing; expected\n  refrain keyness [OPTIONS] --against <INPUT> [INPUT]...",
            ),
            (
                "validate score",
                "KEY and SHEET are missing; expected\n  refrain validate score [OPTIONS] <KEY> <SHEET>...",
            ),
            (
                "kwic tram --window 3 --sentence",
                "--window and --sentence exclude each other; give one",
            ),
            (
                "run --title a --title b",
                "--title is given twice; give it once",
            ),
            ("run --title", "--title: expected a value after it"),
            (
                "words --top -1",
                "`-1`: numbers below 0 are not possible here",
            ),
            (
                "validate smaple",
                "unknown command `smaple`; did you mean `sample`?\n  `refrain validate --help` lists all commands",
            ),
            (
                "validate sample --szie 3",
                "unknown option `--szie`; did you mean `--size`?\n  `refrain validate sample --help` lists all options",
            ),
        ] {
            assert_eq!(refused(typed), expected);
        }
    }
}
