//! `refrain schema`: the JSON Schema of `refrain.toml`, so that editors complete and check it.

use std::io::{self, Write as _};
use std::process::ExitCode;

use anyhow::Result;
use refrain::config::{Bounds, RECORD_FIELDS, bounds};
use serde_json::{Map, Value, json};

use crate::cli::{DeclaredSetting, declared_settings};
use crate::messages::{Finished, Messages};

/// Prints the schema.
///
/// # Errors
/// If standard output is closed.
pub(crate) fn schema(messages: Messages) -> Result<ExitCode> {
    let mut text = serde_json::to_string_pretty(&schema_of(&declared_settings()?)?)?;
    text.push('\n');
    io::stdout().write_all(text.as_bytes())?;
    messages.finished(&Finished::default(), "");
    Ok(ExitCode::SUCCESS)
}

fn schema_of(settings: &[DeclaredSetting]) -> Result<Value> {
    let mut sections = Map::new();
    for setting in settings {
        let section = sections.entry(&setting.section).or_insert_with(|| {
            json!({
                "type": "object",
                "title": setting.heading,
                "additionalProperties": false,
                "properties": {},
            })
        });
        section["properties"][&setting.key] = schema_of_setting(setting)?;
    }
    Ok(json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Settings of refrain (refrain.toml)",
        "type": "object",
        "additionalProperties": false,
        "properties": sections,
    }))
}

fn schema_of_setting(setting: &DeclaredSetting) -> Result<Value> {
    let mut schema = match &setting.default {
        toml::Value::Boolean(_) => json!({ "type": "boolean" }),
        toml::Value::Integer(_) if setting.is_window => json!({
            "type": ["integer", "string"],
            "minimum": 0,
            "pattern": "^[0-9]+[LlRr]?(, *[0-9]+[LlRr])?$",
        }),
        toml::Value::Integer(_) => json!({ "type": "integer", "minimum": 0 }),
        toml::Value::Float(_) => json!({ "type": "number", "minimum": 0 }),
        toml::Value::Array(_) => json!({ "type": "array", "items": text(setting) }),
        toml::Value::Table(_) => fields(),
        _ => text(setting),
    };
    if let Some(bounds) = bounds(&format!("{}.{}", setting.section, setting.key)) {
        add_bounds(&mut schema, bounds, setting.default.is_integer());
    }
    schema["description"] = json!(description(setting));
    schema["default"] = serde_json::to_value(&setting.default)?;
    Ok(schema)
}

/// The range of a number.
fn add_bounds(schema: &mut Value, bounds: Bounds, is_whole: bool) {
    let number = |value: f64| match is_whole {
        true => json!(value as u64),
        false => json!(value),
    };
    if bounds.is_above {
        // A null in its place would make the schema invalid.
        if let Some(keywords) = schema.as_object_mut() {
            keywords.remove("minimum");
        }
        schema["exclusiveMinimum"] = number(bounds.least);
    } else {
        schema["minimum"] = number(bounds.least);
    }
    if let Some(most) = bounds.most {
        schema["maximum"] = number(most);
    }
}

/// Texts that are no fixed list: the key of a setting, and the values that it takes.
const PATTERNS: [(&str, &str); 2] = [
    (
        "weighting",
        "^(smooth|tidytext|quanteda|smart:[nlabL][ntp][nc])$",
    ),
    (
        "scopes",
        "^(sentence|paragraph|document|window:0*([1-9][0-9]{0,2}|1000))$",
    ),
];

/// A text, one of those that are allowed.
fn text(setting: &DeclaredSetting) -> Value {
    let mut patterns = PATTERNS.iter();
    if let Some((_, pattern)) = patterns.find(|(key, _)| *key == setting.key) {
        json!({ "type": "string", "pattern": pattern })
    } else if setting.allowed.is_empty() {
        json!({ "type": "string" })
    } else {
        json!({ "type": "string", "enum": setting.allowed })
    }
}

/// The names of record fields.
fn fields() -> Value {
    let names = RECORD_FIELDS
        .iter()
        .map(|&name| (name.to_owned(), json!({ "type": "string" })));
    json!({
        "type": "object",
        "additionalProperties": false,
        "properties": names.collect::<Map<String, Value>>(),
    })
}

fn description(setting: &DeclaredSetting) -> String {
    let details = setting.details.as_deref();
    let summary = format!("{}.", setting.summary);
    details.map_or(summary.clone(), |details| format!("{summary} {details}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use refrain::config::Resolved;

    /// Whether a setting may have this value.
    fn is_allowed(setting: &DeclaredSetting, value: toml::Value) -> bool {
        let mut keys = toml::Table::from_iter([(setting.key.clone(), value)]);
        // These two have a limit together.
        let both = ["network_phrases", "network_terms"];
        if both.contains(&&*setting.key) {
            for key in both {
                keys.entry(key).or_insert(0.into());
            }
        }
        let typed = toml::Table::from_iter([(setting.section.clone(), keys.into())]);
        Resolved::from_layers(None, &typed).is_ok()
    }

    #[test]
    fn the_patterns_of_the_schema_are_those_that_hold() {
        let settings = declared_settings().expect("settings");
        for (key, pattern) in PATTERNS {
            let setting = settings.iter().find(|setting| setting.key == key);
            let setting = setting.expect("a setting");
            let pattern = regex::Regex::new(pattern).expect("a pattern");
            for text in [
                "smooth",
                "Smooth",
                "smart:ltc",
                "smart:Ltc",
                "smart:anp",
                "smart:lt",
                "smart:xtc",
                "sentence",
                "window:1",
                "window:0",
                "window:1000",
                "window:1001",
                "window:01",
                "window:",
                "word",
                "",
            ] {
                let value = match setting.default {
                    toml::Value::Array(_) => toml::Value::Array(vec![text.into()]),
                    _ => text.into(),
                };
                let holds = is_allowed(setting, value);
                assert_eq!(pattern.is_match(text), holds, "{key}: {text}");
            }
        }
    }

    #[test]
    fn the_ranges_of_the_schema_are_those_that_hold() {
        let mut with_range = 0;
        for setting in declared_settings().expect("settings") {
            let (is_whole, step) = match setting.default {
                toml::Value::Integer(_) => (true, 1.0),
                toml::Value::Float(_) => (false, 0.01),
                _ => continue,
            };
            let may_be = |number: f64| {
                let whole = toml::Value::Integer(number as i64);
                let value = if is_whole { whole } else { number.into() };
                is_allowed(&setting, value)
            };
            let (schema, key) = (schema_of_setting(&setting).expect("a schema"), &setting.key);
            for (keyword, value) in schema.as_object().expect("keywords") {
                assert!(!value.is_null(), "{key}: {keyword}");
            }
            if let Some(least) = schema["exclusiveMinimum"].as_f64() {
                assert!(
                    !may_be(least) && may_be(least + step),
                    "{key} above {least}"
                );
            } else {
                let least = schema["minimum"].as_f64().expect("a minimum");
                assert!(may_be(least) && !may_be(least - step), "{key} from {least}");
            }
            match schema["maximum"].as_f64() {
                Some(most) => {
                    assert!(may_be(most) && !may_be(most + step), "{key} to {most}");
                    with_range += 1;
                }
                None => assert!(may_be(1e6), "{key} has an upper end"),
            }
        }
        assert!(with_range > 12, "{with_range} settings have a range");
    }
}
