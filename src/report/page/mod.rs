//! Takes results, tables and figures; gives `report.html`, one page that needs no other file.
//!
//! Promises: nothing is fetched when it is opened, text from documents is shown as text, and the same
//! results give the same bytes. The page summarises; what it leaves out it names with its table.

mod alerts;
mod at_a_glance;
mod coding;
mod concepts;
mod contrasts;
mod cooccurrence;
mod documents;
mod doubts;
mod first_screen;
mod headlines;
mod input;
mod method;
mod passages;
mod policy;
mod prose;
mod recurrence;
mod section;
mod sheet;
mod top_terms;
mod view;
mod word_headlines;

pub use coding::coding_page;

use askama::Template;

use self::first_screen::FirstScreen;
use self::prose::Html;
use self::view::{Block, Cell, Section};
use super::Report;
use super::figures::{COLOURS, Figure};
use super::method::written_by;
use super::texts::{TextFiles, bytes_of_texts};
use crate::analyze::Results;
use crate::config::Embed;
use crate::error::{Error, Result};
use crate::model::{DocId, Table, TableDef, TableId};
use crate::sorted::SortedSet;
use crate::tables::OfResults;

/// The file of the page.
pub const PAGE_FILE: &str = "report.html";

const STYLE: &str = include_str!("template/page.css");
const SCRIPT: &str = concat!(
    include_str!("template/script/core.js"),
    include_str!("template/script/sheet.js"),
    include_str!("template/script/texts.js"),
    include_str!("template/script/matching.js"),
    include_str!("template/script/lines.js"),
    include_str!("template/script/panel.js"),
    include_str!("template/script/spread.js"),
    include_str!("template/script/concordance.js"),
    include_str!("template/script/document.js"),
    include_str!("template/script/figures.js"),
    include_str!("template/script/heat.js"),
    include_str!("template/script/start.js"),
);

/// Where the full texts are.
struct Texts {
    /// `beside`, `embedded` or `none`.
    place: &'static str,
    bytes: u64,
    /// The texts within the page, as JSON that ends no element.
    embedded: Option<String>,
}

impl Texts {
    fn of(report: &Report<'_>) -> Self {
        let (place, embedded) = match report.config.output.embed {
            Embed::None => ("none", None),
            Embed::Texts if !report.is_too_large_to_embed() => {
                let files = TextFiles::new(report.results);
                ("embedded", Some(files.embedded()))
            }
            _ => ("beside", None),
        };
        Self {
            place,
            bytes: bytes_of_texts(&report.results.corpus),
            embedded,
        }
    }
}

#[derive(Template)]
#[template(path = "page.html")]
struct Page<'a> {
    policy: String,
    title: String,
    first: FirstScreen,
    version: &'static str,
    style: &'a str,
    script: &'static str,
    noun: &'a str,
    texts: Texts,
    sections: Vec<Section>,
    closing: String,
}

/// What the sections are made of.
#[derive(Clone, Copy)]
struct Findings<'a> {
    results: &'a Results,
    tables: &'a [Table<'a>],
    figures: &'a [Figure],
    report: &'a Report<'a>,
}

impl Findings<'_> {
    /// Whether the run writes a table.
    fn writes(&self, table: TableId) -> bool {
        let mut written = self.tables.iter();
        written.any(|written| written.spec.name == table.name())
    }

    /// Sentences of the report as HTML, with the name of the grouping.
    fn prose(&self, markdown: &str) -> Html {
        prose::blocks(&self.report.noun.put(markdown))
    }

    /// The same of one line.
    fn line(&self, markdown: &str) -> Html {
        prose::inline(&self.report.noun.put(markdown))
    }

    /// Words of the page's own with the name of the grouping.
    fn named(&self, text: &str) -> String {
        self.report.noun.put(text)
    }

    /// The figure of this name, or a line that says why there is none.
    fn figure(&self, name: &str, why: &str) -> Block {
        self.figure_that(|figure| figure.name == name, why)
    }

    fn figure_that(&self, is_it: impl Fn(&Figure) -> bool, why: &str) -> Block {
        match self.figures.iter().find(|figure| is_it(figure)) {
            Some(figure) => Block::Figure(view::Picture {
                id: format!("figure-{}", figure.name.replace('_', "-")),
                title: figure.title.clone(),
                svg: figure.inline(),
                note: figure.note.clone(),
                narrow: String::new(),
                file: figure.file(),
                data: self.data_of(&figure.note),
            }),
            None => Block::Absent(self.named(why)),
        }
    }

    /// Where the file of a table is, below the folder of the page.
    fn file_of(self, table: TableId) -> String {
        self.report.config.output.path_of(table)
    }

    /// The table that a figure's note names as its data, if the run writes it.
    fn data_of(&self, note: &str) -> String {
        let named = note.rsplit_once("Data: ").map_or("", |(_, named)| named);
        let mut files = named
            .split([',', ' ', ';'])
            .filter(|name| name.ends_with(".csv"));
        let path = |file: &str| {
            let mut tables = self.tables.iter();
            let table = tables.find(|table| table.spec.file() == file)?;
            Some(table.spec.path(self.report.config.output.table_kind()))
        };
        files.find_map(path).unwrap_or_default()
    }

    /// The figure of a table, or a line that says why there is none; nothing if the run does not write
    /// the table.
    fn figure_of(&self, table: TableId, name: &str, why: &str) -> Block {
        match self.figure(name, why) {
            Block::Absent(_) if !self.writes(table) => Block::NotWritten,
            block => block,
        }
    }

    /// The first rows of a table, or a line that says why there is none.
    fn sheet<T: OfResults>(self, pick: &sheet::Pick<'_, T>, why: &str) -> Block {
        shown(self, sheet::pick(self, pick.most, |_| true), pick, why)
    }
}

