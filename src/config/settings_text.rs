//! Takes the text of a settings file, gives its table under the names of today, and notes on old names.
//!
//! Faults are reported with their line, in the words of the file: the key, what is expected there, and the
//! name that was probably meant.

use serde::Deserialize as _;
use toml::de::{DeTable, DeValue, Deserializer};
use toml::{Spanned, Table, Value};

use super::Config;
use super::names::{OLD_KEYS, OLD_SECTIONS, WITHIN_SOURCES};
use crate::near_names::hint;

/// What is wrong, and the place in the text where it is.
pub(super) struct Fault {
    pub(super) at: usize,
    pub(super) message: String,
}

/// The section whose keys are the names of record fields, and the key it stands under.
const FIELDS: (&str, &str) = ("read", "fields");

/// A file of settings that was read.
pub(super) struct ReadText {
    /// The settings, under the names of today.
    pub(super) table: Table,
    /// Old names, with the places where they stand.
    pub(super) notes: Vec<Fault>,
}

/// Reads the text; `defaults` has all settings there are.
pub(super) fn read(text: &str, defaults: &Table) -> Result<ReadText, Fault> {
    let parsed = DeTable::parse(text).map_err(|error| fault(&error))?;
    let (mut notes, span) = (Vec::new(), parsed.span());
    let sections = renamed(parsed.into_inner(), &mut notes);
    known(&sections, defaults)?;
    let root = Spanned::new(span, sections);
    Config::deserialize(Deserializer::from(root.clone()))
        .map_err(|error| plain(&root, defaults, &error))?;
    let table = Table::deserialize(Deserializer::from(root)).map_err(|error| fault(&error))?;
    Ok(ReadText { table, notes })
}

fn fault(error: &toml::de::Error) -> Fault {
    Fault {
        at: error.span().map_or(0, |span| span.start),
        message: error.message().to_owned(),
    }
}

/// The sections and keys under the names of today.
fn renamed<'t>(sections: DeTable<'t>, notes: &mut Vec<Fault>) -> DeTable<'t> {
    let sections = sections.into_iter().map(|(section, mut values)| {
        let today = OLD_SECTIONS
            .iter()
            .find(|(old, _)| old == section.get_ref());
        let own: &str = section.get_ref();
        let name = today.map_or(own, |(_, today)| *today).to_owned();
        if let DeValue::Table(keys) = values.get_mut() {
            let old = std::mem::take(keys).into_iter();
            *keys = old.map(|entry| key_of_today(&name, entry, notes)).collect();
        }
        if today.is_some() {
            note(
                &section,
                &format!("[{}]", section.get_ref()),
                &format!("[{name}]"),
                notes,
            );
        }
        (Spanned::new(section.span(), name.into()), values)
    });
    sections.collect()
}

type Entry<'t> = (Spanned<toml::de::DeString<'t>>, Spanned<DeValue<'t>>);

fn key_of_today<'t>(
    section: &str,
    (key, mut value): Entry<'t>,
    notes: &mut Vec<Fault>,
) -> Entry<'t> {
    let mut known = OLD_KEYS.iter();
    let Some((_, old, today)) = known.find(|(of, old, _)| *of == section && old == key.get_ref())
    else {
        return (key, value);
    };
    if *old == WITHIN_SOURCES
        && let DeValue::Boolean(within) = value.get_mut()
    {
        *within = !*within;
    }
    note(&key, &format!("`{old}`"), &format!("`{today}`"), notes);
    (Spanned::new(key.span(), (*today).into()), value)
}

fn note(key: &Spanned<toml::de::DeString<'_>>, old: &str, today: &str, notes: &mut Vec<Fault>) {
    notes.push(Fault {
        at: key.span().start,
        message: format!("{old} is now called {today}"),
    });
}

/// Fails at the first section or key that is no setting.
fn known(sections: &DeTable<'_>, defaults: &Table) -> Result<(), Fault> {
    for (section, values) in sections {
        let name: &str = section.get_ref();
        let Some(settings) = defaults.get(name).and_then(Value::as_table) else {
            let message = match section_of(name, defaults) {
                Some(owner) => format!("`{name}` belongs into the section [{owner}]"),
                None => format!(
                    "unknown section [{name}]{}",
                    hint(name, defaults.keys().map(String::as_str))
                ),
            };
            return Err(Fault {
                at: section.span().start,
                message,
            });
        };
        for key in values
            .get_ref()
            .as_table()
            .into_iter()
            .flat_map(|keys| keys.keys())
        {
            let key_name: &str = key.get_ref();
            if !settings.contains_key(key_name) {
                return Err(Fault {
                    at: key.span().start,
                    message: unknown_key(key_name, name, defaults),
                });
            }
        }
    }
    Ok(())
}

