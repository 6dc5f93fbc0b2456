//! Pettitt's approximation against permutations, as a test that prints a table:
//! `cargo test --release -- --ignored pettitts_approximation --nocapture`.
//!
//! Series are normal, with an autocorrelation of 0 or 0.5, or counts with a mean of 0.5, most of them
//! equal; half of them change their level in the middle.

use libm::{exp, sqrt};
use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::SeedableRng as _;

use super::super::bootstrap::SampleKey;
use super::super::change::approximated;
use super::super::changes;
use super::Draw;

#[derive(Clone, Copy, Debug)]
enum Kind {
    Normal { autocorrelation: f64 },
    Counts,
}

fn series(draw: &mut Draw, length: usize, kind: Kind, step: f64) -> Vec<f64> {
    let mut before = draw.normal();
    let value = |place: usize| {
        let level = if 2 * place < length { 0.0 } else { step };
        match kind {
            Kind::Normal { autocorrelation: r } => {
                before = r * before + sqrt(1.0 - r * r) * draw.normal();
                before + level
            }
            Kind::Counts => draw.poisson(0.5 * exp(level)) as f64,
        }
    };
    (0..length).map(value).collect()
}

#[test]
#[ignore = "prints a table"]
fn pettitts_approximation() {
    println!("by n and kind: approximation / permutation where that is between 0.02 and 0.1,");
    println!("and the share of series that only one of them has below 0.05");
    let normal = |autocorrelation| Kind::Normal { autocorrelation };
    for length in [8, 10, 12, 15, 20, 30, 40, 60, 80] {
        for kind in [normal(0.0), normal(0.5), Kind::Counts] {
            let mut draw = Draw(Pcg64Mcg::seed_from_u64(length as u64));
            let all: Vec<Vec<f64>> = (0..1000)
                .map(|number| series(&mut draw, length, kind, f64::from(number % 2)))
                .collect();
            let slices: Vec<&[f64]> = all.iter().map(Vec::as_slice).collect();
            let found = changes(&slices, SampleKey::new(1, "pettitt", ""), 1999);
            let both = found.iter().zip(&slices);
            let both: Vec<(f64, f64)> = both
                .filter_map(|(found, values)| Some((found.as_ref()?.p, approximated(values)?)))
                .collect();
            let near = both.iter().filter(|(p, _)| (0.02..0.1).contains(p));
            let ratios: Vec<f64> = near.map(|(p, other)| other / p).collect();
            let parted = both.iter().filter(|(p, q)| (*p < 0.05) != (*q < 0.05));
            println!(
                "{length:3} {kind:?}: {:.2} ({}), {:.3}",
                ratios.iter().sum::<f64>() / ratios.len() as f64,
                ratios.len(),
                parted.count() as f64 / both.len() as f64
            );
        }
    }
}
