//! Where in a TOML text bytes are put in, and how they are written: as the lines around them are.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::change::Change;

/// Bytes to be replaced, and by what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Splice {
    /// The bytes in the old text; may be none.
    pub at: Range<usize>,
    /// What stands there instead.
    pub new: String,
}

/// Splices of one text; none overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Splices(Vec<Splice>);

impl From<Vec<Splice>> for Splices {
    fn from(all: Vec<Splice>) -> Self {
        Self(all)
    }
}

impl Splices {
    /// One more.
    pub fn push(&mut self, splice: Splice) {
        self.0.push(splice);
    }

    /// Some more.
    pub fn extend(&mut self, more: Vec<Splice>) {
        self.0.extend(more);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them so many bytes further on.
    pub fn shift(&mut self, by: usize) {
        for splice in &mut self.0 {
            splice.at = splice.at.start + by..splice.at.end + by;
        }
    }

    /// All as one change, from the first byte that changes to the last.
    pub fn into_change(mut self, text: &str) -> Change {
        self.0.sort_by_key(|splice| (splice.at.start, splice.at.end));
        let start = self.0.first().map_or(0, |splice| splice.at.start);
        let mut new = String::new();
        let mut done = start;
        for Splice { at, new: piece } in self.0 {
            new.push_str(text.get(done..at.start).unwrap_or_default());
            new.push_str(&piece);
            done = at.end;
        }
        Change::new(text, start, text.get(start..done).unwrap_or_default(), new)
    }
}

/// A string as TOML.
#[must_use]
pub fn text(text: &str) -> String {
    toml_edit::Value::from(text.trim()).to_string()
}

/// A list of strings on one line.
pub fn list(forms: &[String]) -> String {
    format!("[{}]", forms.iter().map(|form| text(form)).collect::<Vec<_>>().join(", "))
}

/// A table on one line.
pub fn inline(pairs: &[(&str, String)]) -> String {
    let pairs: Vec<String> = pairs.iter().map(|(key, value)| format!("{key} = {value}")).collect();
    format!("{{ {} }}", pairs.join(", "))
}

/// A key as TOML.
pub fn key(name: &str) -> String {
    let bare = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if bare { name.to_owned() } else { text(name) }
}

/// Lines after the last one, with a blank line before them. A file without a line end at its end stays one.
pub fn at_end(text: &str, lines: &[String]) -> Splice {
    let end = text.len();
    let eol = line_end(text, end);
    let mut new = String::new();
    let ended = text.is_empty() || text.ends_with('\n');
    if !ended {
        new.push_str(eol);
    }
    let last = text.trim_end_matches([' ', '\t']).trim_end_matches("\r\n").trim_end_matches('\n');
    let blank = text.trim().is_empty() || text[last.len()..].matches('\n').count() > 1;
    if !blank {
        new.push_str(eol);
    }
    new.push_str(&lines.join(eol));
    if ended {
        new.push_str(eol);
    }
    Splice { at: end..end, new }
}

/// New keys of an entry, after its last one.
pub fn keys(text: &str, item: &Spanned<DeValue<'_>>, table: &DeTable<'_>, fresh: &[(&str, String)]) -> Splice {
    let pairs = fresh.iter().map(|(key, value)| format!("{key} = {value}"));
    let own = table.iter().filter(|(key, _)| !is_header(text, key.span().start));
    let Some((last, end)) = own.map(|(key, value)| (key.span().start, end_of(text, value))).max_by_key(|(_, end)| *end) else {
        // An entry has an id or a name; so this is never reached, and what is parsed afterwards would tell.
        return Splice { at: item.span().end..item.span().end, new: String::new() };
    };
    if text.get(item.span()).is_some_and(|text| text.starts_with('{')) {
        return Splice { at: end..end, new: pairs.map(|pair| [", ", &pair].concat()).collect() };
    }
    let at = end_of_line(text, end);
    let lead = format!("{}{}", line_end(text, at), indent(text, last).unwrap_or_default());
    Splice { at: at..at, new: pairs.map(|pair| [&lead, pair.as_str()].concat()).collect() }
}

/// Values more in a list: on its line, or on lines of their own where it is written so.
pub fn into_list(text: &str, whole: Range<usize>, elements: &[Spanned<DeValue<'_>>], values: &[String]) -> Splice {
    let (Some(first), Some(last)) = (elements.first().map(Spanned::span), elements.last().map(Spanned::span)) else {
        let at = whole.start + 1;
        return Splice { at: at..at, new: values.join(", ") };
    };
    let tail = text.get(last.end..whole.end).unwrap_or_default();
    if !tail.contains('\n') {
        return Splice { at: last.end..last.end, new: values.iter().map(|value| [", ", value].concat()).collect() };
    }
    let comma = comma_in(tail).map(|at| last.end + at);
    if let Some(comma) = comma {
        let at = end_of_line(text, comma);
        let lead = format!("{}{}", line_end(text, at), indent(text, last.start).or(indent(text, first.start)).unwrap_or("  "));
        return Splice { at: at..at, new: values.iter().map(|value| [&lead, value, ","].concat()).collect() };
    }
    // Without a comma after the last one it goes before the first, so that no line changes.
    let lead = indent(text, first.start).map_or_else(|| " ".to_owned(), |indent| format!("{}{indent}", line_end(text, first.start)));
    Splice { at: first.start..first.start, new: values.iter().map(|value| [value, ",", &lead].concat()).collect() }
}

/// Takes some elements, but not all, out of a list, each with the comma that belongs to it.
pub fn out_of_list(text: &str, elements: &[Spanned<DeValue<'_>>], gone: &[usize]) -> Vec<Splice> {
    debug_assert!(gone.len() < elements.len() || elements.is_empty(), "some stay in {text}");
    let kept: Vec<usize> = (0..elements.len()).filter(|at| !gone.contains(at)).collect();
    let span = |at: usize| elements.get(at).map(Spanned::span);
    let cut = |&at: &usize| {
        // What follows goes on where this began; at the end the comma before it goes.
        let later = kept.last().is_some_and(|last| *last > at);
        let range = if later { span(at)?.start..span(at + 1)?.start } else { span(at.checked_sub(1)?)?.end..span(at)?.end };
        Some(Splice { at: range, new: String::new() })
    };
    gone.iter().filter_map(cut).collect()
}

/// Whether the line of this byte is a header, such as `[person.names]`.
pub fn is_header(text: &str, at: usize) -> bool {
    text.get(line_start(text, at)..at).is_some_and(|before| before.trim_start().starts_with('['))
}

/// The comma between an element and what follows, comments passed over.
pub fn comma_in(tail: &str) -> Option<usize> {
    let mut comment = false;
    for (at, c) in tail.char_indices() {
        match c {
            '#' => comment = true,
            '\n' => comment = false,
            ',' if !comment => return Some(at),
            ']' if !comment => return None,
            _ => {}
        }
    }
    None
}

/// The end of a value's text; of dotted keys that of their last value.
fn end_of(text: &str, value: &Spanned<DeValue<'_>>) -> usize {
    let span = value.span();
    match value.get_ref() {
        DeValue::Table(table) if !text.get(span.clone()).is_some_and(|text| text.starts_with('{')) => {
            table.iter().map(|(_, value)| end_of(text, value)).max().unwrap_or(span.end)
        }
        _ => span.end,
    }
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1)
}

/// Where the line of this byte ends, before its line end.
fn end_of_line(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    at + if line.len() < rest.len() { line.strip_suffix('\r').unwrap_or(line).len() } else { line.len() }
}

/// The blanks before a byte, where nothing else stands before it on its line.
fn indent(text: &str, at: usize) -> Option<&str> {
    text.get(line_start(text, at)..at).filter(|before| before.bytes().all(|b| b == b' ' || b == b'\t'))
}

/// The line end that is used here: that of the line before, else of the first one.
fn line_end(text: &str, at: usize) -> &'static str {
    let near = text.get(..at).and_then(|before| before.rfind('\n')).or_else(|| text.find('\n'));
    let crlf = near.is_some_and(|at| text.get(..at).is_some_and(|before| before.ends_with('\r')));
    if crlf { "\r\n" } else { "\n" }
}
