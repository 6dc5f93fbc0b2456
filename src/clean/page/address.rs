//! Takes the address of a page, gives the date in its path, put together as `2019-11-18`.

/// The date that stands in an address, as `2019-11-18`; `2019-11` if only year and month do.
pub(super) fn in_address(url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let tokens: Vec<&str> = path
        .split(|symbol: char| !symbol.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .collect();
    let whole = tokens
        .iter()
        .filter(|digits| digits.len() == 8)
        .find_map(|digits| iso(digits.get(..4)?, digits.get(4..6)?, digits.get(6..)?));
    let parted = || {
        tokens.windows(3).find_map(|window| match window {
            [year, month, day]
                if path.contains(&format!("{year}/{month}/{day}"))
                    || path.contains(&format!("{year}-{month}/{day}"))
                    || path.contains(&format!("{year}-{month}-{day}")) =>
            {
                iso(year, month, day)
            }
            _ => None,
        })
    };
    let compact = || {
        tokens.windows(2).find_map(|window| match window {
            [year, rest] if rest.len() == 4 && path.contains(&format!("{year}/{rest}")) => {
                iso(year, rest.get(..2)?, rest.get(2..)?)
            }
            _ => None,
        })
    };
    let month_only = || {
        tokens.windows(2).find_map(|window| match window {
            [year, month] if month.len() == 2 && path.contains(&format!("/{year}/{month}/")) => {
                iso(year, month, "01").map(|date| date.get(..7).unwrap_or_default().to_owned())
            }
            _ => None,
        })
    };
    parted().or(whole).or_else(compact).or_else(month_only)
}

fn iso(year: &str, month: &str, day: &str) -> Option<String> {
    let (y, m, d): (u32, u32, u32) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let real = year.len() == 4
        && (1990..=2099).contains(&y)
        && (1..=12).contains(&m)
        && (1..=31).contains(&d);
    (real && month.len() <= 2 && day.len() <= 2).then(|| format!("{y:04}-{m:02}-{d:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_hold_dates() {
        for (url, date) in [
            ("http://a.example/2019/11/18/x", Some("2019-11-18")),
            ("http://a.example/n/20151217/1.html", Some("2015-12-17")),
            ("http://a.example/t20151217_99.html", Some("2015-12-17")),
            ("http://a.example/2019-11/18/c_1.htm", Some("2019-11-18")),
            (
                "http://a.example/n1/2019/1118/c1-2.html",
                Some("2019-11-18"),
            ),
            ("http://a.example/2019/11/x.html", Some("2019-11")),
            ("http://a.example/id/99999999", None),
        ] {
            assert_eq!(in_address(url).as_deref(), date, "{url}");
        }
    }
}
