//! Web archives on their way into batches.

use std::io::{self, BufRead};

use super::super::batch::Part;
use super::super::web_archive::each_page;
use super::Opening;

impl Opening<'_> {
    /// The pages of a web archive.
    pub(super) fn web_archive(&mut self, path: &str, reader: &mut dyn BufRead) -> io::Result<()> {
        let origin = self.origin(path);
        each_page(&origin, reader, &mut |page, bytes| {
            self.push(page.map_or_else(Part::Skipped, Part::Page), bytes);
            !self.is_stopped
        })
    }
}
