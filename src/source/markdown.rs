//! Markdown (`CommonMark` with tables) to blocks whose positions are those of the source.
//!
//! Everything between the shown pieces of a block is a [`Cut`]. Character references and the like are cuts that something
//! is shown for. Raw HTML shows its text without tags.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::engine::article::{Block, BlockKind, Cut, Inline};

/// The blocks of `text` from byte `from` on.
pub fn blocks(text: &str, from: usize) -> Vec<Block> {
    let source = &text[from..];
    let mut builder = Builder { source, offset: from, ..Builder::default() };
    for (event, range) in Parser::new_ext(source, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH).into_offset_iter() {
        builder.take(event, range);
    }
    builder.finish_block();
    builder.blocks
}

/// What the parser has told so far.
#[derive(Default)]
struct Builder<'a> {
    source: &'a str,
    /// Where `source` begins in the text.
    offset: usize,
    blocks: Vec<Block>,
    open: Option<Open>,
    /// The numbers of the lists that are open: that of the next item, where it has one.
    lists: Vec<Option<u64>>,
    /// Whether the next block is the first one of an item.
    at_item: bool,
    quotes: u8,
    /// Whether raw HTML is inside a script or style.
    hidden: bool,
}

/// The block that is being put together.
struct Open {
    kind: BlockKind,
    gap: bool,
    /// Shown pieces in bytes of the source.
    pieces: Vec<(Range<usize>, Shown)>,
    styles: Vec<(Range<usize>, Inline)>,
    /// Emphasis that is open: where its first piece will be.
    marks: Vec<(usize, Inline)>,
    hard_breaks: bool,
    /// A table's cell has ended: the next piece is set off from it.
    cell_ended: bool,
}

