//! Dictionaries of other tools, read entry by entry. Nothing here opens a file, writes one or knows a terminal: what is read
//! comes from a reader, and goes to a [`Sink`] as [`Draft`]s.
//!
//! One file a format. What each takes and what it leaves stands in `docs/formats.md`.

mod ftm;
mod geonames;
mod lines;
mod regexner;
mod sink;
mod spacy;
mod table;
#[cfg(test)]
mod tests;
mod wikidata;

use std::collections::HashMap;
use std::io::{self, BufRead};

pub use crate::store::draft::{Draft, Item};
pub use geonames::Alternates;
pub use sink::{Counts, Sink};

/// Where a dictionary comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// A table with a head; `,` `;` or tabs between the columns
    Csv,
    /// A table with a head, with tabs between the columns
    Tsv,
    /// Patterns of spaCy's entity ruler, one JSON object a line
    Spacy,
    /// Entities of `FollowTheMoney`, such as those of `OpenSanctions`, one JSON object a line
    Ftm,
    /// The main table of `GeoNames`: allCountries.txt, cities15000.txt, DE.txt …
    Geonames,
    /// Results of a SPARQL query, or entities, as JSON
    Wikidata,
    /// Mappings of Stanford's `RegexNER`
    Regexner,
}

/// What is wanted of it.
#[derive(Debug, Default)]
pub struct Options {
    /// The kind of entries that do not say one.
    pub kind: Option<String>,
    /// Columns of a table: the head's word and the field.
    pub columns: Vec<(String, String)>,
    /// Languages whose names are taken, as codes.
    pub languages: Vec<String>,
    /// Names of places by language.
    pub alternates: Option<Alternates>,
    /// Places with fewer people are left out.
    pub population: u64,
    /// Feature classes or codes of `GeoNames` that are taken; none: all.
    pub features: Vec<String>,
    /// Entries of the dictionaries in use by their Wikidata id: id and kind.
    pub known: HashMap<String, (String, String)>,
}

/// Reads all entries of `input`.
///
/// # Errors
/// The input cannot be read or is no such format at all, or the sink cannot be written to.
pub fn import(format: Format, input: &mut dyn BufRead, options: &Options, sink: &mut Sink<'_>) -> io::Result<()> {
    match format {
        Format::Csv => table::import(input, None, options, sink),
        Format::Tsv => table::import(input, Some(b'\t'), options, sink),
        Format::Spacy => spacy::import(input, options, sink),
        Format::Ftm => ftm::import(input, options, sink),
        Format::Geonames => geonames::import(input, options, sink),
        Format::Wikidata => wikidata::import(input, options, sink),
        Format::Regexner => regexner::import(input, options, sink),
    }
}

/// The kind that a label of another tool means; a label that nobody knows is a kind of its own.
fn kind_of(label: &str) -> String {
    let plain: String = label.trim().to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let kind = match plain.as_str() {
        "per" | "person" | "people" | "human" => "person",
        "org" | "organization" | "organisation" | "company" | "party" => "organisation",
        "ministry" | "ministries" => "ministry",
        "gpe" | "loc" | "location" | "place" | "fac" | "city" | "country" | "state-or-province" | "state" => "place",
        "hide" | "prefer" | "defaults" | "kinds" => return format!("{plain}-kind"),
        _ => return plain,
    };
    kind.to_owned()
}

/// Something in the input is not as it should be; the import cannot go on.
fn broken(message: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, message.into())
}
