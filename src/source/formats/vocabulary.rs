//! XML vocabularies: which of their elements hold the text, and where they state what they are.
//!
//! A path is the end of an element's path, `*` any one element, `/` at its beginning the root,
//! and `@` an attribute. Where several state the same, the first in the list counts.

/// A vocabulary, told by its root element.
#[derive(Debug)]
pub(super) struct Vocabulary {
    roots: &'static [&'static str],
    /// The element that is a document; empty if the whole file is one.
    pub(super) unit: &'static [&'static str],
    /// Only what stands inside these is text; everything is, if there are none.
    pub(super) inside: &'static [&'static str],
    /// What stands inside these is no text.
    pub(super) outside: &'static [&'static str],
    /// Paths of title, author, date and language.
    pub(super) stated: [&'static [&'static str]; 4],
}

/// Of `stated`: the one of which several are joined.
pub(super) const AUTHOR: usize = 1;
/// Of `stated`: when it was made.
pub(super) const DATE: usize = 2;

static VOCABULARIES: [Vocabulary; 6] = [
    // Text Encoding Initiative
    Vocabulary {
        roots: &["TEI", "TEI.2", "teiCorpus", "teiCorpus.2"],
        unit: &["TEI", "TEI.2"],
        inside: &["text"],
        outside: &[
            "fw", "del", "gap", "vocal", "kinesic", "incident", "figDesc",
        ],
        stated: [
            &["fileDesc/titleStmt/title"],
            &[
                "fileDesc/titleStmt/author",
                "sourceDesc/*/author",
                "sourceDesc/*/*/author",
            ],
            &[
                "creation/date@when",
                "creation/date",
                "setting/date@when",
                "sourceDesc/*/date@when",
                "sourceDesc/*/date",
                "imprint/date@when",
                "imprint/date",
                "publicationStmt/date@when",
                "publicationStmt/date",
            ],
            &[
                "text@lang",
                "/TEI@lang",
                "teiCorpus/TEI@lang",
                "langUsage/language@ident",
            ],
        ],
    },
    // News Industry Text Format
    Vocabulary {
        roots: &["nitf"],
        unit: &[],
        inside: &["body"],
        outside: &["media-metadata", "media-producer"],
        stated: [
            &["hedline/hl1", "head/title"],
            &["byline/person", "byline"],
            &["docdata/date.issue@norm", "pubdata@date.publication"],
            &["/nitf@lang", "/nitf/body@lang"],
        ],
    },
    // NewsML and NewsML-G2
    Vocabulary {
        roots: &["newsItem", "newsMessage", "NewsML", "newsML"],
        unit: &["newsItem", "NewsItem"],
        inside: &["inlineXML", "inlineData", "DataContent"],
        outside: &["head", "script", "style"],
        stated: [
            &["contentMeta/headline", "NewsLines/HeadLine"],
            &[
                "contentMeta/by",
                "contentMeta/creator/name",
                "NewsLines/ByLine",
            ],
            &[
                "contentMeta/contentCreated",
                "itemMeta/versionCreated",
                "NewsManagement/FirstCreated",
            ],
            &["contentMeta/language@tag", "newsItem@lang"],
        ],
    },
    // Journal Article Tag Suite
    Vocabulary {
        roots: &["article"],
        unit: &[],
        inside: &[
            "abstract", "body", "back", "sect1", "section", "para", "simpara",
        ],
        outside: &["ref-list", "bibliography", "tex-math", "xref"],
        stated: [
            &[
                "article-meta/title-group/article-title",
                "/article/title",
                "/article/*/title",
            ],
            &["contrib/name", "/article/*/author"],
            &[
                "article-meta/pub-date",
                "/article/*/pubdate",
                "/article/*/date",
            ],
            &["/article@lang"],
        ],
    },
    // DocBook books
    Vocabulary {
        roots: &["book"],
        unit: &[],
        inside: &[],
        outside: &["info", "bookinfo", "bibliography", "index"],
        stated: [
            &["/book/title", "/book/*/title"],
            &["/book/*/author"],
            &["/book/*/pubdate", "/book/*/date"],
            &["/book@lang"],
        ],
    },
    // Anything else
    Vocabulary {
        roots: &[],
        unit: &[],
        inside: &[],
        outside: &["script", "style"],
        stated: [
            &["/*/title", "/*/headline", "/*/head/title", "/*/meta/title"],
            &["/*/author", "/*/head/author", "/*/meta/author"],
            &["/*/date", "/*/head/date", "/*/meta/date"],
            &["/*@lang", "/*/language"],
        ],
    },
];

impl Vocabulary {
    /// The vocabulary of a root element.
    pub(super) fn of(root: &str) -> &'static Self {
        let [.., other] = &VOCABULARIES;
        let mut known = VOCABULARIES.iter();
        known
            .find(|vocabulary| vocabulary.roots.contains(&root))
            .unwrap_or(other)
    }
}

/// What an element is to the text that it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A part of the paragraph.
    Inline,
    /// Ends the paragraph before and begins one of its own.
    Block,
    /// A text of its own, set apart without cutting the paragraph.
    Aside,
    /// A line of verse, or the end of a line.
    Line,
    /// A word: white space before it may be missing.
    Word,
}

/// The role of an element whose name is the same in the vocabularies that know it.
pub(super) fn role(name: &str) -> Option<Role> {
    let role = match name {
        "note" | "footnote" | "fn" => Role::Aside,
        "l" | "lb" | "br" => Role::Line,
        "w" => Role::Word,
        "p" | "para" | "simpara" | "ab" | "head" | "title" | "div" | "lg" | "list" | "item"
        | "table" | "row" | "cell" | "tr" | "td" | "th" | "li" | "ul" | "ol" | "sp" | "speaker"
        | "u" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hl1" | "hl2" | "section" | "sec"
        | "blockquote" | "entry" | "listitem" | "figure" | "caption" => Role::Block,
        "b" | "i" | "em" | "strong" | "emphasis" | "hi" | "a" | "link" | "ulink" | "span"
        | "sub" | "sup" | "subscript" | "superscript" | "foreign" | "bold" | "italic"
        | "persName" | "placeName" | "orgName" | "name" | "choice" | "corr" | "sic" | "orig"
        | "reg" | "abbr" | "expan" | "pc" | "s" | "c" | "pb" | "cb" | "q" | "add" | "supplied"
        | "unclear" => Role::Inline,
        _ => return None,
    };
    Some(role)
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
    fn every_path_can_be_read() {
        for paths in VOCABULARIES.iter().flat_map(|vocabulary| vocabulary.stated) {
            assert!(!paths.is_empty());
            for path in paths {
                assert!(path.matches('@').count() < 2, "{path}");
            }
        }
    }
}
