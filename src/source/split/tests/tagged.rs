//! References in four forms.

use crate::config::SplitMode;

use super::*;

#[test]
fn references_in_five_forms() {
    let title = "The dike\nat Hoorn";
    for (name, file, layout) in [
        ("ris", "TY  - NEWS\nTI  - The dike\n  at Hoorn\nAU  - Reed, Ann\nAU  - Holt, Ben\nJO  - Polder Courier\nPY  - 2014\nDA  - 2014/02/03/\nAB  - The water rose.\n  It fell.\nKW  - floods\nKW  - dikes\nZZ  - odd\nER  - \n\n".to_owned(), Layout::Ris),
        ("ris without abstract", format!("TY  - JOUR\nT1  - {title}\nA1  - Reed, Ann\nA1  - Holt, Ben\nJF  - Polder Courier\nY1  - 2014/02/03\nN1  - The water rose.\nIt fell.\nKW  - floods\nKW  - dikes\nZZ  - odd\nER  -\n"), Layout::Ris),
        ("medline", "PMID- 7\nTI  - The dike\n      at Hoorn\nFAU - Reed, Ann\nFAU - Holt, Ben\nJT  - Polder Courier\nDP  - 2014 Feb 3\nAB  - The water rose.\n      It fell.\nMH  - floods\nMH  - dikes\nZZ  - odd\n\n".to_owned(), Layout::References),
        ("wos", "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nAF Reed, Ann\n   Holt, Ben\nTI The dike\n   at Hoorn\nSO Polder Courier\nAB The water rose.\n   It fell.\nDE floods\n   dikes\nPD FEB 3\nPY 2014\nZZ odd\nER\n\nEF\n".to_owned(), Layout::References),
        ("endnote", "%0 Newspaper Article\n%T The dike\nat Hoorn\n%A Reed, Ann\n%A Holt, Ben\n%J Polder Courier\n%D 2014\n%8 February 3, 2014\n%X The water rose.\nIt fell.\n%K floods\n%K dikes\n%q odd\n\n".to_owned(), Layout::References),
    ] {
        let twice = match name {
            "wos" => file.replace("ER\n\nEF\n", "ER\n\n") + file.split_once("1.0\n").map_or("", |(_, record)| record),
            _ => file.repeat(2),
        };
        let split = split(name, &twice, layout);
        assert_eq!(split.documents.len(), 2, "{name}");
        for document in &split.documents {
            assert_eq!(
                told(document),
                ["Polder Courier", "2014-02-03", "The dike at Hoorn", "Reed, Ann; Holt, Ben", "The water rose.\nIt fell."],
                "{name}"
            );
            let keywords = field(document, "keywords").replace(';', "");
            assert_eq!(keywords, "floods dikes", "{name}");
            let odd = field(document, if name == "endnote" { "%q" } else { "zz" });
            assert_eq!(odd, "odd", "{name}");
        }
    }
}

#[test]
fn a_reference_without_an_abstract_has_its_title_as_text() {
    for text in [
        "TY  - JOUR\nTI  - Tides of the old harbour\nPY  - 2014\nN1  - Export Date: 2 May\nER  - \n",
        "TY  - JOUR\nTI  - Tides of the old harbour\nN1  - Cited By :3 and Export Date: 2 May, from the database\nER  - \n",
        "PMID- 12\nTI  - Tides of the old\n      harbour\nDP  - 2014\n",
        "%0 Journal Article\n%T Tides of the old harbour\n%D 2014\n",
        "@article{a,\ntitle = {Tides of the old harbour},\nyear = 2014,\nnote = {Accessed: 2 May}}\n",
    ] {
        let split = crate::source::split::text(text, &SplitMode::Auto).expect(text);
        let document = &split.documents[0];
        let words: Vec<&str> = document.text.split_whitespace().collect();
        assert_eq!(words, ["Tides", "of", "the", "old", "harbour"], "{text}");
        assert_eq!(document.title.as_deref(), Some("Tides of the old harbour"));
        let rows = document.left_out.iter();
        assert!(
            rows.clone().all(|row| !row.text.contains("Tides")),
            "{text}"
        );
    }
}
