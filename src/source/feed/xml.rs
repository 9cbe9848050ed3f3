//! RSS of all versions and Atom (RFC 4287), read as a stream of events: no tree, no recursion, no entity of the feed's own
//! is expanded. What is not well formed is read as far as it makes sense.

use quick_xml::Reader;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::{Found, Item, Text, date};

/// How far up an element is searched for that ends: one that never began is passed over.
const NEAR: usize = 64;

/// Reads a feed up to its end, or to where it is damaged.
pub fn read(text: &str) -> Found {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{FEFF}'));
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    config.expand_empty_elements = true;
    let mut reading = Reading { text: text.trim_start_matches('\u{FEFF}'), ..Reading::default() };
    loop {
        let before = position(&reader);
        match reader.read_event() {
            Ok(Event::Start(element)) => reading.begin(&element, position(&reader)),
            Ok(Event::End(element)) => reading.end(element.name().into_inner(), before),
            Ok(Event::Text(text)) => reading.say(&text.xml10_content()),
            Ok(Event::CData(text)) => reading.say(&text.xml10_content()),
            Ok(Event::GeneralRef(reference)) => reading.refer(&reference),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(_) => {
                reading.found.broken = true;
                break;
            }
        }
    }
    reading.found.broken |= !reading.open.is_empty();
    reading.found
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// What of an entry, or of the feed, is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Title,
    Body,
    Summary,
    Byline,
    Published,
    Updated,
    Link,
    Id,
    Language,
    Site,
    FeedLanguage,
}

/// An element whose text is wanted.
#[derive(Debug)]
struct Field {
    what: What,
    /// How many elements are open around and with it.
    depth: usize,
    /// Where its content begins.
    start: usize,
    /// What it reads, entities resolved.
    said: String,
    /// Atom: what its text is.
    kind: Option<String>,
    /// There are elements in it: its content is markup.
    markup: bool,
}

#[derive(Debug, Default)]
struct Reading<'a> {
    text: &'a str,
    /// The elements that are open, by their names in the feed's own namespace.
    open: Vec<String>,
    /// `atom:` where the feed's own elements are written so.
    prefix: String,
    atom: bool,
    /// The entry that is being read, and how many elements are open with it.
    item: Option<(Item, usize)>,
    field: Option<Field>,
    found: Found,
}

