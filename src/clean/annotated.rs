//! Texts with tags for each word: CoNLL-U, vertical text, and columns with names marked ([`entities`]).
//!
//! Takes the text of a file, gives its documents as running text with what the file states of them, and
//! its lemmas. In CoNLL-U a line is a word with ten columns, `# newdoc` begins a document, `# newpar` a
//! paragraph, and `# text =` is the sentence as written. In vertical text a line is a word, its tag and its
//! lemma; `<doc>` or `<text>` begins a document, `<p>` a paragraph, `<g/>` joins two words.

mod entities;

use entities::Columns;

use crate::model::LemmaEntry;
use crate::order::Arrange as _;
use crate::sorted::SortedMap;

/// How CoNLL-U Plus names its columns; the first two are number and word.
const COLUMNS_OF_CONLLU_PLUS: &str = "# global.columns = ID FORM";
/// How many lines of words are looked at, and how few show words with tags and nothing around them.
const LINES: usize = 30;
const LEAST_LINES: usize = 5;

/// A document of such a file.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct AnnotatedDocument {
    /// Its text; a blank line ends a paragraph.
    pub(crate) text: String,
    /// What the file states of it, by name.
    pub(crate) attributes: SortedMap<String, String>,
}

/// Whether a name of a file ends as such files do.
#[must_use]
pub(crate) fn has_annotated_name(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| is_annotated_ending(&ending.to_ascii_lowercase()))
}

/// Whether an ending in small letters, without its full stop, is one of such files.
#[must_use]
pub(crate) fn is_annotated_ending(ending: &str) -> bool {
    matches!(ending, "conllu" | "conllup" | "vert" | "vrt")
}

/// Whether a text is in CoNLL-U: a line of ten columns that begins with a number. Else vertical text, if
/// a line has three columns and another is a tag.
fn is_conllu(text: &str) -> bool {
    text.starts_with(COLUMNS_OF_CONLLU_PLUS) || text.lines().any(is_conllu_word)
}

fn is_conllu_word(line: &str) -> bool {
    let columns: Vec<&str> = line.split('\t').collect();
    columns.len() == 10 && columns[0].starts_with(|c: char| c.is_ascii_digit())
}

/// Whether the beginning of a file whose name does not say so is in one of the layouts: CoNLL-U with the
/// number of the word above in its place, or vertical text below a tag that begins a document, or three
/// columns of which the second is a tag, or columns of which the last marks names.
#[must_use]
pub(crate) fn begins_annotated(head: &str) -> bool {
    has_vertical_beginning(head) || has_marked_names(head)
}

/// Whether the beginning of a file shows words in columns of which the last marks names or chunks.
#[must_use]
pub(crate) fn has_marked_names(head: &str) -> bool {
    Columns::of(head).is_some()
}

fn has_vertical_beginning(head: &str) -> bool {
    // The last line may be cut off.
    let whole = head.rsplit_once('\n').map_or("", |(whole, _)| whole);
    let lines = whole.lines().map(str::trim_end);
    let mut lines = lines.filter(|line| !line.is_empty());
    let words = lines.clone().filter(|line| !line.starts_with(['#', '<']));
    let words: Vec<Vec<&str>> = words
        .take(LINES)
        .map(|line| line.split('\t').collect())
        .collect();
    let Some(first) = words.first() else {
        return false;
    };
    let begins = lines.find(|line| !line.starts_with("<?"));
    let is_word = |columns: &Vec<&str>| {
        (2..=12).contains(&columns.len()) && !columns.iter().any(|column| column.contains(' '))
    };
    is_conllu_beginning(first)
        || words.iter().all(is_word) && (begins.is_some_and(opens_document) || are_tagged(&words))
}

/// Whether the first line of words has the numbers of CoNLL-U, its own and that of the word above.
fn is_conllu_beginning(columns: &[&str]) -> bool {
    let is_number = |column: &str| {
        column == "_" || !column.is_empty() && column.bytes().all(|byte| byte.is_ascii_digit())
    };
    columns.len() == 10
        && columns[0].split(['-', '.']).next().is_some_and(is_number)
        && is_number(columns[6])
}

