//! The archive of a book, unpacked in memory by a reader that counts: what its headers say of sizes is not believed.
//!
//! What is left is an archive again, without compression and without what holds no text, which the library for books can
//! read without a limit of its own. Nothing is written to a disk, so that no name of a member leads anywhere.

use std::collections::HashMap;
use std::io::{self, Cursor, Read, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::super::error::{Reason, size};
use super::super::html::xhtml;

/// The most that all texts of a book may be, in bytes.
pub const MAX_TEXT: u64 = 64 << 20;

/// The most that one of them may be, in bytes.
pub const MAX_MEMBER: u64 = 16 << 20;

/// The most that is unpacked at all, in bytes: what is too large by itself is given up at [`MAX_MEMBER`].
const MAX_WORK: u64 = 4 * MAX_TEXT;

/// Endings of what holds no text.
const NO_TEXT: &[&str] = &[
    "jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "bmp", "tif", "tiff", "ttf", "otf", "woff", "woff2", "mp3", "mp4", "m4a", "m4v",
    "aac", "ogg", "webm", "css", "js", "smil", "pdf",
];

/// Encryption of fonts, which many books have that anybody may read.
const FONTS_ONLY: [&str; 2] = ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];

/// Why a member of the archive is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Over [`MAX_MEMBER`].
    Large,
    /// It cannot be unpacked, or is a link.
    Damaged,
}

/// The texts of a book.
pub struct Texts {
    /// They as an archive without compression.
    pub archive: Vec<u8>,
    /// What is not in it.
    pub missing: HashMap<String, Missing>,
}

/// Unpacks the texts of a book.
///
/// # Errors
/// It is no archive, is encrypted, or unpacks to more than the limit.
pub fn unpack(bytes: &[u8]) -> Result<Texts, Reason> {
    let mut packed = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Reason::Damaged("EPUB"))?;
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let (mut missing, mut text, mut work) = (HashMap::new(), 0, 0);
    for number in 0..packed.len() {
        let Some((name, member)) = member(&mut packed, number)? else { continue };
        work += member.as_ref().map_or(MAX_MEMBER, |bytes| bytes.len() as u64);
        match member {
            Ok(mut bytes) => {
                if name.to_ascii_lowercase().ends_with(".opf") {
                    bytes = with_ends(bytes);
                }
                if name.eq_ignore_ascii_case("META-INF/encryption.xml") && is_protected(&bytes) {
                    return Err(protected());
                }
                text += bytes.len() as u64;
                // A second member of the same name is passed over, as the first one counts.
                if archive.start_file(name.as_str(), options).is_ok() {
                    archive.write_all(&bytes)?;
                }
            }
            Err(why) => {
                missing.insert(name, why);
            }
        }
        if text > MAX_TEXT || work > MAX_WORK {
            return Err(Reason::Document(format!("a book that unpacks to more than {}, which is not read", size(MAX_TEXT))));
        }
    }
    let archive = archive.finish().map_err(io::Error::from)?.into_inner();
    Ok(Texts { archive, missing })
}

/// The name of a member, and its bytes or why they are missing.
type Member = (String, Result<Vec<u8>, Missing>);

/// A member that may hold text; `None`: it does not.
fn member<R: Read + io::Seek>(packed: &mut ZipArchive<R>, number: usize) -> Result<Option<Member>, Reason> {
    let entry = match packed.by_index(number) {
        Ok(entry) => entry,
        Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => return Err(protected()),
        Err(_) => return Ok(None),
    };
    let Ok(name) = entry.name().map(std::borrow::Cow::into_owned) else { return Ok(None) };
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    if !entry.is_file() && !entry.is_symlink() || NO_TEXT.contains(&ending.as_str()) {
        return Ok(None);
    }
    if entry.is_symlink() {
        return Ok(Some((name, Err(Missing::Damaged))));
    }
    let mut bytes = Vec::new();
    let read = entry.take(MAX_MEMBER + 1).read_to_end(&mut bytes);
    let found = match read {
        Ok(_) if bytes.len() as u64 > MAX_MEMBER => Err(Missing::Large),
        Ok(_) => Ok(bytes),
        Err(_) => Err(Missing::Damaged),
    };
    Ok(Some((name, found)))
}

/// A package document in which no part ends itself, as in `<metadata/>`: the library would read on to the end for it.
fn with_ends(bytes: Vec<u8>) -> Vec<u8> {
    let is_part = |name: &str| matches!(name.rsplit(':').next(), Some("metadata" | "manifest" | "spine" | "guide" | "collection"));
    match String::from_utf8(bytes) {
        Ok(text) => xhtml::expand_where(&text, is_part).into_owned().into_bytes(),
        Err(error) => error.into_bytes(),
    }
}

fn protected() -> Reason {
    Reason::Document("a book with copy protection (DRM), which only the shop's own programs can read".to_owned())
}

/// Whether `encryption.xml` tells of more than fonts.
fn is_protected(xml: &[u8]) -> bool {
    let xml = String::from_utf8_lossy(xml);
    xml.split("Algorithm=").skip(1).filter_map(|rest| rest.get(1..)?.split(['"', '\'']).next()).any(|name| !FONTS_ONLY.contains(&name))
}
