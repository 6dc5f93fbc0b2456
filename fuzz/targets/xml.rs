//! XML: TEI, records, sittings, wikis, feeds.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| refrain_fuzz::read("a.xml", bytes));
