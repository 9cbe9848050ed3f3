//! `FollowTheMoney` entities, one a line (<https://followthemoney.tech>): each article is an `Article`, each mention a
//! `Mention`, and everyone who is mentioned a `Person`, `Organization`, `PublicBody` (ministries) or `Address` (places; the
//! model has nothing nearer). The model knows no positions: a mention is told by its text.

use std::collections::HashSet;
use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::json::push_line;
use super::{Exporter, Scanned};
use crate::engine::dictionary::{Entity, EntityIx, Written};
use crate::engine::kind::KindId;
use crate::engine::language::Language;
use crate::engine::mentions::Mention;

/// The entities; nobody is written twice.
#[derive(Default)]
pub struct Entities {
    written: HashSet<EntityIx>,
}

impl Exporter for Entities {
    fn article(&mut self, scanned: &Scanned<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut lines = Vec::new();
        for (ix, _) in scanned.entities() {
            if self.written.insert(ix) {
                push_line(&mut lines, &entity(scanned, ix))?;
            }
        }
        let document = format!("doc-{:016x}", hash(&scanned.article.doc));
        push_line(&mut lines, &article(scanned, &document))?;
        for mention in scanned.mentions().all() {
            push_line(&mut lines, &mentioned(scanned, mention, &document))?;
        }
        out.write_all(&lines)
    }
}

/// The schema of a kind. What a dictionary declares is a thing of which the model knows nothing but its name.
fn schema(kind: KindId) -> &'static str {
    match kind {
        KindId::PERSON => "Person",
        KindId::MINISTRY => "PublicBody",
        KindId::ORGANISATION => "Organization",
        KindId::PLACE => "Address",
        _ => "LegalEntity",
    }
}

fn entity(scanned: &Scanned<'_>, ix: EntityIx) -> Value {
    let entity = &scanned.dictionary()[ix];
    let texts = |all: &[Written]| all.iter().map(|written| written.text.clone()).collect::<Vec<_>>();
    let name = scanned.names.of(ix).to_owned();
    let mut aliases = [texts(&entity.names), texts(&entity.aliases)].concat();
    aliases.retain(|alias| *alias != name);
    let mut properties = Properties::default();
    properties.set("alias", aliases);
    let acronyms = texts(&entity.acronyms);
    properties.set(if entity.kind == KindId::PERSON || entity.kind == KindId::PLACE { "weakAlias" } else { "abbreviation" }, acronyms);
    if entity.kind == KindId::PLACE {
        properties.set("full", vec![name.clone()]);
    }
    let mut titles: Vec<String> = entity.roles.iter().filter_map(|role| role.titles.first()).map(|(_, title)| title.clone()).collect();
    titles.dedup();
    if entity.kind == KindId::PERSON {
        properties.set("position", titles);
    }
    properties.set("name", vec![name]);
    properties.set("notes", entity.details.note.iter().cloned().collect());
    properties.set("wikidataId", entity.details.wikidata.iter().cloned().collect());
    properties.set("sourceUrl", entity.details.url.iter().cloned().collect());
    properties.set("keywords", entity.details.tags.clone());
    json!({ "id": id(entity), "schema": schema(entity.kind), "properties": properties.0 })
}

fn article(scanned: &Scanned<'_>, document: &str) -> Value {
    let article = scanned.article;
    let mut properties = Properties::default();
    properties.set("fileName", vec![article.doc.clone()]);
    properties.set("title", article.title.iter().cloned().collect());
    properties.set("date", article.date.iter().map(ToString::to_string).collect());
    properties.set("language", article.language.iter().map(|language| iso_639_3(*language).to_owned()).collect());
    properties.set("sourceUrl", article.source.iter().cloned().collect());
    let named = |kinds: &[KindId]| {
        let of_kind = |ix: &EntityIx| kinds.contains(&scanned.dictionary()[*ix].kind);
        scanned.entities().map(|(ix, _)| ix).filter(of_kind).map(|ix| scanned.names.of(ix).to_owned()).collect()
    };
    properties.set("peopleMentioned", named(&[KindId::PERSON]));
    properties.set("companiesMentioned", named(&[KindId::ORGANISATION, KindId::MINISTRY]));
    properties.set("locationMentioned", named(&[KindId::PLACE]));
    json!({ "id": document, "schema": "Article", "properties": properties.0 })
}

fn mentioned(scanned: &Scanned<'_>, mention: &Mention, document: &str) -> Value {
    let dictionary = scanned.dictionary();
    let text = scanned.article.text.get(mention.span.clone()).unwrap_or_default();
    let mut properties = Properties::default();
    properties.set("document", vec![document.to_owned()]);
    properties.set("name", vec![text.split_whitespace().collect::<Vec<_>>().join(" ")]);
    let entities: Vec<&Entity> = mention.entity.iter().chain(&mention.candidates).map(|ix| &dictionary[*ix]).collect();
    // A mention resolves to a legal entity only; which of several is for somebody else to say.
    let legal = |entity: &&&Entity| mention.entity.is_some() && entity.kind != KindId::PLACE;
    properties.set("resolved", entities.iter().filter(legal).map(|entity| id(entity)).collect());
    let mut schemata: Vec<String> = entities.iter().map(|entity| schema(entity.kind).to_owned()).collect();
    schemata.dedup();
    properties.set("detectedSchema", schemata);
    json!({ "id": format!("{document}-{}-{}", mention.span.start, mention.span.end), "schema": "Mention", "properties": properties.0 })
}

/// Properties that have values; the model has lists only.
#[derive(Default)]
struct Properties(Map<String, Value>);

impl Properties {
    fn set(&mut self, name: &str, values: Vec<String>) {
        if !values.is_empty() {
            self.0.insert(name.to_owned(), values.into());
        }
    }
}

/// An id as the model allows it: letters, digits, dots and hyphens. Wikidata's where the dictionary knows it, for that is
/// what other data sets have.
fn id(entity: &Entity) -> String {
    let sound = |id: &str| {
        let inner = id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.');
        inner && id.starts_with(|c: char| c.is_ascii_alphanumeric()) && id.ends_with(|c: char| c.is_ascii_alphanumeric())
    };
    if let Some(wikidata) = entity.details.wikidata.as_deref().filter(|id| sound(id)) {
        return wikidata.to_owned();
    }
    if sound(&entity.id) { entity.id.to_string() } else { format!("namedrop-{:016x}", hash(&entity.id)) }
}

/// FNV-1a (<http://www.isthe.com/chongo/tech/comp/fnv/>): the same today and tomorrow, which ids must be.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn iso_639_3(language: Language) -> &'static str {
    match language {
        Language::De => "deu",
        Language::En => "eng",
        Language::Fr => "fra",
        Language::Es => "spa",
        Language::It => "ita",
        Language::Pl => "pol",
        Language::Ru => "rus",
        Language::Uk => "ukr",
    }
}
