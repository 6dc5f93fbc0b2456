//! Web pages, and news exports that are pages.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| refrain_fuzz::read("a.html", bytes));
