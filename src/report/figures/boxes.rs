//! Boxes that do not lie on each other: labels, and marks with their labels.

use super::drawing::Point;

/// A rectangle: its centre, and half its width and height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) centre: Point,
    pub(super) half: (f64, f64),
}

impl Area {
    /// How far it reaches into another, to the side and downwards; both above 0 if they overlap.
    fn reach(&self, other: &Self) -> (f64, f64) {
        (
            self.half.0 + other.half.0 - (self.centre.0 - other.centre.0).abs(),
            self.half.1 + other.half.1 - (self.centre.1 - other.centre.1).abs(),
        )
    }

    /// Whether they overlap.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let (x, y) = self.reach(other);
        x > 1e-6 && y > 1e-6
    }

    /// Whether it lies inside a field of this size.
    pub(super) fn is_inside(&self, size: (f64, f64)) -> bool {
        let is_between = |at: f64, half: f64, size: f64| at - half >= 0.0 && at + half <= size;
        is_between(self.centre.0, self.half.0, size.0)
            && is_between(self.centre.1, self.half.1, size.1)
    }

    /// Moved into a field of this size, if it fits.
    fn moved_into(mut self, size: (f64, f64)) -> Self {
        let within = |at: f64, half: f64, size: f64| at.min(size - half).max(half);
        self.centre.0 = within(self.centre.0, self.half.0, size.0);
        self.centre.1 = within(self.centre.1, self.half.1, size.1);
        self
    }
}

/// Rounds of pushing before the field grows.
const ROUNDS: usize = 200;
/// By how much it grows, and how often at most.
const GROWTH: f64 = 1.08;
const GROWTHS: usize = 40;

/// Moves areas in a field until none overlaps another, as little as they must; the field grows in height
/// where there is too little room. Gives its height.
pub(super) fn separate(areas: &mut [Area], size: (f64, f64)) -> f64 {
    let (width, mut height) = size;
    for _ in 0..GROWTHS {
        for _ in 0..ROUNDS {
            if !push(areas, (width, height)) {
                return height;
            }
        }
        height *= GROWTH;
        for area in areas.iter_mut() {
            area.centre.1 *= GROWTH;
        }
    }
    in_rows(areas, width)
}

/// Pushes overlapping areas apart, each half of the way; gives whether any overlapped.
fn push(areas: &mut [Area], size: (f64, f64)) -> bool {
    for area in areas.iter_mut() {
        *area = area.moved_into(size);
    }
    let mut is_moved = false;
    for a in 0..areas.len() {
        for b in a + 1..areas.len() {
            let (first, second) = (areas[a], areas[b]);
            if !first.overlaps(&second) {
                continue;
            }
            is_moved = true;
            let (x, y) = first.reach(&second);
            // Areas of one place part in the order in which they are given.
            let side = |first: f64, second: f64| if first > second { 0.5 } else { -0.5 };
            let more = 0.1;
            if x < y {
                let step = side(first.centre.0, second.centre.0) * (x + more);
                areas[a].centre.0 += step;
                areas[b].centre.0 -= step;
            } else {
                let step = side(first.centre.1, second.centre.1) * (y + more);
                areas[a].centre.1 += step;
                areas[b].centre.1 -= step;
            }
        }
    }
    is_moved
}

/// Areas in rows from top to bottom, where nothing else helps; gives the height.
fn in_rows(areas: &mut [Area], width: f64) -> f64 {
    let (mut x, mut y, mut row) = (0.0, 0.0, 0.0_f64);
    for area in areas.iter_mut() {
        if x > 0.0 && x + area.half.0 * 2.0 > width {
            y += row;
            (x, row) = (0.0, 0.0);
        }
        area.centre = (x + area.half.0, y + area.half.1);
        x += area.half.0 * 2.0;
        row = row.max(area.half.1 * 2.0);
    }
    y + row
}

/// Where labels of points may stand: beside a point, above and below it, and at its corners.
const SIDES: [Point; 8] = [
    (1.0, 0.0),
    (-1.0, 0.0),
    (0.0, -1.0),
    (0.0, 1.0),
    (1.0, -1.0),
    (1.0, 1.0),
    (-1.0, -1.0),
    (-1.0, 1.0),
];

