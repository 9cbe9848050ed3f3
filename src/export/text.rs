//! One line a mention, as editors and `grep` understand it. Columns count code points.

use std::io::{self, Write};

use super::lines::{Line, Maker};
use super::{Names, Positions, Record};
use crate::engine::mentions::Mention;

/// `file:line:col: kind name – text`
pub struct Text;

impl Line for Text {
    fn maker<'a>(&self, _doc: &str, names: &'a Names<'a>) -> Box<dyn Maker + 'a> {
        Box::new(Lines { names })
    }
}

struct Lines<'a> {
    names: &'a Names<'a>,
}

impl Maker for Lines<'_> {
    fn push(&mut self, positions: &mut Positions<'_>, mentions: &[Mention], out: &mut Vec<u8>) -> io::Result<()> {
        let mut record = |mention| Record::new(positions.article(), self.names, positions, mention);
        mentions.iter().try_for_each(|mention| writeln!(out, "{}", record(mention).to_line()))
    }
}
