//! A long plain text in a file, some paragraphs at a time: for those who need not have all of it at once. A text that goes through the
//! processor's caches takes less time than one that fills fresh memory.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use super::files::Input;
use super::format::{self, Format};
use super::raw::{Coming, Raw};
use super::{Error, Hint, Opened, Options, Reason, gzip, language, opened, pieces, text};
use crate::engine::article::Article;
use crate::engine::side_by_side::side_by_side;

/// From so many bytes on a text is long.
pub const LONG: u64 = 4 << 20;
/// How much of it tells what it is, in bytes.
const HEAD: u64 = 1 << 20;
/// Below so many bytes for each a thread costs more than it brings.
const SHARE: u64 = 1 << 20;

/// A long text that was opened.
pub struct Long {
    file: File,
    input: Input,
    threads: usize,
    head: Article,
    is_text: OnceLock<bool>,
}

impl Long {
    /// Opens a file that is long, and plain text as far as its head tells. `None`: it is to be [loaded](super::load) as a whole, which
    /// also tells what is wrong with it.
    #[must_use]
    pub fn open(input: &Input, options: &Options) -> Option<Self> {
        let Input::File(path) = input else { return None };
        let is_long = |file: &std::fs::Metadata| file.is_file() && (LONG..=options.max_size).contains(&file.len());
        std::fs::metadata(path).ok().filter(is_long)?;
        let mut file = File::open(path).ok()?;
        let mut head = Vec::new();
        file.by_ref().take(HEAD).read_to_end(&mut head).ok()?;
        head.truncate(after_blank_line(&head, 0)?);
        let head = String::from_utf8(head).ok()?;
        let head = beginning(input, head, options)?;
        Some(Self { file, input: input.clone(), threads: options.threads, head, is_text: OnceLock::new() })
    }

    /// Where it comes from.
    #[must_use]
    pub fn input(&self) -> &Input {
        &self.input
    }

    /// Its beginning as an article: all but text and blocks are those of the whole.
    #[must_use]
    pub fn head(&self) -> &Article {
        &self.head
    }

    /// Whether all of it is UTF-8, as far as it can be read. Text of which some is not is to be loaded as a whole.
    #[must_use]
    pub fn is_text(&self) -> bool {
        self.check(&AtomicBool::new(true))
    }

    /// Finds that out, if it is not known. Where it is given up as no longer wanted it counts as none.
    pub fn check(&self, wanted: &AtomicBool) -> bool {
        *self.is_text.get_or_init(|| self.look(wanted).unwrap_or_default())
    }

    /// Each thread looks at a share, which begins where a character does.
    fn look(&self, wanted: &AtomicBool) -> io::Result<bool> {
        let Input::File(path) = &self.input else { return Ok(false) };
        let length = self.file.metadata()?.len();
        let count = (self.threads as u64).min(length / SHARE).max(1);
        let begins: io::Result<Option<Vec<u64>>> = (1..count).map(|share| begin_near(File::open(path)?, length / count * share)).collect();
        let Some(begins) = begins? else { return Ok(false) };
        let ends = begins.iter().copied().chain([u64::MAX]);
        let shares = [0].into_iter().chain(begins.iter().copied()).zip(ends);
        let look = |(begin, end)| vec![File::open(path).and_then(|file| is_text(file, begin, end, wanted))];
        let looked = if count == 1 { shares.flat_map(look).collect() } else { side_by_side(shares, look) };
        looked.into_iter().try_fold(true, |all, share| Ok(all & share?))
    }

    /// All of it, each time some paragraphs as an article, in which [`add_blocks`] tells them. Their texts one after the other are that of
    /// the whole.
    #[must_use]
    pub fn parts(self) -> Parts {
        let Self { mut file, head, .. } = self;
        let sought = file.seek(io::SeekFrom::Start(head.text.len() as u64));
        let doc = head.doc.clone();
        Parts { first: Some(head), doc, rest: buffered(file), coming: Coming::default(), fault: sought.err().map(Reason::from) }
    }
}

