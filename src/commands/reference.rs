//! `refrain reference`: the pages of `docs/reference/`, made of the declarations.

use std::io::{self, Write as _};
use std::process::ExitCode;

use anyhow::Result;
use clap::{Arg, Command};
use refrain::TableId;
use refrain::source;
use refrain::tables::declaration;

use super::tables::about;
use crate::cli::{self, DeclaredSetting, ReferenceArgs, ReferencePage, declared_settings};
use crate::messages::{Finished, Messages};

/// Prints a page of the reference as Markdown.
///
/// # Errors
/// If standard output is closed.
pub(crate) fn reference(args: &ReferenceArgs, messages: Messages) -> Result<ExitCode> {
    let text = match args.page {
        ReferencePage::Commands => commands(&declared_settings()?),
        ReferencePage::Settings => settings(&declared_settings()?),
        ReferencePage::Tables => tables(),
    };
    io::stdout().write_all(text.as_bytes())?;
    messages.finished(&Finished::default(), "");
    Ok(ExitCode::SUCCESS)
}

/// The page of all tables with their columns.
pub(super) fn tables() -> String {
    let mut page = "# Tables\n\nEach table is a CSV file in the output folder. A missing value is an empty cell. `refrain tables` prints\nthis page for a terminal, and `refrain tables --format json` for programs.\n".to_owned();
    let mut groups: Vec<&str> = Vec::new();
    for id in TableId::ALL {
        if !groups.contains(&id.group()) {
            groups.push(id.group());
        }
    }
    for group in groups {
        page.push_str(&format!("\n## {group}\n"));
        for id in TableId::ALL.into_iter().filter(|id| id.group() == group) {
            let spec = declaration(id);
            let about = about(id, &spec).join("\n");
            page.push_str(&format!("\n### {}\n\n{about}\n\n", id.name()));
            page.push_str("| column | type | meaning |\n| --- | --- | --- |\n");
            for column in spec.columns.iter() {
                let cells = [
                    format!("`{}`", column.name),
                    column.kind.name().to_owned(),
                    cell(&column.meaning),
                ];
                page.push_str(&format!("| {} |\n", cells.join(" | ")));
            }
        }
    }
    page
}

/// The page of all settings.
fn settings(settings: &[DeclaredSetting]) -> String {
    let mut page = "# Settings\n\nA setting has one name: `max_phrase_length` in `refrain.toml` is `--max-phrase-length` on the command line.\nWhat is typed overrides the file, and the file overrides the defaults; `refrain config` prints the settings\nin force. `refrain schema` prints a JSON Schema of the file, for editors.\n".to_owned();
    let mut sections: Vec<&str> = Vec::new();
    for setting in settings {
        if !sections.contains(&&*setting.section) {
            sections.push(&setting.section);
        }
    }
    for section in sections {
        page.push_str(&format!("\n## [{section}]\n\n"));
        page.push_str("| key | flag | default | meaning |\n| --- | --- | --- | --- |\n");
        let of_section = settings.iter().filter(|setting| setting.section == section);
        of_section.for_each(|setting| page.push_str(&row_of(setting)));
        if section == "read" {
            page.push_str(&presets());
        }
    }
    page
}

/// The presets, which are too many for the cell of a table.
fn presets() -> String {
    let rows =
        source::presets().map(|(name, records)| format!("| `{name}` | {} |\n", cell(records)));
    let rows: String = rows.collect();
    format!("\n### Presets\n\n| preset | records |\n| --- | --- |\n{rows}")
}

fn row_of(setting: &DeclaredSetting) -> String {
    let mut meaning = format!("{}.", setting.summary);
    if let Some(details) = &setting.details {
        let before_list = details.split(" The others are:").next();
        meaning.push(' ');
        meaning.push_str(before_list.unwrap_or(details));
    }
    if setting.key == "preset" {
        meaning.push_str(" The others are [listed below](#presets).");
    }
    // Tables have a page of their own, and presets a table.
    if !setting.allowed.is_empty() && !["only", "also", "preset"].contains(&setting.key.as_str()) {
        meaning.push_str(&format!(" Values: {}.", setting.allowed.join(", ")));
    }
    let default = match &setting.default {
        toml::Value::Table(_) => "their own names".to_owned(),
        default => format!("`{default}`"),
    };
    format!(
        "| `{}` | `{}` | {default} | {} |\n",
        setting.key,
        setting.flag,
        cell(&meaning)
    )
}

