//! The keys of a codebook that are no names of concepts: settings of how patterns match, prefixes of a
//! pattern, and names that are nearly one of them.

use crate::config::{Accents, Hyphens, MatchBy, PatternMatching};
use crate::near_names::distance;

/// The key that lists exclusions.
pub(super) const EXCLUDE: &str = "exclude";

/// Keys that say how patterns match, each with its values.
const SETTINGS: [(&str, &[&str]); 3] = [
    ("match", &["forms", "stems", "lemmas"]),
    ("accents", &["written", "folded"]),
    ("hyphens", &["written", "any"]),
];

/// Takes a setting of how patterns match, if a key and its scalar value are one. Inside a concept
/// `accents: cote` is a pattern with a prefix.
///
/// # Errors
/// What was expected.
pub(super) fn set(
    matching: &mut PatternMatching,
    key: &str,
    value: &str,
    is_in_concept: bool,
) -> Result<bool, String> {
    let Some((_, values)) = SETTINGS.iter().find(|(name, _)| *name == key) else {
        return Ok(false);
    };
    match (key, value.trim()) {
        ("match", "forms") => matching.by = MatchBy::Forms,
        ("match", "stems") => matching.by = MatchBy::Stems,
        ("match", "lemmas") => matching.by = MatchBy::Lemmas,
        ("accents", "written") => matching.accents = Accents::Written,
        ("accents", "folded") => matching.accents = Accents::Folded,
        ("hyphens", "written") => matching.hyphens = Hyphens::Written,
        ("hyphens", "any") => matching.hyphens = Hyphens::Any,
        ("accents" | "hyphens", _) if is_in_concept => return Ok(false),
        (_, value) => {
            return Err(format!(
                "`{key}: {value}`: expected {}; for a concept of this name write its patterns as a list: {key}: [{value}]",
                values.join(" or ")
            ));
        }
    }
    Ok(true)
}

/// The keyword that a key with these scalar values below it was probably meant to be.
pub(super) fn nearly(key: &str, value: Option<&str>) -> Option<&'static str> {
    let plain = key.trim().to_lowercase();
    if key != EXCLUDE && distance(&plain, EXCLUDE) <= 2 {
        return Some(EXCLUDE);
    }
    let value = value?.trim();
    SETTINGS.iter().find_map(|&(name, values)| {
        let is_near = key != name && distance(&plain, name) <= 2 && values.contains(&value);
        is_near.then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_taken_and_wrong_values_refused() {
        let mut matching = PatternMatching::default();
        assert_eq!(set(&mut matching, "match", "stems", false), Ok(true));
        assert_eq!(set(&mut matching, "hyphens", "any", false), Ok(true));
        assert_eq!(set(&mut matching, "accents", " folded", false), Ok(true));
        assert_eq!(set(&mut matching, "climate", "stems", false), Ok(false));
        assert_eq!(
            (matching.by, matching.hyphens, matching.accents),
            (MatchBy::Stems, Hyphens::Any, Accents::Folded)
        );
        assert_eq!(set(&mut matching, "accents", "cote", true), Ok(false));
        assert!(set(&mut matching, "accents", "cote", false).is_err());
        let wrong = set(&mut matching, "match", "stem", false).expect_err("no such value");
        assert!(
            wrong.contains("expected forms or stems or lemmas"),
            "{wrong}"
        );
    }

    #[test]
    fn keys_that_are_nearly_keywords() {
        for key in [
            "exlude", "exclud", "Exclude", "Exclude ", "exculde", "excludes", "EXCLUDE",
        ] {
            assert_eq!(nearly(key, None), Some("exclude"), "{key}");
        }
        for key in ["exclude", "execute", "climate", "march", "export"] {
            assert_eq!(nearly(key, None), None, "{key}");
        }
        assert_eq!(nearly("mach", Some("stems")), Some("match"));
        assert_eq!(nearly("Match", Some("stems")), Some("match"));
        assert_eq!(nearly("hyphen", Some("any")), Some("hyphens"));
        assert_eq!(nearly("march", Some("protest")), None);
    }
}