/// Rows that were picked of a table, or a line that says why there are none.
fn shown<T: TableDef>(
    findings: Findings<'_>,
    picked: Option<sheet::Picked<'_, T>>,
    pick: &sheet::Pick<'_, T>,
    why: &str,
) -> Block {
    match picked {
        Some(picked) if !picked.rows.is_empty() => Block::Table(picked.sheet(findings, pick)),
        Some(_) => Block::Absent(findings.named(why)),
        None => Block::NotWritten,
    }
}

impl Report<'_> {
    /// The report of a run, as a page of HTML.
    ///
    /// # Errors
    /// [`Error::Page`] if the template can't be filled.
    pub fn page(&self, figures: &[Figure]) -> Result<String> {
        let style = style();
        let findings = Findings {
            results: self.results,
            tables: self.tables,
            figures,
            report: self,
        };
        let sections = sections(findings);
        let page = Page {
            policy: policy::policy(&style, SCRIPT),
            title: self.title(),
            first: FirstScreen::new(findings, &sections),
            version: env!("CARGO_PKG_VERSION"),
            style: &style,
            script: SCRIPT,
            noun: &self.noun.one,
            texts: Texts::of(self),
            sections,
            closing: written_by(),
        };
        page.render().map_err(|error| Error::Page {
            message: error.to_string(),
        })
    }
}

fn sections(findings: Findings<'_>) -> Vec<Section> {
    let mut sections: Vec<Section> = concepts::section(findings).into_iter().collect();
    sections.extend([
        recurrence::section(findings),
        top_terms::section(findings),
        cooccurrence::network(findings),
        cooccurrence::sources(findings),
        passages::section(findings),
        passages::wording(findings),
        input::section(findings),
        at_a_glance::section(findings),
    ]);
    sections.retain_mut(Section::shows_something);
    let absent: Vec<String> = sections.iter_mut().flat_map(Section::take_absent).collect();
    sections.retain(|section| !section.is_empty());
    let cited = cited(&sections);
    sections.push(documents::section(findings, &cited));
    sections.push(method::section(findings));
    sections.push(method::files(findings, &absent));
    for section in &mut sections {
        section.title = findings.named(&section.title);
        for part in &mut section.parts {
            let is_concept = part.id.starts_with("concept-");
            part.title = if is_concept {
                part.title.clone()
            } else {
                findings.named(&part.title)
            };
        }
    }
    sections
}

/// The style of the page with the colours of figures, in the light, in the dark and on paper.
fn style() -> String {
    let colours = |is_dark: bool| {
        let set = COLOURS.iter().map(|colour| {
            let value = if is_dark { colour.dark } else { colour.light };
            format!("{}:{value};", colour.property)
        });
        format!(":root{{{}}}", set.collect::<String>())
    };
    format!(
        "{STYLE}{}@media screen and (prefers-color-scheme: dark){{{}}}",
        colours(false),
        colours(true)
    )
}

/// The documents that links lead to.
fn cited(sections: &[Section]) -> SortedSet<DocId> {
    let mut cited = Vec::new();
    for block in sections.iter().flat_map(Section::all_blocks) {
        match block {
            Block::Table(sheet) | Block::OpenTable(sheet) | Block::FoldedTable { sheet, .. } => {
                let cells = sheet.rows.iter().flat_map(|row| &row.cells);
                cited.extend(cells.filter_map(|cell| match cell {
                    Cell::Document { id, .. } => Some(*id),
                    _ => None,
                }));
            }
            Block::Passages(pairs) => {
                let sides = pairs.iter().flat_map(|pair| &pair.sides);
                cited.extend(sides.map(|side| side.document));
            }
            _ => {}
        }
    }
    cited.into_iter().collect()
}
