//! A table with a line a mention (RFC 4180, UTF-8). The head names the unit of the offsets: `start_char`.

use std::io::{self, Write};

use super::{Exporter, Positions, Record, Scanned, Unit};

/// The table.
pub struct Table {
    /// What offsets count.
    pub unit: Unit,
}

impl Exporter for Table {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let unit = self.unit.as_str();
        writeln!(out, "doc,start_{unit},end_{unit},line,column,text,entity,name,kind,form,flags,nested,candidates")
    }

    fn article(&mut self, scanned: &Scanned<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut positions = Positions::new(scanned.article, self.unit);
        let mut table = csv::Writer::from_writer(out);
        for mention in scanned.mentions.all() {
            let record = Record::new(scanned.article, scanned.names, &mut positions, mention);
            table.write_record(row(&record))?;
        }
        table.flush()
    }
}

fn row(record: &Record<'_>) -> [String; 13] {
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    [
        record.doc.to_owned(),
        record.start.to_string(),
        record.end.to_string(),
        record.line.to_string(),
        record.column.to_string(),
        record.text.to_owned(),
        text(record.entity),
        text(record.name),
        text(record.kind),
        record.form.to_owned(),
        record.flags.join("|"),
        record.nested.to_string(),
        record.candidates.join("|"),
    ]
}
