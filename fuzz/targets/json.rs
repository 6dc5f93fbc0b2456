//! JSON: records, exports of platforms.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| refrain_fuzz::read("a.json", bytes));
