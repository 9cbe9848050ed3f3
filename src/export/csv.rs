//! A table with a line a mention (RFC 4180, UTF-8). The head names the unit of the offsets: `start_char`.

use std::io;

use super::lines::{Line, Maker};
use super::{Names, Positions, Record, Unit};
use crate::engine::mentions::Mention;

/// The table.
pub struct Table;

impl Line for Table {
    fn head(&self, unit: Unit) -> String {
        let unit = unit.as_str();
        format!("doc,start_{unit},end_{unit},line,column,text,entity,name,kind,form,flags,nested,candidates\n")
    }

    fn maker<'a>(&self, _doc: &str, names: &'a Names<'a>) -> Box<dyn Maker + 'a> {
        Box::new(Rows { names })
    }
}

struct Rows<'a> {
    names: &'a Names<'a>,
}

impl Maker for Rows<'_> {
    fn push(&mut self, positions: &mut Positions<'_>, mentions: &[Mention], out: &mut Vec<u8>) -> io::Result<()> {
        let mut table = csv::Writer::from_writer(out);
        for mention in mentions {
            table.write_record(row(&Record::new(positions.article(), self.names, positions, mention)))?;
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
