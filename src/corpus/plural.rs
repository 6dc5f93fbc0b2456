//! The singular of a plural that a stemmer would part from it (`data/plurals.tsv`).

use std::sync::LazyLock;

use crate::data::DataFile;
use crate::model::Language;
use crate::sorted::SortedMap;

/// A plural's ending and that of its singular.
struct Ending {
    plural: &'static str,
    singular: &'static str,
    accent: Accent,
}

/// Where a plural has an accent.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Accent {
    Before,
    Nowhere,
    Any,
}

/// By language, the longest ending first.
static ENDINGS: LazyLock<SortedMap<Language, Vec<Ending>>> = LazyLock::new(|| {
    let file = DataFile::new(include_str!("../data/plurals.tsv"));
    let mut all: SortedMap<Language, Vec<Ending>> = SortedMap::new();
    for [code, plural, singular, accent] in file.rows() {
        let Some(language) = Language::from_code(code) else {
            continue;
        };
        let accent = match accent {
            "before" => Accent::Before,
            "nowhere" => Accent::Nowhere,
            _ => Accent::Any,
        };
        let endings = all.or_default(language);
        let shorter =
            endings.partition_point(|ending: &Ending| ending.plural.len() >= plural.len());
        endings.insert(
            shorter,
            Ending {
                plural,
                singular,
                accent,
            },
        );
    }
    all
});

/// The singular of a form, if the form ends as plurals do that stemmers part from it.
pub(super) fn singular(form: &str, language: Language) -> Option<String> {
    let mut endings = ENDINGS.get(&language)?.iter();
    let (ending, before) = endings.find_map(|ending| {
        let before = form.strip_suffix(ending.plural)?;
        Some((ending, before))
    })?;
    let has_accent = before.chars().any(|c| "áâéêíóôú".contains(c));
    let fits = match ending.accent {
        Accent::Before => has_accent,
        Accent::Nowhere => !has_accent,
        Accent::Any => true,
    };
    let is_word = before.chars().nth(1).is_some();
    (fits && is_word).then(|| format!("{before}{}", ending.singular))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(form: &str, code: &str) -> Option<String> {
        singular(form, Language::from_code(code).expect("a language"))
    }

    #[test]
    fn the_longest_ending_that_fits_counts() {
        for (form, code, expected) in [
            ("militares", "es", "militar"),
            ("jóvenes", "es", "jóven"),
            ("nações", "pt", "nação"),
            ("nacionais", "pt", "nacional"),
            ("possíveis", "pt", "possível"),
            ("fáceis", "pt", "fácil"),
            ("papéis", "pt", "papel"),
            ("homens", "pt", "homem"),
            ("libertades", "es", "libertad"),
            ("bürgerinnen", "de", "bürgerin"),
            ("εξουσίες", "el", "εξουσία"),
        ] {
            assert_eq!(of(form, code).as_deref(), Some(expected), "{form}");
        }
    }

    #[test]
    fn other_words_have_none() {
        for (form, code) in [
            ("almacenes", "es"),
            ("sedes", "es"),
            ("gewinnen", "de"),
            ("gerinnen", "de"),
            ("mares", "pt"),
            ("tres", "es"),
            ("pais", "pt"),
            ("hífens", "pt"),
            ("bens", "pt"),
            ("hipóteses", "pt"),
            ("militares", "en"),
        ] {
            assert_eq!(of(form, code), None, "{form}");
        }
    }
}
