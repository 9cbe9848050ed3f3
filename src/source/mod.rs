//! Articles in: bytes of a file, of standard input or of a pipe become an [`Article`].
//!
//! The format is told by the content, then by the name; the encoding by a byte order mark, then by the content.
//! Nothing of the text is altered: what is no prose (metadata, markup, blank lines) only belongs to no block.
//! This is no place for dictionaries (`store`) nor for anything that is shown.

mod dateline;
mod document;
mod encoding;
mod epub;
mod error;
mod files;
mod format;
mod front_matter;
mod gzip;
mod html;
mod input;
mod language;
mod lines;
mod markdown;
mod pdf;
mod text;

use std::io::Read;
use std::path::Path;

pub use document::document;
pub use error::{Error, Reason};
pub use files::{Input, expand, walk};
#[cfg(feature = "pdf")]
pub use pdf::{COMMAND as READS_PDF, serve as serve_pdf};

use crate::engine::article::{Article, BlockKind};
use crate::engine::date::PartialDate;
use crate::engine::language::Language;
use format::Format;

/// The largest article that is read unless the caller says otherwise: 1 GiB.
pub const MAX_SIZE: u64 = 1 << 30;

/// How articles are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Options {
    /// The language, where the user gave it; it beats what the article says.
    pub language: Option<Language>,
    /// The date, where the user gave it; it beats what the article says.
    pub date: Option<PartialDate>,
    /// Read as plain text whatever it looks like, binary files too.
    pub text: bool,
    /// Of a web page, show the whole text instead of the article in it.
    pub raw: bool,
    /// The largest article in bytes.
    pub max_size: u64,
    /// Read PDF in another process of this program, which must then answer to `READS_PDF` with `serve_pdf`. Else it is
    /// read on a thread, and a hostile file can end the process.
    pub apart: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { language: None, date: None, text: false, raw: false, max_size: MAX_SIZE, apart: false }
    }
}

/// Reads the article in a file.
///
/// # Errors
/// With the path and the reason when it cannot be read, is no article, or is larger than the limit.
pub fn open(path: &Path, options: &Options) -> Result<Article, Error> {
    open_in_parts(path, options, |_| true)
}

/// What is known of a long file while the rest of it is being read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Its beginning as an article, and the bytes of the whole file.
    Beginning(Article, u64),
    /// So many percent of it have been read.
    Read(u8),
}

/// As [`open`], for those who do not want to wait for a long file: `told` hears of it on the way, the beginning first, and
/// may call it off.
///
/// # Errors
/// As [`open`], and when it was called off.
pub fn open_in_parts(path: &Path, options: &Options, mut told: impl FnMut(Part) -> bool) -> Result<Article, Error> {
    let doc = path.to_string_lossy();
    let seen = |bytes: &[u8], whole: u64| match beginning(&doc, bytes, whole, options) {
        Some(article) => told(Part::Beginning(article, whole)),
        None => told(Part::Read(u8::try_from(bytes.len() as u64 * 100 / whole.max(1)).unwrap_or(100).min(100))),
    };
    let article = input::of_file(path, options, seen).and_then(|bytes| from_bytes(&doc, bytes, options));
    article.map_err(|reason| Error { doc: doc.into_owned(), reason })
}

/// The bytes of a file that is taken for an article, for [`from_bytes`].
///
/// # Errors
/// As [`open`], as far as that does not depend on what the bytes say.
pub fn bytes(path: &Path, options: &Options) -> Result<Vec<u8>, Reason> {
    input::of_file(path, options, |_, _| true)
}

/// The beginning of a long text, up to where a paragraph, a line or at least a word ends; `None` where the head alone does
/// not tell how the whole is to be read.
fn beginning(doc: &str, head: &[u8], whole: u64, options: &Options) -> Option<Article> {
    if head.len() as u64 != input::HEAD || whole <= input::HEAD || gzip::is(head) {
        return None;
    }
    format::detect(doc, head, options.text).ok().filter(|format| !matches!(format, Format::Html | Format::Epub | Format::Pdf))?;
    let end = memchr::memmem::rfind(head, b"\n\n").or_else(|| memchr::memrchr(b'\n', head)).or_else(|| memchr::memrchr(b' ', head));
    let head = head.get(..end?)?;
    str::from_utf8(head).ok()?;
    from_bytes(doc, head.to_vec(), options).ok().filter(|article| !article.blocks.is_empty())
}

