//! The modes that count a corpus in parts: `cells`, `terms`, `weights`, `rows` and `csv`.
//!
//! `cells` takes packs with their plans and gives the cells of the document-term matrix and the counts of
//! surfaces; `terms` takes the cells sorted by term and document and gives the numbers of each term;
//! `weights` takes these and the sums of the counts, and gives the plan with weights and the rows of
//! `terms.csv`; `rows` takes packs again and gives rows of a table; `csv` takes rows and gives their text.

use std::io::{self, BufReader, Read};
use std::sync::Arc;

use anyhow::{Context as _, Result, ensure};
use arrow_array::{Array as _, ArrayRef, BinaryArray, Float64Array, Int64Array, RecordBatch};
use arrow_schema::{DataType, Field};
use refrain::analyze::TermFrequency;
use refrain::config::Config;
use refrain::corpus::{CorpusPart, PackPlan};
use refrain::model::TableId;
use refrain::output::{csv_of_names, csv_of_rows};
use refrain::pipeline::{LanguageParts, TermCell, TermNumbers, TermsOfParts, cells, rows_of_part};
use refrain::stats::Dispersion;

use super::columns::{Numbers, fields_of, write_batch, write_table};
use super::list::settings_in;
use super::plan_file::PlanFile;
use super::stream::{Incoming, Outgoing, SEGMENTS_KEY, bytes_of, metadata_for, numbers_of, stated};
use crate::cli::WorkerArgs;

/// The columns of cells (of kind 0), and of the counts of surfaces (of kind 1: `item` is the surface, `tokens`
/// how many of its `n` occurrences are set apart).
const CELLS: [&str; 8] = [
    "kind", "item", "document", "n", "tokens", "source", "language", "cluster",
];
const CELL: i64 = 0;
const SURFACE: i64 = 1;
/// The cluster of a document that has no copies.
const NO_CLUSTER: i64 = -1;
/// The columns of the numbers of a term that are whole.
const WHOLE: [&str; 5] = ["term", "cf", "df", "events", "sources"];
/// Those of its dispersion, over documents and over sources.
const DISPERSION: [&str; 10] = [
    "range",
    "juilland_d",
    "dp",
    "dp_norm",
    "d_kl",
    "source_range",
    "source_juilland_d",
    "source_dp",
    "source_dp_norm",
    "source_d_kl",
];

fn whole<'a>(names: &[&'a str]) -> Vec<(&'a str, DataType)> {
    names.iter().map(|&name| (name, DataType::Int64)).collect()
}

/// A part of the corpus: packs with their plans.
struct PartOfStream {
    packs: Vec<(Vec<u8>, PackPlan)>,
    config: Config,
    segments: String,
}

impl PartOfStream {
    fn read() -> Result<Self> {
        let input = BufReader::with_capacity(1 << 16, io::stdin());
        let columns = [("pack", DataType::Binary), ("plan", DataType::Binary)];
        let mut incoming = Incoming::open(input, &columns)?;
        let mut part = Self {
            packs: Vec::new(),
            config: settings_in(&incoming.metadata)?,
            segments: stated(&incoming.metadata, SEGMENTS_KEY)?.to_owned(),
        };
        while let Some(batch) = incoming.next()? {
            let (packs, plans) = (bytes_of(&batch, "pack")?, bytes_of(&batch, "plan")?);
            for row in 0..batch.num_rows() {
                let plan = postcard::from_bytes(plans.value(row)).context("a plan of a pack")?;
                part.packs.push((packs.value(row).to_owned(), plan));
            }
        }
        Ok(part)
    }

    fn freeze(&self, file: &PlanFile) -> Result<CorpusPart> {
        let packs = self.packs.iter();
        let packs: Vec<(&[u8], PackPlan)> = packs
            .map(|(bytes, plan)| (bytes.as_slice(), plan.clone()))
            .collect();
        Ok(file.plan.freeze_part(&packs, self.config.reading())?)
    }
}

/// Counts a part.
pub(super) fn count(args: &WorkerArgs) -> Result<()> {
    let file = PlanFile::read(args.plan.as_deref())?;
    let stream = PartOfStream::read()?;
    let part = stream.freeze(&file)?;
    let mut outgoing = Outgoing::begin(&whole(&CELLS), metadata_for(stream.segments))?;
    let mut rows = Numbers::<8>::new();
    let mut failed = None;
    let counted = cells(&part, &file.plan.totals, &mut |cell: TermCell| {
        let row = [
            CELL,
            cell.term.into(),
            cell.document.into(),
            cell.n.into(),
            cell.tokens.into(),
            cell.source.into(),
            cell.language.into(),
            cell.cluster.map_or(NO_CLUSTER, i64::from),
        ];
        if failed.is_none() {
            failed = rows.push(row, &mut outgoing).err();
        }
        Ok(())
    })?;
    for (surface, (n, apart)) in (0_i64..).zip(counted) {
        if n > 0 && failed.is_none() {
            let row = [
                SURFACE,
                surface,
                0,
                n as i64,
                apart as i64,
                0,
                0,
                NO_CLUSTER,
            ];
            failed = rows.push(row, &mut outgoing).err();
        }
    }
    if let Some(error) = failed {
        return Err(error.into());
    }
    rows.flush(&mut outgoing)?;
    outgoing.end()
}

