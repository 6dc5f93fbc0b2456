//! What `--version` says: the version, the commit, the features of the build and the version of the tables.

use std::sync::LazyLock;

use refrain::model::TABLES_VERSION;

/// The features of a build, and whether this one has them.
const FEATURES: [(&str, bool); 11] = [
    ("archives", cfg!(feature = "archives")),
    ("cjk", cfg!(feature = "cjk")),
    ("html", cfg!(feature = "html")),
    ("mail", cfg!(feature = "mail")),
    ("ole", cfg!(feature = "ole")),
    ("parquet", cfg!(feature = "parquet")),
    ("pdf", cfg!(feature = "pdf")),
    ("png", cfg!(feature = "png")),
    ("sheets", cfg!(feature = "sheets")),
    ("worker", cfg!(feature = "worker")),
    ("xlsx", cfg!(feature = "xlsx")),
];

/// The version with all that can be known of the build.
pub(super) static LONG: LazyLock<String> = LazyLock::new(long);

fn long() -> String {
    let named = |wanted: bool| {
        let features = FEATURES.iter().filter(|(_, has)| *has == wanted);
        let names: Vec<&str> = features.map(|(name, _)| *name).collect();
        if names.is_empty() {
            "none".to_owned()
        } else {
            names.join(" ")
        }
    };
    let commit = option_env!("REFRAIN_COMMIT").unwrap_or("not recorded in this build");
    format!(
        "{}\ncommit: {commit}\nfeatures: {}\nleft out: {}\nversion of the tables: {TABLES_VERSION}",
        env!("CARGO_PKG_VERSION"),
        named(true),
        named(false),
    )
}
