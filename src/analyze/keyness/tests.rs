use proptest::prelude::*;

use super::*;
use crate::model::DocId;
use crate::stats::Adjustment;

/// Occurrences by source and item.
fn keys(
    by_source: &[Vec<u64>],
    reference: Option<SourceId>,
    config: &KeynessConfig,
) -> Vec<Vec<Key>> {
    let items = by_source.first().map_or(0, Vec::len);
    let all = (0..items).map(|item| by_source.iter().map(|source| source[item]).sum());
    let all: Vec<u64> = all.collect();
    let sizes: Vec<u64> = by_source
        .iter()
        .map(|source| 1000 + source.iter().sum::<u64>())
        .collect();
    let text = |source: usize, part: usize| Text {
        documents: [DocId::new(4 * source + part)].into_iter().collect(),
        tokens: sizes[source] / 4,
    };
    let texts_of = |source| (0..4).map(|part| text(source, part)).collect();
    let texts: Vec<Vec<Text>> = (0..by_source.len()).map(texts_of).collect();
    let items = Items {
        all: &all,
        of_source: |source: usize| {
            let counts = by_source[source].iter().copied().enumerate();
            counts
                .filter(|(_, n)| *n > 0)
                .collect::<Vec<_>>()
                .into_iter()
        },
        sizes: &sizes,
        texts: &texts,
        rows: &|document, items| {
            // Four documents of each source share its occurrences.
            let (source, part) = (document.index() / 4, document.0 % 4);
            for (item, &n) in (0..).zip(&by_source[source]) {
                let n = n / 4 + u64::from(u64::from(part) < n % 4);
                if n > 0 {
                    items.push((item, n));
                }
            }
        },
    };
    keyness(&items, reference, config)
}

#[test]
fn what_one_source_alone_uses_is_its_key() {
    let by_source = vec![vec![40, 30, 20], vec![0, 33, 21], vec![2, 34, 22]];
    let keys_of = keys(&by_source, None, &KeynessConfig::default());
    assert_eq!(keys_of[0].first().map(|key| key.item), Some(0));
    assert_eq!(
        (keys_of[0][0].counts.target, keys_of[0][0].counts.reference),
        (40, 2)
    );
    assert!(keys_of[0][0].lrc > 1.0 && keys_of[1][0].lrc < -1.0);
    assert!(keys_of.iter().flatten().all(|key| key.item == 0));
    let named = keys(&by_source, Some(SourceId(2)), &KeynessConfig::default());
    assert!(named[2].is_empty());
    assert_eq!(
        (named[0][0].counts.target, named[0][0].counts.reference),
        (40, 2)
    );
    assert!(keys(&[vec![4, 5]], None, &KeynessConfig::default())[0].is_empty());
}

proptest! {
    /// What is left out without a look at its measures would have been left out after it, and
    /// changes no adjusted value that is kept.
    #[test]
    fn what_is_passed_over_is_even(
        by_source in proptest::collection::vec(proptest::collection::vec(0_u64..60, 40), 2..5),
        holm in any::<bool>(),
    ) {
        let adjustment = if holm { Adjustment::Holm } else { Adjustment::default() };
        let some = KeynessConfig { adjustment, ..KeynessConfig::default() };
        let every = KeynessConfig { all: true, ..some.clone() };
        let listed = keys(&by_source, None, &some);
        for (kept, mut all) in listed.into_iter().zip(keys(&by_source, None, &every)) {
            all.retain(|key| key.lrc != 0.0);
            prop_assert_eq!(kept, all);
        }
    }
}
