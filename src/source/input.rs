//! Bytes of files, pipes and devices, never more than the limit and never by waiting for a pipe that nobody writes to.

use std::fs::{self, File, FileType};
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use super::error::Reason;
use super::raw::{Coming, Raw};
use super::{Options, format, pieces};

/// How much is asked for at a time of what may end at any moment, in bytes.
const CHUNK: u64 = 1 << 20;
/// … and of a file whose length is known.
const STEP: u64 = 4 << 20;
/// The first bytes of a long file, which are told before the rest is asked for.
pub const HEAD: u64 = 32 << 10;
/// How long a long file is: its rest takes more time than the first screen of it.
const LONG: u64 = 8 * HEAD;
/// From so many bytes on it pays to have a file read by a thread of its own.
const AHEAD: u64 = 4 << 20;

/// What is in a file. `seen` is told of what has come, and how much it will be; it may call the reading off.
///
/// # Errors
/// It is no plain file, is larger than the limit, was called off, or the system says no.
pub fn of_file(path: &Path, options: &Options, seen: impl FnMut(&[u8], u64) -> bool) -> Result<Raw, Reason> {
    let metadata = fs::metadata(path)?;
    refuse_special(path, metadata.file_type())?;
    if metadata.is_file() && metadata.len() > options.max_size {
        return Err(Reason::TooLarge(options.max_size));
    }
    let pays = options.threads > 1 && metadata.len() >= AHEAD;
    let go_on = |file| if pays { pieces::ahead(file) } else { Ok(buffered(file)) };
    of_reader(File::open(path)?, options, metadata.len(), seen, go_on)
}

/// What a stream gives that is perhaps `expected` long. A binary stream is refused after its first chunk, an endless
/// one at the limit.
///
/// # Errors
/// As [`of_file`].
pub fn of_stream(reader: impl Read, options: &Options, expected: u64, seen: impl FnMut(&[u8], u64) -> bool) -> Result<Raw, Reason> {
    of_reader(reader, options, expected, seen, |reader| Ok(buffered(reader)))
}

fn buffered<'a>(reader: impl Read + 'a) -> Box<dyn BufRead + 'a> {
    Box::new(BufReader::with_capacity(pieces::PIECE, reader))
}

/// As [`of_stream`]; a long stream goes on as `go_on` tells after its first bytes.
fn of_reader<'a, R: Read>(
    mut reader: R,
    options: &Options,
    expected: u64,
    mut seen: impl FnMut(&[u8], u64) -> bool,
    go_on: impl FnOnce(R) -> io::Result<Box<dyn BufRead + 'a>>,
) -> Result<Raw, Reason> {
    let wanted = step(0, expected).min(options.max_size + 1);
    let mut first = Vec::new();
    reserve(&mut first, expected.min(wanted) + 1)?;
    let read = reader.by_ref().take(wanted).read_to_end(&mut first)? as u64;
    if read > options.max_size {
        return Err(Reason::TooLarge(options.max_size));
    }
    format::refuse_binary(&first, options.text)?;
    if read < wanted {
        return Ok(Raw::Bytes(first));
    }
    if !seen(&first, expected) {
        return Err(called_off());
    }
    let mut coming = Coming::with_room(expected.min(options.max_size) + 1)?;
    coming.push(&first);
    drop(first);
    rest(&mut *go_on(reader)?, coming, options, expected, seen)
}

/// What has come and all that follows it.
fn rest(
    reader: &mut dyn BufRead,
    mut coming: Coming,
    options: &Options,
    expected: u64,
    mut seen: impl FnMut(&[u8], u64) -> bool,
) -> Result<Raw, Reason> {
    loop {
        let before = coming.len() as u64;
        let wanted = step(before, expected).min(options.max_size + 1 - before);
        let mut pieces = reader.take(wanted);
        while coming.pull(&mut pieces)? > 0 {}
        let length = coming.len() as u64;
        if length > options.max_size {
            return Err(Reason::TooLarge(options.max_size));
        }
        if length < before + wanted {
            return Ok(coming.all());
        }
        if !seen(coming.bytes(), expected) {
            return Err(called_off());
        }
    }
}

fn called_off() -> Reason {
    io::Error::other("called off").into()
}

/// How much to ask for next: of a long file first its head.
fn step(before: u64, expected: u64) -> u64 {
    match expected {
        0..LONG => CHUNK,
        _ if before == 0 => HEAD,
        _ => STEP.min(expected.saturating_sub(before)).max(CHUNK),
    }
}

