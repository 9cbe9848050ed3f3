//! One line a mention, as editors and `grep` understand it. Columns count code points.

use std::io::{self, Write};

use super::{Exporter, Positions, Record, Scanned, Unit};

/// `file:line:col: kind name – text`
pub struct Lines;

impl Exporter for Lines {
    fn article(&mut self, scanned: &Scanned<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut positions = Positions::new(scanned.article, Unit::Byte);
        for mention in scanned.mentions.all() {
            writeln!(out, "{}", Record::new(scanned.article, scanned.names, &mut positions, mention).to_line())?;
        }
        Ok(())
    }
}
