//! An article: its text as the file has it, and what of it is prose.
//!
//! Positions everywhere in namedrop are byte offsets into [`Article::text`], which is never altered after it was
//! loaded. What is shown and scanned are the [`Block`]s; markup between and inside them is passed over.

use std::ops::Range;

use super::date::PartialDate;
use super::few::Few;
use super::language::Language;

/// One article, ready to be read and scanned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// The path as given, `-` for standard input.
    pub doc: String,
    /// From front matter or metadata, else the first heading; `None`: the shell shows the file's name.
    pub title: Option<String>,
    /// Who wrote it, where the article's metadata tell.
    pub byline: Option<String>,
    /// The article's date, where it tells one.
    pub date: Option<PartialDate>,
    /// The language, where the article or the reader tells it, or it could be detected.
    pub language: Option<Language>,
    /// Where it was published: an address of the web that may be shown and opened ([`super::web::address`]).
    pub source: Option<String>,
    /// Whether the text was taken out of a page or an entry of a feed, which may have more text.
    pub extracted: bool,
    /// The decoded text, a byte order mark included.
    pub text: String,
    /// Headings, paragraphs … in order, disjoint. What lies between them (metadata, blank lines, markup) is no prose.
    pub blocks: Vec<Block>,
    /// Byte positions of the U+FFFD in `text` that stand for one byte of the file that was no UTF-8; sorted.
    pub replaced: Vec<usize>,
    /// What the reader should know about the loading, in a user's words.
    pub warnings: Vec<String>,
}

/// A piece of prose that stands by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its bytes in the text, from the first shown to the last, without the line end.
    pub range: Range<usize>,
    /// Markup within `range`: neither shown nor scanned, unless something stands for it. Sorted, disjoint.
    pub cuts: Few<Cut>,
    /// Emphasis within `range`: sorted by start; may nest.
    pub styles: Few<(Range<usize>, Inline)>,
    /// Whether line breaks inside are the author's and kept (verse, code, lists of lines); otherwise they are spaces.
    pub lines: bool,
    /// Whether a blank row stands before it on the screen.
    pub gap: bool,
}

/// Bytes of the source that are not prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The bytes in the text.
    pub range: Range<usize>,
    /// What stands for them on the screen and in the scan (`&` for `&amp;`); empty for plain markup.
    pub shown: String,
}

/// The kinds of blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading of level 1 to 6.
    Heading(u8),
    /// Prose.
    Paragraph,
    /// An item of a list at this depth (from 0), with its number where the list is numbered.
    Item {
        /// How deep the list stands in other lists.
        depth: u8,
        /// The item's number.
        number: Option<u32>,
    },
    /// A quotation at this depth (from 1).
    Quote(u8),
    /// Preformatted text.
    Code,
}

/// Emphasis inside a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inline {
    /// `*so*`
    Emphasis,
    /// `**so**`
    Strong,
    /// `` `so` ``
    Code,
    /// The text of a link.
    Link,
}

impl Block {
    /// A block without markup inside.
    #[must_use]
    pub fn plain(kind: BlockKind, range: Range<usize>) -> Self {
        Self { kind, range, cuts: Few::default(), styles: Few::default(), lines: false, gap: true }
    }

    /// The pieces of `text` that are shown and scanned, in order: where each begins in the text, and what it reads.
    /// A piece that stands for markup has the range of the markup.
    pub fn pieces<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (Range<usize>, &'a str)> {
        let ends = self.cuts.iter().map(|cut| cut.range.start).chain([self.range.end]);
        let starts = [self.range.start].into_iter().chain(self.cuts.iter().map(|cut| cut.range.end));
        let shown = self.cuts.iter().map(|cut| (cut.range.clone(), cut.shown.as_str())).map(Some).chain([None]);
        starts
            .zip(ends)
            .zip(shown)
            .flat_map(move |((start, end), cut)| [Some((start..end, text.get(start..end).unwrap_or_default())), cut])
            .flatten()
            .filter(|(_, piece)| !piece.is_empty())
    }
}

impl Article {
    /// The byte of the file that `position` of the text stands for. The two differ only where the file is no UTF-8.
    #[must_use]
    pub fn file_byte(&self, position: usize) -> usize {
        let before = self.replaced.partition_point(|&at| at < position);
        position - before * ('\u{FFFD}'.len_utf8() - 1)
    }

    /// Some blocks in windows of about so many bytes of the text, each at least one block: what is made of a few at a time stays small.
    pub fn windows(&self, blocks: Range<usize>, bytes: usize) -> impl Iterator<Item = Range<usize>> {
        let mut start = blocks.start;
        std::iter::from_fn(move || {
            let rest = self.blocks.get(start..blocks.end)?;
            let (first, from) = (start, rest.first()?.range.start);
            start += rest.partition_point(|block| block.range.start < from + bytes).max(1);
            Some(first..start)
        })
    }

    /// The 1-based line of a byte; a line ends with LF, CR LF or CR.
    #[must_use]
    pub fn line(&self, position: usize) -> usize {
        1 + line_ends(&self.text[..position])
    }

    /// The number of the block (§, from 0) that holds the byte, or the next one after it.
    #[must_use]
    pub fn block_at(&self, position: usize) -> usize {
        self.blocks.partition_point(|block| block.range.end <= position).min(self.blocks.len().saturating_sub(1))
    }
}

/// How many lines end in `text`: LF, CR LF and lone CR each end one.
#[must_use]
pub fn line_ends(text: &str) -> usize {
    let bytes = text.as_bytes();
    let lone = |at: &usize| bytes.get(at + 1) != Some(&b'\n');
    memchr::memchr_iter(b'\n', bytes).count() + memchr::memchr_iter(b'\r', bytes).filter(lone).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_block_is_in_one_window() {
        let blocks: Vec<Block> = (0..40).map(|at| Block::plain(BlockKind::Paragraph, at * 30..at * 30 + 20)).collect();
        let article = Article { blocks, ..Article::default() };
        for bytes in [0, 1, 50, 200, 1 << 20] {
            for blocks in [0..40, 7..31, 3..3] {
                assert!(article.windows(blocks.clone(), bytes).flatten().eq(blocks), "{bytes}");
            }
        }
        assert_eq!((article.windows(0..40, 1 << 20).count(), article.windows(0..40, 1).count()), (1, 40));
    }

    #[test]
    fn the_pieces_of_a_block_leave_markup_out_and_keep_positions() {
        let text = "Der **Kreml** &amp; Co";
        let cut = |range, shown: &str| Cut { range, shown: shown.into() };
        let mut block = Block::plain(BlockKind::Paragraph, 0..text.len());
        block.cuts = vec![cut(4..6, ""), cut(11..13, ""), cut(14..19, "&")].into();
        let pieces: Vec<_> = block.pieces(text).collect();
        assert_eq!(pieces, [(0..4, "Der "), (6..11, "Kreml"), (13..14, " "), (14..19, "&"), (19..22, " Co")]);
    }

    #[test]
    fn a_replaced_byte_counts_as_the_one_byte_it_was() {
        let article = Article { text: "a\u{FFFD}b".into(), replaced: vec![1], ..Article::default() };
        assert_eq!((article.file_byte(1), article.file_byte(4)), (1, 2));
    }

    #[test]
    fn lines_end_in_every_manner() {
        let article = Article { text: "a\r\nb\rc\nd".into(), ..Article::default() };
        assert_eq!([0, 3, 5, 7].map(|at| article.line(at)), [1, 2, 3, 4]);
    }
}
