//! Lists of words in files: stop words, compounds, synonyms.
//!
//! Takes the text of a file, gives its entries. Blank lines and lines that begin with `#` are not read.

/// The lines that are entries.
fn entries(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The words of a list of stop words: one or several a line.
#[must_use]
pub(crate) fn stop_words(text: &str) -> Vec<String> {
    let words = entries(text).flat_map(|line| line.split([',', ';', ' ', '\t']));
    let words = words.filter(|word| !word.is_empty());
    words.map(ToOwned::to_owned).collect()
}

/// The expressions of a list of compounds: one a line; `_` stands for a blank, as in the lists of other
/// programs.
#[must_use]
pub(crate) fn compounds(text: &str) -> Vec<String> {
    let lines = entries(text).map(|line| line.replace('_', " "));
    lines.collect()
}

/// The rows of a list of synonyms: a word, and what it is counted as, with a tab between (else the
/// first comma or semicolon). Nothing in the second column means that the word is not counted. The
/// header of VOSviewer's thesaurus files is left out.
#[must_use]
pub(crate) fn synonyms(text: &str) -> Vec<(String, String)> {
    let separator = if text.contains('\t') {
        &['\t'][..]
    } else {
        &[',', ';']
    };
    let rows = entries(text).map(|line| {
        let mut columns = line.splitn(2, separator).map(str::trim);
        let word = columns.next().unwrap_or_default();
        let preferred = columns.next().unwrap_or_default();
        // A third column, as some lists have for remarks, says nothing of the words.
        let preferred = preferred.split('\t').next().unwrap_or_default();
        (word.to_owned(), preferred.trim().to_owned())
    });
    let is_header = |(word, preferred): &(String, String)| {
        let names = [word.to_lowercase(), preferred.to_lowercase()];
        ["label replace by", "form preferred", "id replace by"].contains(&names.join(" ").as_str())
    };
    rows.filter(|row| !row.0.is_empty() && !is_header(row))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_have_an_entry_a_line() {
        assert_eq!(
            stop_words("# ours\nhonourable\n\nmadam, sir\r\n"),
            ["honourable", "madam", "sir"]
        );
        assert_eq!(
            compounds("climate change\n# x\nrule_of_law\n"),
            ["climate change", "rule of law"]
        );
    }

    #[test]
    fn synonyms_may_be_a_thesaurus_of_vosviewer() {
        let row = |word: &str, preferred: &str| (word.to_owned(), preferred.to_owned());
        assert_eq!(
            synonyms("label\treplace by\ncolour\tcolor\nglobal warming\tclimate change\nstudy\t\n"),
            [
                row("colour", "color"),
                row("global warming", "climate change"),
                row("study", "")
            ]
        );
        assert_eq!(synonyms("labour;work\n"), [row("labour", "work")]);
    }
}
