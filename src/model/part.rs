//! What a document is a part of: a file that holds many texts, cut by its layout.

use serde::{Deserialize, Serialize};

/// A document's place among those that its file was cut into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its number, from 1.
    pub number: u32,
    /// How many documents the file was cut into.
    pub of: u32,
    /// How many the file itself says it holds, if it does.
    pub stated: Option<u32>,
    /// What the file was recognised as.
    pub layout: Layout,
}

/// The layouts of files that hold many texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Layout {
    /// News export of LexisNexis or Nexis Uni.
    Nexis,
    /// News export of Factiva.
    Factiva,
    /// News export of Europresse.
    Europresse,
    /// Export of ProQuest.
    ProQuest,
    /// References in RIS.
    Ris,
    /// Corpus of Alceste or Iramuteq.
    Alceste,
    /// News of Reuters in SGML.
    ReutersSgml,
    /// A book of Project Gutenberg.
    Book,
    /// Dump of a MediaWiki.
    MediaWiki,
    /// Feed: RSS, RDF or Atom.
    Feed,
    /// XML of repeated records, among them corpora and packages of news.
    Records,
    /// Chat of WhatsApp or Telegram.
    Chat,
    /// Folder of mail.
    Mail,
    /// Subtitles of one film.
    Subtitles,
    /// Speeches of one sitting.
    Speeches,
    /// Documents of words with tags.
    Annotated,
    /// Cut where a pattern of the user matches.
    Pattern,
}

impl Layout {
    /// What the file is called in a sentence, with its article.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Nexis => "a Nexis export",
            Self::Factiva => "a Factiva export",
            Self::Europresse => "a Europresse export",
            Self::ProQuest => "a ProQuest export",
            Self::Ris => "a RIS file",
            Self::Alceste => "an Alceste corpus",
            Self::ReutersSgml => "a Reuters SGML file",
            Self::Book => "a book of Project Gutenberg",
            Self::MediaWiki => "a MediaWiki dump",
            Self::Feed => "a feed",
            Self::Records => "a file of XML records",
            Self::Chat => "a chat",
            Self::Mail => "a mail folder",
            Self::Subtitles => "a file of subtitles",
            Self::Speeches => "a sitting",
            Self::Annotated => "an annotated corpus",
            Self::Pattern => "a file split by a pattern",
        }
    }
}