/// The page of all commands.
fn commands(settings: &[DeclaredSetting]) -> String {
    let mut page = "# Commands\n\nSettings that a command takes are named in its last line; [settings.md](settings.md) explains them.\n".to_owned();
    let mut root = cli::command();
    root.build();
    for command in root
        .get_subcommands()
        .filter(|command| !command.is_hide_set() && command.get_name() != "help")
    {
        page.push_str(&section_of(command, command.get_name(), settings));
        let nested = command.get_subcommands();
        for below in nested.filter(|below| below.get_name() != "help") {
            let name = format!("{} {}", command.get_name(), below.get_name());
            page.push_str(&section_of(below, &name, settings));
        }
    }
    page
}

fn section_of(command: &Command, name: &str, settings: &[DeclaredSetting]) -> String {
    let about = command.get_about().map(ToString::to_string);
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ");
    let mut text = format!(
        "\n## refrain {name}\n\n{}.\n\n```sh\n{usage}\n```\n\n",
        about.unwrap_or_default()
    );
    text.push_str("| argument | what it does |\n| --- | --- |\n");
    let mut flags = Vec::new();
    let shown = command.get_arguments().filter(|arg| !arg.is_hide_set());
    for arg in shown {
        let is_setting = settings
            .iter()
            .any(|setting| setting.key == arg.get_id().as_str());
        match arg.get_long() {
            Some(long) if is_setting => flags.push(format!("`--{long}`")),
            _ => text.push_str(&format!(
                "| `{}` | {} |\n",
                spelling(arg),
                cell(&meaning_of(arg))
            )),
        }
    }
    if !flags.is_empty() {
        text.push_str(&format!("\nSettings: {}.\n", flags.join(", ")));
    }
    let examples = command.get_after_long_help().or(command.get_after_help());
    if let Some(examples) = examples {
        text.push_str(&format!("\n```text\n{examples}\n```\n"));
    }
    text
}

/// An argument as it is typed: `-o, --output DIR`.
fn spelling(arg: &Arg) -> String {
    let value = arg.get_value_names().unwrap_or_default().join(" ");
    let long = arg.get_long().map(|long| format!("--{long}"));
    let short = arg.get_short().map(|short| format!("-{short}"));
    let flags: Vec<String> = short.into_iter().chain(long).collect();
    let takes_value = arg.get_action().takes_values();
    match (flags.is_empty(), takes_value) {
        (true, _) => value,
        (false, true) => format!("{} {value}", flags.join(", ")),
        (false, false) => flags.join(", "),
    }
}

fn meaning_of(arg: &Arg) -> String {
    let help = arg.get_long_help().or(arg.get_help());
    let help = help.map(ToString::to_string).unwrap_or_default();
    let values = arg.get_possible_values();
    let hides =
        arg.is_hide_possible_values_set() || values.is_empty() || !arg.get_action().takes_values();
    if hides {
        return help;
    }
    let values: Vec<&str> = values
        .iter()
        .map(clap::builder::PossibleValue::get_name)
        .collect();
    format!("{help}. Values: {}", values.join(", "))
}

/// A text as the cell of a table: on one line, its bars and angle brackets escaped.
fn cell(text: &str) -> String {
    let paragraphs = text
        .split("\n\n")
        .map(str::trim)
        .filter(|text| !text.is_empty());
    let sentences = paragraphs.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    let mut text = String::new();
    for sentence in sentences {
        if !text.is_empty() {
            text.push_str(if text.ends_with('.') { " " } else { ". " });
        }
        text.push_str(&sentence);
    }
    text.replace('|', "\\|")
        .replace('<', "&lt;")
        .replace('*', "\\*")
        // Between words it begins no emphasis.
        .replace("}_{", "}\\_{")
}
