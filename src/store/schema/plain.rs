//! What a large dictionary mostly holds: entries of one line each for header, id and name, and perhaps a list of aliases. Text that
//! is nothing else is read without making a document of it; of anything else this says nothing, and TOML is asked.

use std::ops::Range;
use std::sync::Arc;

use super::super::file::File;
use super::super::form::{Form, List, Say, fault};
use super::super::slug::slug;
use super::entry::blank;
use super::{Entry, Link, RESERVED};
use crate::engine::dictionary::{Origin, Written};
use crate::engine::kind::Kinds;

/// The entries of a part of a file; `None` when there is anything in it that is not as plain as can be.
pub fn entries(file: &Arc<File>, below: &Kinds, range: Range<usize>) -> Option<Vec<Entry>> {
    let text = file.text.get(range.clone())?;
    let mut reading = Reading { below, entries: Vec::with_capacity(text.len() / 40), has_id: false };
    let (mut at, mut line) = (range.start, file.line(range.start));
    for written in text.split_inclusive('\n') {
        reading.line(written.trim_end_matches('\n'), at, u32::try_from(line).unwrap_or(u32::MAX))?;
        (at, line) = (at + written.len(), line + 1);
    }
    reading.finish()?;
    reading.entries.shrink_to_fit();
    Some(reading.entries)
}

struct Reading<'a> {
    below: &'a Kinds,
    entries: Vec<Entry>,
    /// The last entry has an id of its own.
    has_id: bool,
}

impl Reading<'_> {
    /// Takes in a line that begins at this byte of the file.
    fn line(&mut self, line: &str, at: usize, number: u32) -> Option<()> {
        if line.is_empty() {
            return Some(());
        }
        if let Some(kind) = line.strip_prefix("[[") {
            return self.header(kind.strip_suffix("]]")?, at, line.len());
        }
        let (key, value) = line.split_once(" = ")?;
        let start = at + key.len() + " = ".len();
        let entry = self.entries.last_mut()?;
        match key {
            "id" if !self.has_id => {
                let text = string(value)?;
                entry.id = Link { text: text.into(), span: start..start + value.len() };
                self.has_id = true;
            }
            "name" if entry.name.is_none() => entry.name = Some(form(string(value)?, start..start + value.len(), number)),
            "aliases" if entry.forms.is_empty() => entry.forms = aliases(value, start, number)?,
            _ => return None,
        }
        Some(())
    }

    fn header(&mut self, kind: &str, at: usize, length: usize) -> Option<()> {
        self.finish()?;
        let kind = self.below.find(kind).filter(|_| !RESERVED.contains(&kind))?;
        self.has_id = false;
        self.entries.push(Entry { kind, span: at..at + length, ..blank() });
        Some(())
    }

    /// The last entry is complete.
    fn finish(&mut self) -> Option<()> {
        let Some(entry) = self.entries.last_mut() else { return Some(()) };
        let name = entry.name.as_ref()?;
        if !self.has_id {
            entry.id = Link { text: slug(&name.written.text).into(), span: name.span.clone() };
        }
        Some(())
    }
}

fn form(text: &str, span: Range<usize>, line: u32) -> Form {
    Form { written: Written { origin: Origin { file: 0, line }, ..Written::new(text) }, say: Say::default(), span }
}

/// A list on one line, of one string at least.
fn aliases(value: &str, start: usize, line: u32) -> Option<Vec<(List, Form)>> {
    let inner = value.strip_prefix('[')?.strip_suffix(']')?;
    let mut at = start + 1;
    let mut found = Vec::new();
    for item in inner.split(", ") {
        found.push((List::Aliases, form(string(item)?, at..at + item.len(), line)));
        at += item.len() + ", ".len();
    }
    found.shrink_to_fit();
    Some(found)
}

/// A basic string in which nothing is escaped, trimmed; of a form that a dictionary may hold.
fn string(value: &str) -> Option<&str> {
    let text = value.strip_prefix('"')?.strip_suffix('"')?;
    let plain = text.bytes().all(|byte| byte >= b' ' && !matches!(byte, b'"' | b'\\' | 0x7F));
    let text = text.trim();
    (plain && fault(text).is_none()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is read so, and what TOML says; they must be one.
    fn agree(text: &str) -> bool {
        let file = Arc::new(File::new("a.toml", text.to_owned()));
        let Some(entries) = entries(&file, &Kinds::default(), 0..text.len()) else { return false };
        let (contents, findings) = super::super::parse_whole(&file, &Kinds::default());
        assert_eq!((contents.map(|contents| contents.entries), findings), (Some(entries), Vec::new()), "{text}");
        true
    }

    #[test]
    fn plain_entries_are_read_as_toml_reads_them() {
        for text in [
            "",
            "\n\n[[place]]\nid = \"riga\"\nname = \" Rīga \"\n\n[[person]]\nname = \"Anna Berg\"",
            "[[person]]\naliases = [\"A, B\"]\nname = \"x\"\n",
            "[[person]]\nname = \"x\"\nid = \"y\"\naliases = [\"A\", \"Größe\"]\n[[place]]\nname = \"z\"\n",
        ] {
            assert_eq!(agree(text), !text.contains("A, B"), "{text}");
        }
    }

    #[test]
    fn of_anything_else_toml_is_asked() {
        for text in [
            "name = \"x\"\n",
            "[[place]]\n",
            "[[place]]\nid = \"x\"\n",
            "[[ship]]\nname = \"x\"\n",
            "[[hide]]\nform = \"x\"\n",
            "[[place]]\nname = \"x\"\nname = \"x\"\n",
            "[[place]]\nname = \"\"\n",
            "[[place]]\nname = \"a\\tb\"\n",
            "[[place]]\nname = \"x\" # y\n",
            "[[place]]\r\nname = \"x\"\r\n",
            "[[place]]\nname = \"x\"\naliases = []\n",
            "[[place]]\nname = \"x\"\naliases = [\"a\",\"b\"]\n",
            "[[place]]\nname = \"\"\"\n\"\"\"\n",
            "[[place]]\nname = 'x'\n",
            "# x\n",
        ] {
            assert!(!agree(text), "{text}");
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { cases: 2000, failure_persistence: None, ..Default::default() })]

        #[test]
        fn what_is_taken_for_plain_is_so(
            lines in proptest::collection::vec("\\[\\[(place|person|hide|a)\\]\\]|name = \"[ A-Cä\\\\\u{200b}]{0,4}\"|id = \"[a-c \u{a0}]{0,3}\"|aliases = \\[(\"[ab, ]{0,3}\")?(, ?\"[ab\\\\]\")?\\]|x = 1|#|", 0..9),
        ) {
            agree(&lines.join("\n"));
        }
    }
}
