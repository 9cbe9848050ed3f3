//! The thread that reads the terminal.
//!
//! It does nothing but read: a blocking read wakes nobody while nobody types, and tells at once when the terminal is gone.

use std::io;

use signal_hook::consts::SIGHUP;

use super::terminal;

/// Reads the keyboard from now on and hands every piece to `tell`, which answers whether to go on.
///
/// # Errors
/// When the terminal was not found, or the system refuses a thread.
pub fn read(tell: impl Fn(Vec<u8>) -> bool + Send + 'static) -> io::Result<()> {
    let keys = terminal::keys().ok_or(io::ErrorKind::NotConnected)?;
    let read = move || {
        let mut buffer = [0; 1024];
        loop {
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
    std::thread::Builder::new().name("input".into()).spawn(read).map(drop)
}
