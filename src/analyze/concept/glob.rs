//! Globs inside a word: `*` stands for any letters, also none, `?` for one.

/// A glob made ready: `*` stands for any letters, also none, `?` for one.
pub(super) struct Glob {
    /// What stands before the first `*` or `?`. Most forms are ruled out by it.
    pub(super) prefix: String,
    /// The rest.
    rest: Vec<char>,
}

impl Glob {
    /// A glob; a word without `*` and `?` fits itself.
    pub(super) fn new(glob: &str) -> Self {
        let split = glob.find(['*', '?']).unwrap_or(glob.len());
        let mut rest: Vec<char> = glob[split..].chars().collect();
        rest.dedup_by(|next, kept| *next == '*' && *kept == '*');
        Self {
            prefix: glob[..split].to_owned(),
            rest,
        }
    }

    /// Whether it has neither `*` nor `?`.
    pub(super) fn is_plain(&self) -> bool {
        self.rest.is_empty()
    }

    /// Whether a form fits.
    pub(super) fn fits(&self, form: &str) -> bool {
        match form.strip_prefix(&self.prefix) {
            None => false,
            Some(_) if self.rest == ['*'] => true,
            Some(rest) => fits(&self.rest, &rest.chars().collect::<Vec<char>>()),
        }
    }
}

fn fits(glob: &[char], form: &[char]) -> bool {
    let (mut g, mut f) = (0, 0);
    // Where to go on if what follows the last star does not fit.
    let mut retry = None;
    while f < form.len() {
        match glob.get(g) {
            Some('*') => {
                retry = Some((g + 1, f));
                g += 1;
            }
            Some(&c) if c == '?' || c == form[f] => {
                g += 1;
                f += 1;
            }
            _ => {
                let Some((after_star, from)) = retry else {
                    return false;
                };
                retry = Some((after_star, from + 1));
                (g, f) = (after_star, from + 1);
            }
        }
    }
    glob[g..].iter().all(|&c| c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs() {
        let fits = |glob: &str, form: &str| Glob::new(glob).fits(form);
        assert!(fits("sovereign*", "sovereign") && fits("sovereign*", "sovereignty's"));
        assert!(!fits("sovereign*", "asovereign"));
        assert!(fits("*lateral*", "multilateralism") && fits("wom?n", "women"));
        assert!(!fits("wom?n", "womn") && fits("a*b*c", "aXbYbZc") && !fits("a*b*c", "aXbYbZ"));
        assert!(fits("**", "") && fits("?é", "né"));
    }
}
