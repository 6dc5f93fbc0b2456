//! WordStat categories: an indented line a category or word; a word has its weight in brackets behind
//! it and `_` between the words of a phrase. Rules, which begin with `@`, are passed over.

use super::{Entry, descend, indented};

pub(super) fn entries(text: &str) -> Vec<Entry> {
    let lines = text.lines().zip(1..);
    let lines = lines.filter(|(line, _)| !line.trim().is_empty());
    let lines: Vec<(usize, &str, usize)> = lines
        .map(|(line, at)| {
            let (indent, rest) = indented(line);
            (indent, rest, at)
        })
        .collect();
    let (mut open, mut entries) = (Vec::new(), Vec::new());
    for (place, &(indent, rest, at)) in lines.iter().enumerate() {
        let word = without_weight(rest);
        let holds_others = lines.get(place + 1).is_some_and(|next| next.0 > indent);
        let is_category = word.is_none() && (holds_others || indent == 0);
        let path = descend(&mut open, indent, rest);
        if is_category {
            entries.push(Entry {
                line: at,
                path,
                pattern: None,
                excludes: false,
            });
        } else if !rest.starts_with('@') {
            let above = path.split_last().map_or(&[][..], |(_, above)| above);
            let form = word.unwrap_or(rest).replace('_', " ");
            entries.push(Entry::of_form(at, above, &form));
        }
    }
    entries
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
        let text =
            "ORDER\n\tLAW\n\t\tRULE_OF_LAW (1)\n\t\tCOURT* (1)\n\tPEACE* (1)\nTRADE\n\tTARIFF\n";
        assert_eq!(
            shown(&entries(text)),
            [
                "ORDER: -",
                "ORDER/LAW: -",
                "ORDER/LAW: \"RULE OF LAW\"",
                "ORDER/LAW: \"COURT*\"",
                "ORDER: \"PEACE*\"",
                "TRADE: -",
                "TRADE: \"TARIFF\"",
            ]
        );
    }
}
