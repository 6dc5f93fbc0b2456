//! A table of patterns: columns `concept` and `pattern`, and where wanted `sub_concept` (or
//! `category`) and `exclude` (`yes`, `true`, `x` or `1`; or `kind`, `exclude`), with commas,
//! semicolons or tabs between.

use super::{Entry, Flaw};

pub(super) fn entries(text: &str) -> Result<Vec<Entry>, Flaw> {
    let header = text.lines().next().unwrap_or_default();
    let delimiters = [b',', b';', b'\t'];
    let of = |delimiter: &u8| header.bytes().filter(|byte| byte == delimiter).count();
    let delimiter = delimiters.into_iter().max_by_key(of).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| flaw(&error))?.clone();
    let column = |names: &[&str]| {
        let is_it = |name: &str| names.contains(&name.to_lowercase().as_str());
        header.iter().position(is_it)
    };
    let (concept, pattern) = (column(&["concept"]), column(&["pattern"]));
    let (Some(concept), Some(pattern)) = (concept, pattern) else {
        let message = "expected a header with the columns concept and pattern, and optionally sub_concept and exclude";
        return Err((1, message.to_owned()));
    };
    let (sub, exclude) = (
        column(&["sub_concept", "category"]),
        column(&["exclude", "kind"]),
    );
    let mut entries = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| flaw(&error))?;
        let line = record.position().map_or(1, csv::Position::line) as usize;
        let cell = |at: Option<usize>| at.and_then(|at| record.get(at)).unwrap_or_default();
        let (name, text) = (cell(Some(concept)), cell(Some(pattern)));
        if name.is_empty() && text.is_empty() {
            continue;
        }
        if name.is_empty() || text.is_empty() {
            let message = "expected a concept and a pattern in each row";
            return Err((line, message.to_owned()));
        }
        let sub = Some(cell(sub)).filter(|sub| !sub.is_empty());
        let mark = cell(exclude).to_lowercase();
        entries.push(Entry {
            line,
            path: [name].into_iter().chain(sub).map(str::to_owned).collect(),
            pattern: Some(text.to_owned()),
            excludes: match mark.as_str() {
                "" | "no" | "false" | "0" | "count" => false,
                "yes" | "true" | "1" | "x" | "exclude" => true,
                other => return Err((line, format!("expected yes or no, not `{other}`"))),
            },
        });
    }
    Ok(entries)
}

fn flaw(error: &csv::Error) -> Flaw {
    let line = error.position().map_or(1, csv::Position::line) as usize;
    (line, format!("invalid table: {error}"))
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;
    use super::*;

    #[test]
    fn rows_are_patterns() {
        let text = "concept;sub_concept;pattern;exclude\nlaw;;rule of law;\nlaw;courts;court*;\nlaw;;\"\"\"law school\"\"\";yes\n";
        assert_eq!(
            shown(&entries(text).expect("a table")),
            [
                "law: rule of law",
                "law/courts: court*",
                "law: !\"law school\""
            ]
        );
    }

    #[test]
    fn what_is_missing_is_told() {
        assert_eq!(entries("a,b\n").expect_err("no columns").0, 1);
        let cut = "concept,pattern\nlaw,sovereign, law\n";
        assert_eq!(entries(cut).expect_err("a comma").0, 2);
        assert_eq!(
            entries("concept,pattern\nlaw,\n")
                .expect_err("no pattern")
                .0,
            2
        );
    }
}
