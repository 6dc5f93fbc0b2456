//! Takes results, gives `summary.md`, figures and `report.html`: what was read, what recurs, where, in
//! which words, and how it was counted.
//!
//! What both the summary and the page say is made here, a file for each subject: facts as plain values,
//! and sentences as Markdown whose pieces of data are escaped (`text.rs`). The summary puts these under
//! headings; `page/` makes HTML of them and adds figures and longer tables.

mod associations;
mod bibliography;
mod boilerplate;
mod coding_sheet;
mod concept_profile;
mod concepts;
mod copies;
mod doubts;
pub mod figures;
mod input;
mod method;
mod method_differences;
mod method_terms;
mod noun;
mod page;
mod passages;
mod quotes;
mod recurrence;
mod source_order;
pub(crate) mod text;
mod texts;
mod top_terms;
mod trends;
mod validation;

use self::noun::Noun;
use self::text::plural;
use self::top_terms::Distinctive;
use crate::analyze::Results;
use crate::config::{Config, Embed};
use crate::model::Table;

pub use coding_sheet::{CodingSheet, Question};
pub use page::{PAGE_FILE, coding_page};
pub use texts::TextFiles;
pub use validation::{sample_plan, sentences, validation_report};

/// What the summary and the page are made of.
pub struct Report<'a> {
    results: &'a Results,
    tables: &'a [Table<'a>],
    /// The settings, which the section on methods describes.
    config: &'a Config,
    input_hash: &'a str,
    /// What the groups of documents are called.
    noun: Noun,
    /// By source; none if keyness was not asked for.
    distinctive: Option<Vec<Vec<Distinctive>>>,
}

impl<'a> Report<'a> {
    /// The report of a run: of its results, the tables that are written, its settings and the hash of
    /// its input.
    #[must_use]
    pub fn new(
        results: &'a Results,
        tables: &'a [Table<'a>],
        config: &'a Config,
        input_hash: &'a str,
    ) -> Self {
        Self {
            results,
            tables,
            config,
            input_hash,
            noun: Noun::of(&config.read.group_by),
            distinctive: top_terms::distinctive(results),
        }
    }

    /// What the summary and the page are called: the title of the settings, or how large the corpus is.
    fn title(&self) -> String {
        match self.config.output.title.trim() {
            "" => self.extent(),
            title => title.to_owned(),
        }
    }

    /// How large the corpus is.
    fn extent(&self) -> String {
        let corpus = &self.results.corpus;
        format!(
            "{} from {}",
            plural(corpus.documents.len(), "document"),
            self.noun.count(corpus.sources.len())
        )
    }

    /// The full texts in files beside the page, if the settings want them there.
    #[must_use]
    pub fn text_files(&self) -> Option<TextFiles<'a>> {
        let is_beside = self.config.output.embed == Embed::Beside || self.is_too_large_to_embed();
        is_beside.then(|| TextFiles::new(self.results))
    }

    /// Whether the settings want the texts within the page, and they are too large for that.
    #[must_use]
    pub fn is_too_large_to_embed(&self) -> bool {
        let is_large = self.results.corpus.tokens() > texts::MOST_EMBEDDED;
        self.config.output.embed == Embed::Texts && is_large
    }

    /// The figures of a run, in the order in which the page has them.
    #[must_use]
    pub fn figures(&self) -> Vec<figures::Figure> {
        let config = self.config;
        figures::figures(
            self.results,
            &config.network,
            config.concepts.period,
            (&self.noun, self.distinctive.as_deref()),
        )
    }

    /// The summary of a run, as Markdown.
    #[must_use]
    pub fn summary(&self) -> String {
        let results = self.results;
        let rest = [
            (associations::HEADING, associations::text(results)),
            (passages::HEADING, passages::text(results)),
            (passages::WORDING_HEADING, passages::wording_text(results)),
            (method::HEADING, method::text(self)),
        ];
        let input = input::text(results) + &concepts::without_codebook(results);
        let sections = [(input::HEADING, input)].into_iter();
        let sections = sections.chain(self.findings()).chain(rest);
        let sections = sections
            .filter(|(_, text)| !text.is_empty())
            .map(|(heading, text)| format!("## {heading}\n\n{text}"));
        let title = text::plain(&self.title());
        self.noun
            .put(&format!("# {title}\n\n{}", sections.collect::<String>()))
    }

    /// What recurs, with and without a codebook: without one what recurs by itself comes first.
    fn findings(&self) -> [(&'static str, String); 5] {
        let (results, config) = (self.results, self.config);
        let corpus = &results.corpus;
        let boilerplate = (
            boilerplate::HEADING,
            boilerplate::text(corpus, &config.boilerplate),
        );
        let copies = (copies::HEADING, copies::text(corpus, &config.copies));
        let top_terms = (top_terms::HEADING, top_terms::text(self));
        let recurrence = (recurrence::HEADING, recurrence::text(results));
        let concepts = (concepts::HEADING, concepts::text(results));
        match &results.concepts {
            Some(_) => [boilerplate, copies, top_terms, concepts, recurrence],
            None if corpus.sources.len() > 1 => {
                [concepts, recurrence, top_terms, boilerplate, copies]
            }
            None => [concepts, top_terms, recurrence, boilerplate, copies],
        }
    }
}
