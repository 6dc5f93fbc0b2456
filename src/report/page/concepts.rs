//! The concepts of the codebook: where each is strong or absent, when, in which company and words.

use super::sheet::{self, Pick};
use super::view::{Block, Cell, Fact, Head, Link, Row, Section, Sheet};
use super::{Findings, prose};
use crate::analyze::{Concepts, Hit};
use crate::model::TableDef as _;
use crate::model::{ConceptId, Corpus};
use crate::report::concept_facts as facts;
use crate::report::figures::Figure;
use crate::report::lines::{Line, telling_hits};
use crate::report::text::{and_more, count, plain, some};
use crate::tables::{self, SourceConceptRow};

/// The most concepts with a section of their own.
const CONCEPTS: usize = 12;
/// The most lines quoted of a concept.
const LINES: usize = 60;
/// The most sources of a concept listed.
const SOURCES: usize = 60;
/// The most names in a list.
const NAMED: usize = 15;
/// Sources differ reliably where the adjusted p-value is below this.
const LEVEL: f64 = 0.05;

pub(super) fn section(findings: Findings<'_>) -> Section {
    let mut section = Section::new("concepts", "Concepts");
    let Some(found) = &findings.results.concepts else {
        let none = "No codebook was used, or no table of concepts was asked for.";
        return section.with([Block::Absent(none.to_owned())]);
    };
    let codebook = format!("Codebook: {}.", found.codebook.describe());
    let c = tables::Concepts::columns();
    let pick = Pick {
        caption: "Concepts and their parts, in the order of the codebook",
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
    let one_source = "There is no hit, or one source only, so there is nothing to compare.";
    let no_time = "There are no two periods with dated documents, so nothing is shown over time.";
    section = section.with([
        Block::Prose(prose::blocks(&codebook)),
        findings.figure("concepts_by_source", one_source),
        findings.figure("concepts_over_time", no_time),
    ]);
    let detailed = facts::most_frequent(found, CONCEPTS);
    let mut table = findings.sheet(&pick, "The codebook has no concepts.");
    lead_on(&mut table, found, &detailed);
    section.blocks.push(table);
    section.blocks.extend(beyond(found, &detailed));
    section.parts = detailed
        .iter()
        .map(|&concept| one(findings, found, concept))
        .collect();
    section
}

/// Makes the names of concepts with sections links to these.
fn lead_on(table: &mut Block, found: &Concepts, detailed: &[usize]) {
    let Block::Table(sheet) = table else { return };
    for row in &mut sheet.rows {
        let Some(Cell::Text(name)) = row.cells.first() else {
            continue;
        };
        let is_it = |own: &&usize| found.codebook.categories[**own].name == *name;
        if let Some(&concept) = detailed.iter().find(is_it) {
            let link = Link {
                to: anchor(concept),
                text: name.clone(),
            };
            row.cells[0] = Cell::Link(link);
        }
    }
}

/// What becomes of concepts that have no section of their own.
fn beyond(found: &Concepts, detailed: &[usize]) -> Option<Block> {
    let others = found
        .codebook
        .concepts()
        .map(ConceptId::index)
        .filter(|own| !detailed.contains(own));
    let others = others.map(|own| {
        let name = plain(&found.codebook.categories[own].name);
        format!("{name} ({})", count(found.counts[own].hits))
    });
    let others: Vec<String> = others.collect();
    let text = format!(
        "Without a section below (hits): {}.",
        and_more(others.clone(), 30)
    );
    (!others.is_empty()).then(|| Block::Prose(prose::blocks(&text)))
}

/// Where links to a concept lead.
pub(super) fn anchor(concept: usize) -> String {
    format!("concept-{}", concept + 1)
}

fn one(findings: Findings<'_>, found: &Concepts, concept: usize) -> Section {
    let name = &found.codebook.categories[concept].name;
    let mut section = Section::new(anchor(concept), name.as_str());
    section
        .blocks
        .push(Block::Facts(told(findings, found, concept)));
    let lines = lines(findings, found, concept);
    let by_source = by_source(findings, name, concept);
    section.blocks.push(links(by_source.as_slice(), &lines));
    let is_own = |figure: &Figure| figure.concept == Some(concept);
    section.blocks.push(findings.figure_that(
        is_own,
        "No picture by source: there is one source, or its table was not asked for.",
    ));
    section.blocks.extend(by_source);
    section.blocks.push(lines);
    section
}

/// Links to the tables of a concept.
fn links(by_source: &[Block], lines: &Block) -> Block {
    let link = |block: &Block, text: &str| match block {
        Block::Table(sheet) => Some(Link {
            to: sheet.id.clone(),
            text: text.to_owned(),
        }),
        _ => None,
    };
    let own = by_source
        .iter()
        .filter_map(|own| link(own, "Rates by source"));
    Block::Links(own.chain(link(lines, "Lines quoted")).collect())
}

fn told(findings: Findings<'_>, found: &Concepts, concept: usize) -> Vec<Fact> {
    let results = findings.results;
    let counts = &found.counts[concept];
    let hits = format!(
        "{} in {} of {} and {} of {}",
        some(counts.hits as usize, "hit"),
        count(counts.by_document.len()),
        some(results.corpus.documents.len(), "document"),
        count(counts.by_source.len()),
        some(results.corpus.sources.len(), "source"),
    );
    let wordings = counts
        .by_wording
        .iter()
        .map(|(text, hits, _)| format!("{} ({})", plain(text), count(*hits)));
    let (more, less) = differing(findings, concept);
    let list = |named: Vec<String>| and_more(named, NAMED);
    let facts = [
        ("Hits", hits),
        (
            "Rate",
            facts::corpus_rate(results, concept).unwrap_or_default(),
        ),
        ("When", facts::when(results, concept).unwrap_or_default()),
        (
            "Reliably more in (hits per 10,000 tokens more than the others)",
            list(more),
        ),
        ("Reliably less in (the same, less)", list(less)),
        (
            "Not in",
            list(facts::absent(&results.corpus, found, concept)),
        ),
        ("Parts", list(parts(found, concept))),
        ("In which words", list(wordings.collect())),
        ("By which patterns", list(facts::patterns(found, concept))),
        (
            "Strongest company (sentences in common)",
            list(facts::companions(results, concept)),
        ),
        (
            "Words near it (occurrences near hits)",
            list(facts::collocates(results, concept)),
        ),
        (
            "Worth a look for the codebook",
            list(facts::candidates(results, concept)),
        ),
    ];
    let told = facts.into_iter().filter(|(_, text)| !text.is_empty());
    told.map(|(name, text)| Fact {
        name: name.to_owned(),
        text: prose::inline(&text),
    })
    .collect()
}

/// Sub-concepts with hits.
fn parts(found: &Concepts, concept: usize) -> Vec<String> {
    let categories = 0..found.codebook.categories.len();
    let parts = categories.filter(|&own| {
        let is_within = found
            .codebook
            .is_within(ConceptId::new(own), ConceptId::new(concept));
        own != concept && is_within && found.counts[own].hits > 0
    });
    parts
        .map(|own| {
            let name = plain(&found.codebook.categories[own].name);
            format!("{name} ({})", count(found.counts[own].hits))
        })
        .collect()
}

/// Sources that speak of it reliably more often, and less often, than the others together.
fn differing(findings: Findings<'_>, concept: usize) -> (Vec<String>, Vec<String>) {
    let results = findings.results;
    let (mut more, mut less) = (Vec::new(), Vec::new());
    let by_source = results.concept_rates.by_source.iter();
    for (contrasts, source) in by_source.zip(&results.corpus.sources) {
        let Some(own) = contrasts.get(concept) else {
            continue;
        };
        let (Some(difference), Some(p)) = (own.difference, own.p_adjusted) else {
            continue;
        };
        if p < LEVEL {
            let side = if difference > 0.0 {
                &mut more
            } else {
                &mut less
            };
            side.push((difference, plain(source)));
        }
    }
    more.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    less.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
    let named = |side: Vec<(f64, String)>| {
        side.into_iter()
            .map(|(difference, name)| format!("{name} ({difference:+.1})"))
            .collect()
    };
    (named(more), named(less))
}

fn by_source(findings: Findings<'_>, name: &str, concept: usize) -> Option<Block> {
    let c = tables::ConceptsBySource::columns();
    let pick = Pick {
        caption: &format!("{name}: rates by source, those with hits"),
        columns: &[
            (c.source, "source"),
            (c.hits, "hits"),
            (c.documents, "documents with hits"),
            (c.tokens, "tokens"),
            (c.per_10k, "per 10,000 tokens"),
            (c.contrast.interval.per_10k_low, "95 % from"),
            (c.contrast.interval.per_10k_high, "to"),
            (c.contrast.difference, "difference from the others"),
            (c.contrast.p_adjusted, "p adjusted"),
        ],
        most: usize::MAX,
    };
    let has_hits = |row: &SourceConceptRow<'_>| row.concept == name && row.hits > 0;
    let mut picked = sheet::pick::<tables::ConceptsBySource>(findings, pick.most, has_hits)?;
    picked.all = picked.rows.len();
    picked.highest(|row| row.per_10k, SOURCES);
    let mut sheet = picked.sheet(&pick);
    sheet.id = format!("sources-of-{}", anchor(concept));
    Some(Block::Table(sheet))
}

/// Lines of a concept: of each source the one with most hits first, then the next of each.
fn lines(findings: Findings<'_>, found: &Concepts, concept: usize) -> Block {
    let corpus = &findings.results.corpus;
    let name = &found.codebook.categories[concept].name;
    let mut chosen = choose(corpus, found, concept);
    chosen.sort_by_key(|hit| (corpus.time(hit.document), hit.start));
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
    Block::Table(Sheet {
        id: format!("lines-of-{}", anchor(concept)),
        caption: format!("{name}: lines of each source, in the order of time"),
        heads: ["source", "date", "line", "document"]
            .map(Head::text)
            .into(),
        rows: rows.collect(),
        all: found.counts[concept].hits as usize,
        file: "kwic.csv".to_owned(),
    })
}

/// At most so many hits, one of a sentence: the source with the highest rate first, then around again.
fn choose<'a>(corpus: &Corpus, found: &'a Concepts, concept: usize) -> Vec<&'a Hit> {
    let sentences = telling_hits(corpus, found, concept);
    let order = facts::sources_by_rate(corpus, found, concept);
    let most = sentences.iter().map(Vec::len).max().unwrap_or(0);
    let turns = (0..most).flat_map(|turn| {
        let own = order.iter().map(|(source, ..)| &sentences[source.index()]);
        own.filter_map(move |own| own.get(turn))
    });
    turns.take(LINES).copied().collect()
}