/// Adds up the cells of each term.
pub(super) fn terms(args: &WorkerArgs) -> Result<()> {
    let file = PlanFile::read(args.plan.as_deref())?;
    let parts = LanguageParts::new(&file.plan.totals);
    let input = BufReader::with_capacity(1 << 16, io::stdin());
    let mut incoming = Incoming::open(input, &whole(&CELLS))?;
    let segments = stated(&incoming.metadata, SEGMENTS_KEY)?.to_owned();
    let whole = WHOLE.map(|name| Field::new(name, DataType::Int64, false));
    let dispersion = DISPERSION.map(|name| Field::new(name, DataType::Float64, true));
    let fields = whole.into_iter().chain(dispersion).collect();
    let mut outgoing = Outgoing::of_fields(fields, metadata_for(segments))?;
    let mut of_term: Vec<TermCell> = Vec::new();
    let mut numbers: Vec<TermNumbers> = Vec::new();
    while let Some(batch) = incoming.next()? {
        for cell in cells_of(&batch)? {
            let last = of_term.last();
            if last.is_some_and(|last| last.term != cell.term) {
                numbers.push(TermNumbers::of(&of_term, &parts)?);
                of_term.clear();
            }
            let is_in_order = of_term
                .last()
                .is_none_or(|last| last.document < cell.document);
            ensure!(
                is_in_order,
                "the cells of a term are not sorted by document"
            );
            of_term.push(cell);
        }
        write_numbers(&mut numbers, &mut outgoing)?;
    }
    if !of_term.is_empty() {
        numbers.push(TermNumbers::of(&of_term, &parts)?);
    }
    write_numbers(&mut numbers, &mut outgoing)?;
    outgoing.end()
}

fn cells_of(batch: &RecordBatch) -> Result<Vec<TermCell>> {
    let columns: Vec<&Int64Array> = CELLS
        .iter()
        .map(|name| numbers_of(batch, name))
        .collect::<Result<_>>()?;
    let cell = |row: usize| {
        let number = |column: usize| u32::try_from(columns[column].value(row));
        Ok(TermCell {
            term: number(1)?,
            document: number(2)?,
            n: number(3)?,
            tokens: number(4)?,
            source: number(5)?,
            language: number(6)?,
            cluster: number(7).ok(),
        })
    };
    (0..batch.num_rows()).map(cell).collect()
}

fn write_numbers(numbers: &mut Vec<TermNumbers>, outgoing: &mut Outgoing) -> Result<()> {
    if numbers.is_empty() {
        return Ok(());
    }
    let whole = |of: &dyn Fn(&TermNumbers) -> i64| {
        Arc::new(Int64Array::from_iter_values(numbers.iter().map(of))) as ArrayRef
    };
    let mut columns = vec![
        whole(&|number| number.term.into()),
        whole(&|number| number.frequency.cf as i64),
        whole(&|number| number.frequency.df.into()),
        whole(&|number| number.frequency.events.into()),
        whole(&|number| number.frequency.sources.into()),
    ];
    let spreads: [fn(&TermNumbers) -> &Dispersion; 2] =
        [|number| &number.documents, |number| &number.sources];
    for spread in spreads {
        let values: [fn(&Dispersion) -> Option<f64>; 5] = [
            |spread| Some(spread.range.into()),
            |spread| spread.juilland_d,
            |spread| spread.dp,
            |spread| spread.dp_norm,
            |spread| spread.d_kl,
        ];
        for value in values {
            let column = numbers.iter().map(|number| value(spread(number)));
            columns.push(Arc::new(Float64Array::from_iter(column)));
        }
    }
    outgoing.write(columns)?;
    numbers.clear();
    Ok(())
}

/// Makes `terms.csv`, and adds to the plan what `tfidf.csv` needs.
pub(super) fn weights(args: &WorkerArgs) -> Result<()> {
    let mut file = PlanFile::read(args.plan.as_deref())?;
    let mut stdin = BufReader::with_capacity(1 << 16, io::stdin());
    let mut incoming = Incoming::open(&mut stdin, &whole(&WHOLE))?;
    let config = settings_in(&incoming.metadata)?;
    let metadata = metadata_for(stated(&incoming.metadata, SEGMENTS_KEY)?.to_owned());
    let mut numbers = Vec::new();
    while let Some(batch) = incoming.next()? {
        read_numbers(&batch, &mut numbers)?;
    }
    let corpus = file.plan.freeze_part(&[], config.reading())?.corpus;
    let written = read_written(&mut stdin, corpus.vocabulary.surfaces.len())?;
    let totals = file.plan.totals.clone();
    let terms = TermsOfParts::new(&corpus, &totals, &config, (numbers, &written))?;
    file.weights = Some(terms.weights(&corpus));
    file.write(metadata.clone())?;
    let table = terms.table(&corpus);
    let mut outgoing = Outgoing::of_fields(fields_of(&table.spec.columns), metadata)?;
    write_table(&table, &mut outgoing)?;
    outgoing.end()
}

