//! One article of a report: its prose with every mention marked, and places in it that other parts lead to.
//!
//! Ids on the page: `a2` is the second article, `a2p5` its fifth paragraph, `a2m17` its seventeenth mention, `a2e3` its
//! third entity's card. All are numbers: nothing of a dictionary or a file name is an id.

use std::mem;
use std::ops::Range;
use std::sync::Arc;

use super::html::Html;
use crate::engine::article::{Article, Block, BlockKind, Inline};
use crate::engine::dictionary::{Dictionary, EntityIx};
use crate::engine::mentions::{Mention, Mentions};
use crate::export::Record;
use crate::reader::card;
use crate::reader::cells::{cells, verbatim};
use crate::reader::index::{Index, Marks};

/// An article with what is known of it.
pub struct Story<'a> {
    /// From 1.
    pub number: usize,
    /// The article.
    pub article: &'a Article,
    /// The dictionary of all articles.
    pub dictionary: &'a Dictionary,
    /// Who is in it, and where.
    pub index: Index,
}

/// What is done where a mention begins and where it ends.
pub trait Marker {
    /// Writes the begin; `inside`: another marked mention is open.
    fn begin(&mut self, html: &mut Html, at: usize, inside: bool);
    /// Writes the end.
    fn end(&mut self, html: &mut Html, at: usize, inside: bool);
    /// Whether the mention is marked at all.
    fn marks(&self, at: usize) -> bool;
}

impl<'a> Story<'a> {
    /// Indexes an article.
    pub fn new(number: usize, article: &'a Article, mentions: Mentions, dictionary: &'a Dictionary) -> Self {
        let index = Index::new(article, dictionary, Arc::new(mentions), &Marks::default());
        Self { number, article, dictionary, index }
    }

    /// What the article is called: its title, else its file.
    pub fn title(&self) -> &str {
        let file = || self.article.doc.rsplit('/').next().unwrap_or_default();
        self.article.title.as_deref().filter(|title| !title.trim().is_empty()).unwrap_or_else(file)
    }

    /// The place of an entity in the cast, from 1.
    pub fn cast_number(&self, entity: EntityIx) -> Option<usize> {
        let first = self.index.person(entity)?.first;
        Some(1 + self.index.cast().partition_point(|person| person.first < first))
    }

    /// Who somebody is on the article's date.
    pub fn who(&self, entity: EntityIx) -> Option<String> {
        card::who(self.article, self.dictionary, entity)
    }

    /// Those whom an ambiguous mention may name, `Franz Müller? Hans Müller?`.
    pub fn candidates(&self, mention: &Mention) -> String {
        let name = |ix: &EntityIx| format!("{}?", self.dictionary.short_name(*ix, self.article.language));
        mention.candidates.iter().map(name).collect::<Vec<_>>().join(" ")
    }

    /// Writes `id="…"` of a place in this article, or `href="#…"` to it.
    pub fn place(&self, html: &mut Html, attribute: &'static str, letter: &'static str, number: usize) {
        html.raw(" ").raw(attribute).raw(if attribute == "href" { "=\"#a" } else { "=\"a" });
        html.number(self.number).raw(letter).number(number).raw("\"");
    }

    /// Writes the prose of `range` in a block, with its mentions as the marker marks them.
    pub fn prose(&self, html: &mut Html, number: usize, range: Range<usize>, marker: &mut impl Marker) {
        if let Some(block) = self.article.blocks.get(number) {
            Prose { story: self, block, html, marker, open: Vec::new(), run: String::new(), styles: [false; 3] }.write(range);
        }
    }
}

/// Prose on its way out. Mentions never overlap but by lying in each other; emphasis may overlap anything, so that its tags
/// are the innermost and are closed and opened again around every mention.
struct Prose<'a, 'h, M> {
    story: &'a Story<'a>,
    block: &'a Block,
    html: &'h mut Html,
    marker: &'h mut M,
    /// The marked mentions that are open, with their ends.
    open: Vec<(usize, usize)>,
    /// Text that has the same emphasis.
    run: String,
    /// Emphasis, strong, code.
    styles: [bool; 3],
}

