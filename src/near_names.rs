//! Names that were probably meant: takes a name that nobody knows and those there are, gives the nearest.

/// The longest name that is compared, in bytes; a longer one is no misspelling.
const LONGEST: usize = 64;

/// The known name that differs in the fewest letters, if it differs in few.
#[must_use]
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if name.len() > LONGEST {
        return None;
    }
    let plain = name.trim().to_lowercase().replace('-', "_");
    let most = (plain.chars().count() / 3).max(1);
    let near = known.into_iter().filter_map(|known| {
        let changes = distance(&plain, &known.to_lowercase().replace('-', "_"));
        (changes <= most).then_some((changes, known))
    });
    near.min_by_key(|(changes, _)| *changes)
        .map(|(_, known)| known)
}

/// `; did you mean ...?` with the nearest of the known names, or nothing.
#[must_use]
pub fn hint<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(name, known)
        .map(|near| format!("; did you mean `{near}`?"))
        .unwrap_or_default()
}

/// Letters to insert, delete, replace or swap with their neighbour to make one word the other.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            rows[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let replaced = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let mut least = replaced.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    least = least.min(rows[i - 2][j - 2] + 1);
                }
                least
            };
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_found_if_it_is_near() {
        let known = ["terms", "terms_by_source", "kwic", "network_nodes"];
        for (name, meant) in [
            ("term", "terms"),
            ("Terms", "terms"),
            ("temrs", "terms"),
            ("terms-by-sources", "terms_by_source"),
            ("network_node", "network_nodes"),
        ] {
            assert_eq!(nearest(name, known), Some(meant), "{name}");
        }
        for name in ["", "x", "sentiment", &"terms".repeat(40)] {
            assert_eq!(nearest(name, known), None, "{name}");
        }
        assert_eq!(hint("kwik", known), "; did you mean `kwic`?");
        assert_eq!(hint("other", known), "");
    }
}
