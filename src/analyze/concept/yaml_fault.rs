//! Takes an error of the YAML reader and the text, gives the line at fault and what to do there.

use saphyr::ScanError;

/// The line at fault, from 1, and what is wrong in it.
pub(super) fn yaml_fault(error: &ScanError, text: &str) -> (usize, String) {
    let line = error.marker().line().clamp(1, text.lines().count().max(1));
    if let Some((opened, bracket)) = open_bracket(text, line) {
        let message = format!("`{bracket}` is not closed");
        return (opened, message);
    }
    // Some errors are noticed on the line after.
    let candidates = [line, line.saturating_sub(1)];
    let advised = candidates.into_iter().find_map(|number| {
        let content = text.lines().nth(number.checked_sub(1)?)?;
        Some((number, advice(content)?))
    });
    let message = in_plain_words(error.info());
    match advised {
        Some((number, advice)) => (number, format!("{message}; {advice}")),
        None => (line, message),
    }
}

/// What the reader says, for people who do not know the grammar of YAML: by a part of its message.
const PLAIN_WORDS: [(&str, &str); 14] = [
    ("tab", "a tab stands where YAML allows blanks only"),
    ("duplicated key", "this name stands twice in the file"),
    ("anchor", "`*` and `&` begin something else in YAML"),
    ("unexpected character", "YAML has another use for this sign"),
    ("end of stream", "a quotation mark is not closed"),
    ("simple key", "a colon is missing after the name"),
    ("':'", "a colon stands where none is expected"),
    ("mapping values", "a colon stands where none is expected"),
    (
        "flow",
        "a list in brackets needs commas between its patterns and a bracket at its end",
    ),
    ("bracket", "a bracket stands where none is expected"),
    ("block", "the line is not indented as the lines around it"),
    ("indent", "the line is not indented as the lines around it"),
    ("quoted", "the text in quotation marks is not understood"),
    ("unprintable", "a character cannot be printed"),
];

fn in_plain_words(info: &str) -> String {
    let known = PLAIN_WORDS.iter().find(|(part, _)| info.contains(part));
    known.map_or_else(
        || format!("not understood as YAML ({info})"),
        |(_, words)| (*words).to_owned(),
    )
}

/// What is probably wrong in a line.
fn advice(line: &str) -> Option<&'static str> {
    let content = line.trim();
    if line.starts_with('\t') || line.trim_start_matches(' ').starts_with('\t') {
        return Some("indent with blanks, not with tabs");
    }
    let mut entries = content
        .split([' ', '[', ','])
        .filter(|entry| !entry.is_empty());
    if entries.any(|entry| entry.starts_with(['*', '&', '!', '%', '@', '`', '?'])) {
        return Some("put single quotes around a pattern that begins with a sign, as in '*ism'");
    }
    let quotes = content.matches('"').count();
    if quotes > 0 {
        return Some(
            "put single quotes around a pattern that holds quotation marks, as in '\"some words\"~3'",
        );
    }
    (content.matches('\'').count() % 2 == 1)
        .then_some("write an apostrophe inside single quotes twice, as in 'people''s'")
}

/// The first bracket that is still open at the end of a line, with its line; quoted text and comments
/// are passed over.
fn open_bracket(text: &str, last: usize) -> Option<(usize, char)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    for (number, line) in (1..=last).zip(text.lines()) {
        let (mut quote, mut before) = (None, ' ');
        for letter in line.chars() {
            match (quote, letter) {
                (Some(mark), _) if letter == mark => quote = None,
                (Some(_), _) => {}
                (None, '#') if before == ' ' => break,
                (None, '\'' | '"') if matches!(before, ' ' | '[' | '{' | ',') => {
                    quote = Some(letter);
                }
                (None, '[' | '{') => open.push((number, letter)),
                (None, ']' | '}') => drop(open.pop()),
                _ => {}
            }
            before = letter;
        }
    }
    open.first().copied()
}
