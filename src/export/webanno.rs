//! Web Annotations of the W3C (<https://www.w3.org/TR/annotation-model/>): one `AnnotationPage` for all articles.
//!
//! Each mention is an annotation with a text quote selector and a text position selector, which counts code points of the
//! decoded text (`scan --emit text`). What the dictionary says of an ambiguous mention is a `Choice`.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::json::push;
use super::{Exporter, Positions, Record, Scanned, Unit};
use crate::engine::dictionary::EntityIx;
use crate::engine::mentions::Mention;

/// How many code points of context a quote has on each side.
const CONTEXT: usize = 32;

/// The page.
pub struct Page {
    /// No annotation is written yet.
    pub first: bool,
}

impl Exporter for Page {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "{{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"type\":\"AnnotationPage\",\"items\":[")
    }

    fn article(&mut self, scanned: &Scanned<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut positions = Positions::new(scanned.article, Unit::Char);
        let source = scanned.article.source.clone().unwrap_or_else(|| encoded(&scanned.article.doc, "/"));
        let mut item = Vec::new();
        for mention in scanned.mentions().all() {
            let record = Record::new(scanned.article, scanned.names, &mut positions, mention);
            item.clear();
            push(&mut item, &annotation(scanned, mention, &record, &source))?;
            out.write_all(if std::mem::take(&mut self.first) { b"\n" } else { b",\n" })?;
            out.write_all(&item)?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "\n]}}")
    }
}

fn annotation(scanned: &Scanned<'_>, mention: &Mention, record: &Record<'_>, source: &str) -> Value {
    let text = &scanned.article.text;
    let before = text.get(..mention.span.start).unwrap_or_default();
    let after = text.get(mention.span.end..).unwrap_or_default();
    let from = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
    let (start, end) = (record.start, record.end);
    json!({
        "id": format!("urn:namedrop:{}:{start}-{end}", encoded(&scanned.article.doc, "")),
        "type": "Annotation",
        "motivation": "identifying",
        "generator": { "type": "Software", "name": concat!("namedrop ", env!("CARGO_PKG_VERSION")) },
        "body": bodies(scanned, mention, record),
        "target": {
            "source": source,
            "selector": [
                { "type": "TextQuoteSelector", "exact": record.text, "prefix": before.get(from..), "suffix": after.get(..to) },
                { "type": "TextPositionSelector", "start": start, "end": end },
            ],
        },
    })
}

/// Whom it names, the kind and how it is named.
fn bodies(scanned: &Scanned<'_>, mention: &Mention, record: &Record<'_>) -> Value {
    let identified = |ix: EntityIx| json!({ "type": "SpecificResource", "purpose": "identifying", "source": address(scanned, ix), "label": scanned.names.of(ix) });
    let whom = match mention.entity {
        Some(ix) => identified(ix),
        None => json!({ "type": "Choice", "items": mention.candidates.iter().map(|ix| identified(*ix)).collect::<Vec<_>>() }),
    };
    let words = record.kind.into_iter().chain([record.form]).chain(record.flags.iter().copied());
    let tags = words.map(|word| json!({ "type": "TextualBody", "purpose": "tagging", "value": word }));
    [whom].into_iter().chain(tags).collect()
}

/// The entity's IRI: Wikidata's where the dictionary knows it, else one of our own.
fn address(scanned: &Scanned<'_>, ix: EntityIx) -> String {
    let entity = &scanned.dictionary()[ix];
    match &entity.details.wikidata {
        Some(wikidata) => format!("http://www.wikidata.org/entity/{}", encoded(wikidata, "")),
        None => format!("urn:namedrop:entity:{}", encoded(&entity.id, "")),
    }
}

/// Percent-encoded (RFC 3986), but for what is unreserved and `kept`.
pub fn encoded(text: &str, kept: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || kept.as_bytes().contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}
