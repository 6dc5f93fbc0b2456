//! Points in a plane whose distances are like given ones.
//!
//! Classical scaling (Torgerson 1952) gives the start, by power iteration from a fixed vector; then each
//! point in turn goes where the stress is least for it (localized majorization, Gansner, Koren and North
//! 2005), a pair counting by 1/d² or alike. A fixed number of steps, one order of sums and no function
//! but the square root: the same bits on every machine.

use super::drawing::Point;

/// How pairs count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weigh {
    /// All alike: for a map, in which far distances matter as much as near ones.
    Alike,
    /// By 1/d²: for a drawing of a graph, in which near ones matter most.
    Near,
}

/// Distances of all pairs, in rows.
#[derive(Debug, Clone)]
pub(super) struct Distances {
    points: usize,
    rows: Vec<f64>,
}

impl Distances {
    /// The distances that `of` gives, which is asked once for each pair; those that are no number above 0
    /// are very small.
    pub(super) fn new(points: usize, of: impl Fn(usize, usize) -> f64) -> Self {
        let mut rows = vec![0.0; points * points];
        for a in 0..points {
            for b in a + 1..points {
                let given = Some(of(a, b)).filter(|distance| distance.is_finite());
                let distance = given.map_or(1e-6, |distance| distance.max(1e-6));
                rows[a * points + b] = distance;
                rows[b * points + a] = distance;
            }
        }
        Self { points, rows }
    }

    /// The distance of two points.
    pub(super) fn between(&self, a: usize, b: usize) -> f64 {
        self.row(a)[b]
    }

    fn row(&self, point: usize) -> &[f64] {
        &self.rows[point * self.points..(point + 1) * self.points]
    }
}

/// The steps of the power iteration, and of the majorization.
const POWER_STEPS: usize = 100;
const STEPS: usize = 120;
/// The majorization ends when a step makes the stress less by this share of it at most.
const ENOUGH: f64 = 1e-5;

/// The points, around the origin, the direction in which they are widest from left to right.
pub(super) fn place(distances: &Distances, weigh: Weigh) -> Vec<Point> {
    let mut points = classical(distances);
    let mut before = f64::INFINITY;
    for _ in 0..STEPS {
        improve(&mut points, distances, weigh);
        let after = raw_stress(&points, distances, weigh);
        if before - after <= before * ENOUGH && before.is_finite() {
            break;
        }
        before = after;
    }
    points
}

fn weight(distance: f64, weigh: Weigh) -> f64 {
    match weigh {
        Weigh::Alike => 1.0,
        Weigh::Near => 1.0 / (distance * distance),
    }
}

fn length(a: Point, b: Point) -> f64 {
    let (x, y) = (a.0 - b.0, a.1 - b.1);
    (x * x + y * y).sqrt()
}

/// Each point in turn goes where the stress is least, all others standing.
fn improve(points: &mut [Point], distances: &Distances, weigh: Weigh) {
    for place in 0..points.len() {
        let (mut sum, mut total) = ((0.0, 0.0), 0.0);
        let here = points[place];
        for (other, &wanted) in distances.row(place).iter().enumerate() {
            if other == place {
                continue;
            }
            let there = points[other];
            let drawn = length(here, there);
            let weight = weight(wanted, weigh);
            let ratio = if drawn > 1e-12 { wanted / drawn } else { 0.0 };
            sum.0 += weight * (there.0 + (here.0 - there.0) * ratio);
            sum.1 += weight * (there.1 + (here.1 - there.1) * ratio);
            total += weight;
        }
        if total > 0.0 {
            points[place] = (sum.0 / total, sum.1 / total);
        }
    }
}

fn raw_stress(points: &[Point], distances: &Distances, weigh: Weigh) -> f64 {
    let mut sum = 0.0;
    for (a, &one) in points.iter().enumerate() {
        for (&wanted, &other) in distances.row(a).iter().zip(points).skip(a + 1) {
            let gap = wanted - length(one, other);
            sum += weight(wanted, weigh) * gap * gap;
        }
    }
    sum
}

/// Stress-1 of Kruskal (1964): the root of the squares of what distances miss over the squares of the
/// distances drawn; 0 if all are right.
pub(super) fn stress(points: &[Point], distances: &Distances) -> f64 {
    let mut squares = 0.0;
    for (a, &one) in points.iter().enumerate() {
        for &other in &points[a + 1..] {
            let drawn = length(one, other);
            squares += drawn * drawn;
        }
    }
    if squares > 0.0 {
        (raw_stress(points, distances, Weigh::Alike) / squares).sqrt()
    } else {
        0.0
    }
}

