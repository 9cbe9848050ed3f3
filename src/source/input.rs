//! Bytes of files, pipes and devices, never more than the limit and never by waiting for a pipe that nobody writes to.

use std::fs::{self, File, FileType};
use std::io::{self, Read};
use std::path::Path;

use super::error::Reason;
use super::{Options, format};

/// How much is asked for at a time of what may end at any moment, in bytes.
const CHUNK: u64 = 1 << 20;
/// … and of a file whose length is known.
const STEP: u64 = 16 << 20;
/// The first bytes of a long file, which are told before the rest is asked for.
pub const HEAD: u64 = 64 << 10;

/// The bytes of a file. `seen` is told of what has come, and how much it will be; it may call the reading off.
///
/// # Errors
/// It is no plain file, is larger than the limit, was called off, or the system says no.
pub fn of_file(path: &Path, options: &Options, seen: impl FnMut(&[u8], u64) -> bool) -> Result<Vec<u8>, Reason> {
    let metadata = fs::metadata(path)?;
    refuse_special(path, metadata.file_type())?;
    if metadata.is_file() && metadata.len() > options.max_size {
        return Err(Reason::TooLarge(options.max_size));
    }
    of_stream(File::open(path)?, options, metadata.len(), seen)
}

/// The bytes of a stream that is perhaps `expected` long. A binary stream is refused after its first chunk, an endless
/// one at the limit.
///
/// # Errors
/// As [`of_file`].
pub fn of_stream(
    mut reader: impl Read,
    options: &Options,
    expected: u64,
    mut seen: impl FnMut(&[u8], u64) -> bool,
) -> Result<Vec<u8>, Reason> {
    let limit = options.max_size;
    let mut bytes = Vec::new();
    reserve(&mut bytes, expected.min(limit) + 1)?;
    loop {
        let before = bytes.len();
        let wanted = step(before as u64, expected).min(limit + 1 - before as u64);
        let read = reader.by_ref().take(wanted).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > limit {
            return Err(Reason::TooLarge(limit));
        }
        if before == 0 {
            format::refuse_binary(&bytes, options.text)?;
        }
        if read == 0 || (read as u64) < wanted {
            return Ok(bytes);
        }
        if !seen(&bytes, expected) {
            return Err(io::Error::other("called off").into());
        }
    }
}

/// How much to ask for next: of a long file first its head.
fn step(before: u64, expected: u64) -> u64 {
    match expected {
        0..CHUNK => CHUNK,
        _ if before == 0 => HEAD,
        _ => STEP.min(expected.saturating_sub(before)).max(CHUNK),
    }
}

/// Makes room, so that a file is read without copying; a system without memory is an error like any other.
fn reserve(bytes: &mut Vec<u8>, size: u64) -> Result<(), io::Error> {
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    bytes.try_reserve_exact(size).map_err(|_| io::Error::from(io::ErrorKind::OutOfMemory))
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
        assert_eq!(of_stream(io::repeat(b'y').take(5000), &options, 0, |_, _| true).unwrap().len(), 5000);
    }

    #[test]
    fn endless_zeros_are_refused_after_the_first_chunk() {
        assert!(matches!(of_stream(io::repeat(0), &Options::default(), 0, |_, _| true), Err(Reason::Binary)));
    }

    #[test]
    fn a_file_that_says_it_is_empty_is_read_all_the_same() {
        let long = "word ".repeat(1_000_000);
        assert_eq!(of_stream(long.as_bytes(), &Options::default(), 0, |_, _| true).unwrap(), long.as_bytes());
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
        assert_eq!(lengths, [(HEAD, 5_000_000), (5_000_000, 5_000_000)]);
    }
}
