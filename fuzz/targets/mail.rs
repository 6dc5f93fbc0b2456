//! Messages and folders of mail.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| refrain_fuzz::read("a.eml", bytes));
