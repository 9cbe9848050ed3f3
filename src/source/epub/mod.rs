//! Electronic books (EPUB 2 and 3): the chapters in reading order are one article, the table of contents is its outline.
//!
//! [`unpack`] takes the texts out of the archive within limits, `rbook` reads what they are, each chapter goes the way
//! of web pages, and [`outline`] makes the table of contents its headings.

mod outline;
#[cfg(test)]
pub mod tests;
mod unpack;

use std::collections::HashMap;
use std::io::Cursor;

use rbook::Epub;
use rbook::epub::manifest::EpubManifestEntry;

use super::error::{Reason, size};
use super::{encoding, html};
use crate::engine::article::Article;
use crate::engine::date::PartialDate;
use crate::engine::language::Language;
use html::chapter::Chapter;
use outline::{Entry, Last};
use unpack::Missing;

/// Entries of a table of contents inside each other beyond this are not read.
const MAX_DEPTH: usize = 64;

/// Whether the bytes are an archive that says it is a book.
pub fn is(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(8 << 10)).unwrap_or_default();
    let holds = |text: &[u8]| memchr::memmem::find(head, text).is_some();
    head.starts_with(b"PK\x03\x04") && (holds(b"application/epub+zip") || holds(b"META-INF/container.xml"))
}

/// Fills an article from a book; with `raw` also from what the book sets aside from its reading order.
///
/// # Errors
/// It is damaged, protected, over a limit, or holds no text.
pub fn read(bytes: &[u8], raw: bool, article: &mut Article) -> Result<(), Reason> {
    let texts = unpack::unpack(bytes)?;
    let book = open(texts.archive)?;
    describe(&book, article);
    let contents = contents(&book);
    let (mut pieces, mut last, mut damaged) = (Vec::new(), Last::default(), 0);
    for spine in book.spine().iter().filter(|spine| raw || spine.is_linear()) {
        let Some(entry) = spine.manifest_entry() else { continue };
        if !is_text(&entry) || (!raw && entry.properties().has_property("nav")) {
            continue;
        }
        let path = entry.href().decode().into_owned();
        let Ok(page) = entry.read_bytes() else {
            refuse_large(&texts.missing, &path)?;
            damaged += 1;
            continue;
        };
        let declared = encoding::declared(&page);
        let mut chapter = Chapter::read(&encoding::decode(page, declared, false).text);
        if raw || !chapter.is_links() {
            outline::apply(&mut chapter, contents.get(&path).map_or(&[][..], Vec::as_slice), &mut last);
            pieces.append(&mut chapter.pieces);
        }
    }
    if damaged > 0 {
        article.warnings.push(format!("{damaged} of its chapters are damaged or missing"));
    }
    if pieces.is_empty() {
        return Err(if damaged > 0 { Reason::Damaged("EPUB") } else { Reason::Document("a book without text".to_owned()) });
    }
    if let Some(title) = &article.title {
        html::set_title(&mut pieces, title);
    }
    html::write(pieces, article);
    Ok(())
}

/// Opens a book. Its table of contents is only read when it is not nested without end, which the library would not survive.
fn open(archive: Vec<u8>) -> Result<Epub, Reason> {
    let damaged = |_| Reason::Damaged("EPUB");
    let book = Epub::options().skip_toc(true).read(Cursor::new(archive.clone())).map_err(damaged)?;
    let is_contents =
        |entry: &EpubManifestEntry<'_>| entry.properties().has_property("nav") || entry.media_type() == "application/x-dtbncx+xml";
    let flat = book.manifest().iter().filter(is_contents).all(|entry| entry.read_bytes().is_ok_and(|page| depth(&page) <= MAX_DEPTH));
    if flat { Epub::options().read(Cursor::new(archive)).or(Ok(book)) } else { Ok(book) }
}

/// How deep the entries of a table of contents are nested.
fn depth(page: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for at in memchr::memchr_iter(b'<', page) {
        let rest = &page[at + 1..];
        let (closes, name) = rest.strip_prefix(b"/").map_or((false, rest), |name| (true, name));
        // Prefixes are possible: `ncx:navPoint`.
        let name = name.split(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/')).next().unwrap_or_default();
        let name = name.rsplit(|byte| *byte == b':').next().unwrap_or_default();
        if matches!(name, b"li" | b"nav" | b"navPoint" | b"navMap" | b"pageTarget" | b"pageList") {
            depth = if closes { depth.saturating_sub(1) } else { depth + 1 };
            deepest = deepest.max(depth);
        }
    }
    deepest
}

/// Whether a part of a book is a page of text.
fn is_text(entry: &EpubManifestEntry<'_>) -> bool {
    matches!(entry.media_type(), "application/xhtml+xml" | "text/html" | "application/xml" | "text/x-oeb1-document" | "")
}

fn refuse_large(missing: &HashMap<String, Missing>, path: &str) -> Result<(), Reason> {
    let name = path.trim_start_matches('/');
    if missing.get(name) == Some(&Missing::Large) {
        return Err(Reason::Document(format!("its chapter {name} unpacks to more than {}, which is not read", size(unpack::MAX_MEMBER))));
    }
    Ok(())
}

/// Takes what the book says of itself.
fn describe(book: &Epub, article: &mut Article) {
    let metadata = book.metadata();
    let told = |text: &str| Some(text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty());
    article.title = metadata.title().and_then(|title| told(title.value()));
    let creators: Vec<String> = metadata.creators().filter_map(|creator| told(creator.value())).collect();
    article.byline = Some(creators.join(", ")).filter(|names| !names.is_empty());
    article.date = metadata.published_entry().and_then(|date| date_of(date.value()));
    article.language = metadata.language().and_then(|language| Language::parse(language.value()));
}

/// A date as far as it can be read: `2024-05-17T00:00:00+00:00`, `2024-05`, `2024`.
fn date_of(text: &str) -> Option<PartialDate> {
    PartialDate::parse(text.trim()).or_else(|| PartialDate::parse(text.trim().get(..4)?))
}

/// The entries of the table of contents by the chapter that they point to.
fn contents(book: &Epub) -> HashMap<String, Vec<Entry>> {
    let mut contents: HashMap<String, Vec<Entry>> = HashMap::new();
    let Some(root) = book.toc().contents() else { return contents };
    let mut groups = Vec::new();
    for entry in root.flatten() {
        let mut found = Entry { label: entry.label().to_owned(), depth: entry.depth().saturating_sub(1), anchor: None, group: true };
        let Some(href) = entry.href() else {
            groups.push(found);
            continue;
        };
        found.group = false;
        found.anchor = href.fragment().map(str::to_owned);
        let of_file = contents.entry(href.path().decode().into_owned()).or_default();
        of_file.extend(groups.drain(..).map(|group| Entry { anchor: found.anchor.clone(), ..group }));
        of_file.push(found);
    }
    contents
}
