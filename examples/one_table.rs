//! One table as an iterator of typed rows: what is reliably more frequent in the texts of each source.
//!
//! `cargo run --example one_table`, or with a folder of your own: `cargo run --example one_table speeches`

#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use refrain::{Corpus, Settings, TableId, tables};

fn main() -> refrain::Result<()> {
    let folder = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "input".to_owned());
    // What other tables need is not computed.
    let settings = Settings::default().only([TableId::Keyness]);
    let results = Corpus::from_paths([folder], &settings)?.analyse(&settings)?;

    let keyness = results.table(tables::Keyness)?;
    println!("{} rows", keyness.row_count());
    let distinctive = |row: &tables::KeynessRow<'_>| row.lrc > 0.0 && row.distinctive == "yes";
    for row in keyness.rows().filter(distinctive).take(20) {
        println!(
            "{}: {} ({} times, {} elsewhere, log ratio {:.1})",
            row.source, row.label, row.n_target, row.n_reference, row.log_ratio
        );
    }
    Ok(())
}
