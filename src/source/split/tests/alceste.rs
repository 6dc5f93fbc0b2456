//! Corpora of Alceste and Iramuteq.

use super::*;

#[test]
fn lines_of_stars_begin_texts() {
    for (first, second) in [
        (
            "**** *source_Courier *date_2014-02-03 *front",
            "**** *source_Port *date_2014",
        ),
        (
            "0001 *source_Courier *date_2014-02-03 *front",
            "0002 *source_Port *date_2014",
        ),
        (
            "****\t*source_Courier\t*date_2014_02_03\t*front",
            "**** *source_Port *date_2014",
        ),
        (
            "**** *source_Courier *date_20140203 *front",
            "**** *source_Port *date_2014",
        ),
        (
            "\n\n**** *Source_Courier *date_2014-02-03 *front",
            "**** *source_Port *date_2014",
        ),
    ] {
        let file = format!(
            "{first}\nThe water rose\novernight.\n-*dike\nIt fell.\n\nAll was well.\n\n{second}\nThe council voted.\n"
        );
        let split = split(first, &file, Layout::Alceste);
        let [one, two] = split.documents.as_slice() else {
            panic!("{first}")
        };
        assert_eq!(
            told(one),
            [
                "Courier",
                "2014-02-03",
                "",
                "",
                "The water rose\novernight.\n\nIt fell.\n\nAll was well."
            ],
            "{first}"
        );
        assert_eq!(field(one, "front"), "1");
        assert_eq!(told(two), ["Port", "2014", "", "", "The council voted."]);
    }
}

#[test]
fn a_year_is_a_date_in_any_language() {
    for (name, value, date) in [
        ("annee", "2015", "2015"),
        ("Año", "1998", "1998"),
        ("an", "3", ""),
        ("age", "2015", ""),
    ] {
        let file = format!("**** *source_Port *{name}_{value}\nThe council voted.\n");
        let split = split(name, &file, Layout::Alceste);
        let document = &split.documents[0];
        assert_eq!(document.date.as_deref().unwrap_or_default(), date, "{name}");
        assert_eq!(field(document, &name.to_lowercase()), value);
    }
}