/// Classical scaling to two dimensions.
fn classical(distances: &Distances) -> Vec<Point> {
    let n = distances.points;
    let mut centred: Vec<f64> = distances
        .rows
        .iter()
        .map(|distance| distance * distance)
        .collect();
    let means: Vec<f64> = centred
        .chunks(n.max(1))
        .map(|row| row.iter().sum::<f64>() / n as f64)
        .collect();
    let all = means.iter().sum::<f64>() / n.max(1) as f64;
    for a in 0..n {
        for b in 0..n {
            let cell = &mut centred[a * n + b];
            *cell = -0.5 * (*cell - means[a] - means[b] + all);
        }
    }
    let first = leading(&centred, n, None);
    let second = leading(&centred, n, Some(&first.0));
    let axis = |(vector, value): (Vec<f64>, f64)| {
        let scale = value.max(0.0).sqrt();
        vector.into_iter().map(move |value| value * scale)
    };
    axis(first).zip(axis(second)).collect()
}

/// The eigenvector of a symmetric matrix that power iteration finds, of those at right angles to another
/// one, and its eigenvalue.
fn leading(matrix: &[f64], n: usize, other: Option<&Vec<f64>>) -> (Vec<f64>, f64) {
    // A start that is at right angles to no eigenvector but by chance, and another for the second: of two
    // equal eigenvalues all of the first start is in the first vector.
    let (factor, modulus) = if other.is_none() {
        (7919, 101)
    } else {
        (6007, 103)
    };
    let start = |at: usize| 1.0 + ((at * factor + 13) % modulus) as f64 / modulus as f64;
    let mut vector: Vec<f64> = (0..n).map(start).collect();
    let mut eigenvalue = 0.0;
    for _ in 0..POWER_STEPS {
        if let Some(other) = other {
            let share = dot(&vector, other);
            for (value, other) in vector.iter_mut().zip(other) {
                *value -= share * other;
            }
        }
        let size = dot(&vector, &vector).sqrt();
        if size < 1e-12 {
            return (vec![0.0; n], 0.0);
        }
        vector.iter_mut().for_each(|value| *value /= size);
        let next: Vec<f64> = matrix.chunks(n).map(|row| dot(row, &vector)).collect();
        eigenvalue = dot(&next, &vector);
        vector = next;
    }
    let size = dot(&vector, &vector).sqrt();
    if size < 1e-12 {
        return (vec![0.0; n], 0.0);
    }
    // Which way an axis points is chance; the farthest point is on the side of the larger numbers.
    let farthest = vector.iter().fold(0.0_f64, |far, &value| {
        if value.abs() > far.abs() + 1e-12 {
            value
        } else {
            far
        }
    });
    let size = if farthest < 0.0 { -size } else { size };
    (
        vector.into_iter().map(|value| value / size).collect(),
        eigenvalue,
    )
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(points: &[Point], wanted: impl Fn(usize, usize) -> f64, near: f64) {
        for a in 0..points.len() {
            for b in a + 1..points.len() {
                let drawn = length(points[a], points[b]);
                assert!((drawn - wanted(a, b)).abs() < near, "{a} {b}: {drawn}");
            }
        }
    }

    #[test]
    fn a_triangle_of_3_4_5_is_found() {
        let wanted = |a: usize, b: usize| [3.0, 4.0, 5.0][a + b - 1];
        let distances = Distances::new(3, wanted);
        for weigh in [Weigh::Alike, Weigh::Near] {
            let points = place(&distances, weigh);
            check(&points, wanted, 1e-6);
            assert!(stress(&points, &distances) < 1e-6);
        }
    }

    #[test]
    fn points_on_a_line_stay_on_a_line() {
        let wanted = |a: usize, b: usize| (b as f64 - a as f64) * 2.0;
        let points = place(&Distances::new(9, wanted), Weigh::Alike);
        check(&points, wanted, 1e-6);
        assert!(points.iter().all(|point| point.1.abs() < 1e-6));
        assert!((points[0].0 - points[8].0).abs() > 15.9);
    }

    #[test]
    fn a_square_is_found_and_equal_distances_of_many_are_not() {
        let corners = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)];
        let wanted = |a: usize, b: usize| length(corners[a], corners[b]);
        check(
            &place(&Distances::new(4, wanted), Weigh::Alike),
            wanted,
            1e-4,
        );
        let even = Distances::new(12, |_, _| 1.0);
        let points = place(&even, Weigh::Alike);
        assert!(
            points
                .iter()
                .all(|point| point.0.is_finite() && point.1.is_finite())
        );
        let stress = stress(&points, &even);
        assert!((0.1..0.5).contains(&stress), "{stress}");
    }

    #[test]
    fn few_points_and_strange_distances_do_no_harm() {
        for points in 0..3 {
            let placed = place(&Distances::new(points, |_, _| f64::NAN), Weigh::Near);
            assert_eq!(placed.len(), points);
            assert!(
                placed
                    .iter()
                    .all(|point| point.0.is_finite() && point.1.is_finite())
            );
        }
    }
}