/// Where the first character begins that does so at this byte of a file or after it. `None`: not near, as in no text.
fn begin_near(mut file: File, at: u64) -> io::Result<Option<u64>> {
    file.seek(io::SeekFrom::Start(at))?;
    let mut near = Vec::new();
    file.take(4).read_to_end(&mut near)?;
    // Nothing more is there where the file has become shorter.
    let begins = near.iter().position(|byte| byte & 0xC0 != 0x80).or(near.is_empty().then_some(0));
    Ok(begins.map(|after| at + after as u64))
}

/// Whether these bytes of a file are UTF-8.
fn is_text(mut file: File, begin: u64, end: u64, wanted: &AtomicBool) -> io::Result<bool> {
    file.seek(io::SeekFrom::Start(begin))?;
    let mut pieces = BufReader::with_capacity(pieces::PIECE, file.take(end - begin));
    let mut coming = Coming::passing();
    while coming.is_text() && coming.pull(&mut pieces)? > 0 {
        if !wanted.load(Ordering::Relaxed) {
            return Ok(false);
        }
    }
    Ok(matches!(coming.all(), Raw::Text(_)))
}

fn buffered(file: File) -> BufReader<File> {
    BufReader::with_capacity(pieces::PIECE, file)
}

/// The article that the beginning of a text is, if that tells what is to be known of the whole.
fn beginning(input: &Input, head: String, options: &Options) -> Option<Article> {
    let (doc, bytes) = (input.doc(), head.as_bytes());
    if gzip::is(bytes) || format::detect(&doc, bytes, options.text).ok()? != Format::Text {
        return None;
    }
    let Ok(Opened::Article(article)) = opened(input, Raw::Text(head), Hint::of_name(&doc), options) else { return None };
    let prose = |article: &Article| article.blocks.iter().map(|block| block.range.len()).sum::<usize>();
    // The language is told by so much, and the only line of an article is no heading.
    (article.blocks.len() > 1 && prose(&article) > language::SAMPLE).then_some(*article)
}

/// Where the line after the last blank one begins, if that ends after `from`. Between paragraphs nothing depends on what comes before.
fn after_blank_line(text: &[u8], from: usize) -> Option<usize> {
    let ends_blank = |at: &usize| text[..*at].strip_suffix(b"\r").unwrap_or(&text[..*at]).ends_with(b"\n");
    memchr::memrchr_iter(b'\n', &text[from..]).map(|at| from + at).find(ends_blank).map(|at| at + 1)
}

/// Tells the paragraphs of a part of a long text; those of its beginning are told already.
pub fn add_blocks(part: &mut Article) {
    if part.blocks.is_empty() {
        part.blocks = text::later_blocks(&part.text);
    }
}

/// The paragraphs of a long text. They end early where it cannot be read on.
pub struct Parts {
    first: Option<Article>,
    doc: String,
    rest: BufReader<File>,
    coming: Coming,
    fault: Option<Reason>,
}

impl Parts {
    /// Why there are no more, if they are not all there.
    #[must_use]
    pub fn fault(self) -> Option<Error> {
        self.fault.map(|reason| Error { doc: self.doc, reason })
    }

    /// The text from here to the last blank line that is near; at the end all that is left.
    fn text(&mut self) -> Result<Option<String>, Reason> {
        let mut seen = 0;
        loop {
            let length = self.coming.pull(&mut self.rest)?;
            if !self.coming.is_text() {
                return Err(changed());
            }
            if length == 0 {
                return match std::mem::take(&mut self.coming).all() {
                    Raw::Text(text) => Ok(Some(text).filter(|text| !text.is_empty())),
                    Raw::Bytes(_) => Err(changed()),
                };
            }
            if let Some(end) = after_blank_line(self.coming.bytes(), seen) {
                return Ok(Some(self.coming.take(end)));
            }
            seen = self.coming.bytes().len();
        }
    }
}

