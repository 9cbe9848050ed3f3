//! Standard output and standard error, as a well-behaved filter uses them.

use std::fmt::Display;
use std::io::{self, BufWriter, ErrorKind, Write};

use super::Status;
use crate::engine::glyph::visible;

/// Writes to standard output, locked and buffered. A reader that has seen enough (`| head`) is a success.
pub fn to_stdout(write: impl FnOnce(&mut dyn Write) -> io::Result<Status>) -> Status {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let written = write(&mut out).and_then(|status| out.flush().map(|()| status));
    // What could not be written once is not tried again when the buffer is dropped.
    let _ = out.into_parts();
    match written {
        Ok(status) => status,
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Status::Done,
        Err(error) => {
            complain(format_args!("write failed: {error}"));
            Status::Failed
        }
    }
}

/// One line on standard error. When that is closed there is nobody to tell.
pub fn complain(message: impl Display) {
    let _ = writeln!(io::stderr(), "namedrop: {}", visible(&message.to_string()));
}
