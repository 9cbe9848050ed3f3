//! The letters of each page, by `pdf-extract`.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use pdf_extract::{Dictionary, Document, MediaBox, Object, OutputDev, OutputError, Transform, decode_text_string};

use super::apart::{Extract, Failure};
use super::lines::Glyph;

/// After that what was read is taken for all, so that a long book is not lost altogether.
const ENOUGH: Duration = Duration::from_secs(5);

/// What is read of a PDF.
pub struct Read {
    /// The letters by page.
    pub pages: Vec<Vec<Glyph>>,
    /// What the document says of itself.
    pub about: Extract,
}

/// Reads the letters of all pages. A page that the library cannot read is passed over.
pub fn read(bytes: &[u8]) -> Result<Read, Failure> {
    let begin = Instant::now();
    let mut document = Document::load_mem(bytes).map_err(|_| failure(bytes))?;
    // Many may be read by anybody, and only not be changed: their password is empty, and the library has taken it.
    if document.trailer.get(b"Encrypt").is_ok() {
        document.decrypt("").map_err(|_| Failure::Encrypted)?;
    }
    cut_loops(&mut document);
    let mut about = about(&document);
    let count = document.get_pages().len();
    if count == 0 {
        return Err(Failure::Damaged);
    }
    let mut letters = Letters { pages: vec![Vec::new(); count], page: 0, end: begin + ENOUGH };
    let mut bad = 0;
    // All in one go; when it stops at a page, the others one by one.
    let whole = catch_unwind(AssertUnwindSafe(|| pdf_extract::output_doc(&document, &mut letters)));
    if !matches!(whole, Ok(Ok(()))) {
        bad = usize::from(letters.is_in_time());
        for page in letters.page + 1..=count {
            if !letters.is_in_time() {
                break;
            }
            let number = u32::try_from(page).unwrap_or(u32::MAX);
            let one = catch_unwind(AssertUnwindSafe(|| pdf_extract::output_doc_page(&document, &mut letters, number)));
            bad += usize::from(!matches!(one, Ok(Ok(()))) && letters.is_in_time());
        }
    }
    if !letters.is_in_time() && letters.page < count {
        about.warnings.push(format!("only the first {} of its {count} pages were read: it takes too long", letters.page));
    }
    if bad > 0 {
        about.warnings.push(format!("{bad} of its {count} pages could not be read in full"));
    }
    Ok(Read { pages: letters.pages, about })
}

/// Pages inherit from their parents, and the library asks without end where one is its own ancestor.
fn cut_loops(document: &mut Document) {
    for page in document.get_pages().into_values() {
        let (mut seen, mut node) = (HashSet::from([page]), page);
        while let Ok(parent) = document.get_dictionary(node).and_then(|node| node.get(b"Parent")).and_then(Object::as_reference) {
            if !seen.insert(parent) {
                document.get_dictionary_mut(node).ok().and_then(|node| node.remove(b"Parent"));
                break;
            }
            node = parent;
        }
    }
}

/// Why a file cannot be opened: the library does not tell a missing password from damage in every case.
fn failure(bytes: &[u8]) -> Failure {
    if memchr::memmem::find(bytes, b"/Encrypt").is_some() { Failure::Encrypted } else { Failure::Damaged }
}

/// What the document says of itself.
fn about(document: &Document) -> Extract {
    let follow = |object: &Object| document.dereference(object).ok().map(|(_, object)| object.clone());
    let of = |key: &[u8]| document.trailer.get(key).ok().and_then(follow);
    let info = of(b"Info").and_then(|info| info.as_dict().ok().cloned()).unwrap_or_else(Dictionary::new);
    let text = |dictionary: &Dictionary, key: &[u8]| {
        let text = decode_text_string(&follow(dictionary.get(key).ok()?)?).ok()?;
        let text = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then_some(text)
    };
    let catalog = of(b"Root").and_then(|root| root.as_dict().ok().cloned()).unwrap_or_else(Dictionary::new);
    Extract {
        title: text(&info, b"Title").filter(|title| is_title(title)),
        author: text(&info, b"Author"),
        date: text(&info, b"CreationDate").and_then(|date| iso(&date)),
        language: text(&catalog, b"Lang"),
        ..Extract::default()
    }
}

/// Whether a person gave the title, and not the program that wrote the file.
fn is_title(title: &str) -> bool {
    let lower = title.to_lowercase();
    let file = lower.rsplit_once('.').is_some_and(|(_, ending)| {
        matches!(ending, "doc" | "docx" | "odt" | "rtf" | "indd" | "qxd" | "qxp" | "pdf" | "tex" | "dvi" | "ppt" | "pptx" | "html")
    });
    !file && !["untitled", "microsoft word", "unbenannt", "dokument1", "document1"].iter().any(|begin| lower.starts_with(begin))
}

/// `D:20240517120000+02'00'` as `2024-05-17`.
fn iso(date: &str) -> Option<String> {
    let digits: String = date.strip_prefix("D:").unwrap_or(date).chars().take_while(char::is_ascii_digit).collect();
    let part = |range: std::ops::Range<usize>| digits.get(range);
    let mut iso = part(0..4)?.to_owned();
    for range in [4..6, 6..8] {
        let Some(part) = part(range) else { break };
        iso.extend(["-", part]);
    }
    Some(iso)
}

/// Collects the letters.
struct Letters {
    pages: Vec<Vec<Glyph>>,
    /// The page we are at, from 1.
    page: usize,
    end: Instant,
}

impl Letters {
    fn is_in_time(&self) -> bool {
        Instant::now() < self.end
    }
}

impl OutputDev for Letters {
    fn begin_page(&mut self, page: u32, _: &MediaBox, _: Option<(f64, f64, f64, f64)>) -> Result<(), OutputError> {
        if !self.is_in_time() {
            return Err(std::io::Error::from(std::io::ErrorKind::TimedOut).into());
        }
        self.page = usize::try_from(page).unwrap_or(usize::MAX);
        Ok(())
    }

    fn output_character(&mut self, place: &Transform, width: f64, spacing: f64, size: f64, text: &str) -> Result<(), OutputError> {
        if let Some(page) = self.page.checked_sub(1).and_then(|page| self.pages.get_mut(page)) {
            page.extend(Glyph::of(place, width, spacing, size, text));
        }
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_far_as_they_go() {
        let read = ["D:20240517120000+02'00'", "D:202405", "2024", "D:x"].map(iso);
        assert_eq!(read.map(Option::unwrap_or_default), ["2024-05-17", "2024-05", "2024", ""]);
    }

    #[test]
    fn the_name_of_a_file_is_no_title() {
        assert!(is_title("Der Bericht der Kommission"));
        assert!(!["Microsoft Word - Bericht", "bericht_final.indd", "Untitled-1"].into_iter().any(is_title));
    }
}
