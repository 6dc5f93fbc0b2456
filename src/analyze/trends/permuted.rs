//! Changes and turns of many series, those of one length together: they share their permutations.
//!
//! Takes series, gives the change and the turn of each, in their order. Draws depend on the seed and the
//! length of a series alone.

use super::{Draws, Series};
use crate::order::Arrange as _;
use crate::parallel;
use crate::stats::{Change, SampleKey, Turn, changes, turns};

/// The change of level of a series and its turn, by their places in it.
pub(super) type Level = (Option<Change>, Option<Turn>);

/// The most series that one thread tests at a time.
const MOST_AT_ONCE: usize = 64;

/// The changes and turns of series.
pub(super) fn levels(series: &[Series], draws: Draws) -> Vec<Level> {
    let mut places: Vec<usize> = (0..series.len()).collect();
    let length = |place: usize| series[place].rates.len();
    places.arrange_by_key(|&place| length(place));
    let groups = places.chunk_by(|&a, &b| length(a) == length(b));
    let groups: Vec<&[usize]> = groups
        .flat_map(|group| group.chunks(MOST_AT_ONCE))
        .collect();
    let by_group = parallel::map(groups.len(), |group| {
        let group = groups[group].iter();
        let rates: Vec<&[f64]> = group.map(|&place| series[place].rates.as_slice()).collect();
        let length = rates.first().map_or(0, |rates| rates.len());
        let key = SampleKey::new(draws.seed, "trend", &length.to_string());
        let changes = changes(&rates, key, draws.number);
        let both = changes.into_iter().zip(turns(&rates, key, draws.number));
        both.collect::<Vec<Level>>()
    });
    let mut levels = vec![(None, None); series.len()];
    for (place, level) in places.into_iter().zip(by_group.concat()) {
        levels[place] = level;
    }
    levels
}
