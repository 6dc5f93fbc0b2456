//! XML documents: TEI, NITF, NewsML, JATS, DocBook, feeds, and any other by its shape.
//!
//! Takes decoded text, gives a document for each that the file holds: several for a corpus, a
//! message of news, a feed, records, or the speeches of a sitting. Where the vocabulary is not known, an
//! element is part of its paragraph if elements of its name mostly stand among text.

mod beside;
mod fields;
mod records;
mod shape;
mod speech;
mod walk;

use super::super::split::Split;
use super::Converted;
use super::feed::feed;
use super::markup::{Markup, Piece};
use super::vocabulary::Vocabulary;
use super::wiki::wiki;
use crate::config::ReadConfig;
use crate::model::Layout;
use crate::parser_guard::caught;
use fields::Reader;
use records::Records;
use shape::Shape;
pub(crate) use speech::Speeches;
use walk::Walk;

/// Converts an XML file.
///
/// # Errors
/// If the XML is broken, holds entities that would swell, or no text, or if the user names a field that
/// it does not have.
pub(crate) fn xml(text: &str, config: &ReadConfig, speeches: Speeches) -> Result<Split, String> {
    caught(|| {
        let root = root(text)?;
        let names_text = config.fields.get("text").is_some_and(|name| name != "text");
        let (layout, documents) = match root.as_str() {
            "rss" | "RDF" | "feed" if !names_text => (Layout::Feed, feed(text)?),
            "mediawiki" if !names_text => (Layout::MediaWiki, wiki(text)?),
            root => of_shape(text, root, (config, speeches))?,
        };
        if documents.is_empty() {
            return Err("holds no text".to_owned());
        }
        Ok(Split::of(layout, documents))
    })
}

/// The documents of a file that is known by its shape: records, one text, or speeches.
fn of_shape(
    text: &str,
    root: &str,
    (config, speeches): (&ReadConfig, Speeches),
) -> Result<(Layout, Vec<Converted>), String> {
    let shape = Shape::of(text)?;
    let vocabulary = Vocabulary::of(root);
    let names_text = config.fields.get("text").is_some_and(|name| name != "text");
    if vocabulary.is_other() || names_text {
        if let Some(records) = Records::of(&shape, config)? {
            let documents = Reader::new(&shape, &records).read(text)?;
            return Ok((Layout::Records, documents));
        }
    }
    let documents = Walk::new(vocabulary, &shape, speeches).read(text)?;
    let is_sitting = documents.iter().any(|document| document.speaks());
    let layout = match is_sitting {
        true => Layout::Speeches,
        false => Layout::Records,
    };
    Ok((layout, documents))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Split, String> {
        xml(text, &ReadConfig::default(), Speeches::Marked)
    }

    fn one(text: &str) -> Converted {
        let mut documents = read(text).expect("documents").documents;
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
        let documents = read(&corpus).expect("documents").documents;
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
        assert!(read(bomb).expect_err("refused").contains("&b;"));
        assert!(
            read("<a><b>")
                .expect_err("broken")
                .starts_with("broken XML")
        );
        assert!(read("").is_err());
        assert_eq!(read("<a><b/></a>"), Err("holds no text".to_owned()));
        let deep = 100_000;
        let nested = format!("{}x{}", "<a>".repeat(deep), "</a>".repeat(deep));
        assert_eq!(one(&nested).text, "x");
    }
}
