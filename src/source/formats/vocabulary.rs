//! XML vocabularies: which of their elements hold the text, and where they state what they are.
//!
//! A path is the end of an element's path, `*` any one element, `/` at its beginning the root,
//! and `@` an attribute. Where several state the same, the first in the list counts. The names are in
//! data files.

use std::sync::LazyLock;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use crate::data::DataFile;

/// A vocabulary, known by its root element.
#[derive(Debug)]
pub(super) struct Vocabulary {
    roots: Vec<&'static str>,
    /// The element that is a document; empty if the whole file is one.
    pub(super) unit: Vec<&'static str>,
    /// Only what stands inside these is text; everything is, if there are none.
    pub(super) inside: Vec<&'static str>,
    /// What stands inside these is no text.
    pub(super) outside: Vec<&'static str>,
    /// Whether its documents are news, of which some have a headline only.
    pub(super) is_news: bool,
    /// Whether what stands above the body of its documents may stand in the body too.
    pub(super) repeats_lead: bool,
    /// Elements that are speeches.
    pub(super) speech: Vec<&'static str>,
    /// Elements that are speeches for those who ask for them.
    pub(super) turn: Vec<&'static str>,
    /// Attributes of a speech, and paths, that name who speaks.
    pub(super) speaker: Vec<&'static str>,
    /// Headings before speeches.
    pub(super) section: Vec<&'static str>,
    /// What is no word of a speech inside it.
    pub(super) aside: Vec<&'static str>,
    /// What says who speaks: the name of an element, and a word of its class or type.
    pub(super) label: Vec<&'static str>,
    /// Paths of title, author, date, language, source and id.
    pub(super) stated: [Vec<&'static str>; 6],
    /// Names of further columns, and their paths.
    pub(super) fields: Vec<(&'static str, &'static str)>,
}

/// Of `stated`: the one of which several are joined.
pub(super) const AUTHOR: usize = 1;
/// Of `stated`: when it was made.
pub(super) const DATE: usize = 2;
/// The lists of `stated`, as the data file names them.
const STATED: [&str; 6] = ["title", "author", "date", "language", "source", "id"];
/// The vocabulary of all other roots.
const OTHER: &str = "other";
/// Vocabularies of news whose texts may have headline, summary and lead twice.
const REPEAT_LEADS: [&str; 2] = ["nitf", "newsml"];
/// The vocabulary of Factiva.
const FACTIVA: &str = "factiva";

static FILE: DataFile = DataFile::new(include_str!("../../data/xml_vocabularies.tsv"));

/// The vocabularies that have a root of their own.
static VOCABULARIES: LazyLock<Vec<Vocabulary>> = LazyLock::new(|| {
    let mut names: Vec<&str> = FILE.rows().map(|[name, _, _]| name).collect();
    names.dedup();
    let known = names
        .into_iter()
        .filter(|name| ![OTHER, FACTIVA].contains(name));
    known.map(Vocabulary::read).collect()
});
static FACTIVA_VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::read(FACTIVA));
static OTHER_VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::read(OTHER));