fn opens_document(line: &str) -> bool {
    let names = ["<doc", "<text", "<corpus"];
    names.iter().any(|name| line.starts_with(name)) && line.ends_with('>')
}

/// Whether lines are words, each with its tag and its lemma, and no table of codes: a tag has capitals, a
/// lemma mostly the first letter of its word.
fn are_tagged(words: &[Vec<&str>]) -> bool {
    let is_of_tag = |c: char| c.is_uppercase() || c.is_ascii_punctuation() || c.is_ascii_digit();
    let is_tag = |tag: &str| (1..=12).contains(&tag.len()) && tag.chars().all(is_of_tag);
    let initial = |word: &str| word.chars().next().map(|c| c.to_lowercase().to_string());
    let is_lemma = |word: &str, lemma: &str| {
        matches!(lemma, "<unknown>" | "@card@") || initial(word) == initial(lemma)
    };
    let are_most = |is_so: &dyn Fn(&[&str]) -> bool| {
        words.iter().filter(|columns| is_so(columns)).count() * 2 > words.len()
    };
    words.len() >= LEAST_LINES
        && words
            .iter()
            .all(|columns| columns.len() == 3 && is_tag(columns[1]))
        && are_most(&|columns| columns[1].contains(char::is_uppercase))
        && are_most(&|columns| is_lemma(columns[0], columns[2]))
}

/// Whether a text is in one of the two layouts.
#[must_use]
pub(crate) fn is_annotated(text: &str) -> bool {
    let has_tag = || {
        text.lines()
            .any(|line| line.starts_with('<') && line.ends_with('>'))
    };
    let has_word = || text.lines().any(|line| line.split('\t').count() >= 3);
    is_conllu(text) || has_tag() && has_word()
}

/// The documents of a file.
#[must_use]
pub(crate) fn annotated_documents(text: &str) -> Vec<AnnotatedDocument> {
    let mut reader = Reader::default();
    if let Some(columns) = Columns::of(text) {
        reader.columns(text, columns);
    } else if is_conllu(text) {
        reader.conllu(text);
    } else {
        reader.vertical(text);
    }
    let mut documents = reader.documents;
    documents.retain(|document| !document.text.trim().is_empty());
    documents
}

/// The lemmas of a file, each once with its form and tag: for each form the most frequent first.
#[must_use]
pub(crate) fn annotated_lemmas(text: &str) -> Vec<LemmaEntry> {
    if has_marked_names(text) {
        return Vec::new();
    }
    let mut words: Vec<((&str, &str, &str), u64)> = Vec::new();
    let is_conllu = is_conllu(text);
    for line in text.lines().filter(|line| !line.starts_with(['#', '<'])) {
        let columns: Vec<&str> = line.split('\t').collect();
        let word = match columns[..] {
            [id, form, lemma, tag, ..] if is_conllu && !id.contains(['-', '.']) => {
                (form, lemma, tag)
            }
            [form, tag, lemma, ..] if !is_conllu => (form, lemma, tag),
            _ => continue,
        };
        // A lemma that is `_` is none, unless the word is.
        if !word.1.is_empty() && (word.1 != "_" || word.0 == "_") {
            words.push((word, 1));
        }
    }
    let mut words = SortedMap::joined(words, |count, one| *count += one).into_rows();
    words.arrange_by(|((a, ..), n), ((b, ..), m)| a.cmp(b).then(m.cmp(n)));
    let entries = words.into_iter().map(|((form, lemma, tag), _)| LemmaEntry {
        form: form.to_owned(),
        lemma: lemma.to_owned(),
        part_of_speech: tag.to_owned(),
    });
    entries.collect()
}

#[derive(Default)]
struct Reader {
    documents: Vec<AnnotatedDocument>,
    /// What stands before the next word.
    gap: &'static str,
}

impl Reader {
    fn document(&mut self) -> &mut AnnotatedDocument {
        if self.documents.is_empty() {
            self.documents.push(AnnotatedDocument::default());
        }
        let last = self.documents.len() - 1;
        &mut self.documents[last]
    }

