use super::*;

fn sums(texts: &[(u64, u64)]) -> RateSums {
    let (mut lengths, mut hits) = (LengthSums::default(), HitSums::default());
    for &(n, tokens) in texts {
        lengths.add(tokens);
        if n > 0 {
            hits.add(n, tokens);
        }
    }
    RateSums { lengths, hits }
}

#[track_caller]
fn near(value: f64, expected: f64) {
    assert!((value / expected - 1.0).abs() < 1e-4, "{value} {expected}");
}

/// Recomputed in Python with SciPy's digamma, trigamma and quantile of t.
#[test]
fn intervals_of_rates() {
    let check = |texts: &[(u64, u64)], overdispersion: f64, ends: [f64; 2]| {
        let sums = sums(texts);
        let found = sums.overdispersion().expect("occurrences");
        assert!((found - overdispersion).abs() < 1e-9, "{found}");
        let interval = sums.interval(1e4).expect("an interval");
        near(interval.low, ends[0]);
        near(interval.high, ends[1]);
    };
    let even = [(3, 900), (4, 1100), (2, 400), (5, 1500), (1, 300)];
    check(&even, 0.0, [22.079_372, 61.797_62]);
    let uneven = [
        (9, 1000),
        (0, 400),
        (2, 700),
        (1, 900),
        (0, 1200),
        (3, 1000),
        (1, 300),
        (2, 2500),
    ];
    check(&uneven, 1.315_982_707, [5.189_786, 136.153_763]);
    // One occurrence in ten texts.
    let mut once = [(0, 1000); 10];
    once[3].0 = 1;
    check(&once, 0.0, [0.144_202, 21.998_41]);
    // Ten texts that are all alike say no less than twenty words can.
    check(&[(2, 1000); 10], 0.0, [13.159_503, 31.968_048]);
}

#[test]
fn no_interval_of_few_texts_or_without_occurrences() {
    assert_eq!(sums(&[(2, 100); 4]).interval(1e4), None);
    assert_eq!(sums(&[(0, 100); 9]).interval(1e4), None);
    assert_eq!(sums(&[]).interval(1e4), None);
    // One text that outweighs all others leaves the rate open, not undefined.
    let mut heavy = [(1, 10); 6];
    heavy[0] = (40, 4_000_000_000);
    let interval = sums(&heavy).interval(1e4).expect("an interval");
    assert!(
        interval.low > 0.0 && interval.high.is_finite(),
        "{interval:?}"
    );
}

#[test]
fn a_part_can_be_taken_from_the_whole() {
    let (first, second) = ([(2, 100), (0, 50)], [(5, 300), (1, 20), (1, 9)]);
    let all: Vec<(u64, u64)> = first.iter().chain(&second).copied().collect();
    let [all, part, rest] = [sums(&all), sums(&first), sums(&second)];
    assert_eq!(all.lengths.minus(part.lengths), rest.lengths);
    assert_eq!(all.hits.minus(part.hits), rest.hits);
    assert_eq!(part.lengths.plus(rest.lengths), all.lengths);
    assert_eq!(part.hits.plus(rest.hits), all.hits);
}

/// Both ends by hand: 5 - 2 - √(2² + 3²) and 5 - 2 + √(4² + 1²).
#[test]
fn intervals_of_differences() {
    let interval = |low, high| Interval { low, high };
    let found = difference_interval([5.0, 2.0], [interval(3.0, 9.0), interval(1.0, 5.0)]);
    near(found.low, 3.0 - 13.0_f64.sqrt());
    near(found.high, 3.0 + 17.0_f64.sqrt());
}