fn read_numbers(batch: &RecordBatch, numbers: &mut Vec<TermNumbers>) -> Result<()> {
    let whole: Vec<&Int64Array> = WHOLE
        .iter()
        .map(|name| numbers_of(batch, name))
        .collect::<Result<_>>()?;
    let values = DISPERSION.iter().map(|name| {
        let column = batch.column_by_name(name);
        let column = column.and_then(|column| column.as_any().downcast_ref::<Float64Array>());
        column.with_context(|| format!("no column `{name}` of numbers"))
    });
    let values: Vec<&Float64Array> = values.collect::<Result<_>>()?;
    for row in 0..batch.num_rows() {
        let value = |column: usize| {
            let column = values[column];
            (!column.is_null(row)).then(|| column.value(row))
        };
        let spread = |first: usize| Dispersion {
            range: value(first).unwrap_or_default() as u32,
            juilland_d: value(first + 1),
            dp: value(first + 2),
            dp_norm: value(first + 3),
            d_kl: value(first + 4),
        };
        let number = |column: usize| whole[column].value(row);
        numbers.push(TermNumbers {
            term: u32::try_from(number(0))?,
            frequency: TermFrequency {
                cf: u64::try_from(number(1))?,
                df: u32::try_from(number(2))?,
                events: u32::try_from(number(3))?,
                sources: u32::try_from(number(4))?,
            },
            documents: spread(0),
            sources: spread(5),
        });
    }
    Ok(())
}

/// The sums of the counts of surfaces.
fn read_written(input: impl Read, surfaces: usize) -> Result<Vec<(u64, u64)>> {
    let mut incoming = Incoming::open(input, &whole(&["item", "n", "tokens"]))?;
    let mut written = vec![(0, 0); surfaces];
    while let Some(batch) = incoming.next()? {
        let columns = ["item", "n", "tokens"].map(|name| numbers_of(&batch, name));
        let [items, counts, apart] = columns;
        let (items, counts, apart) = (items?, counts?, apart?);
        for row in 0..batch.num_rows() {
            let place = usize::try_from(items.value(row))?;
            let of_surface = written
                .get_mut(place)
                .context("a surface is not in the plan")?;
            of_surface.0 += u64::try_from(counts.value(row))?;
            of_surface.1 += u64::try_from(apart.value(row))?;
        }
    }
    Ok(written)
}

/// Makes the rows of a part in a table.
pub(super) fn rows(args: &WorkerArgs) -> Result<()> {
    let file = PlanFile::read(args.plan.as_deref())?;
    let name = args.table.as_deref().unwrap_or_default();
    let mut tables = TableId::ALL.into_iter();
    let table = tables.find(|id| id.name() == name);
    let table = table.context("this mode needs --table NAME")?;
    let stream = PartOfStream::read()?;
    let part = stream.freeze(&file)?;
    let whole = (&file.plan.totals, file.weights.as_ref());
    rows_of_part(&part, table, whole, &stream.config, |table| {
        let fields = fields_of(&table.spec.columns);
        let mut outgoing = Outgoing::of_fields(fields, metadata_for(stream.segments.clone()))?;
        write_table(table, &mut outgoing)?;
        outgoing.end()
    })?
}

/// Makes the text of rows as CSV files have it; of no rows, that of the header.
pub(super) fn csv(args: &WorkerArgs) -> Result<()> {
    let input = BufReader::with_capacity(1 << 16, io::stdin());
    let mut incoming = Incoming::open(input, &[])?;
    let metadata = metadata_for(stated(&incoming.metadata, SEGMENTS_KEY)?.to_owned());
    let mut outgoing = Outgoing::begin(&[("text", DataType::Binary)], metadata)?;
    let names = incoming.names();
    let states_numbers: Vec<bool> = names
        .iter()
        .map(|name| args.stated.contains(name))
        .collect();
    let mut is_empty = true;
    while let Some(batch) = incoming.next()? {
        is_empty = false;
        let mut outcome = Ok(());
        let text = csv_of_rows(&mut |out| outcome = write_batch(&batch, &states_numbers, out));
        outcome?;
        let column = Arc::new(BinaryArray::from_vec(vec![&text])) as ArrayRef;
        outgoing.write(vec![column])?;
    }
    if is_empty {
        let text = csv_of_names(&names);
        let column = Arc::new(BinaryArray::from_vec(vec![&text])) as ArrayRef;
        outgoing.write(vec![column])?;
    }
    outgoing.end()
}