    fn begin(&mut self, attributes: SortedMap<String, String>) {
        self.gap = "";
        self.documents.push(AnnotatedDocument {
            text: String::new(),
            attributes,
        });
    }

    fn add(&mut self, text: &str, gap: &'static str) {
        let before = std::mem::replace(&mut self.gap, gap);
        let document = self.document();
        if !document.text.is_empty() {
            document.text.push_str(before);
        }
        document.text.push_str(text);
    }

    fn conllu(&mut self, text: &str) {
        // A sentence whose text is stated, and the last word of several that a line has as one.
        let mut is_stated = false;
        let mut covered = 0;
        for line in text.lines() {
            if let Some(comment) = line.strip_prefix('#') {
                let (name, value) = comment.split_once('=').unwrap_or((comment, ""));
                match name.trim() {
                    name if name.starts_with("newdoc") => {
                        let id = ("id".to_owned(), value.trim().to_owned());
                        self.begin([id].into_iter().collect());
                    }
                    name if name.starts_with("newpar") => self.gap = "\n\n",
                    "text" => {
                        self.add(value.trim(), " ");
                        is_stated = true;
                    }
                    _ => {}
                }
                continue;
            }
            if line.trim().is_empty() {
                (is_stated, covered) = (false, 0);
                continue;
            }
            let columns: Vec<&str> = line.split('\t').collect();
            let (Some(id), Some(form)) = (columns.first(), columns.get(1)) else {
                continue;
            };
            if is_stated || id.contains('.') {
                continue;
            }
            let (first, last) = id.split_once('-').unwrap_or((id, id));
            let number = |id: &str| id.parse::<u32>().unwrap_or(0);
            if number(first) <= covered && number(first) == number(last) {
                continue;
            }
            if first != last {
                covered = number(last);
            }
            let is_close = columns
                .last()
                .is_some_and(|misc| misc.contains("SpaceAfter=No"));
            self.add(form, if is_close { "" } else { " " });
        }
    }

    fn vertical(&mut self, text: &str) {
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let tag = line
                .strip_prefix('<')
                .and_then(|line| line.strip_suffix('>'));
            let Some(tag) = tag.filter(|tag| !tag.contains('\t')) else {
                let form = line.split('\t').next().unwrap_or_default();
                self.add(&unescaped(form), " ");
                continue;
            };
            let name = tag.split([' ', '/']).next().unwrap_or_default();
            match name {
                "doc" | "text" => self.begin(attributes(tag)),
                "p" => self.gap = "\n\n",
                "g" => self.gap = "",
                _ => {}
            }
        }
    }
}

/// A word without the entities that vertical text may have for marks.
fn unescaped(form: &str) -> String {
    let plain = form.replace("&lt;", "<").replace("&gt;", ">");
    plain.replace("&quot;", "\"").replace("&amp;", "&")
}

