//! What every fuzz target does: reads bytes as a file of the input and takes off what stands around
//! the texts, as `refrain run` does.
//!
//! A panic, also one that refrain would have caught, ends the target; so do more than ten seconds or
//! 1 GiB by the options in README.md.

use refrain::clean::clean;
use refrain::config::{BoilerplateConfig, ReadConfig};
use refrain::source::{Read, read_bytes};

/// Reads `bytes` as the file `name`.
pub fn read(name: &str, bytes: &[u8]) {
    let config = ReadConfig::default();
    let boilerplate = BoilerplateConfig::default();
    let mut sink = |read: Read| {
        if let Read::Document(document) = read {
            std::hint::black_box(clean(document, &config, &boilerplate));
        }
    };
    read_bytes(name, bytes.to_vec(), &config, &mut sink);
}
