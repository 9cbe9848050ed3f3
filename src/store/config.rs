//! `config.toml`: how the user likes things when no option says otherwise.
//!
//! `--config FILE`, else `$NAMEDROP_CONFIG`, else `config.toml` in the folder of the user's dictionary. Only a file that
//! was asked for must be there.

use std::fmt;
use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::keys::Keys;
use super::paths::Surroundings;

/// What the file may say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The colours of the reader.
    pub theme: Option<Theme>,
    /// Whether output is coloured.
    pub color: Option<Color>,
    /// The most columns that text may take, 40 to 90.
    measure: Option<Measure>,
    /// Whether the reader uses the mouse; else it is the terminal's.
    mouse: Option<bool>,
    /// Whether the reader tells of keys that would have saved steps.
    hints: Option<bool>,
    /// Whether the reader shows nothing beside the text, for screen readers.
    #[serde(default)]
    pub linear: bool,
    /// How wide the terminal draws lines and blocks.
    #[serde(rename = "ambiguous-width")]
    pub ambiguous_width: Option<AmbiguousWidth>,
    /// Whether the reader tells the terminal of addresses on the web (OSC 8), so that it can open them.
    #[serde(default)]
    pub hyperlinks: bool,
    /// Which keys do what.
    #[serde(default, deserialize_with = "read_later")]
    pub keys: Keys,
    /// The file, where there is one.
    #[serde(skip)]
    path: PathBuf,
}

/// The colours of the reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the terminal's background is
    #[default]
    Auto,
    /// For a dark background
    Dark,
    /// For a light background
    Light,
    /// Without colour: attributes and letters
    Mono,
}

/// Whether output is coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Color {
    /// When it is a terminal
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How wide the terminal draws what Unicode calls ambiguous.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AmbiguousWidth {
    /// As it says
    #[default]
    Auto,
    /// One column
    Narrow,
    /// Two columns
    Wide,
}

/// Columns of text, within what can be read well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "i64")]
struct Measure(u16);

impl TryFrom<i64> for Measure {
    type Error = &'static str;

    fn try_from(columns: i64) -> Result<Self, Self::Error> {
        let fits = u16::try_from(columns).ok().filter(|columns| (40..=90).contains(columns));
        fits.map(Self).ok_or("measure must be between 40 and 90 columns")
    }
}

/// A configuration that cannot be used.
#[derive(Debug)]
pub struct Error {
    path: PathBuf,
    /// Line and column, from 1, where the file could be read.
    place: Option<(usize, usize)>,
    message: String,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.path.display())?;
        if let Some((line, column)) = self.place {
            write!(f, "{line}:{column}:")?;
        }
        write!(f, " {}", self.message)
    }
}

impl std::error::Error for Error {}

impl Config {
    /// Reads the user's configuration; `asked` is the file of `--config`.
    ///
    /// # Errors
    /// The file cannot be read, or says something that is not understood: path, line, column and reason.
    pub fn load(asked: Option<&Path>) -> Result<Self, Error> {
        let (Some(path), must_exist) = Self::path(asked) else { return Ok(Self::default()) };
        match fs::read_to_string(&path) {
            Ok(text) => match Self::parse(&text) {
                Ok(config) => Ok(Self { path, ..config }),
                Err((place, message)) => Err(Error { path, place: Some(place), message }),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound && !must_exist => Ok(Self::default()),
            Err(error) => Err(Error { path, place: None, message: error.to_string() }),
        }
    }

    /// The file that is read, and whether it must be there.
    #[must_use]
    pub fn path(asked: Option<&Path>) -> (Option<PathBuf>, bool) {
        let variable = std::env::var_os("NAMEDROP_CONFIG").filter(|value| !value.is_empty()).map(PathBuf::from);
        let asked = asked.map(Path::to_owned).or(variable);
        let must_exist = asked.is_some();
        (asked.or_else(|| Some(Surroundings::of_process().config?.join("config.toml"))), must_exist)
    }

    /// The most columns that text may take.
    #[must_use]
    pub fn measure(&self) -> u16 {
        self.measure.map_or(66, |measure| measure.0)
    }

    /// Whether the reader tells of keys that would have saved steps.
    #[must_use]
    pub fn hints(&self) -> bool {
        self.hints.unwrap_or(true)
    }

    /// Whether the reader uses the mouse.
    #[must_use]
    pub fn mouse(&self) -> bool {
        self.mouse.unwrap_or(true)
    }

    /// Something is wrong with it that shows only later.
    #[must_use]
    pub fn error(&self, place: (usize, usize), message: String) -> Error {
        Error { path: self.path.clone(), place: Some(place), message }
    }

    fn parse(text: &str) -> Result<Self, ((usize, usize), String)> {
        let read: Result<Self, toml::de::Error> = toml::from_str(text);
        let config = read.map_err(|error| (place(text, error.span()), error.message().trim().replace('\n', "; ")))?;
        let keys = Keys::read(text, |span| place(text, Some(span)))?;
        Ok(Self { keys, ..config })
    }
}

/// The keys need their places in the file, which serde does not hand on: they are read in a second walk.
fn read_later<'de, D: serde::Deserializer<'de>>(value: D) -> Result<Keys, D::Error> {
    serde::de::IgnoredAny::deserialize(value).map(|_| Keys::default())
}

/// Line and column of the beginning of a span, from 1, in code points.
fn place(text: &str, span: Option<Range<usize>>) -> (usize, usize) {
    let before = text.get(..span.map_or(0, |span| span.start)).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    (1 + before.matches('\n').count(), 1 + line.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_read() {
        let config = Config::parse("theme = \"light\"\ncolor = 'never'\nmeasure = 72\nmouse = false\n").unwrap();
        assert_eq!((config.theme, config.color, config.measure()), (Some(Theme::Light), Some(Color::Never), 72));
        assert!(!config.mouse());
        let nothing = Config::parse("").unwrap();
        assert_eq!((nothing.measure(), nothing.mouse()), (66, true));
    }

    #[test]
    fn a_mistake_is_told_with_its_place() {
        for (text, place, word) in [
            ("theme = 'dark'\n# ä\ntehme = 'x'\n", (3, 1), "tehme"),
            ("theme = 'blue'\n", (1, 9), "blue"),
            ("measure = 300\n", (1, 11), "between 40 and 90"),
            ("theme = \n", (1, 9), ""),
        ] {
            let (found, message) = Config::parse(text).unwrap_err();
            assert_eq!(found, place, "{message}");
            assert!(message.contains(word) && !message.contains('\n'), "{message}");
        }
    }

    #[test]
    fn only_a_file_that_was_asked_for_must_be_there() {
        let error = Config::load(Some(Path::new("/nowhere/config.toml"))).unwrap_err();
        assert!(error.to_string().starts_with("/nowhere/config.toml: "));
    }
}
