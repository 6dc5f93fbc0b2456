//! Differences between the records of two runs: takes both, gives the facts that differ.

use serde_json::Value;

use super::{FactDiff, FactKind};
use crate::sorted::SortedSet;

/// The digits of a hash that are shown.
const HASH_DIGITS: usize = 12;

/// What `run.json` states otherwise in both runs.
pub(super) fn facts(before: &Value, after: &Value) -> Vec<FactDiff> {
    let mut found = Vec::new();
    for key in ["version", "tables_version"] {
        compare(
            FactKind::Version,
            key,
            &before[key],
            &after[key],
            &mut found,
        );
    }
    let both = |key: &str| (&before[key], &after[key]);
    let (old, new) = both("settings");
    compare(FactKind::Setting, "", old, new, &mut found);
    let (old, new) = both("codebook");
    compare(FactKind::Codebook, "", old, new, &mut found);
    let (old, new) = both("input");
    compare(FactKind::Count, "input", old, new, &mut found);
    let (old, new) = both("counts");
    compare(FactKind::Count, "", old, new, &mut found);
    found
}

/// Adds the differences of two values, those of objects key by key.
fn compare(kind: FactKind, name: &str, old: &Value, new: &Value, found: &mut Vec<FactDiff>) {
    if old == new {
        return;
    }
    if !old.is_object() && !new.is_object() {
        found.push(FactDiff {
            kind,
            name: name.to_owned(),
            before: in_words(kind, name, old),
            after: in_words(kind, name, new),
        });
        return;
    }
    let objects = [old, new].into_iter().filter_map(Value::as_object);
    let keys: SortedSet<&String> = objects.flat_map(serde_json::Map::keys).collect();
    for key in keys.iter() {
        let inner = match name {
            "" => (*key).clone(),
            outer => format!("{outer}.{key}"),
        };
        compare(kind, &inner, &old[key.as_str()], &new[key.as_str()], found);
    }
}

/// A value as text; of settings as it is written in a file of settings.
fn in_words(kind: FactKind, name: &str, value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) if name.ends_with("sha256") => text.chars().take(HASH_DIGITS).collect(),
        Value::String(text) if kind != FactKind::Setting => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn settings_are_compared_key_by_key() {
        let before =
            json!({"settings": {"terms": {"min_df": 1, "max_df": 1.0}, "old": {"x": "a"}}});
        let after = json!({"settings": {"terms": {"min_df": 2, "max_df": 1.0}}});
        let found = facts(&before, &after);
        let told: Vec<String> = found
            .iter()
            .map(|fact| format!("{}: {} > {}", fact.name, fact.before, fact.after))
            .collect();
        assert_eq!(told, ["old.x: \"a\" > ", "terms.min_df: 1 > 2"]);
    }

    #[test]
    fn versions_codebooks_and_counts_are_told_apart() {
        let hash = "0123456789abcdef";
        let before = json!({"version": "0.1.0", "codebook": null, "input": {"sha256": hash}});
        let after =
            json!({"version": "0.2.0", "codebook": {"name": "c.yml"}, "input": {"sha256": ""}});
        let found = facts(&before, &after);
        let kinds: Vec<&str> = found.iter().map(|fact| fact.kind.name()).collect();
        assert_eq!(kinds, ["version", "codebook", "count"]);
        assert_eq!(found[2].before, "0123456789ab");
    }
}
