//! brat's standoff annotations (<https://brat.nlplab.org/standoff.html>): one file a text. Offsets count code points.
//!
//! Every mention is a text-bound annotation, the nested ones too; what runs over a line end has one fragment a line. Whom
//! it names is a normalization, by Wikidata where the dictionary has that; everything else stands in a note.

use std::io::{self, Write};

use super::{Exporter, Positions, Record, Scanned, Unit};
use crate::engine::mentions::Mention;

/// The `.ann` file of an article.
pub struct Standoff;

impl Exporter for Standoff {
    fn article(&mut self, scanned: &Scanned<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut positions = Positions::new(scanned.article, Unit::Char);
        for (number, mention) in (1..).zip(scanned.mentions().all()) {
            let record = Record::new(scanned.article, scanned.names, &mut positions, mention);
            let (fragments, text) = fragments(record.start, record.text);
            writeln!(out, "T{number}\t{} {fragments}\t{text}", label(record.kind))?;
            if let Some((database, key)) = reference(scanned, mention) {
                writeln!(out, "N{number}\tReference T{number} {database}:{key}\t{}", one_line(record.name.unwrap_or_default()))?;
            }
            writeln!(out, "#{number}\tAnnotatorNotes T{number}\t{}", one_line(&note(&record)))?;
        }
        Ok(())
    }
}

/// brat's `annotation.conf` for the kinds of the dictionary.
#[must_use]
pub fn types(scanned: &Scanned<'_>) -> String {
    let kinds = scanned.dictionary().kinds.iter().map(|(_, kind)| label(Some(&kind.name)));
    let kinds: Vec<String> = kinds.chain([label(None)]).collect();
    format!("[entities]\n{}\n\n[relations]\n\n[events]\n\n[attributes]\n", kinds.join("\n"))
}

/// A type as brat has them: letters, digits, `-` and `_`.
pub fn label(kind: Option<&str>) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
    let mut name: String = kind.unwrap_or("ambiguous").chars().map(plain).collect();
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    name
}

/// `0 4;5 9` and the text of the fragments: one a line, for an annotation may not run over a line end.
fn fragments(start: usize, text: &str) -> (String, String) {
    let (mut places, mut pieces) = (Vec::new(), Vec::new());
    let mut at = start;
    for line in text.split(['\n', '\r']) {
        let piece = line.trim();
        if !piece.is_empty() {
            let lead = line.chars().take_while(|c| c.is_whitespace()).count();
            let begin = at + lead;
            places.push(format!("{begin} {}", begin + piece.chars().count()));
            pieces.push(piece);
        }
        at += line.chars().count() + 1;
    }
    (places.join(";"), one_line(&pieces.join(" ")))
}

fn reference<'a>(scanned: &'a Scanned<'_>, mention: &Mention) -> Option<(&'static str, &'a str)> {
    let entity = &scanned.dictionary()[mention.entity?];
    let plain = |key: &&str| !key.contains(char::is_whitespace);
    let wikidata = entity.details.wikidata.as_deref().map(|key| ("Wikidata", key));
    wikidata.or(Some(("namedrop", &*entity.id))).filter(|(_, key)| plain(key))
}

/// `entity=riga form=name flags=inflected`
fn note(record: &Record<'_>) -> String {
    let whom = match record.entity {
        Some(id) => format!("entity={id}"),
        None => format!("candidates={}", record.candidates.join("|")),
    };
    let flags = if record.flags.is_empty() { String::new() } else { format!(" flags={}", record.flags.join("|")) };
    format!("{whom} form={}{flags}", record.form)
}

fn one_line(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}