/// What was text a moment ago is none.
fn changed() -> Reason {
    io::Error::other("changed while it was read").into()
}

impl Iterator for Parts {
    type Item = Article;

    fn next(&mut self) -> Option<Article> {
        if self.first.is_some() {
            return self.first.take();
        }
        if self.fault.is_some() {
            return None;
        }
        let text = self.text().unwrap_or_else(|reason| {
            self.fault = Some(reason);
            None
        })?;
        Some(Article { doc: self.doc.clone(), text, ..Article::default() })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::engine::article::Block;

    const PARAGRAPH: &str = "Der Hafen von Riga ist zu, und niemand weiß, warum das so ist.";

    /// A text that is long enough, under a head of its own, its paragraphs of all kinds and each on lines that end so.
    fn text(head: &str, end: &str) -> String {
        let long = "Ein Satz, der so lang ist. ".repeat(6);
        let verse = format!("Wer reitet so spät{end}durch Nacht und Wind?");
        let blank = end.repeat(2);
        let all = format!("{PARAGRAPH}{blank}{verse}{end} \t{blank}{long}{end}{long}{end}Kurz.{blank}{end}Titel{end}====={blank}👍{blank}");
        head.to_owned() + &all.repeat(5 * (1 << 20) / all.len())
    }

    fn written(folder: &Path, name: &str, bytes: &[u8]) -> Input {
        let path = folder.join(name);
        fs::write(&path, bytes).unwrap();
        Input::File(path)
    }

    fn whole(input: &Input, options: &Options) -> Article {
        let Ok(Opened::Article(article)) = super::super::load(input, options, false, &false.into()) else { panic!("no article") };
        *article
    }

    #[test]
    fn the_parts_of_a_text_make_the_whole() {
        let folder = tempfile::tempdir().unwrap();
        for (head, end) in [
            ("", "\n"),
            ("Was nun?\n\n", "\n"),
            ("\u{FEFF}---\ntitle: Was nun?\nlang: en\n---\n", "\n"),
            ("Stand 2024-05\r\nTitel\r\n=====\r\n", "\r\n"),
            ("", "\r"),
        ] {
            let text = text(head, end);
            let input = written(folder.path(), "a.txt", text.as_bytes());
            for threads in [1, 2] {
                let options = Options { threads, ..Options::default() };
                let Some(long) = Long::open(&input, &options) else {
                    assert_eq!(end, "\r", "{head:?}");
                    continue;
                };
                let whole = whole(&input, &options);
                assert!(long.is_text());
                let told = |article: &Article| {
                    (article.doc.clone(), article.title.clone(), article.date, article.language, article.source.clone())
                };
                assert_eq!(told(long.head()), told(&whole));
                let (mut joined, mut blocks, mut count) = (String::new(), Vec::new(), 0);
                let mut parts = long.parts();
                for mut part in &mut parts {
                    add_blocks(&mut part);
                    assert!(part.doc == whole.doc && part.text.len() < 2 * (1 << 20));
                    let start = joined.len();
                    blocks.extend(
                        part.blocks.into_iter().map(|block| Block { range: block.range.start + start..block.range.end + start, ..block }),
                    );
                    joined += &part.text;
                    count += 1;
                }
                assert!(parts.fault().is_none());
                assert!(count > 20 && joined == text && blocks == whole.blocks, "{head:?}");
            }
        }
    }

    #[test]
    fn what_is_no_long_plain_text_is_not_opened() {
        let folder = tempfile::tempdir().unwrap();
        let text = text("", "\n");
        let options = Options::default();
        let html = format!("<!doctype html><p>{text}");
        let short = &text[..text.len() / 2];
        let line = PARAGRAPH.repeat(100_000);
        let old = encoding_rs::WINDOWS_1252.encode(&text).0;
        let blank = "\n".repeat(5 << 20);
        for (name, bytes) in [
            ("a.md", text.as_bytes()),
            ("a.txt", html.as_bytes()),
            ("a.json", text.as_bytes()),
            ("short.txt", short.as_bytes()),
            ("line.txt", line.as_bytes()),
            ("old.txt", &old),
            ("blank.txt", blank.as_bytes()),
        ] {
            assert!(Long::open(&written(folder.path(), name, bytes), &options).is_none(), "{name}");
        }
        let input = written(folder.path(), "b.txt", text.as_bytes());
        assert!(Long::open(&input, &options).is_some());
        assert!(Long::open(&input, &Options { max_size: text.len() as u64 - 1, ..options }).is_none());
        assert!(Long::open(&Input::File(folder.path().to_owned()), &options).is_none());
        assert!(Long::open(&Input::File(folder.path().join("none.txt")), &options).is_none());
        assert!(Long::open(&Input::Stdin, &options).is_none());
    }

    #[test]
    fn a_text_of_which_a_byte_is_none_is_no_text_wherever_that_stands() {
        let folder = tempfile::tempdir().unwrap();
        let text = text("", "\n").into_bytes();
        for threads in [1, 2] {
            let options = Options { threads, ..Options::default() };
            for at in [2 << 20, (2 << 20) + pieces::PIECE, text.len() - 1] {
                let mut damaged = text.clone();
                damaged[at] = 0xFF;
                let input = written(folder.path(), "a.txt", &damaged);
                assert!(!Long::open(&input, &options).unwrap().is_text(), "{at}");
            }
            // Where shares meet.
            for at in (text.len() / 2 - 6..text.len() / 2 + 6).step_by(2) {
                let mut damaged = text.clone();
                damaged[at..at + 6].fill(0x80);
                let input = written(folder.path(), "a.txt", &damaged);
                assert!(!Long::open(&input, &options).unwrap().is_text(), "{at}");
            }
            let cut_off = [text.as_slice(), b"\xC3"].concat();
            let input = written(folder.path(), "a.txt", &cut_off);
            assert!(!Long::open(&input, &options).unwrap().is_text());
        }
    }

    #[test]
    fn shares_meet_between_characters() {
        let folder = tempfile::tempdir().unwrap();
        for spaces in 0..4 {
            let text = text("", "\n") + &" ".repeat(spaces) + &"\u{1F44D}".repeat(2 << 20);
            let input = written(folder.path(), "a.txt", text.as_bytes());
            for threads in 1..5 {
                assert!(Long::open(&input, &Options { threads, ..Options::default() }).unwrap().is_text());
            }
        }
    }

    #[test]
    fn a_file_that_changes_while_it_is_read_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let text = text("", "\n");
        let input = written(folder.path(), "a.txt", text.as_bytes());
        for end in [&b"\xFF\n\n"[..], b"\xC3"] {
            written(folder.path(), "a.txt", text.as_bytes());
            let long = Long::open(&input, &Options::default()).unwrap();
            assert!(long.is_text());
            let mut parts = long.parts();
            assert!(parts.next().is_some());
            written(folder.path(), "a.txt", &[text.as_bytes(), end].concat());
            assert!(parts.by_ref().count() > 10);
            let fault = parts.fault().unwrap().to_string();
            assert!(fault.ends_with("a.txt: changed while it was read"), "{fault}");
        }
    }

    #[test]
    fn a_cut_is_after_the_last_blank_line() {
        for (text, from, expected) in [
            ("a\n\nb\n\nc", 0, Some(6)),
            ("a\r\n\r\nb", 0, Some(5)),
            ("a\n\nb\n\n", 0, Some(6)),
            ("a\n\n", 2, Some(3)),
            ("a\n\nb\n", 3, None),
            ("a\n \nb", 0, None),
            ("\n", 0, None),
            ("", 0, None),
        ] {
            assert_eq!(after_blank_line(text.as_bytes(), from), expected, "{text:?}");
        }
    }
}
