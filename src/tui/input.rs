//! The thread that reads the terminal.
//!
//! It does nothing but read: a blocking wait wakes nobody while nobody types, and tells at once when the terminal is gone.
//! While an editor has the terminal it is parked, so that it takes none of the editor's keys.

use std::io::{self, PipeReader, PipeWriter, Read, Write};
use std::process::Stdio;
use std::sync::mpsc::{Receiver, Sender, channel};

use rustix::event::{PollFd, PollFlags};
use signal_hook::consts::SIGHUP;

use super::terminal;

/// The thread's other end.
#[derive(Debug)]
pub struct Keyboard {
    wake: PipeWriter,
    parked: Receiver<()>,
    resume: Sender<()>,
}

impl Keyboard {
    /// Gives the terminal and the keyboard to what `borrow` runs, and takes both back.
    ///
    /// # Errors
    /// Those of `borrow`, or the terminal is gone.
    pub fn lent(&self, borrow: impl FnOnce(Stdio) -> Result<(), String>) -> Result<(), String> {
        let gone = |error: io::Error| format!("the terminal cannot be lent: {error}");
        let keys = terminal::keys().ok_or_else(|| "no keyboard".to_owned())?.try_clone_to_owned().map_err(gone)?;
        (&self.wake).write_all(&[0]).map_err(gone)?;
        self.parked.recv().map_err(|_| "the keyboard is not read".to_owned())?;
        terminal::lend();
        let outcome = borrow(Stdio::from(keys));
        let back = terminal::take_back().map_err(gone);
        let _ = self.resume.send(());
        outcome.and(back)
    }
}

/// Reads the keyboard from now on and hands every piece to `tell`, which answers whether to go on.
///
/// # Errors
/// When the terminal was not found, or the system refuses a pipe or a thread.
pub fn read(tell: impl Fn(Vec<u8>) -> bool + Send + 'static) -> io::Result<Keyboard> {
    let keys = terminal::keys().ok_or(io::ErrorKind::NotConnected)?;
    let (mut call, wake) = io::pipe()?;
    let ((tell_parked, parked), (resume, resumed)) = (channel(), channel());
    let read = move || {
        let mut buffer = [0; 1024];
        loop {
            if is_called(&call, keys) {
                let _ = call.read(&mut [0; 1]);
                if tell_parked.send(()).is_err() || resumed.recv().is_err() {
                    return;
                }
                continue;
            }
            match rustix::io::read(keys, &mut buffer) {
                // The terminal is gone, and SIGHUP may be ignored: nothing is left to do for anyone.
                Ok(0) => terminal::die(SIGHUP),
                Ok(length) if tell(buffer.get(..length).unwrap_or_default().to_vec()) => {}
                Ok(_) => return,
                Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {}
                Err(_) => terminal::die(SIGHUP),
            }
        }
    };
    std::thread::Builder::new().name("input".into()).spawn(read)?;
    Ok(Keyboard { wake, parked, resume })
}

/// Waits for keys or a call; whether it is a call. Where a terminal cannot be waited for, its read waits.
fn is_called(call: &PipeReader, keys: std::os::fd::BorrowedFd<'_>) -> bool {
    let mut both = [PollFd::new(call, PollFlags::IN), PollFd::from_borrowed_fd(keys, PollFlags::IN)];
    let _ = rustix::event::poll(&mut both, None);
    both.first().is_some_and(|call| call.revents().contains(PollFlags::IN))
}
