//! XML documents: TEI, NITF, NewsML, JATS, DocBook, feeds, and any other by its shape.
//!
//! Takes decoded text, gives a document for each that the file holds: several for a corpus, a
//! message of news or a feed. Where the vocabulary is not known, an element is part of its
//! paragraph if elements of its name mostly stand among text.

use super::super::split::Split;
use super::Converted;
use super::blocks::Blocks;
use super::feed::feed;
use super::markup::{Element, Markup, Piece};
use super::stated::Stated;
use super::vocabulary::{Role, Vocabulary, role};
use crate::model::Layout;
use crate::parser_guard::caught;
use crate::sorted::{SortedMap, SortedSet};

/// Converts an XML file.
///
/// # Errors
/// If the XML is broken, holds entities that would swell, or no text.
pub(crate) fn xml(text: &str) -> Result<Split, String> {
    caught(|| {
        let (layout, documents) = match root(text)?.as_str() {
            "rss" | "RDF" | "feed" => (Layout::Feed, feed(text)?),
            root => {
                let walk = Walk::new(Vocabulary::of(root), inline_names(text)?);
                (Layout::Records, walk.read(text)?)
            }
        };
        if documents.is_empty() {
            return Err("holds no text".to_owned());
        }
        Ok(Split::of(layout, documents))
    })
}

/// The name of the root element.
fn root(text: &str) -> Result<String, String> {
    let mut markup = Markup::new(text);
    while let Some(piece) = markup.next()? {
        if let Piece::Open(element) = piece {
            return Ok(element.name().to_owned());
        }
    }
    Err("broken XML: it has no element".to_owned())
}

/// The names of elements that mostly stand among text.
fn inline_names(text: &str) -> Result<SortedSet<String>, String> {
    /// An open element: whether it holds text itself, and how often which elements.
    #[derive(Default)]
    struct Level {
        has_text: bool,
        children: SortedMap<String, u64>,
    }
    let mut markup = Markup::new(text);
    let mut levels = vec![Level::default()];
    // For each name: how often among text, and how often at all.
    let mut counts: SortedMap<String, (u64, u64)> = SortedMap::new();
    while let Some(piece) = markup.next()? {
        match piece {
            Piece::Open(element) => {
                if let Some(level) = levels.last_mut() {
                    *level.children.or_default(element.name().to_owned()) += 1;
                }
                levels.push(Level::default());
            }
            Piece::Text(text) => {
                if let Some(level) = levels.last_mut() {
                    level.has_text |= !text.trim().is_empty();
                }
            }
            Piece::Close => {
                let level = levels.pop().unwrap_or_default();
                for (name, count) in level.children {
                    let (among_text, all) = counts.or_default(name);
                    *among_text += if level.has_text { count } else { 0 };
                    *all += count;
                }
            }
        }
    }
    let mostly = counts
        .into_iter()
        .filter(|(_, (among_text, all))| among_text * 2 > *all);
    Ok(mostly.map(|(name, _)| name).collect())
}

/// The way through a document.
struct Walk {
    vocabulary: &'static Vocabulary,
    inline: SortedSet<String>,
    path: Vec<String>,
    roles: Vec<Role>,
    /// How many elements are open that text must stand in.
    open_inside: usize,
    /// The depth of the open unit.
    unit: Option<usize>,
    blocks: Blocks,
    stated: Stated,
    done: Vec<Converted>,
}

impl Walk {
    fn new(vocabulary: &'static Vocabulary, inline: SortedSet<String>) -> Self {
        Self {
            vocabulary,
            inline,
            path: Vec::new(),
            roles: Vec::new(),
            open_inside: 0,
            unit: None,
            blocks: Blocks::default(),
            stated: Stated::new(vocabulary),
            done: Vec::new(),
        }
    }

    fn read(mut self, text: &str) -> Result<Vec<Converted>, String> {
        let mut markup = Markup::new(text);
        while let Some(piece) = markup.next()? {
            match piece {
                Piece::Open(element) => self.open(&element, &mut markup)?,
                Piece::Close => self.close(),
                Piece::Text(text) => {
                    self.stated.text(&text);
                    if self.is_text() {
                        self.blocks.push(&text);
                    }
                }
            }
        }
        self.finish_document();
        Ok(self.done)
    }

