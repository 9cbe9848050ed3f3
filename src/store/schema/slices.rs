//! A large file is read in slices by several threads: reading TOML is most of what loading a dictionary takes.
//!
//! A slice begins at the header of an entry. Where that is no header but part of a text or a list over several lines, the
//! slice before it ends within that and is no valid TOML: then, and whenever slices could mean something else than the
//! whole, there is no result, and the file is read in one piece.

use std::ops::Range;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::Scope;

use toml::de::{DeTable, DeValue};

use super::super::file::File;
use super::super::finding::Finding;
use super::super::value::Walk;
use super::{Contents, Entries, Said, hash, plain};
use crate::engine::kind::Kinds;
use crate::engine::side_by_side::threads;

/// Files below this, in bytes, are not worth a thread.
const SMALLEST: usize = 64 << 10;
/// A slice has about so many bytes: what TOML makes of it is many times as large, and gone before the next slice is read.
const SLICE: usize = 128 << 10;

/// How many slices a file of this length is worth.
pub fn worth(bytes: usize) -> usize {
    let pieces = bytes / SMALLEST;
    threads(pieces).min(pieces).max(bytes / SLICE)
}

/// What the file says, read in so many slices; `None` when it must be read in one piece.
pub fn parse(file: &Arc<File>, below: &Kinds, slices: usize) -> Option<(Contents, Vec<Finding>)> {
    let (Said { mut contents, entries }, findings) = said(file, below, slices)?;
    contents.entries = entries.into_iter().flat_map(|entries| entries.read(file, below)).collect();
    Some((contents, findings))
}

/// The same; of plain entries only their places are told.
pub fn said(file: &Arc<File>, below: &Kinds, slices: usize) -> Option<(Said, Vec<Finding>)> {
    let ranges = cut(&file.text, slices);
    if ranges.len() < 2 || memchr::memmem::find(file.text.as_bytes(), b"[kinds").is_some() {
        return None;
    }
    let ranges = with_lines(&file.text, ranges);
    std::thread::scope(|scope| {
        let threads = threads(ranges.len());
        let (mut whole, mut findings, mut defaults) = (Said::default(), Vec::new(), 0);
        // The threads take turns.
        let readers: Vec<_> = (0..threads).map(|first| reader(scope, file, below, ranges.iter().skip(first).step_by(threads))).collect();
        for reader in readers.iter().cycle().take(ranges.len()) {
            let part = reader.recv().ok()??;
            defaults += usize::from(part.has_defaults);
            whole.add(part, &mut findings);
        }
        whole.contents.kinds = below.clone();
        (defaults < 2).then_some((whole, findings))
    })
}

/// A thread that reads these slices; it waits for who takes them, so that only a few are there at a time, and stops at one that
/// is none, or when nobody wants more.
fn reader<'scope, 'env>(
    scope: &'scope Scope<'scope, 'env>,
    file: &'env Arc<File>,
    below: &'env Kinds,
    slices: impl Iterator<Item = &'scope Slice> + Send + 'scope,
) -> Receiver<Option<Part>> {
    let (sender, parts) = sync_channel(WAITING);
    scope.spawn(move || {
        for slice in slices {
            let part = part(file, below, slice);
            let over = part.is_none();
            if sender.send(part).is_err() || over {
                return;
            }
        }
    });
    parts
}

/// Slices that are read before somebody takes them.
const WAITING: usize = 4;

impl Said {
    fn add(&mut self, part: Part, findings: &mut Vec<Finding>) {
        let (whole, Part { contents, entries, findings: more, has_defaults }) = (&mut self.contents, part);
        if has_defaults {
            whole.defaults = contents.defaults;
        }
        self.entries.push(entries);
        whole.hidden_ids.extend(contents.hidden_ids);
        whole.hidden_forms.extend(contents.hidden_forms);
        whole.preferred.extend(contents.preferred);
        findings.extend(more);
    }
}

struct Part {
    /// All but the entries.
    contents: Contents,
    entries: Entries,
    findings: Vec<Finding>,
    has_defaults: bool,
}

/// One slice; `None` when it is no valid TOML, or when something stands in it that may only stand once in a file.
fn part(file: &Arc<File>, below: &Kinds, (range, line): &Slice) -> Option<Part> {
    if let Some(places) = plain::places(file, below, range.clone(), *line, hash) {
        let entries = Entries::Plain(places);
        return Some(Part { contents: Contents::default(), entries, findings: Vec::new(), has_defaults: false });
    }
    let text = file.text.get(range.clone())?;
    let table = DeTable::parse(text).ok()?;
    let repeatable = |(key, value): (&toml::Spanned<toml::de::DeString>, &super::Value)| {
        let headed = |value: &super::Value| text.as_bytes().get(value.span().start) == Some(&b'[') && value.get_ref().is_table();
        let entries = key.get_ref() != "kinds";
        key.get_ref() == "defaults"
            || entries && matches!(value.get_ref(), DeValue::Array(array) if !array.is_empty() && array.iter().all(headed))
    };
    if !table.get_ref().iter().all(repeatable) {
        return None;
    }
    let mut walk = Walk { base: range.start, ..Walk::new(file) };
    let mut contents = super::contents(&mut walk, table.get_ref(), below);
    let mut entries = std::mem::take(&mut contents.entries);
    entries.shrink_to_fit();
    let has_defaults = table.get_ref().contains_key("defaults");
    Some(Part { contents, entries: Entries::Full(entries), findings: walk.findings, has_defaults })
}