/// Makes room, so that a file is read without copying; a system without memory is an error like any other.
fn reserve(bytes: &mut Vec<u8>, size: u64) -> Result<(), io::Error> {
    bytes.try_reserve_exact(usize::try_from(size).unwrap_or(usize::MAX)).map_err(|_| io::ErrorKind::OutOfMemory.into())
}

#[cfg(unix)]
fn refuse_special(path: &Path, kind: FileType) -> Result<(), Reason> {
    use std::os::unix::fs::FileTypeExt;

    // A shell's `<(command)` is a pipe too, but one that somebody writes to.
    let shell_gave_it = path.starts_with("/dev") || path.starts_with("/proc");
    match kind {
        kind if kind.is_dir() => Err(Reason::Folder),
        kind if kind.is_fifo() && !shell_gave_it => Err(Reason::Pipe),
        kind if kind.is_socket() || kind.is_block_device() => Err(Reason::Special),
        _ => Ok(()),
    }
}

#[cfg(not(unix))]
fn refuse_special(_path: &Path, kind: FileType) -> Result<(), Reason> {
    if kind.is_dir() { Err(Reason::Folder) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn an_endless_stream_stops_at_the_limit() {
        let options = Options { max_size: 5000, ..Options::default() };
        let endless = io::repeat(b'y');
        assert!(matches!(of_stream(endless, &options, 0, |_, _| true), Err(Reason::TooLarge(5000))));
    }

    #[test]
    fn a_stream_of_just_the_limit_is_read() {
        let options = Options { max_size: 5000, ..Options::default() };
        assert_eq!(of_stream(io::repeat(b'y').take(5000), &options, 0, |_, _| true).unwrap().bytes().len(), 5000);
    }

    #[test]
    fn endless_zeros_are_refused_after_the_first_chunk() {
        assert!(matches!(of_stream(io::repeat(0), &Options::default(), 0, |_, _| true), Err(Reason::Binary)));
    }

    #[test]
    fn a_file_that_says_it_is_empty_is_read_all_the_same() {
        let long = "word ".repeat(1_000_000);
        assert_eq!(of_stream(long.as_bytes(), &Options::default(), 0, |_, _| true).unwrap().bytes(), long.as_bytes());
    }

    #[test]
    fn of_a_long_file_the_head_is_seen_first_and_it_can_be_called_off() {
        let long = "word ".repeat(1_000_000);
        let mut lengths = Vec::new();
        let read = of_stream(long.as_bytes(), &Options::default(), long.len() as u64, |bytes, of| {
            lengths.push((bytes.len() as u64, of));
            lengths.len() < 2
        });
        assert!(matches!(read, Err(Reason::Io(_))));
        assert_eq!(lengths, [(HEAD, 5_000_000), (HEAD + STEP, 5_000_000)]);
    }

    #[test]
    fn a_long_file_is_read_as_it_is_however_many_read_it() {
        let text: String = (0..2_100_000).map(|number| if number % 1000 == 0 { '\u{20AC}' } else { '\u{E4}' }).collect();
        let damaged = [text.as_bytes(), b"\xFF", text.as_bytes()].concat();
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        for threads in [1, 2] {
            let options = Options { threads, ..Options::default() };
            let read = of_file(file.path(), &options, |_, _| true).unwrap();
            assert!(read == Raw::Text(text.clone()));
        }
        file.write_all(b"\xFF").unwrap();
        file.write_all(text.as_bytes()).unwrap();
        for threads in [1, 2] {
            let options = Options { threads, ..Options::default() };
            assert!(of_file(file.path(), &options, |_, _| true).unwrap() == Raw::Bytes(damaged.clone()));
            let options = Options { max_size: damaged.len() as u64 - 1, ..options };
            assert!(matches!(of_file(file.path(), &options, |_, _| true), Err(Reason::TooLarge(_))));
        }
    }

    #[test]
    fn a_file_that_has_changed_since_somebody_looked_is_read_as_it_is_now() {
        let long = "word ".repeat(1_000_000);
        for expected in [1_500_000, 4_999_999, 5_000_001, 9_000_000] {
            let read = of_stream(long.as_bytes(), &Options::default(), expected, |_, _| true).unwrap();
            assert!(read.bytes() == long.as_bytes(), "{expected}");
        }
        let options = Options { max_size: 4_000_000, ..Options::default() };
        assert!(matches!(of_stream(long.as_bytes(), &options, 1_500_000, |_, _| true), Err(Reason::TooLarge(4_000_000))));
    }
}
