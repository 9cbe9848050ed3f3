//! Lines of a large file, one after another in one buffer.

use std::io::{self, BufRead};

/// The longest line that is read, in bytes; what is longer is no line of any of these formats.
const LONGEST: usize = 64 << 20;

/// Hands on every line with its number, without its end and, at the head of the file, without a byte order mark. What is no
/// UTF-8 is an error of that line.
///
/// # Errors
/// What the input says, what `each` says, or that a line has no end.
pub fn each(input: &mut dyn BufRead, mut each: impl FnMut(usize, Result<&str, &'static str>) -> io::Result<()>) -> io::Result<()> {
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        if read_line(input, &mut line)? == 0 {
            break;
        }
        let text = std::str::from_utf8(&line).map_err(|_| "is not UTF-8");
        let text = text.map(|text| text.trim_end_matches(['\n', '\r']));
        each(number, text.map(|text| if number == 1 { text.trim_start_matches('\u{FEFF}') } else { text }))?;
    }
    Ok(())
}

fn read_line(input: &mut dyn BufRead, line: &mut Vec<u8>) -> io::Result<usize> {
    loop {
        let buffer = input.fill_buf()?;
        let end = memchr::memchr(b'\n', buffer).map(|end| end + 1);
        let part = buffer.get(..end.unwrap_or(buffer.len())).unwrap_or_default();
        let (count, last) = (part.len(), end.is_some() || part.is_empty());
        line.extend_from_slice(part);
        input.consume(count);
        if last {
            return Ok(line.len());
        }
        if line.len() > LONGEST {
            return Err(super::broken("a line has more than 64 MiB: this is another format"));
        }
    }
}
