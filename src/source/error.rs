//! Why an article could not be read, in the user's words.

use std::io;

use thiserror::Error;

/// An article that could not be read: which, and why.
#[derive(Debug, Error)]
#[error("{doc}: {reason}")]
pub struct Error {
    /// The name as given; may hold any character, so it is cleaned before it is shown.
    pub doc: String,
    /// Why.
    pub reason: Reason,
}

/// Why an article could not be read.
#[derive(Debug, Error)]
pub enum Reason {
    /// The system says no.
    #[error("{}", plain(.0))]
    Io(#[from] io::Error),
    /// A folder was given where an article is wanted.
    #[error("is a folder")]
    Folder,
    /// A folder holds nothing that can be read.
    #[error("no articles in this folder (names ending in {}, feeds in .xml or .json, also with .gz)", super::files::EXTENSIONS.map(|ext| format!(".{ext}")).join(", "))]
    NoArticles,
    /// Nothing is called so.
    #[error("no file matches this pattern")]
    NoMatch,
    /// A `*`, `?` or `[` where a file is not called so, in what is no pattern either.
    #[error("is no pattern: {0}")]
    Pattern(&'static str),
    /// A named pipe: opening it could wait for ever.
    #[error("is a named pipe; read it with `namedrop - < PIPE`")]
    Pipe,
    /// A socket, a disk …
    #[error("is not a plain file")]
    Special,
    /// Over the limit.
    #[error("larger than the limit of {}; --max-size raises it", size(*.0))]
    TooLarge(u64),
    /// A web page over its own limit, in bytes.
    #[error("a web page larger than {}, which is not read; --text shows its source", size(*.0))]
    LargePage(u64),
    /// A document that tells by itself why it is not read.
    #[error("{0}")]
    Document(String),
    /// A feed over its own limit, in bytes.
    #[error("a feed larger than {}, which is not read; --text shows its source", size(*.0))]
    LargeFeed(u64),
    /// A feed that holds nothing.
    #[error("is a feed without entries")]
    NoEntries,
    /// A feed has fewer entries than the number asked for.
    #[error("the feed has no such entry; it has {0}")]
    NoEntry(usize),
    /// A feed no longer has an entry that it had.
    #[error("the feed no longer has this entry")]
    EntryGone,
    /// A feed where one article is wanted.
    #[error("is a feed of several articles")]
    Feed,
    /// An address of the web that was not fetched.
    #[error(transparent)]
    Web(#[from] super::fetch::Fault),
    /// Packed bytes that cannot be unpacked.
    #[error("its {0} data are damaged or cut off")]
    Damaged(&'static str),
    /// A line of JSON that is no document, and what is wrong with it.
    #[error("no document: {0}")]
    NoDocument(String),
    /// No text.
    #[error("looks binary; --text reads it anyway")]
    Binary,
    /// UTF-16 that does not say so.
    #[error("looks like UTF-16 without a byte order mark; convert it with iconv, or --text reads it anyway")]
    Utf16,
    /// A document that namedrop cannot read yet.
    #[error("{0} is not read yet; convert it to text or Markdown")]
    Unsupported(&'static str),
}

/// The system's message without its number, and the everyday ones shorter.
fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "is a folder".to_owned(),
        _ => {
            let text = error.to_string();
            let cut = text.find(" (os error").unwrap_or(text.len());
            text[..cut].to_lowercase()
        }
    }
}

/// A number of bytes as one would say it: `1 GiB`, `512 MiB`, `1000 bytes`.
pub fn size(bytes: u64) -> String {
    let units = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
    let whole = units.into_iter().find(|(unit, _)| bytes >= *unit && bytes.is_multiple_of(*unit));
    whole.map_or_else(|| format!("{bytes} bytes"), |(unit, name)| format!("{} {name}", bytes / unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_file_is_told_in_plain_words() {
        let error = Error { doc: "a.txt".into(), reason: io::Error::from(io::ErrorKind::NotFound).into() };
        assert_eq!(error.to_string(), "a.txt: no such file");
    }

    #[test]
    fn the_number_of_a_system_error_is_left_out() {
        assert_eq!(
            plain(&io::Error::from_raw_os_error(40)),
            io::Error::from_raw_os_error(40).to_string().replace(" (os error 40)", "").to_lowercase()
        );
    }

    #[test]
    fn a_limit_is_named_in_round_units() {
        assert_eq!([1 << 30, 3 << 20, 1000].map(size), ["1 GiB", "3 MiB", "1000 bytes"]);
    }
}