/// The attributes of a tag.
fn attributes(tag: &str) -> SortedMap<String, String> {
    let mut attributes = Vec::new();
    let mut rest = tag;
    while let Some((name, after)) = rest.split_once("=\"") {
        let Some((value, behind)) = after.split_once('"') else {
            break;
        };
        let name = name.rsplit(' ').next().unwrap_or_default();
        attributes.push((name.to_owned(), unescaped(value)));
        rest = behind;
    }
    attributes.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONLLU: &str = "# newdoc id = one\n# text = Ships' crews slept.\n1\tShips\tship\tNOUN\t_\t_\t_\t_\t_\tSpaceAfter=No\n2\t'\t'\tPART\t_\t_\t_\t_\t_\t_\n3\tcrews\tcrew\tNOUN\t_\t_\t_\t_\t_\t_\n4\tslept\tsleep\tVERB\t_\t_\t_\t_\t_\tSpaceAfter=No\n5\t.\t.\tPUNCT\t_\t_\t_\t_\t_\t_\n\n# newdoc\n1-2\tdu\t_\t_\t_\t_\t_\t_\t_\t_\n1\tde\tde\tADP\t_\t_\t_\t_\t_\t_\n2\tle\tle\tDET\t_\t_\t_\t_\t_\t_\n3\tport\tport\tNOUN\t_\t_\t_\t_\t_\tSpaceAfter=No\n4\t.\t.\tPUNCT\t_\t_\t_\t_\t_\t_\n";
    const VERTICAL: &str = "<doc id=\"a\" date=\"2001\" title=\"Ports &amp; ships\">\n<p>\n<s>\nShips\tNNS\tship\nslept\tVVD\tsleep\n<g/>\n.\tSENT\t.\n</s>\n</p>\n<p>\n<s>\nLeft\tVVN\tleave\n</s>\n</p>\n</doc>\n";

    #[test]
    fn texts_are_as_written() {
        let documents = annotated_documents(CONLLU);
        let texts: Vec<&str> = documents.iter().map(|document| &*document.text).collect();
        assert_eq!(texts, ["Ships' crews slept.", "du port."]);
        assert_eq!(
            documents[0].attributes.get("id").map(String::as_str),
            Some("one")
        );
        let documents = annotated_documents(VERTICAL);
        assert_eq!(documents[0].text, "Ships slept.\n\nLeft");
        assert_eq!(
            documents[0].attributes.get("title").map(String::as_str),
            Some("Ports & ships")
        );
        assert_eq!(
            documents[0].attributes.get("date").map(String::as_str),
            Some("2001")
        );
    }

    #[test]
    fn lemmas_are_those_of_the_lines() {
        let shown = |text: &str| -> Vec<String> {
            let lemmas = annotated_lemmas(text).into_iter();
            lemmas
                .map(|entry| format!("{}={} {}", entry.form, entry.lemma, entry.part_of_speech))
                .collect()
        };
        assert!(shown(CONLLU).contains(&"slept=sleep VERB".to_owned()));
        assert!(!shown(CONLLU).iter().any(|entry| entry.starts_with("du=")));
        assert!(shown(VERTICAL).contains(&"Left=leave VVN".to_owned()));
    }

    #[test]
    fn the_beginning_of_a_file_shows_the_layout() {
        for head in [
            "1\tBoats\tboat\tNOUN\tNNS\t_\t2\tnsubj\t_\t_\n2\tle",
            "# sent_id = 1\n1-2\tzum\t_\t_\t_\t_\t_\t_\t_\t_\n",
            "<doc id=\"1\">\n<s>\nBoats\tNNS\tboat\n",
            "<?xml version='1.0'?>\n<corpus>\n<text>\nBoats\tboat\n",
            "The\tDT\tthe\nboats\tNNS\tboat\nleft\tVVD\tleave\n,\t,\t,\nand\tCC\tand\nwe\tPP\twe\n",
        ] {
            assert!(begins_annotated(head), "{head}");
        }
        for head in [
            "The boats left.\n",
            "1\t2\t3\t4\t5\t6\tseven\t8\t9\t10\n",
            "<doc>\nThe boats left at noon.\n",
            "Lund\tAnna\t12\nHolm\tBo\t13\nRye\tCy\t14\nEk\tDi\t15\nBo\tEd\t16\n",
            "A\t1\tx\nB\t2\ty\nC\t3\tz\nD\t4\tv\nE\t5\tw\n",
            "Albania\tALB\tEurope\nChad\tTCD\tAfrica\nEstonia\tEST\tEurope\nFiji\tFJI\tOceania\nPeru\tPER\tAmericas\nTogo\tTGO\tAfrica\n",
        ] {
            assert!(!begins_annotated(head), "{head}");
        }
    }

    #[test]
    fn conllu_plus_may_have_fewer_columns() {
        let text =
            "# global.columns = ID FORM LEMMA\n# newdoc id = a\n1\tBoats\tboat\n2\tleave\tleave\n";
        assert_eq!(annotated_documents(text)[0].text, "Boats leave");
    }

    #[test]
    fn layouts_are_told_by_their_lines() {
        assert!(is_annotated(CONLLU) && is_annotated(VERTICAL));
        assert!(!is_annotated("went\tgo\tVERB\n") && !is_annotated("<p>\nplain\n"));
        assert!(has_annotated_name("a/b.CoNLLU") && !has_annotated_name("a.txt"));
    }
}
