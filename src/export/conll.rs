//! Tokens in columns with IOB2 tags, as `CoNLL-2003` has them: the word first, the tag last, a blank line after each sentence,
//! `-DOCSTART-` before each article. Between them `_`, where the token stands (code points), and the entity's id.
//!
//! Only outer mentions have tags: the format has one level. What is no prose is left out.

use std::io::{self, Write};

use super::tokens::{Token, sentences};
use super::{Exporter, Positions, Scanned, Unit};
use crate::engine::mentions::Mention;

/// The columns.
pub struct Columns;

impl Exporter for Columns {
    fn article(&mut self, scanned: &Scanned<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut positions = Positions::new(scanned.article, Unit::Char);
        let mut outer = scanned.mentions().all().iter().filter(|mention| !mention.nested).peekable();
        writeln!(out, "-DOCSTART- -X- O O\n")?;
        for sentence in sentences(scanned.article, scanned.mentions()) {
            for token in sentence {
                while outer.next_if(|mention| mention.span.end <= token.range.start).is_some() {}
                let mention = outer.peek().copied().filter(|mention| mention.span.start < token.range.end);
                let start = positions.advance(token.range.start);
                let end = positions.offset_after(start, token.range.end);
                let (tag, id) = tag(scanned, mention, &token);
                writeln!(out, "{}\t_\t{}-{}\t{id}\t{tag}", word(&token.text), start.offset, end)?;
            }
            writeln!(out)?;
        }
        Ok(())
    }
}

fn tag(scanned: &Scanned<'_>, mention: Option<&Mention>, token: &Token) -> (String, String) {
    let Some(mention) = mention else { return ("O".to_owned(), "_".to_owned()) };
    let prefix = if token.range.start <= mention.span.start { "B" } else { "I" };
    let id = match scanned.id(mention) {
        "" => "_".to_owned(),
        id => word(id),
    };
    (format!("{prefix}-{}", label(scanned.kind(mention))), id)
}

/// A tag as corpora write them: PERSON; `MISC` where candidates differ in kind.
pub fn label(kind: Option<&str>) -> String {
    kind.map_or_else(|| "MISC".to_owned(), |kind| word(&kind.to_uppercase()))
}

/// Nothing that would be taken for the end of a column.
fn word(text: &str) -> String {
    if text.contains(char::is_whitespace) { text.split_whitespace().collect::<Vec<_>>().join("_") } else { text.to_owned() }
}