/// What a piece of the source reads.
#[derive(PartialEq, Eq)]
enum Shown {
    /// As it is written.
    Source,
    /// A line end that is a space.
    Break,
    /// Something else.
    Instead(String),
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(shown) | Event::InlineMath(shown) | Event::DisplayMath(shown) => self.text(&shown, range),
            Event::Code(shown) => self.code(&shown, range),
            Event::SoftBreak => self.piece(range, Shown::Break),
            Event::HardBreak => self.hard_break(range),
            Event::Html(_) => self.html(range),
            Event::InlineHtml(_) | Event::Rule | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => self.open(BlockKind::Heading(*level as u8), true),
            Tag::Paragraph | Tag::HtmlBlock | Tag::TableHead => self.open_prose(true),
            Tag::CodeBlock(_) => self.open_code(),
            Tag::TableRow => self.open(BlockKind::Paragraph, false),
            Tag::List(number) => {
                self.finish_block();
                self.lists.push(*number);
            }
            Tag::Item => {
                self.finish_block();
                self.at_item = true;
            }
            Tag::BlockQuote(_) => {
                self.finish_block();
                self.quotes = self.quotes.saturating_add(1);
            }
            Tag::Emphasis => self.mark(Inline::Emphasis),
            Tag::Strong => self.mark(Inline::Strong),
            Tag::Link { .. } => self.mark(Inline::Link),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::TableHead | TagEnd::TableRow => self.finish_block(),
            TagEnd::HtmlBlock => {
                self.finish_block();
                self.hidden = false;
            }
            TagEnd::List(_) => {
                self.finish_block();
                self.lists.pop();
            }
            TagEnd::Item => {
                self.finish_block();
                self.at_item = false;
            }
            TagEnd::BlockQuote(_) => {
                self.finish_block();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::TableCell => self.open.iter_mut().for_each(|open| open.cell_ended = true),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link => self.end_mark(),
            _ => {}
        }
    }

    fn open(&mut self, kind: BlockKind, gap: bool) {
        self.finish_block();
        self.open =
            Some(Open { kind, gap, pieces: Vec::new(), styles: Vec::new(), marks: Vec::new(), hard_breaks: false, cell_ended: false });
    }

    /// Opens a paragraph, which is an item where one begins. `apart`: it came with a paragraph of its own, as in a loose list.
    fn open_prose(&mut self, apart: bool) {
        let kind = match self.lists.last_mut() {
            Some(number) if self.at_item => {
                let shown = number.map(|number| u32::try_from(number).unwrap_or(u32::MAX));
                *number = number.map(|number| number.saturating_add(1));
                BlockKind::Item { depth: u8::try_from(self.lists.len() - 1).unwrap_or(u8::MAX), number: shown }
            }
            _ if self.quotes > 0 => BlockKind::Quote(self.quotes),
            _ => BlockKind::Paragraph,
        };
        self.at_item = false;
        let follows_item = matches!(self.blocks.last(), Some(Block { kind: BlockKind::Item { .. }, .. }));
        let continues = matches!(kind, BlockKind::Item { .. }) && follows_item;
        self.open(kind, apart || !continues);
    }

    fn open_code(&mut self) {
        self.at_item = false;
        self.open(BlockKind::Code, true);
    }

    fn mark(&mut self, inline: Inline) {
        if self.open.is_none() {
            self.open_prose(false);
        }
        if let Some(open) = &mut self.open {
            open.marks.push((open.pieces.len(), inline));
        }
    }

    fn end_mark(&mut self) {
        let Some(open) = &mut self.open else { return };
        if let Some((first, inline)) = open.marks.pop() {
            let (first, last) = (open.pieces.get(first), open.pieces.last());
            open.styles.extend(first.zip(last).map(|(first, last)| (first.0.start..last.0.end, inline)));
        }
    }

    /// Shown text; where the source has something else for it, that is replaced.
    fn text(&mut self, shown: &str, range: Range<usize>) {
        let as_written = &self.source[range.clone()] == shown;
        self.piece(range, if as_written { Shown::Source } else { Shown::Instead(shown.to_owned()) });
    }

    /// A span of code within its backticks.
    fn code(&mut self, shown: &str, range: Range<usize>) {
        self.mark(Inline::Code);
        match self.source[range.clone()].find(shown) {
            Some(at) => self.piece(range.start + at..range.start + at + shown.len(), Shown::Source),
            None => self.piece(range, Shown::Instead(shown.to_owned())),
        }
        self.end_mark();
    }

    fn hard_break(&mut self, range: Range<usize>) {
        self.piece(range, Shown::Instead("\n".to_owned()));
        self.open.iter_mut().for_each(|open| open.hard_breaks = true);
    }

    /// The text between tags.
    fn html(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            let rest = &self.source[at..range.end];
            let text = rest.find('<').unwrap_or(rest.len());
            if text > 0 && !self.hidden {
                self.piece(at..at + text, Shown::Source);
            }
            let tag = &rest[text..];
            let closes = tag.find('>').map_or(tag.len(), |end| end + 1);
            let named = |name: &str| tag.get(1..=name.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(name));
            self.hidden = (self.hidden || named("script") || named("style") || named("!--")) && !named("/script") && !named("/style");
            self.hidden &= !(named("!--") && tag[..closes].ends_with("-->"));
            at += text + closes;
        }
    }

    fn piece(&mut self, range: Range<usize>, shown: Shown) {
        if self.open.is_none() {
            // A tight item has no paragraph of its own.
            self.open_prose(false);
        }
        let Some(open) = &mut self.open else { return };
        let end = open.pieces.last().map_or(0, |(last, _)| last.end);
        if range.start < end || range.is_empty() {
            return;
        }
        if std::mem::take(&mut open.cell_ended) && !open.pieces.is_empty() {
            open.pieces.push((end..range.start, Shown::Instead(" | ".to_owned())));
        }
        match open.pieces.last_mut() {
            Some((last, Shown::Source)) if shown == Shown::Source && last.end == range.start && open.marks.is_empty() => {
                last.end = range.end;
            }
            _ => open.pieces.push((range, shown)),
        }
    }

    fn finish_block(&mut self) {
        if let Some(block) = self.open.take().and_then(|open| open.into_block(self.source, self.offset)) {
            self.blocks.push(block);
        }
    }
}

impl Open {
    /// The block, or nothing when it shows nothing.
    fn into_block(mut self, source: &str, offset: usize) -> Option<Block> {
        self.trim(source);
        let range = self.pieces.first()?.0.start..self.pieces.last()?.0.end;
        let mut cuts = Vec::new();
        let mut end = range.start;
        for (piece, shown) in self.pieces {
            let instead = match shown {
                Shown::Instead(shown) => Some(shown),
                Shown::Break => self.hard_breaks.then(|| " ".to_owned()),
                Shown::Source => None,
            };
            if end < piece.start {
                cuts.push(Cut { range: offset + end..offset + piece.start, shown: String::new() });
            }
            cuts.extend(instead.map(|shown| Cut { range: offset + piece.start..offset + piece.end, shown }));
            end = piece.end;
        }
        let within = |style: Range<usize>| offset + style.start.max(range.start)..offset + style.end.min(range.end);
        let mut styles: Vec<_> = self.styles.into_iter().map(|(style, inline)| (within(style), inline)).collect();
        styles.retain(|(style, _)| style.start < style.end);
        styles.sort_by_key(|(style, _)| (style.start, usize::MAX - style.end));
        let lines = self.kind == BlockKind::Code || self.hard_breaks;
        Some(Block {
            kind: self.kind,
            range: offset + range.start..offset + range.end,
            cuts: cuts.into(),
            styles: styles.into(),
            lines,
            gap: self.gap,
        })
    }

