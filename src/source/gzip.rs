//! Files that are packed with gzip.

use std::io::Read;

use flate2::read::MultiGzDecoder;

use super::error::Reason;

/// Whether the bytes say that they are packed.
pub fn is(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x1F\x8B\x08")
}

/// The name without `.gz`.
pub fn inner_name(doc: &str) -> &str {
    let name = doc.len().checked_sub(3).filter(|at| doc.get(*at..).is_some_and(|end| end.eq_ignore_ascii_case(".gz")));
    name.and_then(|at| doc.get(..at)).unwrap_or(doc)
}

/// The unpacked bytes, never more than `limit`.
///
/// # Errors
/// They are damaged, or more than the limit.
pub fn unpack(bytes: &[u8], limit: u64) -> Result<Vec<u8>, Reason> {
    let mut unpacked = Vec::new();
    MultiGzDecoder::new(bytes).take(limit.saturating_add(1)).read_to_end(&mut unpacked).map_err(|_| Reason::Damaged("gzip"))?;
    if unpacked.len() as u64 > limit { Err(Reason::TooLarge(limit)) } else { Ok(unpacked) }
}

/// What the first of packed bytes unpack to, up to `limit`; nothing where they are damaged.
pub fn beginning(bytes: &[u8], limit: u64) -> Vec<u8> {
    let mut unpacked = Vec::new();
    // Cut off as they are, they end in an error.
    let _ = MultiGzDecoder::new(bytes).take(limit).read_to_end(&mut unpacked);
    unpacked
}

#[cfg(test)]
pub mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    pub fn pack(bytes: &[u8]) -> Vec<u8> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::best());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    #[test]
    fn several_packed_parts_are_one_text() {
        let packed = [pack(b"Riga "), pack(b"Paris")].concat();
        assert!(is(&packed));
        assert_eq!(unpack(&packed, 100).unwrap(), b"Riga Paris");
    }

    #[test]
    fn what_unpacks_to_more_than_the_limit_is_refused() {
        let bomb = pack(&vec![b'x'; 10 << 20]);
        assert!(bomb.len() < 20_000);
        assert!(matches!(unpack(&bomb, 1 << 20), Err(Reason::TooLarge(_))));
    }

    #[test]
    fn a_damaged_file_is_told_and_the_name_inside_loses_its_ending() {
        let mut packed = pack(b"Riga");
        packed.truncate(12);
        assert!(matches!(unpack(&packed, 100), Err(Reason::Damaged(_))));
        assert_eq!([inner_name("a.html.GZ"), inner_name("a.txt"), inner_name("gz")], ["a.html", "a.txt", "gz"]);
    }
}
