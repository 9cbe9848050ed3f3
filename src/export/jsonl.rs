//! The formats of our own: a JSON object a mention, or one for all articles.

use std::collections::hash_map::Entry;
use std::io::{self, Write};

use serde::Serialize;

use super::json::{push, push_line, push_number, push_text};
use super::{Exporter, Positions, Record, Scanned, Unit};
use crate::engine::dictionary::EntityIx;
use crate::engine::mentions::{Flags, Form, Mention};
use crate::engine::quick::QuickMap;
use crate::engine::side_by_side::side_by_side;

/// JSON lines.
pub struct Lines {
    /// What offsets count.
    pub unit: Unit,
    /// How many threads may make lines at once; these do not depend on it.
    pub threads: usize,
}

impl Exporter for Lines {
    fn article(&mut self, scanned: &Scanned<'_>, out: &mut dyn Write) -> io::Result<()> {
        let threads = self.threads.min(scanned.mentions.len() / SHARE);
        if threads < 2 { write(scanned, self.unit, 1, AT_ONCE, out) } else { write(scanned, self.unit, threads, SHARE, out) }
    }
}

/// How many lines one thread makes before they are written.
const AT_ONCE: usize = 256;
/// How many each of several threads makes: fewer cost more than they bring, and many take memory.
const SHARE: usize = 4096;

/// Writes the lines of all mentions in their order. Each thread makes `share` of them, then all these are written.
fn write(scanned: &Scanned, unit: Unit, threads: usize, share: usize, out: &mut dyn Write) -> io::Result<()> {
    let mut writers = (0..threads).map(|_| Writer::new(scanned, unit)).collect::<io::Result<Vec<_>>>()?;
    let mut positions = Positions::new(scanned.article, unit);
    let mut shares = scanned.mentions.all().chunks(share).peekable();
    while shares.peek().is_some() {
        if let [writer] = &mut writers[..] {
            shares.next().into_iter().flatten().try_for_each(|mention| writer.push(mention))?;
        } else {
            let mut round: Vec<_> = writers.iter_mut().zip(shares.by_ref()).collect();
            for (writer, mentions) in &mut round {
                positions.advance(mentions[0].span.start);
                writer.positions.go_on_from(&mut positions);
            }
            let made =
                side_by_side(round.into_iter(), |(writer, mentions)| vec![mentions.iter().try_for_each(|mention| writer.push(mention))]);
            made.into_iter().collect::<io::Result<()>>()?;
        }
        for writer in &mut writers {
            out.write_all(&writer.lines)?;
            writer.lines.clear();
        }
    }
    Ok(())
}

/// Writes records: what many lines have alike is made once.
struct Writer<'a> {
    scanned: &'a Scanned<'a>,
    positions: Positions<'a>,
    lines: Vec<u8>,
    /// From the brace to the start.
    head: Vec<u8>,
    /// From the id to the end of the line.
    named: QuickMap<Manner, Vec<u8>>,
}

/// An entity, and how it is named: what a line depends on from the id on.
type Manner = (EntityIx, Form, Flags, bool);

impl<'a> Writer<'a> {
    fn new(scanned: &'a Scanned<'a>, unit: Unit) -> io::Result<Self> {
        let mut head = b"{\"doc\":".to_vec();
        push(&mut head, &scanned.article.doc)?;
        head.extend_from_slice(b",\"start\":");
        let positions = Positions::new(scanned.article, unit);
        Ok(Self { scanned, positions, lines: Vec::new(), head, named: QuickMap::default() })
    }

    /// Appends the line of a mention that does not start before the last one: the same as its [`Record`] makes.
    fn push(&mut self, mention: &Mention) -> io::Result<()> {
        let Some(entity) = mention.entity.filter(|_| mention.candidates.is_empty()) else {
            let record = Record::new(self.scanned.article, self.scanned.names, &mut self.positions, mention);
            return push_line(&mut self.lines, &record);
        };
        let named = match self.named.entry((entity, mention.form, mention.flags, mention.nested)) {
            Entry::Occupied(named) => named.into_mut(),
            Entry::Vacant(place) => place.insert(named_as(self.scanned, entity, mention)?),
        };
        let start = self.positions.advance(mention.span.start);
        let end = self.positions.offset_after(start, mention.span.end);
        let out = &mut self.lines;
        out.extend_from_slice(&self.head);
        push_number(out, start.offset);
        out.extend_from_slice(b",\"end\":");
        push_number(out, end);
        out.extend_from_slice(b",\"line\":");
        push_number(out, start.line);
        out.extend_from_slice(b",\"text\":");
        push_text(out, self.scanned.article.text.get(mention.span.clone()).unwrap_or_default())?;
        out.extend_from_slice(named);
        Ok(())
    }
}

/// What all lines have alike that name an entity as this mention does.
fn named_as(scanned: &Scanned, entity: EntityIx, mention: &Mention) -> io::Result<Vec<u8>> {
    let mut out = Vec::with_capacity(256);
    out.extend_from_slice(b",\"entity\":");
    push_text(&mut out, &scanned.dictionary()[entity].id)?;
    out.extend_from_slice(b",\"name\":");
    push_text(&mut out, scanned.names.of(entity))?;
    out.extend_from_slice(b",\"kind\":");
    push(&mut out, &scanned.kind(mention))?;
    out.extend_from_slice(b",\"form\":");
    push_text(&mut out, mention.form.as_str())?;
    out.extend_from_slice(b",\"flags\":");
    push(&mut out, &mention.flag_words().collect::<Vec<_>>())?;
    out.extend_from_slice(b",\"nested\":");
    push(&mut out, &mention.nested)?;
    out.extend_from_slice(b",\"candidates\":[]}\n");
    Ok(out)
}

