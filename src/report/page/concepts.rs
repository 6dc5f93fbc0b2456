//! The concepts of the codebook: where each is strong or absent, when, in which words, and with which words beside it.

use super::Findings;
use super::contrasts;
use super::headlines::{course, rates};
use super::prose::Html;
use super::sheet::{self, Pick};
use super::view::{Block, Cell, Fact, Head, Link, Row, Section, Sheet};
use crate::analyze::{Concepts, Hit, Results};
use crate::model::{ConceptId, SourceId, TableDef as _, TableId};
use crate::order::Arrange as _;
use crate::report::concept_profile::{facts, most_frequent, peak, per_10k};
use crate::report::concepts::{HEADING, codebook};
use crate::report::figures::{Figure, OVER_TIME};
use crate::report::noun::protected;
use crate::report::quotes::{Line, hits_to_quote};
use crate::report::source_order::sources_by_rate;
use crate::report::text::{and_more, count, plain, plural};
use crate::tables::{self, SourceConceptRow};

/// The most concepts with a section of their own.
const CONCEPTS: usize = 12;
/// The most lines quoted of a concept, besides the first of each source.
const LINES: usize = 60;
/// The most lines quoted of a concept, however many sources there are.
const MOST_LINES: usize = 400;
/// The most sources in a figure on a narrow screen.
const BARS: usize = 12;
/// The most sources of a concept listed.
const SOURCES: usize = 60;

/// The section of a codebook; without one there is none.
pub(super) fn section(findings: Findings<'_>) -> Option<Section> {
    let found = findings.results.concepts.as_ref()?;
    let c = tables::Concepts::columns();
    let pick = Pick {
        caption: "Concepts and sub-concepts, in the order of the codebook",
        columns: &[
            (c.concept, "concept"),
            (c.hits, "hits"),
            (c.per_10k, "per 10,000 tokens"),
            (c.interval.per_10k_low, "95 % from"),
            (c.interval.per_10k_high, "to"),
            (c.documents, "documents"),
            (c.sources, "sources"),
            (c.top_wordings, "most frequent wordings (hits in documents)"),
        ],
        most: 500,
    };
    let one_source = "Sources cannot be compared: there are no hits, or only one source.";
    let no_time = "Nothing is shown over time: fewer than two periods have dated documents.";
    let mut section = Section::new("concepts", HEADING).with([
        Block::Prose(findings.prose(&codebook(found))),
        findings.figure("concepts_by_source", one_source),
        findings.figure_of(TableId::ConceptsByPeriod, "concepts_over_time", no_time),
        trends(findings),
    ]);
    let detailed = most_frequent(found, CONCEPTS);
    let mut table = findings.sheet(&pick, "The codebook has no concepts.");
    lead_on(&mut table, found, &detailed);
    section.blocks.push(table);
    section.blocks.extend(beyond(findings, found, &detailed));
    section.parts = detailed
        .iter()
        .map(|&concept| one(findings, found, concept))
        .collect();
    if let Some(first) = section.parts.first_mut() {
        first.is_first = true;
    }
    Some(section)
}

/// Trends in the corpus and in sources.
fn trends(findings: Findings<'_>) -> Block {
    let c = tables::ConceptTrends::columns();
    let pick = Pick {
        caption: "Trends of concepts in the corpus (no source), then in each source with enough dated documents",
        columns: &[
            (c.concept, "concept"),
            (c.source, "source"),
            (c.shape, "shape"),
            (c.start, "start"),
            (c.start_per_10k, "per 10,000 tokens"),
            (c.end, "end"),
            (c.end_per_10k, "per 10,000 tokens"),
            (c.slope, "change per year"),
            (c.slope_low, "95 % from"),
            (c.slope_high, "to"),
            (c.p_trend_adjusted, "p of the trend (adjusted)"),
            (c.change, "level changed in"),
            (c.p_change_adjusted, "p of the change (adjusted)"),
        ],
        most: 200,
    };
    let too_few = "Trends need at least eight years, quarters or months with dated documents.";
    findings.sheet(&pick, too_few)
}