/// The tags of emphasis, in the order of [`Prose::styles`].
const STYLES: [(&str, &str); 3] = [("<em>", "</em>"), ("<strong>", "</strong>"), ("<code>", "</code>")];

impl<M: Marker> Prose<'_, '_, M> {
    fn write(mut self, range: Range<usize>) {
        let all: Vec<usize> = self.story.index.overlapping(range.clone()).map(|(at, _)| at).collect();
        let mut next = all.into_iter().filter(|at| self.marker.marks(*at)).collect::<Vec<_>>().into_iter().peekable();
        let (mut begun, mut active) = (0, Vec::new());
        for cell in cells(self.block, &self.story.article.text, range) {
            self.close(cell.range.start);
            while let Some(at) = next.next_if(|at| self.span(*at).start < cell.range.end) {
                self.open(at);
            }
            while let Some(style) = self.block.styles.get(begun).filter(|(range, _)| range.start <= cell.range.start) {
                active.push(style);
                begun += 1;
            }
            active.retain(|(range, _)| range.end > cell.range.start);
            let has = |wanted| active.iter().any(|(_, style)| *style == wanted);
            self.style([has(Inline::Emphasis), has(Inline::Strong), has(Inline::Code)]);
            if cell.line_end && self.block.kind != BlockKind::Code {
                self.flush();
                self.html.raw("<br>");
            } else {
                self.run.push_str(if cell.line_end { "\n" } else { &cell.glyph.shown });
            }
        }
        self.close(usize::MAX);
    }

    fn span(&self, at: usize) -> Range<usize> {
        self.story.index.mention(at).map_or(0..0, |mention| mention.span.clone())
    }

    /// Opens a mention. One that reaches out of the mention that it begins in is only noted where it begins.
    fn open(&mut self, at: usize) {
        self.flush();
        let (end, inside) = (self.span(at).end, !self.open.is_empty());
        self.marker.begin(self.html, at, inside);
        if self.open.last().is_some_and(|(_, outer)| *outer < end) {
            self.marker.end(self.html, at, inside);
        } else {
            self.open.push((at, end));
        }
    }

    /// Closes the mentions that end at or before a byte.
    fn close(&mut self, byte: usize) {
        while let Some((at, _)) = self.open.pop_if(|(_, end)| *end <= byte) {
            self.flush();
            self.marker.end(self.html, at, !self.open.is_empty());
        }
        if byte == usize::MAX {
            self.flush();
        }
    }

    fn style(&mut self, styles: [bool; 3]) {
        if styles != self.styles {
            self.flush();
            self.styles = styles;
        }
    }

    fn flush(&mut self) {
        let run = mem::take(&mut self.run);
        if run.is_empty() {
            return;
        }
        let on = || STYLES.into_iter().zip(self.styles).filter_map(|(tags, on)| on.then_some(tags));
        on().for_each(|(begin, _)| {
            self.html.raw(begin);
        });
        self.html.shown(&run);
        on().rev().for_each(|(_, end)| {
            self.html.raw(end);
        });
    }
}

/// Marks every mention, each a link to its entity's card, with everything that `scan` says about it in attributes.
struct Links<'a> {
    story: &'a Story<'a>,
    records: &'a [Record<'a>],
}

impl Links<'_> {
    fn class(&self, html: &mut Html, at: usize, mention: &Mention) {
        html.raw(" class=\"m");
        kind_class(html, &self.story.index, at);
        let index = &self.story.index;
        html.raw(if index.repeats_name(at) { " again" } else { "" });
        html.raw(if mention.entity.is_none() { " open" } else { "" }).raw("\"");
    }

    fn link(&self, html: &mut Html, mention: &Mention) {
        let Some(entity) = mention.entity else {
            self.story.place(html, "href", "open", 1);
            html.attr("title", &self.story.candidates(mention));
            return;
        };
        self.story.place(html, "href", "e", self.story.cast_number(entity).unwrap_or(0));
        let name = self.story.index.person(entity).map_or("", |person| &person.name);
        let who = self.story.who(entity).map(|who| format!("{name} · {who}"));
        html.attr("title", who.as_deref().unwrap_or(name));
    }
}