    /// Takes line ends off both ends, and outside of code all white space.
    fn trim(&mut self, source: &str) {
        let code = self.kind == BlockKind::Code;
        let gone = |c: char| if code { matches!(c, '\r' | '\n') } else { c.is_whitespace() };
        while let Some((range, shown)) = self.pieces.last_mut() {
            let kept = match shown {
                Shown::Source => source[range.clone()].trim_end_matches(gone).len(),
                Shown::Instead(shown) if shown != "\n" => range.len(),
                Shown::Instead(_) | Shown::Break => 0,
            };
            range.end = range.start + kept;
            if kept > 0 {
                break;
            }
            self.pieces.pop();
        }
        if let Some((range, Shown::Source)) = self.pieces.first_mut().filter(|_| !code) {
            range.start = range.end - source[range.clone()].trim_start_matches(gone).len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each block as its kind, `+` where no gap precedes it, and what it reads.
    fn read(text: &str) -> Vec<String> {
        let show = |block: &Block| {
            let kind = match block.kind {
                BlockKind::Heading(level) => format!("h{level}"),
                BlockKind::Paragraph => "p".into(),
                BlockKind::Item { depth, number } => format!("i{depth}{}", number.map_or(String::new(), |n| format!(":{n}"))),
                BlockKind::Quote(depth) => format!("q{depth}"),
                BlockKind::Code => "c".into(),
            };
            let shown: String = block.pieces(text).map(|(_, piece)| piece).collect();
            format!("{}{kind} {shown}", if block.gap { "" } else { "+" })
        };
        blocks(text, 0).iter().map(show).collect()
    }

    #[test]
    fn headings_and_paragraphs_lose_their_markup() {
        let text = "# Der *Gipfel*\n\nDer **Kreml** \\& [Paris](https://x.y \"t\") &amp; `Rom`.\n\nUnter\n=====\n";
        assert_eq!(read(text), ["h1 Der Gipfel", "p Der Kreml & Paris & Rom.", "h1 Unter"]);
    }

    #[test]
    fn positions_are_those_of_the_source() {
        let text = "# T\n\nDer **Kreml** &amp; [Paris](u)";
        let block = &blocks(text, 0)[1];
        let pieces: Vec<_> = block.pieces(text).map(|(range, piece)| (&text[range], piece)).collect();
        assert_eq!(pieces, [("Der ", "Der "), ("Kreml", "Kreml"), (" ", " "), ("&amp;", "&"), (" ", " "), ("Paris", "Paris")]);
        let styles: Vec<_> = block.styles.iter().map(|(range, inline)| (&text[range.clone()], *inline)).collect();
        assert_eq!(styles, [("Kreml", Inline::Strong), ("Paris", Inline::Link)]);
    }

    #[test]
    fn lists_know_depth_number_and_tightness() {
        let text = "- a\n- b\n  1. c\n  2. d\n\nx\n\n3. e\n\n4. f\n";
        assert_eq!(read(text), ["i0 a", "+i0 b", "+i1:1 c", "+i1:2 d", "p x", "i0:3 e", "i0:4 f"]);
    }

    #[test]
    fn quotes_nest_and_their_marks_are_cut() {
        assert_eq!(read("> Wir\n> kommen.\n>\n> > Ja.\n"), ["q1 Wir\nkommen.", "q2 Ja."]);
    }

    #[test]
    fn code_keeps_its_lines() {
        assert_eq!(read("```sh\na  b\r\n  c\n```\n"), ["c a  b\n  c"]);
        assert!(blocks("    x\n    y\n", 0)[0].lines);
    }

    #[test]
    fn a_hard_break_is_kept_and_a_soft_one_beside_it_is_a_space() {
        let text = "eins  \nzwei\ndrei\n";
        assert_eq!(read(text), ["p eins\nzwei drei"]);
        assert!(blocks(text, 0)[0].lines);
    }

    #[test]
    fn a_row_of_a_table_is_a_line_of_its_cells() {
        assert_eq!(read("| a | b |\n|---|---|\n| **c** | d |\n"), ["p a | b", "+p c | d"]);
    }

    #[test]
    fn html_shows_its_text_and_no_script() {
        assert_eq!(read("Ein <b>Wort</b>.\n\n<div>\nText\n</div>\n\n<script>\nx < y\n</script>\n"), ["p Ein Wort.", "p Text"]);
    }

    #[test]
    fn line_ends_of_every_make_are_understood() {
        assert_eq!(read("# T\r\rEins\rzwei\r\n\r\n- a\r"), ["h1 T", "p Eins\rzwei", "i0 a"]);
    }
}
