//! Builds without a feature: what needs it is named, and the rest goes on.

use crate::common::{column, folder, run, run_well, stderr};

/// What a file is to be skipped for, by the feature that reads it.
const FILES: [(&str, bool, &str, &str); 7] = [
    (
        "archives",
        cfg!(feature = "archives"),
        "a.txt.gz",
        "\u{1F}packed\0",
    ),
    (
        "cjk",
        cfg!(feature = "cjk"),
        "b.txt",
        "各国应当尊重网络主权。坚持网络主权，才能构建人类命运共同体。",
    ),
    (
        "html",
        cfg!(feature = "html"),
        "c.html",
        "<html><body><p>A page.</p></body></html>",
    ),
    ("pdf", cfg!(feature = "pdf"), "d.pdf", "%PDF-1.4"),
    (
        "sheets",
        cfg!(feature = "sheets"),
        "e.xlsx",
        "PK\u{3}\u{4}\0",
    ),
    (
        "mail",
        cfg!(feature = "mail"),
        "f.eml",
        "From: a@example.org\nMessage-ID: <1@example.org>\n\nA message.\n",
    ),
    ("ole", cfg!(feature = "ole"), "g.doc", "\u{1}"),
];

#[test]
fn a_file_that_needs_an_absent_feature_is_skipped_and_names_it() {
    let folder = folder(&[("in/text.txt", "The summit met.")]);
    for (_, _, name, text) in FILES {
        let bytes = match name {
            "a.txt.gz" => [&[0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3][..], text.as_bytes()].concat(),
            "g.doc" => b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0".to_vec(),
            _ => text.as_bytes().to_vec(),
        };
        crate::common::write(&folder.path().join("in").join(name), &bytes);
    }
    run_well(folder.path(), "run in");
    let reasons = column(&folder.path().join("output"), "documents", "path", "reason");
    for (feature, is_there, name, _) in FILES {
        let named = format!("(feature `{feature}`)");
        let reason = reasons.iter().find(|(path, _)| path.contains(name));
        let is_named = reason.is_some_and(|(_, reason)| reason.contains(&named));
        assert_eq!(is_named, !is_there, "{name}: {reason:?}");
    }
}

#[test]
fn what_is_asked_for_of_an_absent_feature_is_refused() {
    let folder = folder(&[("input/a.txt", "The summit met.")]);
    for (feature, is_there, option) in [
        ("parquet", cfg!(feature = "parquet"), "--format parquet"),
        ("png", cfg!(feature = "png"), "--png"),
        ("xlsx", cfg!(feature = "xlsx"), "--format xlsx"),
    ] {
        let output = run(folder.path(), &format!("run {option} -o {feature}"));
        let message = stderr(&output);
        if is_there {
            assert!(output.status.success(), "{message}");
            continue;
        }
        assert_eq!(output.status.code(), Some(2), "{message}");
        assert!(message.contains("this build of refrain"), "{message}");
        assert!(
            message.contains(&format!("feature `{feature}`")),
            "{message}"
        );
    }
}
