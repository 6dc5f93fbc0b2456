//! The mode `finish`: the list and a stream of packed segments in, the output folder out.

use std::io::{self, BufReader, Read};
use std::process::ExitCode;

use anyhow::Result;
use arrow_array::RecordBatch;
use arrow_schema::DataType;
use refrain::Error;
use refrain::pipeline::{self, Pack};
use refrain::store::settings_name;

use super::list;
use super::stream::{Incoming, bytes_of, check_segments, numbers_of};
use crate::cli::RunArgs;
use crate::messages::Messages;

/// The columns of segments that are read here: what `tokenise` gives, with the run that it was in.
fn columns() -> [(&'static str, DataType); 3] {
    [
        ("run", DataType::Int64),
        ("pack", DataType::Binary),
        ("units", DataType::Binary),
    ]
}

/// Analyses segments as `refrain run` analyses documents.
pub(super) fn finish(args: &RunArgs, messages: Messages) -> Result<ExitCode> {
    crate::run_by(args, messages, |input, config, terminal| {
        let segments = settings_name(config.reading());
        let mut stdin = BufReader::with_capacity(1 << 16, io::stdin());
        let listed = list::read(&mut stdin, &segments).map_err(|error| unusable(&error))?;
        let mut packs = Packs::open(&mut stdin, &segments).map_err(|error| unusable(&error))?;
        let corpus = || pipeline::read_packed(input, config, terminal, listed, &mut packs);
        pipeline::run_on(input, config, (&args.output, args.force), terminal, corpus)
    })
}

/// Packs out of a stream.
pub(super) struct Packs<R: Read> {
    incoming: Incoming<R>,
    batch: Option<RecordBatch>,
    row: usize,
}

impl<R: Read> Packs<R> {
    /// The packs of a stream, which must be about segments of this name.
    pub(super) fn open(input: R, segments: &str) -> Result<Self> {
        let incoming = Incoming::open(input, &columns())?;
        check_segments(&incoming.metadata, segments)?;
        Ok(Self {
            incoming,
            batch: None,
            row: 0,
        })
    }

    fn pack(&mut self) -> Result<Option<Pack>> {
        loop {
            if let Some(batch) = self
                .batch
                .as_ref()
                .filter(|batch| self.row < batch.num_rows())
            {
                let row = self.row;
                self.row += 1;
                return Ok(Some(Pack {
                    run: u32::try_from(numbers_of(batch, "run")?.value(row))?,
                    bytes: bytes_of(batch, "pack")?.value(row).to_owned(),
                    units: bytes_of(batch, "units")?.value(row).to_owned(),
                }));
            }
            (self.batch, self.row) = (self.incoming.next()?, 0);
            if self.batch.is_none() {
                return Ok(None);
            }
        }
    }
}

impl<R: Read> Iterator for Packs<R> {
    type Item = refrain::Result<Pack>;

    fn next(&mut self) -> Option<Self::Item> {
        self.pack().map_err(|error| unusable(&error)).transpose()
    }
}

pub(super) fn unusable(error: &anyhow::Error) -> Error {
    Error::Segments {
        message: format!("{error:#}"),
    }
}
