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
mod feed;
pub mod fetch;
mod files;
mod format;
mod front_matter;
mod gzip;
mod html;
mod input;
mod language;
mod lines;
pub mod long;
mod markdown;
mod pdf;
mod pieces;
mod raw;
mod text;

use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use encoding_rs::Encoding;

pub use document::document;
pub use error::{Error, Reason};
pub use feed::Feed;
pub use files::{Input, expand, walk};
#[cfg(feature = "pdf")]
pub use pdf::{COMMAND as READS_PDF, serve as serve_pdf};

use crate::engine::article::{Article, BlockKind};
use crate::engine::date::PartialDate;
use crate::engine::language::Language;
use crate::engine::web;
use format::Format;
use raw::Raw;

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
    /// How many threads may work on a long text; what is read does not depend on it.
    pub threads: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { language: None, date: None, text: false, raw: false, max_size: MAX_SIZE, apart: false, threads: 1 }
    }
}

/// What an input turns out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// One article.
    Article(Box<Article>),
    /// A feed: its entries, each an article, and what the user should know about it.
    Entries(Vec<Input>, Option<String>),
}

impl Opened {
    fn article(self) -> Result<Article, Reason> {
        match self {
            Self::Article(article) => Ok(*article),
            Self::Entries(..) => Err(Reason::Feed),
        }
    }
}

/// Reads an input, whatever it is. With `anew` nothing counts that was read or fetched before. What is on the web is given up
/// as soon as `cancelled` is true.
///
/// # Errors
/// With its name and the reason when it cannot be read or fetched, is no article, or is larger than the limit.
pub fn load(input: &Input, options: &Options, anew: bool, cancelled: &AtomicBool) -> Result<Opened, Error> {
    load_in_parts(input, options, anew, cancelled, &mut |_| true)
}

/// What is known of a long file while the rest of it is being read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Its beginning as an article, and the bytes of the whole file.
    Beginning(Box<Article>, u64),
    /// So many percent of it have been read.
    Read(u8),
}

/// As [`load`], for those who do not want to wait for a long file: `told` hears of it on the way, the beginning first, and
/// may call it off.
///
/// # Errors
/// As [`load`], and when it was called off.
pub fn load_in_parts(
    input: &Input,
    options: &Options,
    anew: bool,
    cancelled: &AtomicBool,
    told: &mut dyn FnMut(Part) -> bool,
) -> Result<Opened, Error> {
    let opened = match input {
        Input::Stdin => return load_stream("-", io::stdin().lock(), options),
        Input::File(path) => {
            let doc = path.to_string_lossy();
            let seen = |bytes: &[u8], whole: u64| match beginning(&doc, bytes, whole, options) {
                Some(article) => told(Part::Beginning(Box::new(article), whole)),
                None => told(Part::Read(percent(bytes.len() as u64, whole))),
            };
            input::of_file(path, options, seen).and_then(|bytes| opened(input, bytes, Hint::of_name(&doc), options))
        }
        Input::Web(web) => web.page(anew, cancelled).and_then(|page| {
            let hint = Hint { name: page.name(), charset: page.charset, address: Some(page.address.clone()) };
            opened(input, page.bytes.clone().into(), hint, options)
        }),
        Input::Entry(feed, number) if anew && feed.origin != Input::Stdin => return renewed(feed, *number, options, cancelled),
        Input::Entry(feed, number) => feed.article(*number, options).map(|article| Opened::Article(Box::new(article))),
        Input::Part(whole, number) => load(whole, options, anew, cancelled)?.part(*number),
    };
    opened.map_err(|reason| Error { doc: input.doc(), reason })
}

fn percent(part: u64, whole: u64) -> u8 {
    u8::try_from(part * 100 / whole.max(1)).unwrap_or(100).min(100)
}

/// The beginning of a long text, up to where a paragraph, a line or at least a word ends; `None` where the head alone does
/// not tell how the whole is to be read.
fn beginning(doc: &str, head: &[u8], whole: u64, options: &Options) -> Option<Article> {
    if head.len() as u64 != input::HEAD || whole <= input::HEAD || gzip::is(head) {
        return None;
    }
    format::detect(doc, head, options.text).ok().filter(|format| matches!(format, Format::Text | Format::Markdown | Format::Source(_)))?;
    let end = memchr::memmem::rfind(head, b"\n\n").or_else(|| memchr::memrchr(b'\n', head)).or_else(|| memchr::memrchr(b' ', head));
    let head = head.get(..end?)?;
    str::from_utf8(head).ok()?;
    from_bytes(doc, head.to_vec(), options).ok().filter(|article| !article.blocks.is_empty())
}

/// The entry that was read as this one before, wherever it stands in the feed now.
fn renewed(feed: &Feed, number: usize, options: &Options, cancelled: &AtomicBool) -> Result<Opened, Error> {
    let doc = feed.doc(number);
    let article = match load(&feed.origin, options, true, cancelled)? {
        Opened::Entries(inputs, _) => match inputs.first() {
            Some(Input::Entry(now, _)) => {
                now.number(&feed.key(number).unwrap_or_default()).ok_or(Reason::EntryGone).and_then(|at| now.article(at, options))
            }
            _ => Err(Reason::EntryGone),
        },
        Opened::Article(_) => Err(Reason::EntryGone),
    };
    article.map(|article| Opened::Article(Box::new(Article { doc: doc.clone(), ..article }))).map_err(|reason| Error { doc, reason })
}

