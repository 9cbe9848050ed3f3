//! What a large dictionary mostly holds: entries of one line each for header, id and name, and perhaps a list of aliases. Text that
//! is nothing else is read without making a document of it; of anything else this says nothing, and TOML is asked.
//!
//! Of such an entry only its place is noted: it is read again when it is merged, as it is mostly said by one file alone.

use std::ops::Range;

use super::super::file::File;
use super::super::form::{Form, LONGEST, List, Say, fault, latest};
use super::super::slug::slug;
use super::entry::blank;
use super::{Defaults, Entry, Link, RESERVED};
use crate::engine::dictionary::{Entity, Origin, Written};
use crate::engine::few::Few;
use crate::engine::kind::{KindId, Kinds};

/// A plain entry's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The first byte of its header.
    pub at: u32,
    /// The line of that, 1-based.
    pub line: u32,
    /// A hash of its id.
    pub id: u64,
}

impl Place {
    /// The entry.
    pub fn entry(self, file: &File, kinds: &Kinds) -> Option<Entry> {
        self.lines(file, kinds).map(Lines::entry)
    }

    /// The entity that the entry makes if nobody else has a say, in a file of this number with these defaults.
    pub fn entity(self, file: &File, number: u16, kinds: &Kinds, defaults: &Defaults) -> Option<Entity> {
        let lines = self.lines(file, kinds)?;
        let policy = defaults.say.policy();
        let written = |form: Form| Written { policy, origin: Origin { file: number, ..form.written.origin }, ..form.written };
        let name = lines.name.as_ref()?;
        let name = written(form(name.text, name.span.clone(), name.line));
        let mut entity = Entity::new(&lines.id(), lines.kind, name);
        entity.origins.clear();
        entity.origins.push(Origin { file: number, line: self.line });
        entity.infer = defaults.infer.unwrap_or(true);
        entity.short = (defaults.short == Some(false)).then(Few::default);
        entity.aliases = latest(lines.forms()).into_iter().map(|(_, form)| written(form)).collect();
        Some(entity)
    }

    /// Whether this is its id.
    pub fn has_id(self, file: &File, kinds: &Kinds, id: &str) -> bool {
        self.lines(file, kinds).is_some_and(|lines| *lines.id() == *id)
    }

    fn lines<'a>(self, file: &'a File, kinds: &'a Kinds) -> Option<Lines<'a>> {
        let mut reading = Reading::new(&file.text, self.at as usize..file.text.len(), self.line, kinds);
        reading.line()?;
        // What comes then may be no plain one.
        while !reading.is_at_header() && !reading.rest.is_empty() {
            reading.line()?;
        }
        reading.begun.filter(|lines| lines.name.is_some())
    }
}

/// The places of the entries in a part of a file that begins on this line; `None` when there is anything in it that is not as plain
/// as can be.
pub fn places(file: &File, below: &Kinds, range: Range<usize>, line: u32, hash: impl Fn(&str) -> u64) -> Option<Vec<Place>> {
    let mut places = Vec::with_capacity(range.len() / 40);
    let place = |lines: Lines| Some(Place { at: u32::try_from(lines.span.start).ok()?, line: lines.line, id: hash(&lines.id()) });
    for lines in Reading::new(&file.text, range, line, below) {
        places.push(place(lines?)?);
    }
    places.shrink_to_fit();
    Some(places)
}

/// The lines of one entry.
struct Lines<'a> {
    kind: KindId,
    /// The bytes of its header.
    span: Range<usize>,
    line: u32,
    id: Option<Value<'a>>,
    name: Option<Value<'a>>,
    aliases: Option<Value<'a>>,
}

/// A value: a text without its quotation marks, or a list as it is written.
struct Value<'a> {
    text: &'a str,
    /// All of its bytes.
    span: Range<usize>,
    line: u32,
}

impl<'a> Lines<'a> {
    /// Takes in a line.
    fn add(&mut self, line: &'a str, at: usize, number: u32) -> Option<()> {
        let key = match line.as_bytes().first()? {
            b'n' => "name = ",
            b'i' => "id = ",
            _ => "aliases = ",
        };
        let value = line.strip_prefix(key)?;
        let span = at + key.len()..at + line.len();
        let (place, text) = match key {
            "name = " => (&mut self.name, string(value)?),
            "id = " => (&mut self.id, string(value)?),
            _ => {
                aliases(value, 0, |_, _| {})?;
                (&mut self.aliases, value)
            }
        };
        place.is_none().then(|| *place = Some(Value { text, span, line: number }))
    }

    /// The id, or what the name makes of it.
    fn id(&self) -> std::borrow::Cow<'a, str> {
        match (&self.id, &self.name) {
            (Some(id), _) => id.text.into(),
            (None, Some(name)) => slug(name.text).into(),
            (None, None) => "".into(),
        }
    }

    /// The aliases.
    fn forms(&self) -> Vec<(List, Form)> {
        let mut forms = Vec::new();
        if let Some(list) = &self.aliases {
            aliases(list.text, list.span.start, |text, span| forms.push((List::Aliases, form(text, span, list.line))));
            forms.shrink_to_fit();
        }
        forms
    }

    fn entry(self) -> Entry {
        let span = self.id.as_ref().or(self.name.as_ref()).map_or(0..0, |value| value.span.clone());
        let id = Link { text: self.id().into(), span };
        let forms = self.forms();
        let name = self.name.map(|name| form(name.text, name.span, name.line));
        Entry { kind: self.kind, span: self.span, id, name, forms, ..blank() }
    }
}

