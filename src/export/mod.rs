//! What the engine found, in the formats of other programs. Nothing here opens a file or a terminal: every format writes
//! into what it is given, article after article.
//!
//! * `scanned` – an article with its mentions, which formats with a line a mention (`lines`) may have found as they go
//! * `positions`, `record`, `json` – where a mention is, what is said of it, and JSON that a terminal may show
//! * `runs`, `tokens` – the prose of an article cut at the borders of mentions: for pages, and for corpora
//! * one file a format; `dictionary` writes entries, not mentions
//!
//! What each format keeps and loses stands in `docs/formats.md`.

mod brat;
mod conll;
mod csv;
mod dictionary;
mod ftm;
mod html;
mod in_order;
mod json;
mod jsonl;
mod lines;
mod markdown;
mod paint;
mod piece;
mod plain;
mod positions;
mod record;
mod runs;
mod scanned;
mod spacy;
mod text;
mod tokens;
mod webanno;
mod whole;

use std::io::{self, Write};

use lines::Lines;

pub use brat::types as brat_types;
pub use dictionary::{DictionaryFormat, write as write_dictionary};
pub use json::push_line;
pub use paint::{Depth, END, Palette, Tone};
pub use plain::{painted, print};
pub use positions::{Position, Positions, Unit, byte_at};
pub use record::{Names, Record};
pub use runs::{Run, runs};
pub use scanned::{Finder, Parts, Scan, Scanned};

/// What is written of the articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// One JSON object a mention
    #[default]
    Jsonl,
    /// One JSON object: the articles with their entities and mentions
    Json,
    /// A table with a line a mention
    Csv,
    /// One line a mention: `file:line:col: kind name – text`
    Text,
    /// The text, mentions in the colours of a terminal
    Ansi,
    /// The text in Markdown, each mention a link to the list of names at the end
    Markdown,
    /// A page with highlighted mentions
    Html,
    /// Standoff annotations of brat (.ann, with --out also the .txt)
    Brat,
    /// Tokens with IOB2 tags
    Conll,
    /// The JSON of a spaCy Doc, one a line
    Spacy,
    /// W3C Web Annotations (JSON-LD)
    Webanno,
    /// Entities of `FollowTheMoney`, one a line
    Ftm,
}

impl Format {
    /// The end of the names of files in this format.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Jsonl | Self::Spacy => "jsonl",
            Self::Csv => "csv",
            Self::Text | Self::Ansi => "txt",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Brat => "ann",
            Self::Conll => "conll",
            Self::Webanno => "jsonld",
            Self::Ftm => "ftm.json",
        }
    }

    /// The unit of its offsets, where the format leaves no choice: brat, spaCy and the W3C count code points.
    #[must_use]
    pub fn own_unit(self) -> Option<Unit> {
        matches!(self, Self::Brat | Self::Conll | Self::Spacy | Self::Webanno).then_some(Unit::Char)
    }

    /// Whether it is written a mention at a time, so that an article may come in parts.
    #[must_use]
    pub fn takes_parts(self) -> bool {
        matches!(self, Self::Jsonl | Self::Csv | Self::Text)
    }
}

/// One format being written: `begin`, each article, `end`.
pub trait Exporter {
    /// Writes what stands before the first article.
    ///
    /// # Errors
    /// What `out` says.
    fn begin(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Writes an article.
    ///
    /// # Errors
    /// What `out` says.
    fn article(&mut self, scanned: &Scanned<'_>, out: &mut dyn Write) -> io::Result<()>;

    /// Writes one that comes in parts, if the format [takes them](Format::takes_parts).
    ///
    /// # Errors
    /// What `out` says; or the format needs the whole article.
    fn parts(&mut self, _parts: Parts<'_>, _out: &mut dyn Write) -> io::Result<()> {
        Err(io::Error::other("this format needs the whole article"))
    }

    /// Writes an article, however it comes.
    ///
    /// # Errors
    /// As [`Exporter::article`] and [`Exporter::parts`].
    fn write(&mut self, scan: Scan<'_>, out: &mut dyn Write) -> io::Result<()> {
        match scan {
            Scan::Whole(scanned) => self.article(&scanned, out),
            Scan::Parts(parts) => self.parts(parts, out),
        }
    }

    /// Writes what stands after the last article.
    ///
    /// # Errors
    /// What `out` says.
    fn end(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// Writes `format` with offsets in `unit`, where the format has any and leaves the choice. `threads`: how many may work at once; what
/// they write does not depend on it.
#[must_use]
pub fn exporter(format: Format, unit: Unit, palette: Palette, threads: usize) -> Box<dyn Exporter> {
    match format {
        Format::Jsonl => Box::new(Lines { line: jsonl::Records, unit, threads }),
        Format::Json => Box::new(whole::Whole { unit, first: true }),
        Format::Csv => Box::new(Lines { line: csv::Table, unit, threads }),
        Format::Text => Box::new(Lines { line: text::Text, unit, threads }),
        Format::Ansi => Box::new(plain::Painted { palette, first: true }),
        Format::Markdown => Box::new(markdown::Page::default()),
        Format::Html => Box::new(html::Page { unit, begun: false }),
        Format::Brat => Box::new(brat::Standoff),
        Format::Conll => Box::new(conll::Columns),
        Format::Spacy => Box::new(spacy::Docs),
        Format::Webanno => Box::new(webanno::Page { first: true }),
        Format::Ftm => Box::new(ftm::Entities::default()),
    }
}

#[cfg(test)]
mod tests;
