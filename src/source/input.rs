//! Bytes of files, pipes and devices, never more than the limit and never by waiting for a pipe that nobody writes to.

use std::fs::{self, File, FileType};
use std::io::{self, Read};
use std::path::Path;

use super::error::Reason;
use super::{Options, format};
#[cfg(unix)]
use crate::engine::side_by_side::side_by_side;

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
    let file = File::open(path)?;
    if metadata.is_file() && options.threads > 1 && metadata.len() >= 2 * STEP {
        return of_long_file(file, options, metadata.len(), seen);
    }
    of_stream(file, options, metadata.len(), seen)
}

/// The bytes of a stream that is perhaps `expected` long. A binary stream is refused after its first chunk, an endless
/// one at the limit.
///
/// # Errors
/// As [`of_file`].
pub fn of_stream(reader: impl Read, options: &Options, expected: u64, seen: impl FnMut(&[u8], u64) -> bool) -> Result<Vec<u8>, Reason> {
    let mut bytes = Vec::new();
    reserve(&mut bytes, expected.min(options.max_size) + 1)?;
    rest(reader, bytes, options, expected, seen)
}

/// The bytes that are there and all that follow them.
fn rest(
    mut reader: impl Read,
    mut bytes: Vec<u8>,
    options: &Options,
    expected: u64,
    mut seen: impl FnMut(&[u8], u64) -> bool,
) -> Result<Vec<u8>, Reason> {
    let limit = options.max_size;
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
            return Err(called_off());
        }
    }
}

fn called_off() -> Reason {
    io::Error::other("called off").into()
}

/// The bytes of a long file, which several threads read: most of the time goes into fresh memory.
#[cfg(unix)]
fn of_long_file(mut file: File, options: &Options, expected: u64, mut seen: impl FnMut(&[u8], u64) -> bool) -> Result<Vec<u8>, Reason> {
    use std::io::{Seek, SeekFrom};

    let mut bytes = zeros(expected)?;
    let mut read = 0;
    while read < bytes.len() {
        let wanted = usize::try_from(step(read as u64, expected)).unwrap_or(usize::MAX).min(bytes.len() - read);
        let came = read_at(&file, &mut bytes[read..read + wanted], read as u64, options.threads)?;
        if read == 0 {
            format::refuse_binary(&bytes[..came], options.text)?;
        }
        read += came;
        if came < wanted {
            break;
        }
        if !seen(&bytes[..read], expected) {
            return Err(called_off());
        }
    }
    // It may have become shorter or longer since somebody looked.
    bytes.truncate(read);
    file.seek(SeekFrom::Start(read as u64))?;
    rest(file, bytes, options, expected, seen)
}

#[cfg(not(unix))]
fn of_long_file(file: File, options: &Options, expected: u64, seen: impl FnMut(&[u8], u64) -> bool) -> Result<Vec<u8>, Reason> {
    of_stream(file, options, expected, seen)
}

/// Fills `room` from this place of a file on; each thread a part of it. How much of it was there.
#[cfg(unix)]
fn read_at(file: &File, room: &mut [u8], place: u64, threads: usize) -> io::Result<usize> {
    let part = room.len().div_ceil(threads).max(1);
    let parts = (0..).map(|number| place + number * part as u64).zip(room.chunks_mut(part));
    let read = side_by_side(parts, |(place, room)| vec![fill(file, room, place)]);
    let mut whole = 0;
    for (number, read) in read.into_iter().enumerate() {
        // What comes after a part that ends early is no longer there.
        if whole == number * part {
            whole += read?;
        }
    }
    Ok(whole)
}

/// Fills `room` from this place of a file on, as far as the file goes.
#[cfg(unix)]
fn fill(file: &File, room: &mut [u8], place: u64) -> io::Result<usize> {
    use std::os::unix::fs::FileExt;

    let mut filled = 0;
    while filled < room.len() {
        match file.read_at(&mut room[filled..], place + filled as u64) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// So many zeros, which take no memory before something else is written there.
#[cfg(unix)]
fn zeros(size: u64) -> io::Result<Vec<u8>> {
    // Whether there is room must be asked first: `vec!` ends the program where there is none.
    reserve(&mut Vec::new(), size)?;
    Ok(vec![0; usize::try_from(size).unwrap_or(usize::MAX)])
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

    #[cfg(unix)]
    mod of_long_files {
        use std::io::Write;

        use super::*;

        fn long() -> Vec<u8> {
            (0..400_000_u32).flat_map(|number| format!("{number} ").into_bytes()).collect()
        }

        /// What several threads read of a file that was said to be so long.
        fn read(bytes: &[u8], expected: usize, threads: usize, max_size: u64) -> Result<Vec<u8>, Reason> {
            let mut file = tempfile::tempfile().unwrap();
            file.write_all(bytes).unwrap();
            of_long_file(file, &Options { max_size, threads, ..Options::default() }, expected as u64, |_, _| true)
        }

        #[test]
        fn it_is_read_as_it_is_however_long_it_was_and_however_many_read_it() {
            let long = long();
            for threads in 1..5 {
                for expected in [long.len(), 1_500_000, long.len() - 1, long.len() + 1, long.len() + 2_000_000, 0] {
                    assert!(read(&long, expected, threads, 1 << 30).unwrap() == long, "{threads} threads, {expected} bytes");
                }
            }
            assert_eq!(read(b"", 2_000_000, 3, 1 << 30).unwrap(), b"");
        }

        #[test]
        fn one_that_has_grown_beyond_the_limit_or_is_binary_is_refused() {
            assert!(matches!(read(&long(), 1_500_000, 2, 1_600_000), Err(Reason::TooLarge(1_600_000))));
            assert!(matches!(read(&vec![0; 2_000_000], 2_000_000, 2, 1 << 30), Err(Reason::Binary)));
        }

        #[test]
        fn the_head_is_seen_first_and_it_can_be_called_off() {
            let mut file = tempfile::tempfile().unwrap();
            let long = long();
            file.write_all(&long).unwrap();
            let mut lengths = Vec::new();
            let read = of_long_file(file, &Options { threads: 2, ..Options::default() }, long.len() as u64, |bytes, of| {
                lengths.push((bytes.len() as u64, of));
                lengths.len() < 2
            });
            assert!(matches!(read, Err(Reason::Io(_))));
            assert_eq!(lengths, [(HEAD, long.len() as u64), (long.len() as u64, long.len() as u64)]);
        }
    }
}
