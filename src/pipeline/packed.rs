//! A run whose documents are read elsewhere, by processes that share nothing: what is to be read, and the
//! corpus of what they give.
//!
//! Takes inputs, gives units with their keys ([`list`]); takes packs of these units, in any order, gives
//! the corpus that [`super::read`] would give ([`read_packed`]).

use std::cell::RefCell;

use super::Input;
use super::reading::read_discovered;
use crate::config::{Config, ReadingSettings};
use crate::corpus::{
    CorpusPlan, PackPlan, PlannedCorpus, UnitRecall, WantedUnit, freeze, freeze_planned,
};
use crate::error::{Error, Result};
use crate::model::Corpus;
use crate::progress::Observer;
use crate::source::{self, ContentKey, Discovery, Unit};
use crate::store::Storage;
use crate::tokenize::Segment;

/// What is to be read.
#[derive(Debug, Default)]
pub struct Listed {
    /// The units, and what was found beside them.
    pub discovered: Discovery,
    /// The keys of the units, and behind them those of sets of records that are no files.
    pub keys: Vec<ContentKey>,
}

/// A pack, as it comes from a reader.
#[derive(Debug)]
pub struct Pack {
    /// The run that it was made in: of a unit that several runs have read, the packs of one count.
    pub run: u32,
    /// The segment.
    pub bytes: Vec<u8>,
    /// The units in it.
    pub units: Vec<u8>,
}

/// Lists what there is to read, each unit with its bytes.
///
/// # Errors
/// If an input or setting can't be used, or if an input is standard input, which nobody else can read.
pub fn list(input: &Input, config: &Config) -> Result<(Listed, Vec<Vec<u8>>)> {
    let discovered = source::discover(&input.paths, &config.read)?;
    let mut keys = Vec::with_capacity(discovered.units.len());
    let mut packed = Vec::with_capacity(discovered.units.len());
    for unit in &discovered.units {
        let (key, bytes) = unit.pack().ok_or_else(|| {
            let message = "standard input cannot be read by other processes; name files or folders";
            Error::setting("input", message)
        })?;
        keys.push(key);
        packed.push(bytes);
    }
    Ok((Listed { discovered, keys }, packed))
}

/// The frozen corpus of packs.
///
/// # Errors
/// As [`super::read`]; those of `packs`; and if a pack is damaged or a unit is in none.
pub fn read_packed(
    input: &Input,
    config: &Config,
    observer: &dyn Observer,
    listed: Listed,
    packs: &mut dyn Iterator<Item = Result<Pack>>,
) -> Result<Corpus> {
    let Listed { discovered, keys } = listed;
    let recall = |units: &[Unit], _: ReadingSettings<'_>, storage: Storage, _: &dyn Observer| {
        let (segments, _) = recall(units, &keys, &storage, packs)?;
        Ok((segments, Vec::new()))
    };
    read_discovered(input, config, observer, discovered, (recall, freeze))
}

/// A corpus that is counted in parts.
pub struct Planned {
    /// The corpus.
    pub corpus: Corpus,
    /// What its parts need.
    pub plan: CorpusPlan,
    /// The plans of packs, each with the place of its pack among those that came.
    pub packs: Vec<(usize, PackPlan)>,
}

/// As [`read_packed`], with what is needed to count the corpus in parts.
///
/// # Errors
/// As [`read_packed`].
pub fn plan_packed(
    input: &Input,
    config: &Config,
    observer: &dyn Observer,
    listed: Listed,
    packs: &mut dyn Iterator<Item = Result<Pack>>,
) -> Result<Planned> {
    let Listed { discovered, keys } = listed;
    let taken: RefCell<Vec<(usize, Vec<u32>)>> = RefCell::default();
    let recall = |units: &[Unit], _: ReadingSettings<'_>, storage: Storage, _: &dyn Observer| {
        let (segments, of_packs) = recall(units, &keys, &storage, packs)?;
        taken.replace(of_packs);
        Ok((segments, Vec::new()))
    };
    let mut planned = None;
    let freeze = |segments, skipped, settings: ReadingSettings<'_>| {
        let places = taken
            .borrow()
            .iter()
            .map(|(_, places)| places.clone())
            .collect::<Vec<_>>();
        let PlannedCorpus {
            corpus,
            plan,
            packs,
        } = freeze_planned(segments, skipped, &places, settings)?;
        planned = Some((plan, packs));
        Ok(corpus)
    };
    let corpus = read_discovered(input, config, observer, discovered, (recall, freeze))?;
    let (plan, packs) = planned.ok_or_else(|| lost("the corpus was not planned"))?;
    let places = taken.into_inner().into_iter().map(|(place, _)| place);
    Ok(Planned {
        corpus,
        plan,
        packs: places.zip(packs).collect(),
    })
}

/// Segments, and for each the place of its pack with the documents taken from it.
type Recalled = (Vec<Segment>, Vec<(usize, Vec<u32>)>);

fn recall(
    units: &[Unit],
    keys: &[ContentKey],
    storage: &Storage,
    packs: &mut dyn Iterator<Item = Result<Pack>>,
) -> Result<Recalled> {
    let wanted: Vec<WantedUnit> = keys
        .iter()
        .enumerate()
        .map(|(place, &key)| WantedUnit {
            key,
            records: units.get(place).and_then(Unit::records_place).cloned(),
            is_first: units.get(place).is_none_or(Unit::is_first),
        })
        .collect();
    let mut recall = UnitRecall::new(&wanted, storage);
    for pack in packs {
        let pack = pack?;
        if !recall.add(pack.run, &pack.bytes, &pack.units) {
            return Err(lost(
                "a segment is damaged, or was written by another version of refrain",
            ));
        }
    }
    let taken = recall.taken();
    let segments = recall.finish().map_err(|missing| {
        let first = missing.first().and_then(|&place| units.get(place));
        let first = first.map_or("a set of records", |unit| unit.place());
        let number = missing.len();
        lost(&format!(
            "units of input that are in no segment: {number}, the first is {first}"
        ))
    })?;
    Ok((segments, taken))
}

fn lost(message: &str) -> Error {
    Error::Segments {
        message: message.to_owned(),
    }
}