/// Reads the article in a file.
///
/// # Errors
/// As [`load`]; or the file is a feed, which holds several.
pub fn open(path: &Path, options: &Options) -> Result<Article, Error> {
    let input = Input::File(path.to_owned());
    let article = load(&input, options, false, &AtomicBool::new(false))?.article();
    article.map_err(|reason| Error { doc: input.doc(), reason })
}

/// The bytes of a file that is taken for an article, for [`load_bytes`].
///
/// # Errors
/// As [`open`], as far as that does not depend on what the bytes say.
pub fn bytes(path: &Path, options: &Options) -> Result<Vec<u8>, Reason> {
    input::of_file(path, options, |_, _| true).map(Raw::into_bytes)
}

/// What these bytes of `input` are.
///
/// # Errors
/// As [`load`].
pub fn load_bytes(input: &Input, bytes: Vec<u8>, options: &Options) -> Result<Opened, Reason> {
    opened(input, bytes.into(), Hint::of_name(&input.doc()), options)
}

/// Reads what `reader` gives, which is called `doc` (`-` for standard input).
///
/// # Errors
/// As [`load`].
pub fn load_stream(doc: &str, reader: impl Read, options: &Options) -> Result<Opened, Error> {
    let bytes = input::of_stream(reader, options, 0, |_, _| true);
    let opened = bytes.and_then(|bytes| opened(&Input::Stdin, bytes, Hint::of_name(doc), options));
    opened.map_err(|reason| Error { doc: doc.to_owned(), reason })
}

/// The article in these bytes; `doc` is its name, which has a say in the format.
///
/// # Errors
/// The bytes are a document of a format that is not read, or no text at all, and `options.text` is not set; or a feed.
pub fn from_bytes(doc: &str, bytes: Vec<u8>, options: &Options) -> Result<Article, Reason> {
    opened(&Input::File(doc.into()), bytes.into(), Hint::of_name(doc), options)?.article()
}

/// What is known of bytes besides themselves.
#[derive(Default)]
struct Hint {
    /// A file name that has a say in the format.
    name: String,
    /// The encoding that a server says they are in.
    charset: Option<&'static Encoding>,
    /// Where they come from on the web.
    address: Option<String>,
}

impl Hint {
    fn of_name(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }
}

/// What is in what came of `input`, unpacked where they are packed.
fn opened(input: &Input, raw: Raw, hint: Hint, options: &Options) -> Result<Opened, Reason> {
    if !options.text && gzip::is(raw.bytes()) {
        let bytes = gzip::unpack(raw.bytes(), options.max_size)?;
        if gzip::is(&bytes) {
            return Err(Reason::Binary);
        }
        return plain(input, bytes.into(), &Hint { name: gzip::inner_name(&hint.name).to_owned(), ..hint }, options);
    }
    plain(input, raw, &hint, options)
}

/// As [`opened`], for what is not packed.
fn plain(input: &Input, raw: Raw, hint: &Hint, options: &Options) -> Result<Opened, Reason> {
    let format = format::detect(&hint.name, raw.bytes(), options.text)?;
    let mut article = Article { doc: input.doc(), ..Article::default() };
    match format {
        Format::Epub => epub::read(raw.bytes(), options.raw, &mut article)?,
        Format::Pdf => pdf::read(raw.bytes(), options.raw, options.apart, &mut article)?,
        Format::Feed => {
            let declared = hint.charset.or_else(|| encoding::declared(raw.bytes()));
            let decoded = encoding::decode(raw, declared, options.text);
            let (feed, warning) = feed::read(input.clone(), &decoded.text, hint.address.clone())?;
            return Ok(Opened::Entries(Arc::new(feed).inputs(), warning));
        }
        _ => read_text(format, raw, hint.charset, options, &mut article)?,
    }
    if article.title.is_none() {
        article.title = first_heading(&article);
    }
    let fetched = || hint.address.as_deref().and_then(web::address).map(str::to_owned);
    article.source = article.source.or_else(fetched);
    article.date = options.date.or(article.date);
    article.language = options.language.or_else(|| language::of(&article));
    Ok(Opened::Article(Box::new(article)))
}

impl Opened {
    /// The entry of this number, if it is a feed; else all of it.
    fn part(self, number: usize) -> Result<Self, Reason> {
        let Self::Entries(inputs, warning) = self else { return Ok(self) };
        let count = inputs.len();
        let entry = number.checked_sub(1).and_then(|at| inputs.into_iter().nth(at));
        entry.map(|entry| Self::Entries(vec![entry], warning)).ok_or(Reason::NoEntry(count))
    }
}

/// Fills an article from a format that is text itself.
fn read_text(format: Format, raw: Raw, charset: Option<&'static Encoding>, options: &Options, article: &mut Article) -> Result<(), Reason> {
    if format == Format::Html && raw.bytes().len() > html::MAX_SIZE {
        return Err(Reason::LargePage(html::MAX_SIZE as u64));
    }
    let declared = || (format == Format::Html).then(|| encoding::declared(raw.bytes())).flatten();
    let declared = charset.or_else(declared);
    let decoded = encoding::decode(raw, declared, options.text);
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
            _ => text::blocks(&article.text, body, options.threads),
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
