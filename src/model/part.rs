//! What a document is a part of: a file that holds many texts, cut by its layout.

use serde::{Deserialize, Serialize};

/// A document's place among those that its file was cut into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its number, from 1.
    pub number: u32,
    /// How many documents the file was cut into; 0 if it was read in stretches, of which none knows.
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
    /// References in another form: MEDLINE, Web of Science, EndNote.
    References,
    /// Corpus of Alceste or Iramuteq.
    Alceste,
    /// News of Reuters in SGML.
    ReutersSgml,
    /// News of a large collection in SGML, as TREC and Gigaword have it.
    Sgml,
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
    /// What one file is called in a sentence, and what several are called.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Nexis => ("Nexis export", "Nexis exports"),
            Self::Factiva => ("Factiva export", "Factiva exports"),
            Self::Europresse => ("Europresse export", "Europresse exports"),
            Self::ProQuest => ("ProQuest export", "ProQuest exports"),
            Self::Ris => ("RIS file", "RIS files"),
            Self::References => ("file of references", "files of references"),
            Self::Alceste => ("Alceste corpus", "Alceste corpora"),
            Self::ReutersSgml => ("Reuters SGML file", "Reuters SGML files"),
            Self::Sgml => ("SGML file of news", "SGML files of news"),
            Self::Book => ("book of Project Gutenberg", "books of Project Gutenberg"),
            Self::MediaWiki => ("MediaWiki dump", "MediaWiki dumps"),
            Self::Feed => ("feed", "feeds"),
            Self::Records => ("file of XML records", "files of XML records"),
            Self::Chat => ("chat", "chats"),
            Self::Mail => ("mail folder", "mail folders"),
            Self::Subtitles => ("file of subtitles", "files of subtitles"),
            Self::Speeches => ("sitting", "sittings"),
            Self::Annotated => ("annotated corpus", "annotated corpora"),
            Self::Pattern => ("file split by a pattern", "files split by a pattern"),
        }
    }

    /// So many files of this kind.
    #[must_use]
    pub fn counted(self, count: usize) -> String {
        let (one, several) = self.names();
        format!("{count} {}", if count == 1 { one } else { several })
    }
}
