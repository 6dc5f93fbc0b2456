//! The plan of a corpus as a file, which the driver writes and all workers read.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result, ensure};
use arrow_array::{ArrayRef, BinaryArray};
use arrow_schema::DataType;
use refrain::corpus::CorpusPlan;
use refrain::pipeline::Weights;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::stream::{Metadata, Outgoing};

/// How much of a plan goes into one row.
const PIECE: usize = 16 << 20;
const HASH: usize = 32;

/// What stands in the file, behind a hash of it.
#[derive(Serialize, Deserialize)]
pub(super) struct PlanFile {
    pub(super) plan: CorpusPlan,
    /// Once the terms have been counted.
    pub(super) weights: Option<Weights>,
}

impl PlanFile {
    /// Reads a file.
    pub(super) fn read(path: Option<&Path>) -> Result<Self> {
        let path = path.context("this mode needs --plan FILE")?;
        let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
        let sound = bytes
            .split_at_checked(HASH)
            .filter(|(hash, rest)| Sha256::digest(rest).as_slice() == *hash);
        ensure!(
            sound.is_some(),
            "{}: the plan is damaged, or not whole",
            path.display()
        );
        let file = sound.and_then(|(_, rest)| postcard::from_bytes(rest).ok());
        file.with_context(|| {
            format!(
                "{}: the plan was written by another version of refrain",
                path.display()
            )
        })
    }

    /// Writes the bytes of a file as a stream of pieces.
    pub(super) fn write(&self, metadata: Metadata) -> Result<()> {
        let mut bytes = vec![0; HASH];
        bytes.extend(postcard::to_stdvec(self)?);
        let hash = Sha256::digest(&bytes[HASH..]);
        bytes[..HASH].copy_from_slice(&hash);
        let mut outgoing = Outgoing::begin(&[("piece", DataType::Binary)], metadata)?;
        for piece in bytes.chunks(PIECE) {
            let column = Arc::new(BinaryArray::from_vec(vec![piece])) as ArrayRef;
            outgoing.write(vec![column])?;
        }
        outgoing.end()
    }
}