    fn open(&mut self, element: &Element, markup: &mut Markup) -> Result<(), String> {
        let name = element.name();
        let parent = self.path.last().map_or("", String::as_str);
        let is_other_reading = parent == "choice" && ["sic", "orig", "abbr"].contains(&name);
        if is_other_reading || self.vocabulary.outside.contains(&name) {
            return markup.skip();
        }
        let role = if parent == "u" && name == "seg" {
            Role::Block
        } else {
            self.role(name)
        };
        self.path.push(name.to_owned());
        self.roles.push(role);
        if self.unit.is_none() && self.vocabulary.unit.contains(&name) {
            self.unit = Some(self.path.len());
            // What the whole file states is not stated of each document in it.
            self.stated = Stated::new(self.vocabulary);
        }
        self.stated.open(&self.path, element);
        if self.vocabulary.inside.contains(&name) {
            self.open_inside += 1;
        }
        if self.is_text() {
            self.begin(role, element);
        }
        Ok(())
    }

    fn role(&self, name: &str) -> Role {
        let by_shape = if self.inline.contains(name) {
            Role::Inline
        } else {
            Role::Block
        };
        role(name).unwrap_or(by_shape)
    }

    fn begin(&mut self, role: Role, element: &Element) {
        match role {
            Role::Block => self.blocks.part(),
            Role::Aside => self.blocks.open(),
            Role::Line if element.attribute("break").as_deref() != Some("no") => {
                self.blocks.push("\n");
            }
            Role::Word if element.attribute("join").is_none() => self.blocks.push(" "),
            Role::Line | Role::Word | Role::Inline => {}
        }
    }

    fn close(&mut self) {
        let is_text = self.is_text();
        self.stated.close(self.path.len());
        match self.roles.pop().filter(|_| is_text) {
            Some(Role::Block) => self.blocks.part(),
            Some(Role::Aside) => self.blocks.close(),
            _ => {}
        }
        let depth = self.path.len();
        let name = self.path.pop().unwrap_or_default();
        if self.vocabulary.inside.contains(&name.as_str()) {
            self.open_inside = self.open_inside.saturating_sub(1);
        }
        if self.unit == Some(depth) {
            self.unit = None;
            self.finish_document();
        }
    }

    /// Whether what comes next is text of the document.
    fn is_text(&self) -> bool {
        self.vocabulary.inside.is_empty() || self.open_inside > 0
    }

