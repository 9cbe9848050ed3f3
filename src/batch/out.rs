//! Standard output and standard error, as a well-behaved filter uses them.

use std::fmt::Display;
#[cfg(unix)]
use std::fs::Permissions;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::Path;

use tempfile::Builder;

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

/// Lines on their way to a terminal: nothing in them that it would obey. To anything else they go as they are.
pub struct Shown<'a> {
    out: &'a mut dyn Write,
    line: Option<Vec<u8>>,
}

impl<'a> Shown<'a> {
    /// `clean`: `out` is a terminal.
    pub fn new(out: &'a mut dyn Write, clean: bool) -> Self {
        Self { out, line: clean.then(Vec::new) }
    }
}

impl Write for Shown<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(line) = &mut self.line else { return self.out.write(bytes) };
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            line.extend_from_slice(piece);
            if let Some(whole) = line.strip_suffix(b"\n") {
                // Columns are parted by tabs, which harm nobody.
                let clean: Vec<_> = String::from_utf8_lossy(whole).split('\t').map(|text| visible(text).into_owned()).collect();
                writeln!(self.out, "{}", clean.join("\t"))?;
                line.clear();
            }
        }
        Ok(bytes.len())
    }

    /// A last line without its end is written, too.
    fn flush(&mut self) -> io::Result<()> {
        if let Some(line) = self.line.as_mut().filter(|line| !line.is_empty()) {
            self.out.write_all(visible(&String::from_utf8_lossy(line)).as_bytes())?;
            line.clear();
        }
        self.out.flush()
    }
}

/// Writes a file as a whole or not at all: what stood there stays until the new one is complete.
pub fn to_file(path: &Path, content: &[u8]) -> Status {
    match replace(path, content) {
        Ok(()) => Status::Done,
        Err(error) => {
            complain(format_args!("{}: not written: {error}", path.display()));
            Status::Failed
        }
    }
}

fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    // A device or a pipe (`--out /dev/stdout`) is written to and not replaced.
    if path.metadata().is_ok_and(|found| !found.is_file()) {
        return std::fs::OpenOptions::new().write(true).open(path)?.write_all(content);
    }
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = Builder::new();
    builder.prefix(".namedrop-");
    #[cfg(unix)]
    builder.permissions(permissions(&target));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(content)?;
    file.persist(&target).map(drop).map_err(|error| error.error)
}

/// Those of the file that is replaced; of a new one what the user's mask leaves.
#[cfg(unix)]
fn permissions(target: &Path) -> Permissions {
    use std::os::unix::fs::PermissionsExt;
    let old = target.metadata().map(|found| found.permissions());
    old.unwrap_or_else(|_| Permissions::from_mode(0o666))
}

/// One line on standard error. When that is closed there is nobody to tell.
pub fn complain(message: impl Display) {
    let _ = writeln!(io::stderr(), "namedrop: {}", visible(&message.to_string()));
}
