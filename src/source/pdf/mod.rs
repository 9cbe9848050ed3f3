//! PDF: letters with places become lines, columns and paragraphs.
//!
//! [`extract`] gets the letters from `pdf-extract`; all that follows is arithmetic: [`lines`], [`running`] heads and page
//! numbers, [`columns`], [`paragraphs`], [`hyphen`]s. The library panics on damaged files and can run out of stack, so that
//! the program does all of it in a process of its own ([`apart`]).

#[cfg(feature = "pdf")]
mod apart;
#[cfg(feature = "pdf")]
mod columns;
#[cfg(feature = "pdf")]
mod extract;
#[cfg(feature = "pdf")]
mod hyphen;
#[cfg(feature = "pdf")]
mod lines;
#[cfg(feature = "pdf")]
mod paragraphs;
#[cfg(feature = "pdf")]
mod running;
#[cfg(feature = "pdf")]
#[cfg(test)]
mod tests;

use super::error::Reason;
use crate::engine::article::Article;

#[cfg(feature = "pdf")]
pub use apart::{COMMAND, serve};

/// Whether the bytes are a PDF; readers take one that begins a little late.
pub fn is(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(1 << 10)).unwrap_or_default();
    bytes.starts_with(b"%PDF-") || (memchr::memmem::find(head, b"\n%PDF-").is_some() && memchr::memchr(0, head).is_none())
}

/// Fills an article from a PDF: with `raw` also with running heads and page numbers, with `apart` in a process of its own.
///
/// # Errors
/// It is damaged or encrypted, takes too long, or holds no text.
#[cfg(feature = "pdf")]
pub fn read(bytes: &[u8], raw: bool, apart: bool, article: &mut Article) -> Result<(), Reason> {
    use crate::engine::language::Language;

    let found = if apart { apart::run(bytes, raw) } else { apart::in_a_thread(bytes, raw) };
    let found = found.map_err(|failure| Reason::Document(failure.to_string()))?;
    (article.title, article.byline, article.warnings) = (found.title, found.author, found.warnings);
    article.date = found.date.as_deref().and_then(crate::engine::date::PartialDate::parse);
    article.language = found.language.as_deref().and_then(Language::parse);
    super::html::write(found.blocks.into_iter().map(paragraphs::Block::into_piece).collect(), article);
    Ok(())
}

/// This program was built without PDF.
///
/// # Errors
/// Always.
#[cfg(not(feature = "pdf"))]
pub fn read(_bytes: &[u8], _raw: bool, _apart: bool, _article: &mut Article) -> Result<(), Reason> {
    Err(Reason::Unsupported("PDF"))
}