/// One object, which names the unit of its offsets.
pub struct Whole {
    /// What offsets count.
    pub unit: Unit,
    /// No article is written yet.
    pub first: bool,
}

/// An article with whom it names.
#[derive(Serialize)]
struct Article<'a> {
    doc: &'a str,
    title: Option<&'a str>,
    date: Option<String>,
    language: Option<&'static str>,
    source: Option<&'a str>,
    entities: Vec<Named<'a>>,
    mentions: Vec<Record<'a>>,
}

/// An entity that the article names.
#[derive(Serialize)]
struct Named<'a> {
    id: &'a str,
    name: &'a str,
    kind: &'a str,
    mentions: usize,
    note: Option<&'a str>,
    wikidata: Option<&'a str>,
    geonames: Option<&'a str>,
    url: Option<&'a str>,
}

impl Exporter for Whole {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let (version, unit) = (env!("CARGO_PKG_VERSION"), self.unit.as_str());
        write!(out, "{{\"format\":\"namedrop\",\"version\":\"{version}\",\"offsets\":\"{unit}\",\"articles\":[")
    }

    fn article(&mut self, scanned: &Scanned<'_>, out: &mut dyn Write) -> io::Result<()> {
        let article = scanned.article;
        let mut positions = Positions::new(article, self.unit);
        let record = |mention| Record::new(article, scanned.names, &mut positions, mention);
        let whole = Article {
            doc: &article.doc,
            title: article.title.as_deref(),
            date: article.date.map(|date| date.to_string()),
            language: article.language.map(crate::engine::language::Language::code),
            source: article.source.as_deref(),
            mentions: scanned.mentions.all().iter().map(record).collect(),
            entities: scanned.entities().map(|(entity, mentions)| named(scanned, entity, mentions)).collect(),
        };
        let mut json = Vec::new();
        push(&mut json, &whole)?;
        out.write_all(if std::mem::take(&mut self.first) { b"\n" } else { b",\n" })?;
        out.write_all(&json)
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "\n]}}")
    }
}

fn named<'a>(scanned: &Scanned<'a>, ix: EntityIx, mentions: usize) -> Named<'a> {
    let dictionary = scanned.names.dictionary;
    let (entity, details) = (&dictionary[ix], &dictionary[ix].details);
    Named {
        id: &entity.id,
        name: scanned.names.of(ix),
        kind: &dictionary.kinds[entity.kind].name,
        mentions,
        note: details.note.as_deref(),
        wikidata: details.wikidata.as_deref(),
        geonames: details.geonames.as_deref(),
        url: details.url.as_deref(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::engine::article::{Article, Block, BlockKind};
    use crate::engine::dictionary::{Dictionary, Entity, Written};
    use crate::engine::kind::{KindId, Kinds};
    use crate::engine::language::Language;
    use crate::engine::lexicon::Lexicon;
    use crate::export::Names;

    #[test]
    fn a_line_is_what_its_record_makes_whoever_makes_it() {
        let entity = |id, name| Entity::new(id, KindId::PERSON, Written::new(name));
        let all = vec![
            entity("a", "Hans \"Jo\" M\u{FC}ller"),
            entity("b", "Franz Weber"),
            entity("c", "Paul Weber"),
            entity("d", "\u{5D0}\u{202E}x"),
        ];
        let lexicon = Lexicon::new(Arc::new(Dictionary::new(Kinds::default(), vec![Arc::from("x")], all)), Language::De);
        let text = "\u{FEFF}Hans \"Jo\" M\u{FC}ller kam,\r\nHans\n\"Jo\" M\u{FC}llers Freund Franz Weber und Paul Weber. \u{5D0}\u{202E}x sah Weber und M\u{FC}ller-Chef".to_owned();
        let blocks = vec![Block::plain(BlockKind::Paragraph, 0..text.len())];
        let article = Article { doc: "a \"b\".txt".into(), text, blocks, ..Article::default() };
        let mentions = lexicon.scan(&article);
        let names = Names::new(lexicon.dictionary());
        for unit in [Unit::Byte, Unit::Char, Unit::Utf16] {
            let mut positions = Positions::new(&article, unit);
            let mut expected = Vec::new();
            for mention in mentions.all() {
                push_line(&mut expected, &Record::new(&article, &names, &mut positions, mention)).unwrap();
            }
            let expected = String::from_utf8(expected).unwrap();
            let scanned = Scanned { article: &article, mentions: &mentions, names: &names };
            for (threads, share) in [(1, 2), (2, 1), (2, 2), (3, 1), (9, 5)] {
                let mut lines = Vec::new();
                write(&scanned, unit, threads, share, &mut lines).unwrap();
                assert_eq!(String::from_utf8(lines).unwrap(), expected, "{threads} threads, {share} lines each");
            }
            assert!(mentions.len() >= 5, "{}", mentions.len());
        }
    }
}
