//! The blocks of prose in an element: what a browser would show, block by block.

use std::ops::Range;

use super::tag::Tag;
use super::tree::Tree;
use crate::engine::article::{BlockKind, Inline};

/// A block of prose, white space squeezed.
#[derive(Debug)]
pub struct Piece {
    pub kind: BlockKind,
    pub text: String,
    /// Emphasis, in bytes of `text`.
    pub styles: Vec<(Range<usize>, Inline)>,
    /// Whether line breaks inside are the author's.
    pub lines: bool,
    /// Whether a blank row stands before it.
    pub gap: bool,
    /// How much of the text is linked, in bytes.
    pub linked: usize,
    /// How much of the text is a time, in bytes.
    pub timed: usize,
    /// The text below a picture.
    pub caption: bool,
    /// The node with which it begins.
    pub at: usize,
}

impl Piece {
    /// A paragraph without emphasis.
    pub fn plain(text: &str) -> Self {
        Self {
            kind: BlockKind::Paragraph,
            text: text.to_owned(),
            styles: Vec::new(),
            lines: false,
            gap: true,
            linked: 0,
            timed: 0,
            caption: false,
            at: 0,
        }
    }
}

/// The blocks in `container`, itself included.
pub fn pieces(tree: &Tree, container: usize) -> Vec<Piece> {
    let mut flow = Flow { tree, pieces: Vec::new(), open: None, elements: Vec::new() };
    for at in [container].into_iter().chain(tree.below(container)) {
        flow.leave(at);
        flow.enter(at);
    }
    flow.leave(usize::MAX);
    flow.finish();
    flow.pieces
}

/// The paragraphs of a text that is written in lines.
pub fn paragraphs(text: &str) -> Vec<Piece> {
    text.lines().map(|line| Piece::plain(&super::tree::squeeze(line))).filter(|piece| !piece.text.is_empty()).collect()
}

struct Flow<'a> {
    tree: &'a Tree,
    pieces: Vec<Piece>,
    open: Option<Piece>,
    /// The elements around the place where we are, with the numbers of their next items, and whether they are tables
    /// that set the page.
    elements: Vec<(usize, u64, bool)>,
}