/// Reads the article that `reader` gives, which is called `doc` (`-` for standard input).
///
/// # Errors
/// As [`open`].
pub fn read(doc: &str, reader: impl Read, options: &Options) -> Result<Article, Error> {
    let article = input::of_stream(reader, options, 0, |_, _| true).and_then(|bytes| from_bytes(doc, bytes, options));
    article.map_err(|reason| Error { doc: doc.to_owned(), reason })
}

/// The article in these bytes; `doc` is its name, which has a say in the format.
///
/// # Errors
/// The bytes are a document of a format that is not read, or no text at all, and `options.text` is not set.
pub fn from_bytes(doc: &str, bytes: Vec<u8>, options: &Options) -> Result<Article, Reason> {
    if !options.text && gzip::is(&bytes) {
        let bytes = gzip::unpack(&bytes, options.max_size)?;
        let article = plain_from_bytes(gzip::inner_name(doc), bytes, options)?;
        return Ok(Article { doc: doc.to_owned(), ..article });
    }
    plain_from_bytes(doc, bytes, options)
}

/// As [`from_bytes`], for what is not packed.
fn plain_from_bytes(doc: &str, bytes: Vec<u8>, options: &Options) -> Result<Article, Reason> {
    let format = format::detect(doc, &bytes, options.text)?;
    if gzip::is(&bytes) && !options.text {
        return Err(Reason::Binary);
    }
    let mut article = Article { doc: doc.to_owned(), ..Article::default() };
    match format {
        Format::Epub => epub::read(&bytes, options.raw, &mut article)?,
        Format::Pdf => pdf::read(&bytes, options.raw, options.apart, &mut article)?,
        _ => read_text(format, bytes, options, &mut article)?,
    }
    if article.title.is_none() {
        article.title = first_heading(&article);
    }
    article.date = options.date.or(article.date);
    article.language = options.language.or_else(|| language::of(&article));
    Ok(article)
}

/// Fills an article from a format that is text itself.
fn read_text(format: Format, bytes: Vec<u8>, options: &Options, article: &mut Article) -> Result<(), Reason> {
    if format == Format::Html && bytes.len() > html::MAX_SIZE {
        return Err(Reason::LargePage(html::MAX_SIZE as u64));
    }
    let declared = (format == Format::Html).then(|| encoding::declared(&bytes)).flatten();
    let decoded = encoding::decode(bytes, declared, options.text);
    (article.text, article.replaced, article.warnings) = (decoded.text, decoded.replaced, decoded.warnings);
    article.warnings.extend(format.warning());
    if format == Format::Html {
        article.replaced.clear();
        let page = std::mem::take(&mut article.text);
        html::read(&page, options.raw, article);
    } else {
        let body = read_metadata(article);
        article.blocks = match format {
            Format::Markdown => markdown::blocks(&article.text, body),
            _ => text::blocks(&article.text, body),
        };
    }
    Ok(())
}

/// Takes title, date and language from the head of the text and returns where the prose begins.
fn read_metadata(article: &mut Article) -> usize {
    let mark = if article.text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let front = front_matter::read(&article.text[mark..]);
    let mut body = mark + front.as_ref().map_or(0, |front| front.length);
    if let Some(front) = front {
        (article.title, article.date, article.language) = (front.title, front.date, front.language);
        article.source = front.source;
    }
    if let Some((date, length)) = dateline::read(&article.text[body..]) {
        article.date = article.date.or(Some(date));
        body += length;
    }
    body
}

/// What the first heading reads.
fn first_heading(article: &Article) -> Option<String> {
    let block = article.blocks.iter().find(|block| matches!(block.kind, BlockKind::Heading(_)))?;
    let read: String = block.pieces(&article.text).map(|(_, piece)| piece).collect();
    Some(read.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests;
