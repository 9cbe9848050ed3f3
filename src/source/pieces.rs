//! A file that is read by a thread of its own, some pieces ahead of who takes them.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// How much is read at a time, in bytes: it stays in the processor's caches until it is looked at.
pub const PIECE: usize = 128 << 10;
/// How many pieces may wait.
const AHEAD: usize = 4;

/// The file as a stream; without a thread to be had as one that is read when it is asked for.
pub fn ahead(file: File) -> io::Result<Box<dyn BufRead>> {
    let same = file.try_clone()?;
    let (full, filled) = sync_channel(AHEAD);
    let (back, empty) = sync_channel(AHEAD + 2);
    let read = move || read(file, &full, &empty);
    Ok(match thread::Builder::new().name("read".into()).spawn(read) {
        Ok(_) => Box::new(Ahead { filled, back, piece: Vec::new(), taken: 0 }),
        Err(_) => Box::new(BufReader::with_capacity(PIECE, same)),
    })
}

/// Reads until the file ends or nobody wants more of it.
fn read(mut file: File, full: &SyncSender<io::Result<Vec<u8>>>, empty: &Receiver<Vec<u8>>) {
    loop {
        let piece = next(&mut file, empty.try_recv().unwrap_or_default());
        let over = piece.as_ref().map_or(true, Vec::is_empty);
        if full.send(piece).is_err() || over {
            return;
        }
    }
}

/// The next piece, over what there was in `piece`.
fn next(file: &mut File, mut piece: Vec<u8>) -> io::Result<Vec<u8>> {
    piece.resize(PIECE, 0);
    loop {
        match file.read(&mut piece) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => {
                piece.truncate(read?);
                return Ok(piece);
            }
        }
    }
}

/// The pieces as they come.
struct Ahead {
    filled: Receiver<io::Result<Vec<u8>>>,
    back: SyncSender<Vec<u8>>,
    piece: Vec<u8>,
    taken: usize,
}

impl BufRead for Ahead {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.taken == self.piece.len() {
            // A thread that was lost, or has read all, sends no more.
            let next = self.filled.recv().unwrap_or_else(|_| Ok(Vec::new()))?;
            // Where none is wanted any more it goes.
            let _ = self.back.try_send(std::mem::replace(&mut self.piece, next));
            self.taken = 0;
        }
        Ok(&self.piece[self.taken..])
    }

    fn consume(&mut self, amount: usize) {
        self.taken = self.piece.len().min(self.taken + amount);
    }
}

impl Read for Ahead {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(room)?;
        self.consume(read);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Seek, SeekFrom, Write};

    use super::*;

    #[test]
    fn a_file_is_read_to_its_end_from_where_it_stands() {
        for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 20 * PIECE + 7] {
            let bytes: Vec<u8> = (0..length).map(|at| u8::try_from(at % 251).unwrap()).collect();
            let mut file = tempfile::tempfile().unwrap();
            file.write_all(&bytes).unwrap();
            let start = length / 3;
            file.seek(SeekFrom::Start(start as u64)).unwrap();
            let mut read = Vec::new();
            let mut stream = ahead(file).unwrap();
            stream.read_to_end(&mut read).unwrap();
            assert!(read == bytes[start..], "{length}");
            assert_eq!(stream.read(&mut [0; 4]).unwrap(), 0);
        }
    }

    #[test]
    fn what_the_system_says_is_told() {
        let folder = File::open(std::env::temp_dir()).unwrap();
        assert!(ahead(folder).unwrap().read_to_end(&mut Vec::new()).is_err());
    }
}
