//! The settings as they are declared: name, section, default, allowed values and meaning of each.
//!
//! Takes the options of `refrain config` and the defaults, which share their names; gives what the schema
//! and the reference are made of.

use std::any::TypeId;

use anyhow::{Context as _, Result};
use clap::{Arg, ArgAction};
use refrain::TableId;
use refrain::config::{Config, OutputFormat};
use refrain::model::Window;
use refrain::source;

/// A setting.
pub(crate) struct DeclaredSetting {
    /// The section of the file.
    pub(crate) section: String,
    /// The heading of its group in the help.
    pub(crate) heading: String,
    /// The key in the section.
    pub(crate) key: String,
    /// The flag, with its hyphens.
    pub(crate) flag: String,
    /// The default.
    pub(crate) default: toml::Value,
    /// What it does, in a sentence without its full stop.
    pub(crate) summary: String,
    /// Further sentences, if there are any.
    pub(crate) details: Option<String>,
    /// The values that are allowed, or those of each entry of a list; empty: any.
    pub(crate) allowed: Vec<String>,
    /// Whether it is a window of tokens: a number, or two with L and R.
    pub(crate) is_window: bool,
}

/// All settings, in the order of the help.
pub(crate) fn declared_settings() -> Result<Vec<DeclaredSetting>> {
    let defaults = toml::Table::try_from(Config::default())?;
    let mut command = super::command();
    let config = command
        .find_subcommand_mut("config")
        .context("no command config")?;
    let arguments = config.get_arguments();
    let declared = arguments.filter_map(|arg| {
        let key = arg.get_id().as_str();
        let (section, default) = defaults
            .iter()
            .find_map(|(section, keys)| Some((section, keys.as_table()?.get(key)?)))?;
        Some(declared(arg, section, default))
    });
    Ok(declared.collect())
}

fn declared(arg: &Arg, section: &str, default: &toml::Value) -> DeclaredSetting {
    let key = arg.get_id().as_str().to_owned();
    let (summary, details) = meaning(arg, default.as_bool() == Some(true));
    DeclaredSetting {
        section: section.to_owned(),
        heading: arg.get_help_heading().unwrap_or_default().to_owned(),
        flag: format!("--{}", arg.get_long().unwrap_or_default()),
        default: default.clone(),
        allowed: allowed(arg, &key),
        is_window: arg.get_value_parser().type_id() == TypeId::of::<Window>(),
        key,
        summary,
        details,
    }
}

/// What a setting does. A flag of one that is on by default says what turning it off does.
fn meaning(arg: &Arg, turns_off: bool) -> (String, Option<String>) {
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let help = help.split(" [default").next().unwrap_or_default();
    let summary = help.trim_end_matches("; repeatable");
    let mut letters = summary.chars();
    let summary = match letters.next() {
        Some(first) if turns_off => {
            format!(
                "Set to false to {}{}",
                first.to_lowercase(),
                letters.as_str()
            )
        }
        _ => summary.to_owned(),
    };
    let long = arg.get_long_help().map(ToString::to_string);
    let details = long.and_then(|long| Some(long.split_once("\n\n")?.1.trim().to_owned()));
    (summary, details.filter(|details| !details.is_empty()))
}

fn allowed(arg: &Arg, key: &str) -> Vec<String> {
    let tables = TableId::nameable().map(TableId::name);
    let names: Vec<&str> = match key {
        "only" => tables.collect(),
        "also" => tables.chain(["all"]).collect(),
        "formats" => OutputFormat::ALL.map(OutputFormat::name).to_vec(),
        "preset" => {
            let names = source::presets().map(|(name, _)| name);
            ["auto", "none"].into_iter().chain(names).collect()
        }
        _ if matches!(arg.get_action(), ArgAction::SetTrue) => Vec::new(),
        _ => {
            let values = arg.get_possible_values().into_iter();
            return values.map(|value| value.get_name().to_owned()).collect();
        }
    };
    names.into_iter().map(ToOwned::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use refrain::config::{Resolved, flag};

    /// A setting has one name: `max_phrase_length` in the file, `--max-phrase-length` when typed. The few
    /// exceptions are listed in `config/names.rs`.
    #[test]
    fn every_key_has_a_flag_and_every_flag_its_key() {
        let declared = declared_settings().expect("settings");
        let defaults = toml::Table::try_from(Config::default()).expect("defaults");
        let keys = defaults.values().filter_map(toml::Value::as_table);
        let keys: Vec<&String> = keys.flat_map(toml::Table::keys).collect();
        assert_eq!(declared.len(), keys.len());
        for key in keys {
            let mut settings = declared.iter().filter(|setting| setting.key == *key);
            let setting = settings
                .next()
                .unwrap_or_else(|| panic!("{key} has no flag"));
            assert!(settings.next().is_none(), "{key} is there twice");
            assert_eq!(setting.flag, format!("--{}", flag(key)));
            assert!(!setting.summary.is_empty(), "{key}");
        }
        // The options of a command that are no settings.
        let mut command = crate::cli::command();
        let config = command.find_subcommand_mut("config").expect("a command");
        let others = [
            "inputs",
            "config",
            "threads",
            "memory",
            "document_seconds",
            "document_memory",
            "cache",
            "quiet",
            "help",
        ];
        for arg in config.get_arguments() {
            let id = arg.get_id().as_str();
            let is_setting = declared.iter().any(|setting| setting.key == id);
            assert!(is_setting != others.contains(&id), "{id}");
        }
    }

    #[test]
    fn allowed_values_are_values_of_the_settings() {
        for setting in declared_settings().expect("settings") {
            for value in &setting.allowed {
                let needs_feature = setting.key == "formats";
                let value = toml::Value::String(value.clone());
                let value = match setting.default {
                    toml::Value::Array(_) => toml::Value::Array(vec![value]),
                    _ => value,
                };
                let keys = toml::Table::from_iter([(setting.key.clone(), value.clone())]);
                let typed = toml::Table::from_iter([(setting.section.clone(), keys.into())]);
                let resolved = Resolved::from_layers(None, &typed);
                assert!(
                    resolved.is_ok() || needs_feature,
                    "{} = {value}",
                    setting.key
                );
            }
        }
    }
}