/// Places a label of each point where it overlaps neither another label nor a point, those before others
/// first; none where there is no such place. `half` is half of the size of each label, `radius` that of
/// the points.
pub(super) fn label(
    points: &[Point],
    half: &[(f64, f64)],
    radius: f64,
    size: (f64, f64),
) -> Vec<Option<Area>> {
    let half_of_mark = (radius, radius);
    let mark = |&centre: &Point| Area {
        centre,
        half: half_of_mark,
    };
    let marks: Vec<Area> = points.iter().map(mark).collect();
    let mut placed: Vec<Option<Area>> = Vec::with_capacity(points.len());
    for (place, (&point, &half)) in points.iter().zip(half).enumerate() {
        let gap = radius + 2.0;
        let area = |side: Point| {
            // At a corner, half of the height is enough.
            let far = if side.0 != 0.0 && side.1 != 0.0 {
                0.7
            } else {
                1.0
            };
            Area {
                centre: (
                    point.0 + side.0 * (half.0 + gap * far),
                    point.1 + side.1 * (half.1 + gap * far),
                ),
                half,
            }
        };
        let is_free = |area: &Area| {
            let others = marks
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != place);
            area.is_inside(size)
                && others.into_iter().all(|(_, mark)| !area.overlaps(mark))
                && placed.iter().flatten().all(|other| !area.overlaps(other))
        };
        placed.push(SIDES.into_iter().map(area).find(is_free));
    }
    placed
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn area(x: f64, y: f64, width: f64, height: f64) -> Area {
        Area {
            centre: (x, y),
            half: (width / 2.0, height / 2.0),
        }
    }

    fn clash(areas: &[Area]) -> bool {
        let mut areas = areas
            .iter()
            .enumerate()
            .map(|(at, area)| (area, &areas[at + 1..]));
        areas.any(|(area, others)| others.iter().any(|other| area.overlaps(other)))
    }

    #[test]
    fn areas_are_pushed_the_shorter_way() {
        let mut areas = [area(50.0, 50.0, 20.0, 10.0), area(50.0, 54.0, 20.0, 10.0)];
        assert!((separate(&mut areas, (100.0, 100.0)) - 100.0).abs() < 1e-9);
        // They overlapped by 6 downwards: 3.05 each.
        assert!(
            (areas[0].centre.1 - 46.95).abs() < 1e-9 && (areas[1].centre.1 - 57.05).abs() < 1e-9
        );
        assert!(areas.iter().all(|area| (area.centre.0 - 50.0).abs() < 1e-9));
    }

    #[test]
    fn a_label_stands_at_the_first_free_side() {
        let points = [(50.0, 50.0), (62.0, 50.0), (95.0, 80.0)];
        let labels = label(&points, &[(10.0, 6.0); 3], 3.0, (100.0, 100.0));
        // The right of the first is taken by the second, that of the third is outside.
        assert_eq!(labels[0].map(|area| area.centre), Some((35.0, 50.0)));
        assert_eq!(labels[1].map(|area| area.centre), Some((77.0, 50.0)));
        assert_eq!(labels[2].map(|area| area.centre), Some((80.0, 80.0)));
    }

    proptest! {
        #[test]
        fn no_areas_overlap_and_all_are_inside(
            given in prop::collection::vec((0.0..300.0, 0.0..200.0, 5.0..120.0, 8.0..30.0), 0..60)
        ) {
            let mut areas: Vec<Area> = given.iter().map(|&(x, y, width, height)| area(x, y, width, height)).collect();
            let height = separate(&mut areas, (300.0, 200.0));
            prop_assert!(!clash(&areas));
            for area in &areas {
                prop_assert!(area.is_inside((300.0 + 1e-6, height + 1e-6)), "{area:?} {height}");
            }
        }

        #[test]
        fn no_labels_overlap(
            points in prop::collection::vec((0.0..300.0, 0.0..200.0), 0..80),
            half in prop::collection::vec((5.0..60.0, 5.0..9.0), 80)
        ) {
            let labels = label(&points, &half, 3.0, (300.0, 200.0));
            let placed: Vec<Area> = labels.into_iter().flatten().collect();
            prop_assert!(!clash(&placed));
            prop_assert!(placed.iter().all(|area| area.is_inside((300.0, 200.0))));
        }
    }
}
