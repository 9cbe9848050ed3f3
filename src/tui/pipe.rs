//! Standard input, read before its end: what has come is shown, the rest follows.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec};

use crate::engine::article::Article;
use crate::source::{self, Opened};

/// Where nothing more comes for so long, what has come is shown.
const PAUSE: Duration = Duration::from_millis(200);
/// Bytes asked for at a time: more than the buffer of standard input holds.
const CHUNK: usize = 64 * 1024;

/// Reads standard input to its end; `grown` is told of what has come whenever the writer pauses.
///
/// # Errors
/// As [`source::load_stream`].
pub fn read(options: &source::Options, cancelled: &AtomicBool, grown: impl Fn(Arc<Article>)) -> Result<Opened, source::Error> {
    let stdin = io::stdin();
    let tell = |bytes: &[u8]| {
        if let Some(article) = so_far(bytes, options) {
            grown(Arc::new(article));
        }
    };
    source::load_stream("-", Pausing { inner: stdin.lock(), cancelled, seen: Vec::new(), told: 0, tell, more: soon_more }, options)
}

/// The article as far as it goes: up to its last whole line.
fn so_far(bytes: &[u8], options: &source::Options) -> Option<Article> {
    // UTF-16 cannot be cut at a byte that looks like a line end.
    let whole = bytes.get(..=memchr::memrchr(b'\n', bytes)?).filter(|bytes| !bytes.contains(&0))?;
    let article = source::from_bytes("-", whole.to_vec(), options).ok()?;
    (!article.blocks.is_empty()).then_some(article)
}

/// Whether standard input has something to read, or its end, within the pause.
fn soon_more() -> bool {
    let limit = Timespec::try_from(PAUSE).ok();
    rustix::event::poll(&mut [PollFd::new(&rustix::stdio::stdin(), PollFlags::IN)], limit.as_ref()).map_or(true, |ready| ready > 0)
}

/// A stream that tells what it has read whenever it would have to wait, and ends with an error when it is called off.
struct Pausing<'a, R, T> {
    inner: R,
    cancelled: &'a AtomicBool,
    seen: Vec<u8>,
    told: usize,
    tell: T,
    more: fn() -> bool,
}

impl<R: Read, T: Fn(&[u8])> Read for Pausing<'_, R, T> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.seen.len() > self.told && !(self.more)() {
            self.told = self.seen.len();
            (self.tell)(&self.seen);
        }
        if self.cancelled.load(Ordering::Relaxed) {
            return Err(io::Error::other("called off"));
        }
        let most = buffer.len().min(CHUNK);
        let read = self.inner.read(buffer.get_mut(..most).unwrap_or_default())?;
        self.seen.extend_from_slice(buffer.get(..read).unwrap_or_default());
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;

    #[test]
    fn what_has_come_is_told_when_the_writer_pauses_and_only_once() {
        let told = RefCell::new(Vec::new());
        let cancelled = AtomicBool::new(false);
        let tell = |bytes: &[u8]| told.borrow_mut().push(String::from_utf8_lossy(bytes).into_owned());
        let inner = b"one\n".as_slice().chain(b"two\n".as_slice());
        let mut pausing = Pausing { inner, cancelled: &cancelled, seen: Vec::new(), told: 0, tell, more: || false };
        let mut all = String::new();
        pausing.read_to_string(&mut all).unwrap();
        assert_eq!((all.as_str(), told.into_inner()), ("one\ntwo\n", vec!["one\n".to_owned(), "one\ntwo\n".to_owned()]));
    }

    #[test]
    fn only_whole_lines_are_shown() {
        let shown = |text: &str| so_far(text.as_bytes(), &source::Options::default()).map(|article| article.text);
        assert_eq!(shown("Der Hafen\n\nhat Mö").as_deref(), Some("Der Hafen\n\n"));
        assert_eq!((shown("Der Haf"), shown("\n\n")), (None, None));
    }
}
