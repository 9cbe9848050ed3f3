//! What is wrong with a dictionary, in a user's words, and where.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::file::File;
use crate::engine::glyph::visible;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// `check` ends with status 1.
    Error,
    /// Worth a look.
    Warning,
}

/// What follows from a finding when the dictionary is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// The file could not be read.
    Unreadable,
    /// The whole file contributes nothing.
    Refused,
    /// The form, the field or the entry contributes nothing; the rest of the file does.
    Skipped,
    /// Nothing: only `check` tells it.
    None,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// What follows from it.
    pub effect: Effect,
    /// The file.
    pub file: Arc<File>,
    /// The bytes of the file's text that it is about; `None` when it is about the file as such.
    pub span: Option<Range<usize>>,
    /// What is wrong, and what to do. May quote the file: show it only through [`visible`].
    pub message: String,
}

impl Finding {
    /// The 1-based line and column (in code points); the first ones for the file as such.
    #[must_use]
    pub fn position(&self) -> (usize, usize) {
        self.span.as_ref().map_or((1, 1), |span| (self.file.line(span.start), self.file.column(span.start)))
    }
}

impl Severity {
    /// `error` or `warning`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// `file:line:col: message` on one line, with nothing in it that a terminal would obey. A file that cannot be read has
/// no line: `file: message`.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", visible(&self.file.name))?;
        if self.effect != Effect::Unreadable {
            let (line, column) = self.position();
            write!(f, "{line}:{column}:")?;
        }
        write!(f, " {}", visible(&self.message))
    }
}
