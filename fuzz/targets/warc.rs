//! Web archives: records of a crawl, plain or in members of gzip.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| refrain_fuzz::read(
    if bytes.starts_with(b"\x1F\x8B") {
        "a.warc.gz"
    } else {
        "a.warc"
    },
    bytes
));
