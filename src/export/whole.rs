//! One JSON object for all articles.

use std::io::{self, Write};

use serde::Serialize;

use super::json::push;
use super::{Exporter, Positions, Record, Scanned, Unit};
use crate::engine::dictionary::EntityIx;

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
            mentions: scanned.mentions().all().iter().map(record).collect(),
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