    fn finish_document(&mut self) {
        let mut converted = Converted {
            text: std::mem::take(&mut self.blocks).finish(),
            ..Converted::default()
        };
        self.stated.take(&mut converted);
        if !converted.text.is_empty() {
            self.done.push(converted);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Converted {
        let mut documents = xml(text).expect("documents").documents;
        assert_eq!(documents.len(), 1, "{documents:?}");
        documents.remove(0)
    }

    #[test]
    fn tei_gives_its_text_and_states_what_it_is() {
        let tei = "<TEI xmlns='http://www.tei-c.org/ns/1.0' xml:lang='en'><teiHeader><fileDesc><titleStmt><title>On mills</title><author>A. <surname>Miller</surname></author><author>B. Baker</author></titleStmt><publicationStmt><p>x</p><date>2020</date></publicationStmt><sourceDesc><bibl><date when='1815-06-18'>June</date></bibl></sourceDesc></fileDesc></teiHeader>
            <text><body><div><head>The <hi>old</hi> mill</head><fw>Page 3</fw><p>It <choice><sic>trns</sic><corr>turns</corr></choice> slow<note>See below.</note>ly, with<lb break='no'/>out<lb/>wind.</p><lg><l>Round</l><l>and round</l></lg></div></body></text></TEI>";
        let converted = one(tei);
        assert_eq!(
            converted.text,
            "The old mill\n\nSee below.\n\nIt turns slowly, without\nwind.\n\nRound\nand round"
        );
        assert_eq!(converted.title.as_deref(), Some("On mills"));
        assert_eq!(converted.author.as_deref(), Some("A. Miller; B. Baker"));
        assert_eq!(converted.date.as_deref(), Some("1815-06-18"));
        assert_eq!(converted.language.as_deref(), Some("en"));
    }

    #[test]
    fn a_corpus_gives_each_of_its_texts() {
        let text = |title: &str, seg: &str| {
            format!(
                "<TEI><teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt></fileDesc></teiHeader><text><body><u who='#a'><seg>{seg}</seg><kinesic><desc>Applause</desc></kinesic><seg><w>We</w><w>agree</w><pc>.</pc></seg></u></body></text></TEI>"
            )
        };
        let corpus = format!(
            "<teiCorpus><teiHeader><fileDesc><titleStmt><title>All</title></titleStmt></fileDesc></teiHeader>{}{}</teiCorpus>",
            text("One", "Mills."),
            text("Two", "Wind.")
        );
        let documents = xml(&corpus).expect("documents").documents;
        let texts: Vec<_> = documents
            .iter()
            .map(|document| document.text.as_str())
            .collect();
        assert_eq!(texts, ["Mills.\n\nWe agree.", "Wind.\n\nWe agree."]);
        assert_eq!(documents[1].title.as_deref(), Some("Two"));
    }

    #[test]
    fn news_gives_its_body() {
        let nitf = "<nitf><head><title>Slug</title><docdata><date.issue norm='20151216'/></docdata></head><body><body.head><hedline><hl1>Mill turns</hl1></hedline><byline>By A. Miller</byline></body.head><body.content><p>It <em>turns</em>.</p><p>Still.</p></body.content></body></nitf>";
        let converted = one(nitf);
        assert_eq!(
            converted.text,
            "Mill turns\n\nBy A. Miller\n\nIt turns.\n\nStill."
        );
        assert_eq!(converted.title.as_deref(), Some("Mill turns"));
        assert_eq!(converted.date.as_deref(), Some("20151216"));
        let g2 = "<newsItem xml:lang='en'><contentMeta><headline>Mill</headline><contentCreated>2015-12-16T08:00:00Z</contentCreated></contentMeta><contentSet><inlineXML><html><head><title>no</title></head><body><p>It turns.</p></body></html></inlineXML></contentSet></newsItem>";
        let converted = one(g2);
        assert_eq!(
            (converted.text.as_str(), converted.title.as_deref()),
            ("It turns.", Some("Mill"))
        );
        assert_eq!(converted.language.as_deref(), Some("en"));
    }

    #[test]
    fn articles_give_abstract_and_body() {
        let jats = "<article><front><journal-meta><x>Journal</x></journal-meta><article-meta><title-group><article-title>Mills</article-title></title-group><contrib-group><contrib><name><surname>Miller</surname><given-names>A.</given-names></name></contrib></contrib-group><abstract><p>Short.</p></abstract></article-meta></front><body><sec><title>Wind</title><p>It turns <xref>[1]</xref>.</p></sec></body><back><ref-list><ref>Other</ref></ref-list></back></article>";
        let converted = one(jats);
        assert_eq!(converted.text, "Short.\n\nWind\n\nIt turns .");
        assert_eq!(converted.title.as_deref(), Some("Mills"));
        assert_eq!(converted.author.as_deref(), Some("Miller A."));
        let docbook = "<article><info><title>Mills</title><date>2015</date></info><section><title>Wind</title><para>It <emphasis>turns</emphasis>.<footnote><para>Slowly.</para></footnote></para></section></article>";
        let converted = one(docbook);
        assert_eq!(converted.text, "Wind\n\nSlowly.\n\nIt turns.");
        assert_eq!(
            (converted.title.as_deref(), converted.date.as_deref()),
            (Some("Mills"), Some("2015"))
        );
    }

    #[test]
    fn other_elements_are_told_by_where_they_stand() {
        let minutes = "<minutes><meeting><place>Hall</place><remark><who>Mayor</who> spoke of <thing>mills</thing>.</remark><remark><who>Clerk</who> agreed.</remark></meeting><style>x</style></minutes>";
        assert_eq!(
            one(minutes).text,
            "Hall\n\nMayor spoke of mills.\n\nClerk agreed."
        );
        let titled = "<doc lang='fr'><title>Moulins</title><body>Le vent.</body></doc>";
        let converted = one(titled);
        assert_eq!(converted.text, "Moulins\n\nLe vent.");
        assert_eq!(
            (converted.title.as_deref(), converted.language.as_deref()),
            (Some("Moulins"), Some("fr"))
        );
    }

    #[test]
    fn bombs_and_broken_files_are_refused_and_nesting_is_not() {
        let bomb = "<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><a>&b;</a>";
        assert!(xml(bomb).expect_err("refused").contains("&b;"));
        assert!(xml("<a><b>").expect_err("broken").starts_with("broken XML"));
        assert!(xml("").is_err());
        assert_eq!(xml("<a><b/></a>"), Err("holds no text".to_owned()));
        let deep = 100_000;
        let nested = format!("{}x{}", "<a>".repeat(deep), "</a>".repeat(deep));
        assert_eq!(one(&nested).text, "x");
    }
}