impl Vocabulary {
    /// The vocabulary of a root element.
    pub(super) fn of(root: &str) -> &'static Self {
        let mut known = VOCABULARIES.iter();
        known
            .find(|vocabulary| vocabulary.roots.contains(&root))
            .unwrap_or(&OTHER_VOCABULARY)
    }

    /// That of Factiva, which is known by what stands inside a document.
    pub(super) fn factiva() -> &'static Self {
        &FACTIVA_VOCABULARY
    }

    /// Whether it is that of all roots that are not known.
    pub(super) fn is_other(&self) -> bool {
        self.roots.is_empty() && self.unit.is_empty()
    }

    /// All paths at which something is stated: the place of what it is among `stated` and, behind these,
    /// `fields`, and the rank of the path.
    pub(super) fn patterns(&self) -> impl Iterator<Item = (usize, usize, &'static str)> {
        let stated = self.stated.iter().enumerate().flat_map(|(what, paths)| {
            let paths = paths.iter().enumerate();
            paths.map(move |(rank, path)| (what, rank, *path))
        });
        let fields = (self.stated.len()..).zip(&self.fields);
        stated.chain(fields.map(|(what, (_, path))| (what, 0, *path)))
    }

    /// The vocabulary with this name in the data file.
    fn read(name: &str) -> Self {
        let list = |wanted: &str| {
            let rows = FILE
                .rows()
                .filter(|[vocabulary, list, _]| (*vocabulary, *list) == (name, wanted));
            rows.map(|[_, _, entry]| entry).collect()
        };
        Self {
            roots: list("root"),
            is_news: name == FACTIVA,
            repeats_lead: REPEAT_LEADS.contains(&name),
            unit: list("unit"),
            inside: list("inside"),
            outside: list("outside"),
            speech: list("speech"),
            turn: list("turn"),
            speaker: list("speaker"),
            section: list("section"),
            aside: list("aside"),
            label: list("label"),
            stated: STATED.map(list),
            fields: list("field")
                .into_iter()
                .filter_map(|entry| entry.split_once('='))
                .collect(),
        }
    }
}

/// What an element is to the text that it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A part of the paragraph.
    Inline,
    /// A name: two of them without a blank between are two words.
    Name,
    /// Not known: words end where it begins and ends.
    Phrase,
    /// Ends the paragraph before and begins one of its own.
    Block,
    /// A block that holds no others.
    Paragraph,
    /// A text of its own, set apart without cutting the paragraph.
    Aside,
    /// A line of verse, or the end of a line.
    Line,
    /// The number of a page or a column, even inside a word.
    Mark,
    /// A word: white space before it may be missing.
    Word,
}

/// Roles by the names of elements.
static ROLES: LazyLock<HashMap<&'static str, Role, FixedState>> = LazyLock::new(|| {
    let file = DataFile::new(include_str!("../../data/xml_elements.tsv"));
    let rows = file.rows();
    rows.filter_map(|[role, name]| Some((name, Role::of(role)?)))
        .collect()
});

impl Role {
    /// The role with this name in the data file.
    fn of(name: &str) -> Option<Self> {
        match name {
            "inline" => Some(Self::Inline),
            "name" => Some(Self::Name),
            "paragraph" => Some(Self::Paragraph),
            "mark" => Some(Self::Mark),
            "block" => Some(Self::Block),
            "aside" => Some(Self::Aside),
            "line" => Some(Self::Line),
            "word" => Some(Self::Word),
            _ => None,
        }
    }
}

/// The role of an element whose name is the same in the vocabularies that know it.
pub(super) fn role(name: &str) -> Option<Role> {
    ROLES.get(name).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_root_tells_its_vocabulary() {
        assert_eq!(Vocabulary::of("teiCorpus").inside, ["text"]);
        assert_eq!(Vocabulary::of("nitf").inside, ["body"]);
        assert!(Vocabulary::of("minutes").inside.is_empty());
    }

    #[test]
    fn every_list_and_role_is_known() {
        let known = [
            "root", "unit", "inside", "outside", "speech", "turn", "speaker", "section", "aside",
            "label", "field",
        ];
        for [vocabulary, list, _] in FILE.rows() {
            assert!(
                known.contains(&list) || STATED.contains(&list),
                "{vocabulary} {list}"
            );
        }
        assert_eq!(
            ["p", "hi", "note", "l", "w"].map(role),
            [
                Role::Paragraph,
                Role::Inline,
                Role::Aside,
                Role::Line,
                Role::Word
            ]
            .map(Some)
        );
    }

    #[test]
    fn every_path_can_be_read() {
        let vocabularies = VOCABULARIES.iter().chain([&*OTHER_VOCABULARY]);
        for paths in vocabularies.flat_map(|vocabulary| &vocabulary.stated) {
            for path in paths {
                assert!(path.matches('@').count() < 2, "{path}");
            }
        }
    }
}
