//! What is said of files that were cut into documents: how many of which kind, and where a file says
//! that it holds more or fewer.

use crate::config::SplitMode;
use crate::model::{DocumentInfo, Layout, Part};
use crate::sorted::SortedMap;

/// The files that were cut, in a sentence; and one for each that says it holds another number.
pub(super) fn splits<'a>(infos: impl Iterator<Item = &'a DocumentInfo>) -> Vec<String> {
    let parts = infos.filter_map(|info| Some((&*info.place.path, info.part?)));
    let files = SortedMap::joined(parts.collect(), |one: &mut Part, other| {
        if one.number < other.number {
            *one = other;
        }
    });
    let mut kinds: SortedMap<Layout, (usize, u64)> = SortedMap::new();
    let mut differences = Vec::new();
    for (path, part) in files.iter() {
        // Of a file that is read in stretches, the last document has the number of all.
        let found = if part.of == 0 { part.number } else { part.of };
        let (count, documents) = kinds.or_default(part.layout);
        *count += 1;
        *documents += u64::from(found);
        if let Some(stated) = part.stated.filter(|&stated| stated != found) {
            differences.push(format!(
                "{path} states that it contains {stated} documents, but {} found",
                were(u64::from(found))
            ));
        }
    }
    let documents: u64 = kinds.iter().map(|(_, (_, documents))| documents).sum();
    let kinds = kinds.iter();
    let kinds = kinds
        .map(|(layout, (count, documents))| format!("{} ({documents})", layout.counted(*count)));
    let summary = match files.iter().count() {
        0 => return differences,
        1 => "1 file was".to_owned(),
        count => format!("{count} files were"),
    };
    let kinds: Vec<String> = kinds.collect();
    let documents = match documents {
        1 => "1 document".to_owned(),
        count => format!("{count} documents"),
    };
    let summary = format!("{summary} split into {documents}: {}", kinds.join(", "));
    [summary].into_iter().chain(differences).collect()
}

/// A pattern by which no file was cut.
pub(super) fn unmatched(infos: &[&DocumentInfo], mode: &SplitMode) -> Option<String> {
    let SplitMode::Pattern(pattern) = mode else {
        return None;
    };
    let is_cut =
        |info: &&DocumentInfo| info.part.is_some_and(|part| part.layout == Layout::Pattern);
    (!infos.is_empty() && !infos.iter().any(is_cut)).then(|| {
        format!("--split: the pattern `{pattern}` matches in no file, so none was split by it")
    })
}

fn were(count: u64) -> String {
    match count {
        1 => "1 was".to_owned(),
        count => format!("{count} were"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Format, Place};

    fn info(
        path: &str,
        (number, of): (u32, u32),
        stated: Option<u32>,
        layout: Layout,
    ) -> DocumentInfo {
        let place = Place {
            path: path.into(),
            line: Some(u64::from(number)),
        };
        let mut info = DocumentInfo::new(place, Format::Text, 1, [0; 32]);
        info.part = Some(Part {
            number,
            of,
            stated,
            layout,
        });
        info
    }

    #[test]
    fn files_are_counted_by_kind_and_differences_named() {
        let infos = [
            info("a.txt", (1, 2), Some(2), Layout::Nexis),
            info("a.txt", (2, 2), Some(2), Layout::Nexis),
            info("b.txt", (1, 1), Some(3), Layout::Nexis),
            info("c.xml", (2, 5), None, Layout::Feed),
            info("d.xml", (7, 0), None, Layout::MediaWiki),
            info("d.xml", (3, 0), None, Layout::MediaWiki),
        ];
        assert_eq!(
            splits(infos.iter()),
            [
                "4 files were split into 15 documents: 2 Nexis exports (3), 1 MediaWiki dump (7), 1 feed (5)",
                "b.txt states that it contains 3 documents, but 1 was found",
            ]
        );
        assert_eq!(splits([].iter()), [""; 0]);
    }

    #[test]
    fn a_pattern_that_matches_nowhere_is_told() {
        let mode = |pattern: &str| SplitMode::try_from(pattern.to_owned()).expect("a mode");
        let (whole, cut) = (
            DocumentInfo::new(
                Place {
                    path: "a.txt".into(),
                    line: None,
                },
                Format::Text,
                1,
                [0; 32],
            ),
            info("a.txt", (1, 2), None, Layout::Pattern),
        );
        let told = unmatched(&[&whole], &mode("^Speech")).expect("a note");
        assert!(told.contains("`^Speech` matches in no file"), "{told}");
        assert_eq!(unmatched(&[&whole, &cut], &mode("^Speech")), None);
        assert_eq!(unmatched(&[&whole], &SplitMode::Auto), None);
        assert_eq!(unmatched(&[], &mode("^Speech")), None);
    }
}
