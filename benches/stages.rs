//! Placeholder of the bench until it is written.
fn main() {}