impl Reading<'_> {
    fn begin(&mut self, element: &BytesStart<'_>, after: usize) {
        let written = element.name().into_inner();
        if self.open.is_empty() {
            self.root(written, element);
        }
        let name = written.strip_prefix(self.prefix.as_str()).unwrap_or(written).to_owned();
        self.open.push(name);
        let depth = self.open.len();
        if let Some(field) = &mut self.field {
            field.markup |= field.what != What::Byline;
            return;
        }
        let name = self.open.last().map_or("", String::as_str);
        if self.item.is_none() && matches!(name, "item" | "entry") {
            self.item = Some((Item { language: attribute(element, "xml:lang"), ..Item::default() }, depth));
            return;
        }
        let Some(what) = self.wanted(name, depth) else { return };
        if matches!(what, What::Link | What::Site) && self.link(what, element) {
            return;
        }
        if what == What::Body && attribute(element, "src").is_some() {
            return;
        }
        let kind = attribute(element, "type");
        self.field = Some(Field { what, depth, start: after, said: String::new(), kind, markup: false });
    }

    /// The first element tells which format this is, and how its own elements are written.
    fn root(&mut self, written: &str, element: &BytesStart<'_>) {
        let (prefix, local) = written.rsplit_once(':').map_or(("", written), |(prefix, local)| (prefix, local));
        self.atom = matches!(local, "feed" | "entry");
        // RDF has its own prefix, and the feed's elements have none.
        if !prefix.is_empty() && self.atom {
            self.prefix = format!("{prefix}:");
        }
        self.found.language = attribute(element, "xml:lang");
    }

    /// What an element means that stands directly in an entry or in the feed.
    fn wanted(&self, name: &str, depth: usize) -> Option<What> {
        let Some((_, item)) = &self.item else {
            let above = self.open.len().checked_sub(2).and_then(|at| self.open.get(at)).map(String::as_str);
            return match name {
                _ if !matches!(above, Some("channel" | "feed")) => None,
                "language" | "dc:language" => Some(What::FeedLanguage),
                "link" => Some(What::Site),
                _ => None,
            };
        };
        if depth != item + 1 {
            return None;
        }
        let local = name.rsplit(':').next().unwrap_or(name);
        Some(match name {
            "title" => What::Title,
            "content" if self.atom => What::Body,
            "description" | "summary" => What::Summary,
            "pubDate" | "published" | "issued" => What::Published,
            "updated" | "modified" => What::Updated,
            "link" => What::Link,
            "guid" | "id" => What::Id,
            "author" => What::Byline,
            _ if name == local => return None,
            _ => match local {
                "encoded" => What::Body,
                "creator" => What::Byline,
                _ if !name.starts_with("dc:") => return None,
                "date" => What::Published,
                "language" => What::Language,
                "description" => What::Summary,
                _ => return None,
            },
        })
    }

    /// Takes the address of a link that has it as an attribute, as in Atom.
    fn link(&mut self, what: What, element: &BytesStart<'_>) -> bool {
        let Some(address) = attribute(element, "href") else { return false };
        if attribute(element, "rel").is_none_or(|rel| rel == "alternate") {
            self.take(what, &address);
        }
        true
    }

    fn end(&mut self, written: &str, before: usize) {
        let name = written.strip_prefix(self.prefix.as_str()).unwrap_or(written);
        let Some(depth) = self.ending(name) else { return };
        self.open.truncate(depth - 1);
        if self.field.as_ref().is_some_and(|field| field.depth >= depth) {
            self.end_field(before);
        }
        if self.item.as_ref().is_some_and(|(_, item)| *item >= depth)
            && let Some((item, _)) = self.item.take()
        {
            self.found.items.push(item);
        }
    }

    /// How many elements are open with the one that ends by this name. Elements in a text may stay open, as `<p>` and `<br>`.
    fn ending(&self, name: &str) -> Option<usize> {
        let near = self.open.iter().rev().take(NEAR).position(|open| open == name).map(|up| self.open.len() - up);
        let far = || {
            let known = [self.field.as_ref().map(|field| field.depth), self.item.as_ref().map(|(_, depth)| *depth)];
            known.into_iter().flatten().find(|depth| self.open.get(depth - 1).is_some_and(|open| open == name))
        };
        near.or_else(far)
    }

    fn end_field(&mut self, before: usize) {
        let Some(field) = self.field.take() else { return };
        let markup = self.text.get(field.start..before).unwrap_or_default();
        let kind = field.kind.as_deref().unwrap_or("text");
        let text = if field.markup {
            Text::Html(markup.to_owned())
        } else if self.atom && !kind.contains("html") {
            Text::Plain(field.said)
        } else {
            Text::Html(field.said)
        };
        let Some((item, _)) = &mut self.item else { return self.take(field.what, text.written()) };
        match field.what {
            What::Title => item.title = item.title.take().or(Some(text)),
            What::Body => item.body = Some(text),
            What::Summary => item.summary = item.summary.take().or(Some(text)),
            what => self.take(what, text.written()),
        }
    }

    /// Takes what is a single word or line.
    fn take(&mut self, what: What, said: &str) {
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        if said.is_empty() {
            return;
        }
        let set = |place: &mut Option<String>, said| *place = place.take().or(Some(said));
        match (what, &mut self.item) {
            (What::FeedLanguage, _) => set(&mut self.found.language, said),
            (What::Site, None) => set(&mut self.found.site, said),
            (What::Byline, Some((item, _))) => item.bylines.extend(name_of(&said)),
            (What::Published, Some((item, _))) => item.published = item.published.or_else(|| date::read(&said)),
            (What::Updated, Some((item, _))) => item.updated = item.updated.or_else(|| date::read(&said)),
            (What::Link, Some((item, _))) => set(&mut item.link, said),
            (What::Id, Some((item, _))) => set(&mut item.id, said),
            (What::Language, Some((item, _))) => set(&mut item.language, said),
            _ => {}
        }
    }

    fn say(&mut self, said: &str) {
        let inside = self.open.len();
        let Some(field) = &mut self.field else { return };
        // Of an author only the name is wanted, which in Atom is an element of its own.
        if field.what != What::Byline || inside == field.depth || self.open.last().is_some_and(|name| name == "name") {
            field.said.push_str(said);
        }
    }

    /// A character reference, or an entity of HTML, which feeds use without declaring it. Any other stays as it is written.
    fn refer(&mut self, reference: &BytesRef<'_>) {
        let said = match reference.resolve_char_ref() {
            Ok(Some(character)) => character.to_string(),
            Ok(None) => {
                let name = reference.xml10_content();
                resolve_html5_entity(&name).map_or_else(|| format!("&{name};"), str::to_owned)
            }
            Err(_) => char::REPLACEMENT_CHARACTER.to_string(),
        };
        self.say(&said);
    }
}

/// The value of an attribute; one that is damaged is none.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    attributes.with_checks(false);
    let found = attributes.filter_map(Result::ok).find(|attribute| attribute.key.into_inner() == name)?;
    let value = found.value;
    Some(quick_xml::escape::unescape_with(&value, resolve_html5_entity).map_or_else(|_| value.to_string(), std::borrow::Cow::into_owned))
}

/// The name of an author, who in RSS is a mailbox with the name in brackets.
fn name_of(said: &str) -> Option<String> {
    let bracketed = said.split_once('(').and_then(|(_, rest)| rest.rsplit_once(')')).map(|(name, _)| name.trim());
    let name = if said.contains('@') { bracketed? } else { said };
    (!name.is_empty() && name.len() < 200 && !name.contains("://")).then(|| name.to_owned())
}