/// Makes the names of concepts with sections links to these.
fn lead_on(table: &mut Block, concepts: &Concepts, detailed: &[usize]) {
    let Block::Table(sheet) = table else { return };
    for row in &mut sheet.rows {
        let Some(Cell::Text(name)) = row.cells.first() else {
            continue;
        };
        let is_named = |concept: &&usize| concepts.codebook.categories[**concept].name == *name;
        if let Some(&concept) = detailed.iter().find(is_named) {
            let link = Link {
                to: anchor(concept),
                text: name.clone(),
            };
            row.cells[0] = Cell::Link(link);
        }
    }
}

/// What becomes of concepts that have no section of their own.
fn beyond(findings: Findings<'_>, concepts: &Concepts, detailed: &[usize]) -> Option<Block> {
    let others = concepts
        .codebook
        .concepts()
        .map(ConceptId::index)
        .filter(|concept| !detailed.contains(concept));
    let named = others.map(|concept| {
        let name = plain(&concepts.codebook.categories[concept].name);
        format!("{name} ({})", count(concepts.counts[concept].hits))
    });
    let named = and_more(named, 30);
    (!named.is_empty()).then(|| {
        let text = format!("Concepts without a section of their own below (hits): {named}.");
        Block::Prose(findings.prose(&text))
    })
}

/// Where links to a concept lead.
pub(super) fn anchor(concept: usize) -> String {
    format!("concept-{}", concept + 1)
}

/// The block of a concept: its figure, lines of it, and all else folded away.
fn one(findings: Findings<'_>, concepts: &Concepts, concept: usize) -> Section {
    let name = &concepts.codebook.categories[concept].name;
    let mut section = Section::new(anchor(concept), name.as_str());
    section.teaser = Some(teaser(findings, concepts, concept));
    let is_over_time = |figure: &Figure| figure.name.starts_with(OVER_TIME);
    let is_of_concept = |figure: &Figure| figure.concept == Some(concept) && !is_over_time(figure);
    let no_figure = "There is no figure by source: there is only one source.";
    let mut by_rate = findings.figure_that(is_of_concept, no_figure);
    if let Block::Figure(picture) = &mut by_rate {
        let differing = contrasts::of_concept(findings.results, concepts, concept);
        picture.narrow = rates(findings, concepts, (concept, &differing), ("narrow", BARS));
    }
    section.blocks.push(by_rate);
    let facts = facts(findings.results, concepts, concept).into_iter();
    let facts = facts.map(|fact| Fact {
        name: findings.line(fact.name),
        text: findings.line(&fact.text),
    });
    let is_its_time = |figure: &Figure| figure.concept == Some(concept) && is_over_time(figure);
    let mut over_time = findings.figure_that(is_its_time, "");
    if let Block::Figure(picture) = &mut over_time {
        picture.narrow = course(findings, concept, "narrow-time").unwrap_or_default();
    }
    section
        .blocks
        .extend(Some(over_time).filter(|block| !matches!(block, Block::Absent(_))));
    section.blocks.push(lines(findings, concepts, concept));
    section.blocks.extend(by_source(findings, name, concept));
    section.blocks.push(Block::Facts(facts.collect()));
    section
}

/// What is said of a concept before its block is opened.
fn teaser(findings: Findings<'_>, concepts: &Concepts, concept: usize) -> Html {
    let results = findings.results;
    let hits = concepts.counts[concept].hits;
    let mut said = format!(
        "{} · {} per 10,000 tokens",
        plural(hits as usize, "hit"),
        per_10k(hits, results.corpus.tokens())
    );
    if let Some(contrast) = contrasts::strongest(results, concepts, concept) {
        let source = plain(&results.corpus.sources[contrast.source.index()]);
        said.push_str(&format!(" · reliably most in **{source}**"));
    }
    if let Some(peak) = peak(results, concept) {
        said.push_str(&format!(" · {peak}"));
    }
    findings.line(&said)
}

