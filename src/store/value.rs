//! TOML values as the schema wants them: the right type, or a finding that says which one is.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::file::File;
use super::finding::{Effect, Finding, Severity};
use crate::engine::date::PartialDate;

/// A value with its bytes in the file.
pub type Value<'i> = Spanned<DeValue<'i>>;

/// A walk over one file's values, collecting what is wrong.
pub struct Walk<'f> {
    /// The file.
    pub file: &'f Arc<File>,
    /// Where in the file the values' text begins, in bytes: their spans count from there.
    pub base: usize,
    /// What was found so far.
    pub findings: Vec<Finding>,
}

impl<'f> Walk<'f> {
    /// A walk over this file.
    #[must_use]
    pub fn new(file: &'f Arc<File>) -> Self {
        Self { file, base: 0, findings: Vec::new() }
    }

    /// The bytes of the file that a value's span stands for.
    #[must_use]
    pub fn in_file(&self, span: &Range<usize>) -> Range<usize> {
        self.base + span.start..self.base + span.end
    }

    /// An error for which the whole file is refused. All spans here are the values' own.
    pub fn refuse(&mut self, span: Range<usize>, message: String) {
        self.add(Severity::Error, Effect::Refused, span, message);
    }

    /// An error for which one form, field or entry is skipped.
    pub fn skip(&mut self, span: Range<usize>, message: String) {
        self.add(Severity::Error, Effect::Skipped, span, message);
    }

    /// An error that changes nothing of what is loaded.
    pub fn error(&mut self, span: Range<usize>, message: String) {
        self.add(Severity::Error, Effect::None, span, message);
    }

    fn add(&mut self, severity: Severity, effect: Effect, span: Range<usize>, message: String) {
        let (file, span) = (self.file.clone(), Some(self.in_file(&span)));
        self.findings.push(Finding { severity, effect, file, span, message });
    }

    /// Refuses a key that nothing is known of.
    pub fn unknown_key(&mut self, key: &str, span: Range<usize>, known: &[&str]) {
        let message = match nearest(key, known.iter().copied()) {
            Some(near) => format!("unknown key {}; did you mean `{near}`?", quoted(key)),
            None => format!("unknown key {}; known here are {}", quoted(key), known.join(", ")),
        };
        self.refuse(span, message);
    }

    fn wrong(&mut self, value: &Value, key: &str, wanted: &str) {
        self.wrong_for(value, &quoted(key), wanted);
    }

    fn wrong_for(&mut self, value: &Value, what: &str, wanted: &str) {
        let found = match value.get_ref() {
            DeValue::String(_) => "a string",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.refuse(value.span(), format!("{what} must be {wanted}, not {found}"));
    }

    /// A string.
    pub fn string<'v>(&mut self, value: &'v Value, key: &str) -> Option<&'v str> {
        let string = value.get_ref().as_str();
        if string.is_none() {
            self.wrong(value, key, "a string");
        }
        string
    }

    /// A string in the list of this key.
    pub fn item<'v>(&mut self, value: &'v Value, key: &str) -> Option<&'v str> {
        let string = value.get_ref().as_str();
        if string.is_none() {
            self.wrong_for(value, &format!("each of {}", quoted(key)), "a string");
        }
        string
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, value: &Value, key: &str) -> Option<bool> {
        let boolean = value.get_ref().as_bool();
        if boolean.is_none() {
            self.wrong(value, key, "true or false");
        }
        boolean
    }

    /// A whole number.
    pub fn integer(&mut self, value: &Value, key: &str) -> Option<i64> {
        let Some(integer) = value.get_ref().as_integer() else {
            self.wrong(value, key, "a whole number");
            return None;
        };
        let number = i64::from_str_radix(integer.as_str(), integer.radix()).ok();
        if number.is_none() {
            self.refuse(value.span(), format!("{} is a number out of range", quoted(key)));
        }
        number
    }

    /// A list.
    pub fn list<'v, 'i>(&mut self, value: &'v Value<'i>, key: &str) -> &'v [Value<'i>] {
        if let DeValue::Array(array) = value.get_ref() {
            return array;
        }
        self.wrong(value, key, "a list");
        &[]
    }

    /// One value or a list of them.
    pub fn one_or_many<'v, 'i>(value: &'v Value<'i>) -> &'v [Value<'i>] {
        match value.get_ref() {
            DeValue::Array(array) => array,
            _ => std::slice::from_ref(value),
        }
    }

    /// A table.
    pub fn table<'v, 'i>(&mut self, value: &'v Value<'i>, key: &str) -> Option<&'v DeTable<'i>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong(value, key, "a table");
        }
        table
    }

    /// A year, a month or a day: `2024`, `"2024-05"` or a TOML date.
    pub fn date(&mut self, value: &Value, key: &str) -> Option<PartialDate> {
        let date = match value.get_ref() {
            DeValue::String(text) => PartialDate::parse(text.trim()),
            DeValue::Integer(_) => {
                let year = self.integer(value, key)?;
                u16::try_from(year).ok().and_then(|year| PartialDate::new(year, 0, 0))
            }
            DeValue::Datetime(datetime) if datetime.date.is_some() => {
                datetime.date.and_then(|date| PartialDate::new(date.year, date.month, date.day))
            }
            _ => {
                self.wrong(value, key, "a date (2024, \"2024-05\" or 2024-05-17)");
                return None;
            }
        };
        if date.is_none() {
            self.skip(value.span(), format!("{} is no date; write 2024, \"2024-05\" or 2024-05-17", quoted(key)));
        }
        date
    }

    /// One of a few words.
    pub fn choice<T: Copy>(&mut self, value: &Value, key: &str, choices: &[(&str, T)]) -> Option<T> {
        let word = self.string(value, key)?;
        let found = choices.iter().find(|(name, _)| *name == word).map(|(_, choice)| *choice);
        if found.is_none() {
            let all: Vec<_> = choices.iter().map(|(name, _)| format!("\"{name}\"")).collect();
            self.skip(value.span(), format!("{} must be {}, not {}", quoted(key), all.join(" or "), quoted(word)));
        }
        found
    }
}

/// The known word that was most likely meant, after Jaro and Winkler; `None` when no word is near.
#[must_use]
pub fn nearest<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    if word.len() > 60 {
        return None;
    }
    let word = word.to_lowercase();
    let likeness = |near| (strsim::jaro_winkler(&word, near), near);
    let (likeness, near) = known.map(likeness).max_by(|a, b| a.0.total_cmp(&b.0))?;
    (likeness > 0.8).then_some(near)
}

/// A word of the file in a message: in back ticks, shortened when it is long.
#[must_use]
pub fn quoted(word: &str) -> String {
    match word.char_indices().nth(60) {
        None => format!("`{word}`"),
        Some((end, _)) => format!("`{}…`", word.get(..end).unwrap_or_default()),
    }
}
