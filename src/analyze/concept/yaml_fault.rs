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
    match advised {
        Some((number, advice)) => (number, format!("{}; {advice}", error.info())),
        None => (line, format!("{}; expected YAML", error.info())),
    }
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