/// Writes everything that `scan` says about a mention.
fn data(html: &mut Html, record: &Record<'_>) {
    html.raw(" data-start=\"").number(record.start).raw("\" data-end=\"").number(record.end).raw("\"");
    match record.entity {
        Some(entity) => html.attr("data-entity", entity),
        None => html.attr("data-candidates", &record.candidates.join(" ")),
    };
    html.attr("data-kind", record.kind.unwrap_or_default()).attr("data-form", record.form);
    if !record.flags.is_empty() {
        html.attr("data-flags", &record.flags.join(" "));
    }
    if record.nested {
        html.raw(" data-nested");
    }
}

impl Marker for Links<'_> {
    fn begin(&mut self, html: &mut Html, at: usize, inside: bool) {
        let (Some(mention), Some(record)) = (self.story.index.mention(at), self.records.get(at)) else { return };
        html.raw(if inside { "<span" } else { "<a" });
        self.story.place(html, "id", "m", at + 1);
        self.class(html, at, mention);
        if !inside {
            self.link(html, mention);
        }
        data(html, record);
        html.raw(">");
    }

    fn end(&mut self, html: &mut Html, at: usize, inside: bool) {
        if self.story.index.mention(at).is_some_and(|mention| mention.entity.is_none()) {
            html.raw("<sup>?</sup>");
        }
        html.raw(if inside { "</span>" } else { "</a>" });
    }

    fn marks(&self, at: usize) -> bool {
        at < self.records.len()
    }
}

/// Writes ` kN`, the class of a mention's kind.
fn kind_class(html: &mut Html, index: &Index, at: usize) {
    if let Some(kind) = index.kind(at) {
        html.raw(" k").number(kind.0.into());
    }
}

/// Writes the article's blocks; `records` are those of all its mentions. `top` is the level of the title's heading, and
/// `titled` the block that is the title.
pub fn body(html: &mut Html, story: &Story<'_>, records: &[Record<'_>], titled: Option<usize>, top: usize) {
    let mut links = Links { story, records };
    let mut in_list = false;
    for (number, block) in story.article.blocks.iter().enumerate() {
        let item = matches!(block.kind, BlockKind::Item { .. });
        if item != in_list {
            html.raw(if item { "<ul class=\"items\">\n" } else { "</ul>\n" });
            in_list = item;
        }
        let tag = tag(block.kind, titled == Some(number), top);
        html.raw("<").raw(tag);
        story.place(html, "id", "p", number + 1);
        html.raw(" data-p=\"").number(number + 1).raw("\"").raw(class(block));
        if let BlockKind::Item { depth, number } = block.kind {
            html.attr("data-mark", &number.map_or_else(|| "•".to_owned(), |number| format!("{number}.")));
            html.raw(" style=\"--depth:").number(depth.into()).raw("\"");
        }
        if let BlockKind::Quote(depth) = block.kind {
            html.raw(" style=\"--depth:").number(usize::from(depth).saturating_sub(1)).raw("\"");
        }
        html.raw(">");
        story.prose(html, number, block.range.clone(), &mut links);
        html.raw("</").raw(tag).raw(">\n");
    }
    html.raw(if in_list { "</ul>\n" } else { "" });
}

/// The element of a block. `top` is the level of the article's title; headings begin below it.
fn tag(kind: BlockKind, title: bool, top: usize) -> &'static str {
    match kind {
        _ if title => heading(top),
        BlockKind::Heading(level) => heading(top + usize::from(level).max(1)),
        BlockKind::Item { .. } => "li",
        BlockKind::Quote(_) => "blockquote",
        BlockKind::Code => "pre",
        BlockKind::Paragraph => "p",
    }
}

/// The element of a heading of this level.
pub fn heading(level: usize) -> &'static str {
    ["h1", "h2", "h3", "h4", "h5"].get(level.saturating_sub(1)).copied().unwrap_or("h6")
}

fn class(block: &Block) -> &'static str {
    match (block.gap, verbatim(block)) {
        (true, false) => "",
        (false, false) => " class=\"tight\"",
        (true, true) => " class=\"lines\"",
        (false, true) => " class=\"tight lines\"",
    }
}
