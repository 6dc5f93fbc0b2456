//! LIWC dictionaries: numbered categories between two lines with `%`, then a word a line with the
//! numbers of its categories. Categories that are indented lie under those before them.

use super::{Entries, Entry, Flaw, descend, indented};
use crate::sorted::SortedMap;

/// The path of each category by its number.
type Categories = SortedMap<u64, Vec<String>>;

pub(super) fn entries(text: &str) -> Result<Entries, Flaw> {
    let lines = text.lines().zip(1..);
    let mut lines = lines.filter(|(line, _)| !line.trim().is_empty());
    if !lines.next().is_some_and(|(line, _)| is_mark(line)) {
        let message =
            "expected a line with % before the numbered categories of the LIWC dictionary";
        return Err((1, message.to_owned()));
    }
    let mut entries = Entries::default();
    let Some(categories) = read_categories(&mut lines, &mut entries)? else {
        let message = "expected a second line with % after the categories";
        return Err((text.lines().count(), message.to_owned()));
    };
    for (line, at) in lines {
        read_word(line, at, &categories, &mut entries)?;
    }
    Ok(entries)
}

/// The categories up to the second mark; none if there is no such mark.
fn read_categories<'a>(
    lines: &mut impl Iterator<Item = (&'a str, usize)>,
    entries: &mut Entries,
) -> Result<Option<Categories>, Flaw> {
    let (mut categories, mut open) = (Categories::new(), Vec::new());
    for (line, at) in lines {
        if is_mark(line) {
            return Ok(Some(categories));
        }
        let (indent, rest) = indented(line);
        let (number, name) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let Ok(number) = number.parse::<u64>() else {
            let message = format!("expected the number and name of a category, not `{rest}`");
            return Err((at, message));
        };
        let path = descend(&mut open, indent, &short_name(name, number), at)?;
        entries.entries.push(Entry {
            line: at,
            path: path.clone(),
            pattern: None,
            excludes: false,
        });
        if categories.insert(number, path).is_some() {
            return Err((at, format!("category {number} occurs twice")));
        }
    }
    Ok(None)
}

/// Adds the word of a line to its categories.
fn read_word(
    line: &str,
    at: usize,
    categories: &Categories,
    entries: &mut Entries,
) -> Result<(), Flaw> {
    if line.contains(['<', '(', '/']) {
        let line = line.trim();
        let reason =
            format!("`{line}` depends on neighbouring words, which refrain does not support");
        entries.left_out.push((at, reason));
        return Ok(());
    }
    let (word, numbers) = word_and_numbers(line);
    if numbers.is_empty() {
        return Err((at, format!("`{}` has no category number", line.trim())));
    }
    let mut paths: Vec<&Vec<String>> = Vec::new();
    for number in numbers {
        let Some(path) = categories.get(&number) else {
            return Err((at, format!("there is no category {number}")));
        };
        paths.push(path);
    }
    let words = lowest(&paths).map(|path| Entry::of_form(at, path, word));
    entries.entries.extend(words);
    Ok(())
}

/// The categories without those above others of them: a word names its category and often those
/// above, which have its hits anyway.
fn lowest<'a>(paths: &'a [&'a Vec<String>]) -> impl Iterator<Item = &'a Vec<String>> {
    let is_above = |path: &[String]| {
        let mut others = paths.iter();
        others.any(|other| other.len() > path.len() && other.starts_with(path))
    };
    paths.iter().copied().filter(move |path| !is_above(path))
}

fn is_mark(line: &str) -> bool {
    line.trim() == "%"
}

/// The name of a category: without the explanation in brackets that newer dictionaries have.
fn short_name(name: &str, number: u64) -> String {
    let name = name.trim();
    let short = name.split_once(" (").map_or(name, |(short, _)| short);
    if short.is_empty() {
        number.to_string()
    } else {
        short.trim().to_owned()
    }
}

/// The word of a line, which may be several, and its numbers: the numbers at its end.
fn word_and_numbers(line: &str) -> (&str, Vec<u64>) {
    let mut rest = line.trim();
    let mut numbers = Vec::new();
    while let Some((before, last)) = rest.rsplit_once(char::is_whitespace) {
        let Ok(number) = last.parse() else { break };
        numbers.push(number);
        rest = before.trim_end();
    }
    numbers.reverse();
    (rest, numbers)
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;
    use super::*;

    #[test]
    fn words_stand_in_all_their_categories() {
        let text = "%\r\n1\torder (Order and rule)\r\n\t2\tlaw\r\n3\tpeace\r\n%\r\nrule*\t1 3\r\nthe law\t1 2\r\nkind <of>3/1\r\n";
        let found = entries(text).expect("a dictionary");
        assert_eq!((found.left_out.len(), found.left_out[0].0), (1, 8));
        assert_eq!(
            shown(&found.entries),
            [
                "order: -",
                "order/law: -",
                "peace: -",
                "order: \"rule*\"",
                "peace: \"rule*\"",
                "order/law: \"the law\""
            ]
        );
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        assert_eq!(entries("a 1").expect_err("no mark").0, 1);
        assert_eq!(entries("%\n1 a\n%\nb 2").expect_err("no category").0, 4);
        assert_eq!(entries("%\n1 a\n%\nb").expect_err("no number").0, 4);
        assert_eq!(entries("%\none a\n%").expect_err("no number").0, 2);
        assert_eq!(entries("%\n1 a").expect_err("not closed").0, 2);
    }
}