fn by_source(findings: Findings<'_>, name: &str, concept: usize) -> Option<Block> {
    let c = tables::ConceptsBySource::columns();
    let pick = Pick {
        caption: &format!(
            "{}: rates of sources with hits, by the lower end of the interval",
            protected(name)
        ),
        columns: &[
            (c.source, "source"),
            (c.hits, "hits"),
            (c.documents, "documents with hits"),
            (c.tokens, "tokens"),
            (c.per_10k, "per 10,000 tokens"),
            (c.contrast.interval.per_10k_low, "95 % from"),
            (c.contrast.interval.per_10k_high, "to"),
            (c.contrast.difference, "difference from the others"),
            (c.contrast.p_adjusted, "p (adjusted)"),
            (c.contrast.differs, "differs"),
        ],
        most: usize::MAX,
    };
    let has_hits = |row: &SourceConceptRow<'_>| row.concept == name && row.hits > 0;
    let mut picked = sheet::pick::<tables::ConceptsBySource>(findings, pick.most, has_hits)?;
    picked.all = picked.rows.len();
    let bounds = |row: &SourceConceptRow<'_>| {
        let low = row.contrast.interval.per_10k_low.unwrap_or(0.0);
        [low, row.per_10k.unwrap_or(0.0)]
    };
    picked.highest(bounds, SOURCES);
    let mut sheet = picked.sheet(findings, &pick);
    sheet.id = format!("sources-of-{}", anchor(concept));
    Some(Block::Table(sheet))
}

/// Lines of a concept: of each source the one with most hits first, then the next of each.
fn lines(findings: Findings<'_>, concepts: &Concepts, concept: usize) -> Block {
    let corpus = &findings.results.corpus;
    let name = &concepts.codebook.categories[concept].name;
    let mut chosen = choose(findings.results, concepts, concept);
    chosen.arrange_by_key(|hit| (corpus.time(hit.document), hit.start));
    let rows = chosen.iter().map(|hit| {
        let document = corpus.document(hit.document);
        Row::from(vec![
            Cell::Text(corpus.sources[document.source.index()].clone()),
            Cell::Text(document.info.date.clone()),
            Cell::Line {
                line: Line::around(corpus, hit).clipped(),
                language: document.language.code(),
            },
            Cell::Document {
                id: hit.document,
                name: document.info.doc_id.clone(),
            },
        ])
    });
    Block::OpenTable(Sheet {
        id: format!("lines-of-{}", anchor(concept)),
        caption: findings.named(&format!(
            "{}: example sentences from each source, by date",
            protected(name)
        )),
        heads: [&findings.named("source"), "date", "line", "document"]
            .map(Head::text)
            .into(),
        rows: rows.collect(),
        all: concepts.counts[concept].hits as usize,
        file: findings.file_of(TableId::Kwic),
    })
}

/// Hits to quote, one of a sentence and at least one of each source: the source with the highest rate first, then around again.
fn choose<'a>(results: &Results, concepts: &'a Concepts, concept: usize) -> Vec<&'a Hit> {
    let sentences = hits_to_quote(&results.corpus, concepts, concept);
    let order = sources_by_rate(results, concepts, concept);
    let most = sentences.iter().map(Vec::len).max().unwrap_or(0);
    let turns = (0..most).flat_map(|turn| {
        let of_source = |(source, ..): &(SourceId, u64, u64)| &sentences[source.index()];
        order
            .iter()
            .map(of_source)
            .filter_map(move |hits| hits.get(turn))
    });
    let with_hits = sentences.iter().filter(|hits| !hits.is_empty()).count();
    let most = LINES.max(with_hits).min(MOST_LINES);
    turns.take(most).copied().collect()
}
