//! What the engine found, in the formats of other programs. Nothing here opens a file or a terminal: every format writes
//! into what it is given, article after article.
//!
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
mod json;
mod jsonl;
mod markdown;
mod paint;
mod plain;
mod positions;
mod record;
mod runs;
mod spacy;
mod text;
mod tokens;
mod webanno;

use std::io::{self, Write};

use crate::engine::article::Article;
use crate::engine::dictionary::{Dictionary, EntityIx};
use crate::engine::mentions::{Mention, Mentions};

pub use brat::types as brat_types;
pub use dictionary::{DictionaryFormat, write as write_dictionary};
pub use json::push_line;
pub use paint::{Depth, END, Palette, Tone};
pub use plain::{painted, print};
pub use positions::{Position, Positions, Unit, byte_at};
pub use record::{Names, Record};
pub use runs::{Run, runs};

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
}

/// An article and what was found in it.
pub struct Scanned<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its mentions.
    pub mentions: &'a Mentions,
    /// Names of entities, and the dictionary they stand in.
    pub names: &'a Names<'a>,
}

impl Scanned<'_> {
    fn dictionary(&self) -> &Dictionary {
        self.names.dictionary
    }

    /// Title, else the path as given.
    fn title(&self) -> &str {
        self.article.title.as_deref().unwrap_or(&self.article.doc)
    }

    /// The kind's name; `None` where candidates differ in kind.
    fn kind(&self, mention: &Mention) -> Option<&str> {
        record::kind(self.dictionary(), mention)
    }

    /// The id, of an ambiguous mention the empty string.
    fn id(&self, mention: &Mention) -> &str {
        mention.entity.map_or("", |ix| &self.dictionary()[ix].id)
    }

    /// All whom the article names, the ambiguous ones left out, with how often, in the order of their ids.
    fn entities(&self) -> impl Iterator<Item = (EntityIx, usize)> {
        self.mentions.entities().map(|(entity, mentions)| (entity, mentions.len()))
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
        Format::Jsonl => Box::new(jsonl::Lines { unit, threads }),
        Format::Json => Box::new(jsonl::Whole { unit, first: true }),
        Format::Csv => Box::new(csv::Table { unit }),
        Format::Text => Box::new(text::Lines),
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
