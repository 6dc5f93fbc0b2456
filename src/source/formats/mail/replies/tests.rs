//! Messages with quoted replies and signatures.

use super::*;

#[track_caller]
fn check(text: &str, own: &str, expected: &[(Rule, u32)]) {
    let (text, rows) = own_text(text);
    assert_eq!(text, own);
    let rows: Vec<_> = rows
        .iter()
        .map(|row| (row.rule, row.line.unwrap_or_default()))
        .collect();
    assert_eq!(rows, expected);
}

#[test]
fn quoted_lines_and_their_introduction_are_rows() {
    let quotation = Rule::Quotation;
    check(
        "Yes, it holds.\n\nOn Mon, Feb 3, 2014 at 6:10 AM, Ann Reed <ann@example.org> wrote:\n> Does the dike hold?\n>> And the quay?\n\nRegards",
        "Yes, it holds.\n\n\nRegards",
        &[(quotation, 3)],
    );
    check(
        "On 3 February 2014 at 06:10, Ann Reed\n<ann@example.org> wrote:\n\n> Where?\nHere.\n> When?\nNow.",
        "Here.\nNow.",
        &[(quotation, 1), (quotation, 6)],
    );
    for introduction in [
        "Am 03.02.2014 um 06:10 schrieb Ann Reed:",
        "Le 3 févr. 2014 à 06:10, Ann Reed <ann@example.org> a écrit :",
        "El lun, 3 feb 2014 a las 6:10, Ann Reed escribió:",
        "Il giorno 3 feb 2014 Ann Reed ha scritto:",
        "Ann Reed wrote:",
    ] {
        let text = format!("Oui.\n\n{introduction}\n> Non?\n");
        check(&text, "Oui.", &[(quotation, 3)]);
    }
    check(
        "Yes.\n\nOn Mon, Feb 3, 2014 at 6:10 AM Ann <ann@example.org> wrote:\n\nNo marks here.\nNone.",
        "Yes.",
        &[(quotation, 3)],
    );
}

#[test]
fn whole_messages_below_a_reply_are_rows() {
    for mark in [
        "-----Original Message-----",
        "-----Ursprüngliche Nachricht-----",
        "-------- Message d'origine --------",
        "---------- Forwarded message ---------",
    ] {
        let text = format!("Agreed.\n\n{mark}\nFrom: Ann\nSent: Monday\n\nShall we?\n-- \nAnn");
        check(&text, "Agreed.", &[(Rule::Quotation, 3)]);
    }
    for block in [
        "From: Ann Reed\nSent: Monday, 3 February 2014 06:10\nTo: Ben Holt\nSubject: The dike",
        "*Von:* Ann Reed\n*Gesendet:* Montag, 3. Februar 2014\n*An:* Ben\n*Betreff:* Deich",
        "De : Ann Reed\nEnvoyé : lundi 3 février 2014\nÀ : Ben\nObjet : La digue",
        "De: Ann\nEnviado el: lunes\nPara: Ben\nAsunto: El dique",
    ] {
        let text = format!("Agreed.\n\n{block}\n\nShall we?");
        check(&text, "Agreed.", &[(Rule::Quotation, 3)]);
    }
}

#[test]
fn signatures_are_rows() {
    check(
        "It holds.\n-- \nAnn Reed\nHarbour Office",
        "It holds.",
        &[(Rule::Signature, 2)],
    );
    check(
        "It holds.\n--\nAnn\n\n> Does it?",
        "It holds.",
        &[(Rule::Signature, 2), (Rule::Quotation, 5)],
    );
    check(
        "It holds.\n\nSent from my iPhone\n\nOn 3 Feb 2014, Ben wrote:\n> Does it?",
        "It holds.",
        &[(Rule::Signature, 3), (Rule::Quotation, 5)],
    );
    check(
        "It holds.\n_______________________________________________\nDike mailing list\nhttps://example.org",
        "It holds.",
        &[(Rule::Signature, 2)],
    );
}

#[test]
fn what_only_looks_like_it_stays() {
    for text in [
        "From: here on it is far.\nTo: there.",
        "On 3 May he wrote a letter.",
        "> Quoted only.\n> Nothing else.",
        "One\n--\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14",
        "He wrote:\nnothing.",
    ] {
        check(text, text, &[]);
    }
}
