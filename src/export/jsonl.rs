//! JSON lines: an object a mention.

use std::io;

use super::json::{is_plain, push_line, push_text};
use super::lines::{Line, Maker};
use super::piece::Piece;
use super::{Names, Position, Positions, Record};
use crate::engine::dictionary::{Dictionary, Entity, EntityIx};
use crate::engine::mentions::{Flags, Mention};

/// JSON lines.
pub struct Records;

impl Line for Records {
    fn maker<'a>(&self, doc: &str, names: &'a Names<'a>) -> Box<dyn Maker + 'a> {
        Box::new(Writer { names, begin: Piece::after(&head(doc)), tails: Tails::default() })
    }
}

/// Writes records: what many lines have alike is made once.
struct Writer<'a> {
    names: &'a Names<'a>,
    /// From the brace to the quotes before the text.
    begin: Piece,
    tails: Tails,
}

/// What all lines of an article begin with.
fn head(doc: &str) -> Vec<u8> {
    let mut head = b"{\"doc\":".to_vec();
    push_text(&mut head, doc);
    head.extend_from_slice(b",\"start\":");
    head
}

impl Maker for Writer<'_> {
    fn push(&mut self, positions: &mut Positions<'_>, mentions: &[Mention], out: &mut Vec<u8>) -> io::Result<()> {
        for mention in mentions {
            match mention.entity.filter(|_| mention.candidates.is_empty()) {
                Some(entity) => self.of_one(positions, entity, mention, out),
                None => push_line(out, &Record::new(positions.article(), self.names, positions, mention))?,
            }
        }
        Ok(())
    }
}

impl Writer<'_> {
    /// Appends the line of a mention that names one entity: the same as its [`Record`] makes.
    fn of_one(&mut self, positions: &mut Positions<'_>, entity: EntityIx, mention: &Mention, out: &mut Vec<u8>) {
        let start = positions.advance(mention.span.start);
        let end = positions.offset_after(start, mention.span.end);
        let text = positions.article().text.get(mention.span.clone()).unwrap_or_default();
        let rest = self.names.json(entity);
        let tail = self.tails.of(mention);
        set_numbers(&mut self.begin, start, end);
        out.extend_from_slice(self.begin.bytes());
        if is_plain(text) {
            out.extend_from_slice(text.as_bytes());
            out.extend_from_slice(rest);
        } else {
            out.pop();
            push_text(out, text);
            out.extend_from_slice(rest.get(1..).unwrap_or_default());
        }
        out.extend_from_slice(tail);
    }
}

/// From the start to the quotes before the text.
fn set_numbers(begin: &mut Piece, start: Position, end: usize) {
    begin.restart();
    begin.push_number(start.offset);
    begin.push(*b",\"end\":");
    begin.push_number(end);
    begin.push(*b",\"line\":");
    begin.push_number(start.line);
    begin.push(*b",\"text\":\"");
}

/// What lines say of how an entity is named, each made once.
#[derive(Default)]
struct Tails(Vec<Vec<u8>>);

impl Tails {
    /// From the form to the end of the line.
    fn of(&mut self, mention: &Mention) -> &[u8] {
        let Flags { inflected, compound, weak, former, learned } = mention.flags;
        let bit = |is: bool, place: u8| usize::from(is) << place;
        let flags = bit(inflected, 0) | bit(compound, 1) | bit(weak, 2) | bit(former, 3) | bit(learned, 4);
        let number = (mention.form as usize) << 6 | bit(mention.nested, 5) | flags;
        if self.0.len() <= number {
            self.0.resize(number + 1, Vec::new());
        }
        let tail = &mut self.0[number];
        if tail.is_empty() {
            *tail = tail_of(mention);
        }
        tail
    }
}

fn tail_of(mention: &Mention) -> Vec<u8> {
    let flags: Vec<String> = mention.flag_words().map(|word| format!("\"{word}\"")).collect();
    let (form, flags, nested) = (mention.form.as_str(), flags.join(","), mention.nested);
    format!("\"{form}\",\"flags\":[{flags}],\"nested\":{nested},\"candidates\":[]}}\n").into_bytes()
}

/// What lines say of an entity: from the quotes after the text to how it is named.
pub fn of_entity(dictionary: &Dictionary, entity: &Entity, name: &str) -> Box<[u8]> {
    let mut out = Vec::with_capacity(128);
    out.extend_from_slice(b"\",\"entity\":");
    push_text(&mut out, &entity.id);
    out.extend_from_slice(b",\"name\":");
    push_text(&mut out, name);
    out.extend_from_slice(b",\"kind\":");
    push_text(&mut out, &dictionary.kinds[entity.kind].name);
    out.extend_from_slice(b",\"form\":");
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::mentions::{Form, Why};
    use crate::engine::rule::Rule;

    #[test]
    fn every_manner_of_naming_has_its_own_tail() {
        let why = Why { form: "".into(), support: None };
        let mut mention = Mention {
            span: 0..1,
            entity: Some(EntityIx(0)),
            candidates: [].into_iter().collect(),
            form: Form::Name,
            flags: Flags::default(),
            nested: false,
            made_by: Rule::Name,
            why,
        };
        let mut tails = Tails::default();
        for form in [Form::Name, Form::Short, Form::Acronym, Form::Adjective, Form::Demonym, Form::Head, Form::Role] {
            for bits in 0..64 {
                let [inflected, compound, weak, former, learned, nested] = [1, 2, 4, 8, 16, 32].map(|bit| bits & bit > 0);
                let flags = Flags { inflected, compound, weak, former, learned };
                mention = Mention { form, flags, nested, ..mention };
                let words: Vec<&str> = mention.flag_words().collect();
                let expected = serde_json::json!({ "form": form.as_str(), "flags": words, "nested": nested, "candidates": [] });
                for _ in 0..2 {
                    let tail = String::from_utf8(tails.of(&mention).to_vec()).unwrap();
                    assert_eq!(format!("{{\"form\":{tail}"), format!("{expected}\n"));
                }
            }
        }
    }
}
