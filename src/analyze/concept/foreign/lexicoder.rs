//! Lexicoder dictionaries: a line with `+` before it begins a category, each other line is a pattern.

use super::{Entry, Flaw};

pub(super) fn entries(text: &str) -> Result<Vec<Entry>, Flaw> {
    let (mut path, mut entries) = (Vec::new(), Vec::new());
    for (line, at) in text.lines().zip(1..) {
        // Some files have `=` and a value behind a pattern.
        let line = line.split('=').next().unwrap_or(line).trim();
        if line.is_empty() {
            continue;
        }
        if let Some(name) = line.strip_prefix('+') {
            path = vec![name.trim().to_owned()];
            entries.push(Entry {
                line: at,
                path: path.clone(),
                pattern: None,
                excludes: false,
            });
        } else if path.is_empty() {
            let message = "expected a category such as +sovereignty before the first pattern";
            return Err((at, message.to_owned()));
        } else {
            entries.push(Entry::of_form(at, &path, line));
        }
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;
    use super::*;

    #[test]
    fn plus_begins_a_category() {
        let found = entries("+peace\npeace talk*\n+war\nwar*\n").expect("a dictionary");
        assert_eq!(
            shown(&found),
            [
                "peace: -",
                "peace: \"peace talk*\"",
                "war: -",
                "war: \"war*\""
            ]
        );
        assert_eq!(entries("\nwar").expect_err("no category").0, 2);
    }
}
