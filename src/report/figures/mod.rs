//! The pictures of a report.
//!
//! Takes results, gives [`Figure`]s: SVG that stands by itself, and the same for a page. What a figure
//! shows is first put together as plain data, then drawn from these alone, and each has a file here. A
//! figure whose data are not there is not there. Nothing depends on fonts of the machine, on threads or
//! on chance: text is measured by a table, layouts have fixed starts and fixed numbers of steps.

mod bars;
mod boxes;
mod calendar;
mod dates;
mod drawing;
mod figure;
mod heat;
mod heat_drawing;
mod ink;
mod keyness;
mod map;
mod network;
mod network_data;
mod network_layout;
mod over_time;
#[cfg(feature = "png")]
mod png;
mod rates;
mod rows;
mod scale;
mod similarity;
mod small;
mod stress;
mod svg;
mod target;
mod text;
mod time_of_concept;
mod verdict;

pub use figure::{FOLDER, Figure};
pub use ink::{COLOURS, Colour};
#[cfg(feature = "png")]
pub use png::Png;
pub(crate) use small::{Bar, bars, line};
pub(crate) use target::Target;
pub(crate) use time_of_concept::OVER_TIME;

use crate::analyze::Results;
use crate::config::{NetworkConfig, PeriodChoice};
use crate::parallel::in_order;
use crate::report::noun::Noun;
use crate::report::top_terms::Distinctive;

/// The figures of a run, in the order in which a report has them.
pub(super) fn figures(
    results: &Results,
    network: &NetworkConfig,
    period: PeriodChoice,
    (noun, distinctive): (&Noun, Option<&[Vec<Distinctive>]>),
) -> Vec<Figure> {
    let makers: [&(dyn Fn() -> Vec<Figure> + Sync); 8] = [
        &|| heat::figures(results),
        &|| rates::figures(results),
        &|| over_time::figures(results),
        &|| time_of_concept::by_concept(results),
        &|| dates::figures(&results.corpus, period),
        &|| network::figures(results, network),
        &|| keyness::figures(results, distinctive),
        &|| similarity::figures(results),
    ];
    let mut figures = in_order(makers.len(), || (), |(), maker| makers[maker]()).concat();
    for figure in &mut figures {
        figure.name_groups(noun);
    }
    figures
}