/// A part of a text, and the line of its first byte, 1-based.
type Slice = (Range<usize>, u32);

fn with_lines(text: &str, ranges: Vec<Range<usize>>) -> Vec<Slice> {
    let mut line = 1;
    let with_line = |range: Range<usize>| {
        let begin = line;
        let lines = memchr::memchr_iter(b'\n', &text.as_bytes()[range.clone()]).count();
        line += u32::try_from(lines).unwrap_or(u32::MAX);
        (range, begin)
    };
    ranges.into_iter().map(with_line).collect()
}

/// Cuts a text before the headers of entries into about equal slices.
fn cut(text: &str, slices: usize) -> Vec<Range<usize>> {
    let length = text.len() / slices.max(1) + 1;
    let mut cuts = vec![0];
    for slice in 1..slices {
        let from = (slice * length).max(cuts.last().copied().unwrap_or(0) + 1);
        cuts.extend(header_after(text, from));
    }
    cuts.push(text.len());
    cuts.windows(2).filter_map(|pair| Some(*pair.first()?..*pair.last()?)).collect()
}

/// The first byte of the first line `[[kind]]` after a byte. `[[kind.list]]` belongs to the entry before it.
fn header_after(text: &str, from: usize) -> Option<usize> {
    let rest = text.as_bytes().get(from..)?;
    memchr::memmem::find_iter(rest, b"\n[[").map(|at| from + at + 1).find(|&at| {
        let name = text.get(at + 2..).and_then(|rest| rest.split(']').next()).unwrap_or_default();
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> Arc<File> {
        Arc::new(File::new("a.toml", text.to_owned()))
    }

    /// Whether slices say the same as the whole; `false` when there are none.
    fn agree(text: &str) -> bool {
        let file = file(text);
        let whole = super::super::parse_whole(&file, &Kinds::default());
        let sliced =
            |slices| parse(&file, &Kinds::default(), slices).map(|(contents, findings)| super::super::judged(Some(contents), findings));
        (2..6).filter_map(sliced).inspect(|sliced| assert_eq!(*sliced, whole, "{text}")).count() > 0
    }

    #[test]
    fn slices_say_what_the_whole_says() {
        let entries =
            "[[place]]\nname = \"Riga\"\naliases = [\"\", \"Rīga\"]\n\n[[person]]\nname = \"A Bee\"\n[[person.roles]]\ntitle = \"King\"\n";
        let rest =
            "[defaults]\ncase = \"exact\"\n\n[[hide]]\nform = \"Union\"\n\n[[place]]\nname = \"Rom\"\nx = 1\n\n[[ship]]\nname = \"Y\"\n";
        assert!(agree(&format!("# head\n{entries}{rest}{entries}")));
    }

    #[test]
    fn what_slices_would_read_otherwise_is_read_in_one_piece() {
        let place = "[[place]]\nname = \"Riga\"\n\n";
        for text in [
            format!("{place}[[place]]\nname = \"A\"\nnote = \"\"\"\n{place}{place}\"\"\"\n"),
            format!("{place}[[place]]\nname = \"A\"\naliases = [\n\"b\",\n{place}]\n"),
            format!("place = [{{ name = \"A\" }}]\n{place}{place}"),
            format!("place = []\n{place}{place}"),
            format!("{place}[[person]]\nname = \"A Bee\"\n[place.names]\nen = \"x\"\n{place}"),
            format!("{place}[defaults]\n{place}{place}[defaults]\n"),
            format!("{place}{place}[kinds.ship]\n[[ship]]\nname = \"A\"\n"),
            format!("{place}[[place]]\nname = \n{place}"),
        ] {
            agree(&text);
        }
        let text = format!("{place}[[place]]\nname = \"A\"\nnote = \"\"\"\n{place}{place}\"\"\"\n");
        assert!((2..6).all(|slices| parse(&file(&text), &Kinds::default(), slices).is_none_or(|(said, _)| said.entries.len() == 2)));
    }

    #[test]
    fn small_files_are_read_in_one_piece() {
        assert_eq!((worth(0), worth(SMALLEST)), (0, 1));
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { cases: 300, failure_persistence: None, ..Default::default() })]

        #[test]
        fn slices_never_say_anything_else_than_the_whole(
            pieces in proptest::collection::vec("(\\[\\[place\\]\\]\n|\\[\\[person\\]\\]\n|\\[\\[place\\.roles\\]\\]\n|\\[place\\.names\\]\n|\\[defaults\\]\n|\\[\\[hide\\]\\]\n|name = \"[A-C]b\"\n|title = \"x\"\n|note = \"\"\"\n|\"\"\"\n|aliases = \\[\n|\\]\n|id = \"[a-c]\"\n|x = 1\n|place = \\[\\]\n|place = \\[\\{ name = \"q\" \\}\\]\n)", 0..14),
        ) {
            agree(&pieces.concat());
        }
    }
}