fn unknown_key(key: &str, section: &str, defaults: &Table) -> String {
    if let Some(owner) = section_of(key, defaults) {
        return format!("`{key}` belongs into the section [{owner}]");
    }
    let all = defaults
        .values()
        .filter_map(Value::as_table)
        .flat_map(Table::keys);
    let near = hint(key, all.map(String::as_str));
    let expected = match (
        near.is_empty(),
        defaults.get(section).and_then(Value::as_table),
    ) {
        (true, Some(settings)) => {
            let names: Vec<&str> = settings.keys().map(String::as_str).collect();
            format!("; expected one of: {}", names.join(" "))
        }
        _ => near,
    };
    format!("unknown setting `{key}`{expected}")
}

/// The section that a key belongs into.
fn section_of<'a>(key: &str, defaults: &'a Table) -> Option<&'a str> {
    let holds = |settings: &Value| {
        settings
            .as_table()
            .is_some_and(|keys| keys.contains_key(key))
    };
    let mut sections = defaults.iter();
    sections
        .find(|(_, settings)| holds(settings))
        .map(|(name, _)| name.as_str())
}

/// The fault of a value in plain words, if it is of another type than expected; else in those of the reader.
fn plain(root: &Spanned<DeTable<'_>>, defaults: &Table, error: &toml::de::Error) -> Fault {
    let mut fault = fault(error);
    if let Some((section, key, value)) = setting_at(root.get_ref(), fault.at)
        && (section, key) != FIELDS
        && let Some(default) = defaults.get(section).and_then(|settings| settings.get(key))
    {
        if let Some(expected) = expected(default, value) {
            fault.message = format!("{key}: expected {expected}");
        } else if let Some(message) = in_plain_words(&fault.message) {
            fault.message = format!("{key}: {message}");
        }
    }
    fault
}

/// What the reader says of a value that is not one of those known, or of a number that is too small or large.
fn in_plain_words(message: &str) -> Option<String> {
    if let Some(rest) = message.strip_prefix("invalid value: integer `") {
        let (number, _) = rest.split_once('`')?;
        let most = u32::MAX;
        return Some(format!(
            "{number} is out of range; expected a whole number from 0 to {most}"
        ));
    }
    // Names stand between backquotes: the unknown one, then those that are known.
    let names = message.strip_prefix("unknown variant ")?;
    let mut names = names.split('`').skip(1).step_by(2);
    let unknown = names.next()?;
    let known: Vec<&str> = names.collect();
    let near = hint(unknown, known.iter().copied());
    Some(format!(
        "unknown value `{unknown}`{near}\n  expected one of: {}",
        known.join(" ")
    ))
}

/// The setting whose value stands at a place of the text: its section, key and value.
pub(super) fn setting_at<'a>(
    sections: &'a DeTable<'_>,
    at: usize,
) -> Option<(&'a str, &'a str, &'a DeValue<'a>)> {
    sections.iter().find_map(|(section, values)| {
        let mut keys = values.get_ref().as_table()?.iter();
        let (key, value) = keys.find(|(key, value)| {
            (key.span().start..value.span().end.max(key.span().end)).contains(&at)
        })?;
        Some((&**section.get_ref(), &**key.get_ref(), value.get_ref()))
    })
}

/// What is expected in the place of a value of the wrong type.
fn expected(default: &Value, value: &DeValue<'_>) -> Option<String> {
    match (default, value) {
        (Value::Array(_), DeValue::String(text)) => Some(format!("a list, as in [\"{text}\"]")),
        (Value::Array(_), DeValue::Array(items)) => {
            let are_texts = items.iter().all(|item| item.get_ref().is_str());
            (!are_texts)
                .then(|| "a list of texts in quotation marks, as in [\"a\", \"b\"]".to_owned())
        }
        (Value::Array(_), _) => Some("a list, as in [\"a\", \"b\"]".to_owned()),
        (Value::Boolean(_), DeValue::Boolean(_)) | (Value::String(_), DeValue::String(_)) => None,
        (Value::Boolean(_), _) => Some("true or false, without quotation marks".to_owned()),
        (Value::String(_), _) => Some(format!("text in quotation marks, as in {default}")),
        (Value::Integer(_), DeValue::String(_)) => Some(format!(
            "a whole number without quotation marks, as in {default}"
        )),
        (Value::Integer(_), DeValue::Integer(_)) => None,
        (Value::Integer(_), _) => Some(format!("a whole number, as in {default}")),
        (Value::Float(_), DeValue::Float(_) | DeValue::Integer(_)) => None,
        (Value::Float(_), _) => Some(format!("a number, as in {default}")),
        _ => None,
    }
}
