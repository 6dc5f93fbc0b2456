//! WordStat categories: an indented line a category or word; a word has its weight in brackets behind
//! it and `_` between the words of a phrase. Weights do not count; rules, which begin with `@` or `~`,
//! are left out.

use super::{Entries, Entry, Flaw, descend, indented};

pub(super) fn entries(text: &str) -> Result<Entries, Flaw> {
    let lines = text.lines().zip(1..);
    let lines = lines.filter(|(line, _)| !line.trim().is_empty());
    let lines: Vec<(usize, &str, usize)> = lines
        .map(|(line, at)| {
            let (indent, rest) = indented(line);
            (indent, rest, at)
        })
        .collect();
    // Where words have weights, a line without one is a category, if it holds nothing too.
    let has_weights = lines.iter().any(|line| without_weight(line.1).is_some());
    let (mut open, mut found) = (Vec::new(), Entries::default());
    for (place, &(indent, rest, at)) in lines.iter().enumerate() {
        let word = without_weight(rest);
        let holds_others = lines.get(place + 1).is_some_and(|next| next.0 > indent);
        let is_category = word.is_none() && (holds_others || indent == 0 || has_weights);
        if rest.starts_with(['@', '~']) {
            found.left_out.push((
                at,
                format!("`{rest}` is a rule, which refrain does not support"),
            ));
            continue;
        }
        let path = descend(&mut open, indent, rest, at)?;
        if is_category {
            found.entries.push(Entry {
                line: at,
                path,
                pattern: None,
                excludes: false,
            });
        } else {
            let above = path.split_last().map_or(&[][..], |(_, above)| above);
            if above.is_empty() {
                return Err((at, format!("`{rest}` is in no category")));
            }
            let form = word.unwrap_or(rest).replace('_', " ");
            found.entries.push(Entry::of_form(at, above, &form));
        }
    }
    Ok(found)
}

/// What stands before a weight in brackets.
fn without_weight(text: &str) -> Option<&str> {
    let (word, weight) = text.strip_suffix(')')?.rsplit_once('(')?;
    weight.trim().parse::<f64>().ok()?;
    Some(word.trim_end())
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;
    use super::*;

    #[test]
    fn indentation_makes_categories() {
        let text = "ORDER\n\tLAW\n\t\tRULE_OF_LAW (1)\n\t\tCOURT* (1)\n\tPEACE* (1)\nTRADE\n\tEMPTY\n\t~TARIFF (1)\n";
        assert_eq!(
            shown(&entries(text).expect("categories").entries),
            [
                "ORDER: -",
                "ORDER/LAW: -",
                "ORDER/LAW: \"RULE OF LAW\"",
                "ORDER/LAW: \"COURT*\"",
                "ORDER: \"PEACE*\"",
                "TRADE: -",
                "TRADE/EMPTY: -",
            ]
        );
        assert_eq!(entries(text).expect("categories").left_out[0].0, 8);
        let without = entries("A\n\tTARIFF\n").expect("categories");
        assert_eq!(shown(&without.entries), ["A: -", "A: \"TARIFF\""]);
        assert_eq!(entries("TARIFF (1)").expect_err("no category").0, 1);
    }
}