/// The entries of a part of a text, one after the other; `None` is what is no plain one.
struct Reading<'a> {
    text: &'a str,
    below: &'a Kinds,
    /// What is left.
    rest: Range<usize>,
    /// The line of its first byte.
    line: u32,
    /// The entry whose header was the last.
    begun: Option<Lines<'a>>,
}

/// What a line is to an entry.
enum Line<'a> {
    /// The header of the next; this one is complete.
    Ended(Lines<'a>),
    /// Its own, or between two.
    Inner,
}

impl<'a> Reading<'a> {
    fn new(text: &'a str, rest: Range<usize>, line: u32, below: &'a Kinds) -> Self {
        Self { text, below, rest, line, begun: None }
    }

    fn is_at_header(&self) -> bool {
        self.text.get(self.rest.clone()).is_some_and(|rest| rest.starts_with("[["))
    }

    /// Reads a line, which may end an entry.
    fn line(&mut self) -> Option<Line<'a>> {
        let rest = self.text.get(self.rest.clone())?;
        let end = memchr::memchr(b'\n', rest.as_bytes());
        let (line, at, number) = (&rest[..end.unwrap_or(rest.len())], self.rest.start, self.line);
        (self.rest.start, self.line) = (at + end.map_or(rest.len(), |end| end + 1), number.saturating_add(1));
        if let Some(kind) = line.strip_prefix("[[") {
            let kind = kind.strip_suffix("]]").filter(|kind| !RESERVED.contains(kind))?;
            let span = at..at + line.len();
            let begun = Lines { kind: self.below.find(kind)?, span, line: number, id: None, name: None, aliases: None };
            return Some(self.begun.replace(begun).map_or(Line::Inner, Line::Ended));
        }
        if !line.is_empty() {
            self.begun.as_mut()?.add(line, at, number)?;
        }
        Some(Line::Inner)
    }
}

impl<'a> Iterator for Reading<'a> {
    type Item = Option<Lines<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut ended = None;
        while ended.is_none() && !self.rest.is_empty() {
            match self.line() {
                Some(Line::Ended(entry)) => ended = Some(entry),
                Some(Line::Inner) => {}
                None => return Some(None),
            }
        }
        ended.or_else(|| self.begun.take()).map(|lines| Some(lines).filter(|lines| lines.name.is_some()))
    }
}

fn form(text: &str, span: Range<usize>, line: u32) -> Form {
    Form { written: Written { origin: Origin { file: 0, line }, ..Written::new(text) }, say: Say::default(), span }
}

/// Tells the items of a list on one line, of one string at least, that begins at this byte.
fn aliases(value: &str, start: usize, mut tell: impl FnMut(&str, Range<usize>)) -> Option<()> {
    let inner = value.strip_prefix('[')?.strip_suffix(']')?;
    let mut at = start + 1;
    for item in inner.split(", ") {
        tell(string(item)?, at..at + item.len());
        at += item.len() + ", ".len();
    }
    Some(())
}

/// Which bytes stand for themselves in a basic string.
static PLAIN: [bool; 256] = {
    let mut plain = [true; 256];
    let mut byte = 0;
    while byte < b' ' {
        plain[byte as usize] = false;
        byte += 1;
    }
    plain[b'"' as usize] = false;
    plain[b'\\' as usize] = false;
    plain[0x7F] = false;
    plain
};

/// A basic string in which nothing is escaped, trimmed; of a form that a dictionary may hold.
fn string(value: &str) -> Option<&str> {
    let text = value.strip_prefix('"')?.strip_suffix('"')?;
    let plain = text.bytes().all(|byte| PLAIN[usize::from(byte)]);
    let text = text.trim();
    // Of ASCII nothing else can be wrong.
    let sound = text.is_ascii() && (1..=LONGEST).contains(&text.len()) || fault(text).is_none();
    (plain && sound).then_some(text)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    /// What is read so, and what TOML says; they must be one.
    fn agree(text: &str) -> bool {
        let file = Arc::new(File::new("a.toml", text.to_owned()));
        let kinds = Kinds::default();
        let Some(places) = places(&file, &kinds, 0..text.len(), 1, |id| id.len() as u64) else { return false };
        let entries: Vec<Entry> = places.iter().map(|place| place.entry(&file, &kinds).unwrap()).collect();
        for (place, entry) in places.iter().zip(&entries) {
            assert_eq!((place.id, place.line as usize), (entry.id.text.len() as u64, file.line(entry.span.start)));
            assert!(place.has_id(&file, &kinds, &entry.id.text) && !place.has_id(&file, &kinds, "?"));
        }
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