impl Flow<'_> {
    /// Leaves the elements that end before `at`.
    fn leave(&mut self, at: usize) {
        while let Some((element, ..)) = self.elements.last().copied().filter(|(element, ..)| self.tree.nodes[*element].end <= at) {
            self.elements.pop();
            match self.tree.nodes[element].tag {
                tag @ (Tag::Emphasis | Tag::Strong | Tag::Code | Tag::A) => self.end_style(tag),
                Tag::Cell if self.in_data_row() => {}
                Tag::Rows => {}
                tag if tag.is_block() => self.finish(),
                _ => {}
            }
        }
    }

    fn enter(&mut self, at: usize) {
        let node = &self.tree.nodes[at];
        match node.tag {
            Tag::Text => return self.text(at, &self.tree.text[node.text.clone()]),
            Tag::Break => return self.line_break(),
            Tag::Cell if self.in_data_row() => self.cell(),
            Tag::Rows => {}
            tag if tag.is_block() => self.finish(),
            _ => {}
        }
        if matches!(node.tag, Tag::Span | Tag::Other) && self.tree.nodes[node.parent].tag.is_heading() {
            self.set_off();
        }
        let number = self.tree.attrs(at).start.unwrap_or(1);
        let layout = node.tag == Tag::Table && self.tree.is_layout(at);
        self.elements.push((at, number, layout));
        if let Some(inline) = inline(node.tag) {
            self.begin_style(inline);
        }
    }

    /// Whether the row we are in belongs to a table of data.
    fn in_data_row(&self) -> bool {
        self.inside(Tag::Row)
            && self.elements.iter().rev().find(|(at, _, _)| self.tree.nodes[*at].tag == Tag::Table).is_some_and(|(_, _, layout)| !layout)
    }

    fn inside(&self, tag: Tag) -> bool {
        self.elements.iter().any(|(at, ..)| self.tree.nodes[*at].tag == tag)
    }

    /// Parts of a heading are often told apart by their look only.
    fn set_off(&mut self) {
        if let Some(open) = &mut self.open
            && open.text.ends_with(|c: char| !c.is_whitespace() && !"([„“\"'-–".contains(c))
        {
            open.text.push(' ');
        }
    }

    /// A cell's text is set off from the one before it.
    fn cell(&mut self) {
        if let Some(open) = &mut self.open
            && !open.text.is_empty()
        {
            let end = open.text.trim_end().len();
            open.text.truncate(end);
            open.text.push_str(" | ");
        }
    }

    fn text(&mut self, at: usize, text: &str) {
        let preformatted = self.inside(Tag::Pre);
        let linked = self.elements.iter().any(|(at, ..)| self.tree.nodes[*at].tag == Tag::A && self.tree.attrs(*at).leads_away);
        let timed = self.inside(Tag::Time);
        let note = self.is_note(text);
        if self.open.is_none() {
            if text.trim().is_empty() {
                return;
            }
            let mut begun = self.begin();
            begun.at = at;
            if begun.kind != BlockKind::Code {
                let around = self.elements.iter().filter_map(|(at, ..)| inline(self.tree.nodes[*at].tag));
                begun.styles.extend(around.map(|inline| (0..usize::MAX, inline)));
            }
            self.open = Some(begun);
        }
        let Some(open) = &mut self.open else { return };
        let before = open.text.len();
        if preformatted {
            open.text.push_str(text);
        } else if note && !open.text.is_empty() && !text.trim().is_empty() {
            open.text.extend(["[", text.trim(), "]"]);
        } else {
            push_squeezed(&mut open.text, text);
        }
        if linked {
            open.linked += open.text.len() - before;
        }
        if timed {
            open.timed += open.text.len() - before;
        }
    }

    /// Whether a text is the mark of a footnote, which must not become the end of the word before it.
    fn is_note(&self, text: &str) -> bool {
        let marked = self.elements.iter().any(|(at, ..)| self.tree.attrs(*at).note) || (self.inside(Tag::Raised) && self.inside(Tag::A));
        marked && text.trim().chars().nth(4).is_none() && text.trim().chars().all(|c| c.is_ascii_digit() || matches!(c, '*' | '†' | '‡'))
    }

    /// One is a line break, two end the paragraph.
    fn line_break(&mut self) {
        let Some(open) = &mut self.open else { return };
        let end = open.text.trim_end_matches(' ').len();
        open.text.truncate(end);
        if open.text.ends_with('\n') {
            self.finish();
        } else if !open.text.is_empty() {
            open.text.push('\n');
        }
    }

    /// A block of the kind that the elements around make it.
    fn begin(&mut self) -> Piece {
        let mut kind = BlockKind::Paragraph;
        let (mut lists, mut quotes, mut item, mut gap, mut caption) = (0_u8, 0_u8, None, true, false);
        for (depth, (at, ..)) in self.elements.iter().enumerate() {
            match self.tree.nodes[*at].tag {
                Tag::Heading(level) => kind = BlockKind::Heading(level),
                Tag::Pre => kind = BlockKind::Code,
                Tag::Ul | Tag::Ol => lists = lists.saturating_add(1),
                Tag::Blockquote => quotes = quotes.saturating_add(1),
                Tag::Li => item = Some(depth),
                Tag::Row if self.in_data_row() => gap = !self.follows_row(depth),
                Tag::Figcaption | Tag::Caption => caption = true,
                _ => {}
            }
        }
        let caption = caption || self.elements.iter().rev().take(3).any(|(at, ..)| super::names::is_caption(&self.tree.attrs(*at).names));
        if quotes > 0 && kind == BlockKind::Paragraph {
            kind = BlockKind::Quote(quotes);
        }
        if let Some(item) = item.filter(|_| kind == BlockKind::Paragraph) {
            (kind, gap) = self.item(item, lists);
        }
        Piece { kind, lines: kind == BlockKind::Code, gap, caption, ..Piece::plain("") }
    }

    /// Whether a row of the same table stands before the one at this depth of the elements.
    fn follows_row(&self, depth: usize) -> bool {
        let (row, ..) = self.elements[depth];
        let table = self.elements[..depth].iter().rev().find(|(at, ..)| self.tree.nodes[*at].tag == Tag::Table);
        table.is_some_and(|(table, ..)| self.tree.below(*table).take_while(|at| *at < row).any(|at| self.tree.nodes[at].tag == Tag::Row))
    }

    /// The kind of the first block in the item at `depth` of the elements, and its gap; later ones are prose.
    fn item(&mut self, depth: usize, lists: u8) -> (BlockKind, bool) {
        let (at, used, _) = self.elements[depth];
        if used == 0 {
            return (BlockKind::Paragraph, true);
        }
        self.elements[depth].1 = 0;
        let list = self.elements[..depth].iter().rposition(|(at, ..)| matches!(self.tree.nodes[*at].tag, Tag::Ul | Tag::Ol));
        let Some(list) = list else { return (BlockKind::Item { depth: 0, number: None }, true) };
        let (list_at, number, _) = self.elements[list];
        let numbered = self.tree.nodes[list_at].tag == Tag::Ol;
        self.elements[list].1 = number.saturating_add(1);
        let first = self.tree.children(list_at).find(|child| self.tree.nodes[*child].tag == Tag::Li) == Some(at);
        let kind = BlockKind::Item { depth: lists.saturating_sub(1), number: numbered.then(|| u32::try_from(number).unwrap_or(u32::MAX)) };
        (kind, first && lists <= 1)
    }

    fn begin_style(&mut self, inline: Inline) {
        if let Some(open) = &mut self.open {
            let at = open.text.len();
            open.styles.push((at..usize::MAX, inline));
        }
    }

    fn end_style(&mut self, tag: Tag) {
        let Some(open) = &mut self.open else { return };
        let end = open.text.trim_end().len();
        if let Some((range, _)) = open.styles.iter_mut().rev().find(|(range, style)| range.end == usize::MAX && Some(*style) == inline(tag))
        {
            range.end = end;
        }
    }

    /// Ends the block, if one is open.
    fn finish(&mut self) {
        let Some(mut open) = self.open.take() else { return };
        let end = open.text.trim_end().len();
        open.text.truncate(end);
        if open.kind != BlockKind::Code {
            open.lines = open.text.contains('\n');
        }
        for (range, _) in &mut open.styles {
            range.end = range.end.min(end);
            while range.start < range.end && open.text.as_bytes().get(range.start).is_some_and(u8::is_ascii_whitespace) {
                range.start += 1;
            }
        }
        open.styles.retain(|(range, _)| range.start < range.end);
        if open.text.chars().any(char::is_alphanumeric) {
            self.pieces.push(open);
        }
    }
}

fn inline(tag: Tag) -> Option<Inline> {
    Some(match tag {
        Tag::Emphasis => Inline::Emphasis,
        Tag::Strong => Inline::Strong,
        Tag::Code => Inline::Code,
        Tag::A => Inline::Link,
        _ => return None,
    })
}

/// Adds text with each run of white space as one space, none at the beginning of a line.
fn push_squeezed(out: &mut String, text: &str) {
    for c in text.chars() {
        if !c.is_whitespace() || c == '\u{A0}' {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with([' ', '\n']) {
            out.push(' ');
        }
    }
}
