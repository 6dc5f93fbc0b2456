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
/// first comma or semicolon), in quotation marks or not. Nothing in the second column means that the word is
/// not counted. A first row with the names of VOSviewer's thesaurus files says which columns these are.
#[must_use]
pub(crate) fn synonyms(text: &str) -> Vec<(String, String)> {
    let separators = if text.contains('\t') {
        &['\t'][..]
    } else {
        &[',', ';']
    };
    let mut rows = entries(text)
        .map(|line| columns(line, separators))
        .peekable();
    let places = rows.peek().and_then(|first| named_columns(first));
    if places.is_some() {
        rows.next();
    }
    let [word, preferred] = places.unwrap_or([0, 1]);
    let column = |row: &[String], place: usize| row.get(place).cloned().unwrap_or_default();
    rows.map(|row| (column(&row, word), column(&row, preferred)))
        .filter(|(word, _)| !word.is_empty())
        .collect()
}

/// The places of the word and of what it is counted as, if a row names them.
fn named_columns(row: &[String]) -> Option<[usize; 2]> {
    let names: Vec<String> = row.iter().map(|name| name.to_lowercase()).collect();
    let place = |name: &str| names.iter().position(|column| column == name);
    let of = |[word, preferred]: [&str; 2]| Some([place(word)?, place(preferred)?]);
    let pairs = [
        ["label", "replace by"],
        ["id", "replace by"],
        ["form", "preferred"],
    ];
    pairs.into_iter().find_map(of)
}

/// The columns of a line. Quotation marks around a column keep the separators inside it; two of them
/// are one.
fn columns(line: &str, separators: &[char]) -> Vec<String> {
    let mut columns = vec![String::new()];
    let mut is_quoted = false;
    let mut signs = line.chars().peekable();
    while let Some(sign) = signs.next() {
        let last = columns.len() - 1;
        let column = &mut columns[last];
        if sign == '"' && is_quoted && signs.next_if_eq(&'"').is_some() {
            column.push('"');
        } else if sign == '"' && (is_quoted || column.trim().is_empty()) {
            is_quoted = !is_quoted;
        } else if !is_quoted && separators.contains(&sign) {
            columns.push(String::new());
        } else {
            column.push(sign);
        }
    }
    columns
        .iter()
        .map(|column| column.trim().to_owned())
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
        // A first column of numbers, and one of remarks behind.
        assert_eq!(
            synonyms("ID\tLabel\tReplace by\tremark\n1\tcolour\tcolor\tBritish\n2\tstudy\t\t\n"),
            [row("colour", "color"), row("study", "")]
        );
        assert_eq!(synonyms("label,replace by\n"), []);
    }

    #[test]
    fn columns_may_stand_in_quotation_marks() {
        let row = |word: &str, preferred: &str| (word.to_owned(), preferred.to_owned());
        assert_eq!(
            synonyms("\"colour\",\"color\"\n\"study\",\"\"\n\"Korea, North\" ; dprk\n"),
            [
                row("colour", "color"),
                row("study", ""),
                row("Korea, North", "dprk")
            ]
        );
        assert_eq!(columns("a \"b\"; \"c\"\"d\"", &[';']), ["a \"b\"", "c\"d"]);
    }
}
