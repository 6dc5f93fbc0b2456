//! XML that is too large for memory, read some elements at a time.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| refrain_fuzz::read_large_xml(bytes));
