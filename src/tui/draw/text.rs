//! The prose: only the rows on the screen, each from its bytes, with its mentions, hits and emphasis.

use std::ops::Range;

use ratatui::style::{Modifier, Style};

use super::canvas::Canvas;
use super::hints::fades;
use crate::engine::article::{Block, BlockKind, Inline};
use crate::engine::dictionary::EntityIx;
use crate::engine::glyph::is_simple;
use crate::reader::Reader;
use crate::reader::areas::{Area, Areas};
use crate::reader::cells::cells;
use crate::reader::hit::bar_row;
use crate::reader::page::Page;
use crate::reader::rows::{Content, indent};
use crate::reader::wrap::Row;
use crate::tui::theme::{Tone, letter};

/// How far back a row looks for emphasis that reaches into it.
const NESTED: usize = 32;

/// Title bar, rows, gutter and scrollbar.
pub fn draw(reader: &Reader, page: &Page, areas: &Areas, canvas: &mut Canvas<'_>) {
    title_bar(reader, page, areas, canvas);
    for (y, (_, content)) in (areas.text.y..areas.text.y + areas.text.height).zip(page.view()) {
        match content {
            Content::Title(title) => drop(canvas.put(areas.text.x, y, areas.text.width, title, canvas.theme.title())),
            Content::Byline(byline) => {
                let end = canvas.cut(areas.text.x, y, areas.text.width, byline, canvas.theme.secondary());
                if let Some(source) = &page.article().source {
                    canvas.link(areas.text.x..end, y, source);
                }
            }
            Content::Blank => {}
            Content::Fold(blocks) => {
                let line = folded(blocks, canvas.glyphs.fold);
                canvas.cut(areas.text.x, y, areas.text.width, &line, canvas.theme.secondary());
            }
            Content::Text { block, row, first } => {
                if let Some(found) = page.article().blocks.get(*block) {
                    let line = Line { reader, page, block: found, row: *row, first: *first, y };
                    line.marker(areas.text, canvas);
                    line.prose(areas.text, canvas);
                    if let Some(gutter) = areas.gutter {
                        line.gutter(gutter, canvas);
                    }
                }
            }
        }
    }
    if let Some(bar) = areas.scrollbar {
        scrollbar(page, reader.subject(), bar, areas.border, canvas);
    }
}

/// Once the title is out of sight, it stands above the text.
fn title_bar(reader: &Reader, page: &Page, areas: &Areas, canvas: &mut Canvas<'_>) {
    let Some(bar) = areas.title.filter(|_| page.view().first().is_some_and(|(place, _)| place.unit > 0)) else { return };
    let (number, of) = reader.number();
    let style = canvas.theme.secondary();
    let end = bar.x + bar.width;
    let right = if of > 1 { canvas.right(end, bar.y, 12, &format!("{number}/{of}"), style) } else { end };
    let name = page.article().title.as_deref().unwrap_or_else(|| reader.name());
    canvas.cut(bar.x, bar.y, right.saturating_sub(bar.x + 1), name, style);
}

/// `⋯ 4 paragraphs · §3–6`
fn folded(blocks: &Range<usize>, mark: &str) -> String {
    match blocks.len() {
        1 => format!("{mark} 1 paragraph, §{}", blocks.end),
        count => format!("{mark} {count} paragraphs, §{}–{}", blocks.start + 1, blocks.end),
    }
}

/// One row of prose.
struct Line<'a> {
    reader: &'a Reader,
    page: &'a Page,
    block: &'a Block,
    row: Row,
    first: bool,
    y: u16,
}

/// Bytes with a style; later ones are painted over earlier ones.
type Run = (Range<usize>, Style);

impl Line<'_> {
    fn prose(&self, text: Area, canvas: &mut Canvas<'_>) {
        let base = match self.block.kind {
            BlockKind::Heading(_) => canvas.theme.title(),
            _ => Style::new(),
        };
        let runs = self.runs(canvas);
        let mut x = text.x + indent(self.block.kind, text.width);
        let end = text.x + text.width;
        let (mut last, mut run) = (base, String::new());
        for cell in cells(self.block, &self.page.article().text, self.row.start..self.row.end) {
            let mut style = if cell.glyph.mark { base.patch(canvas.theme.secondary()) } else { base };
            for (range, over) in &runs {
                if range.contains(&cell.range.start) {
                    style = style.patch(*over);
                }
            }
            let single = cell.glyph.columns == 1 && is_simple(&cell.glyph.shown);
            if style != last || !single {
                x = self.flush(&mut run, x, end, last, canvas);
            }
            if single {
                run.push_str(&cell.glyph.shown);
            } else {
                canvas.glyph(x, self.y, end.saturating_sub(x), &cell.glyph.shown, style);
                x = x.saturating_add(cell.glyph.columns).min(end);
            }
            last = style;
        }
        x = self.flush(&mut run, x, end, last, canvas);
        if self.row.hyphen {
            canvas.glyph(x, self.y, end.saturating_sub(x), "-", last);
        }
    }

    /// Paints characters of one style that take a column each; gives the column after them.
    fn flush(&self, run: &mut String, x: u16, end: u16, style: Style, canvas: &mut Canvas<'_>) -> u16 {
        canvas.glyph(x, self.y, end.saturating_sub(x), run, style);
        let columns = run.chars().count();
        run.clear();
        x.saturating_add(u16::try_from(columns).unwrap_or(u16::MAX)).min(end)
    }

    /// What is painted over the plain row: emphasis, mentions, hits; the current one last.
    fn runs(&self, canvas: &Canvas<'_>) -> Vec<Run> {
        let range = self.row.start..self.row.end;
        let mut runs: Vec<Run> = self.emphasis(&range);
        self.mentions(&range, canvas, &mut runs);
        let (hits, current) = self.reader.hits();
        let first = hits.partition_point(|hit| hit.end <= range.start);
        for (at, hit) in hits.iter().enumerate().skip(first).take_while(|(_, hit)| hit.start < range.end) {
            runs.push((hit.clone(), canvas.theme.hit(current == Some(at))));
        }
        runs.extend(self.reader.selection().map(|selection| (selection.span(), canvas.theme.selection())));
        runs
    }

    fn emphasis(&self, range: &Range<usize>) -> Vec<Run> {
        let styles = &self.block.styles;
        let end = styles.partition_point(|(run, _)| run.start < range.end);
        let near = styles.get(end.saturating_sub(NESTED)..end).unwrap_or_default();
        let style = |inline: &Inline| match inline {
            Inline::Emphasis => Style::new().add_modifier(Modifier::ITALIC),
            Inline::Strong => Style::new().add_modifier(Modifier::BOLD),
            Inline::Code | Inline::Link => Style::new(),
        };
        near.iter().filter(|(run, _)| run.end > range.start).map(|(run, inline)| (run.clone(), style(inline))).collect()
    }

    fn mentions(&self, range: &Range<usize>, canvas: &Canvas<'_>, runs: &mut Vec<Run>) {
        let (index, kinds) = (self.page.index(), &self.page.dictionary().kinds);
        let heading = matches!(self.block.kind, BlockKind::Heading(_));
        let mut current = None;
        for (at, mention) in index.overlapping(range.clone()) {
            let kind = index.kind(at);
            if fades(self.reader.hints(), at) {
                continue;
            }
            // Under a letter even the current mention is one of many.
            if self.page.current() == Some(at) && self.reader.hints().is_none() {
                current = Some((mention.span.clone(), canvas.theme.current(kinds, kind)));
            } else if index.shown(at) || self.page.current() == Some(at) {
                let style = match (mention.entity, kind) {
                    (Some(_), Some(kind)) => canvas.theme.kind(kinds, kind, index.repeats_name(at) && !heading),
                    _ => canvas.theme.ambiguous(kinds, kind),
                };
                runs.push((mention.span.clone(), style));
            }
        }
        runs.extend(current);
    }

    /// Bullet, number or bar of the block.
    fn marker(&self, text: Area, canvas: &mut Canvas<'_>) {
        let indent = indent(self.block.kind, text.width);
        let style = canvas.theme.secondary();
        match self.block.kind {
            BlockKind::Item { number, .. } if self.first => {
                let marker = number.map_or_else(|| canvas.glyphs.bullet.to_owned(), |number| format!("{number}."));
                canvas.right((text.x + indent).saturating_sub(1), self.y, indent, &marker, style);
            }
            BlockKind::Quote(depth) => {
                for level in 0..u16::from(depth.max(1)).min(indent / 2) {
                    canvas.put(text.x + 2 * level, self.y, 1, canvas.glyphs.quote, canvas.theme.line());
                }
            }
            _ => {}
        }
    }

    /// The mark of the current entity; without colours the letters of the kinds that begin in the row.
    fn gutter(&self, gutter: Area, canvas: &mut Canvas<'_>) {
        let (index, kinds) = (self.page.index(), &self.page.dictionary().kinds);
        let subject = self.reader.subject();
        let (mut mark, mut letters) = (None, String::new());
        for (at, mention) in index.overlapping(self.row.start..self.row.end).filter(|(_, mention)| mention.span.start >= self.row.start) {
            let current = self.page.current() == Some(at);
            if current || index.shown(at) {
                let letter = index.kind(at).map_or('?', |kind| letter(kinds, kind));
                if !letters.contains(letter) && letters.len() < 3 {
                    letters.push(letter);
                }
            }
            let rank = if current {
                3
            } else if same(mention.entity, subject) {
                2
            } else {
                u8::from(mention.entity.is_none() && index.shown(at))
            };
            if rank > mark.map_or(0, |(rank, _)| rank) {
                mark = Some((rank, index.kind(at)));
            }
        }
        let mono = canvas.theme.tone == Tone::Mono;
        if let Some((rank, kind)) = mark {
            let shown = match rank {
                3 => canvas.glyphs.current,
                2 => canvas.glyphs.other,
                _ => "?",
            };
            let style = kind.map_or(canvas.theme.secondary(), |kind| canvas.theme.tint(kinds, kind));
            canvas.put(if mono { gutter.x } else { gutter.x + 2 }, self.y, 1, shown, style.add_modifier(Modifier::BOLD));
        }
        if mono {
            canvas.right(gutter.x + gutter.width - 1, self.y, 3, &letters, Style::new());
        }
    }
}

fn same(a: Option<EntityIx>, b: Option<EntityIx>) -> bool {
    a.is_some() && a == b
}

/// What part of the article is on the screen, and where else the current entity is.
fn scrollbar(page: &Page, subject: Option<EntityIx>, bar: Area, border: Option<Area>, canvas: &mut Canvas<'_>) {
    let row = |fraction| bar_row(fraction, bar.height);
    let (from, to) = page.window();
    if from > 0.0 || to < 0.999 {
        for y in row(from)..=row(to) {
            // Two thin lines side by side would be one too many.
            match border {
                Some(border) => canvas.put(border.x, bar.y + y, 1, canvas.glyphs.heavy, canvas.theme.line()),
                None => canvas.put(bar.x, bar.y + y, 1, canvas.glyphs.thumb, canvas.theme.line()),
            };
        }
    }
    let Some(entity) = subject else { return };
    let starts = page.index().mentions().starts_of(entity);
    let kind = page.dictionary()[entity].kind;
    let style = canvas.theme.tint(&page.dictionary().kinds, kind);
    // One look per row of the bar, however many mentions there are.
    let mut next = 0;
    while let Some(start) = starts.get(next) {
        let y = row(page.fraction(*start));
        canvas.put(bar.x, bar.y + y, 1, canvas.glyphs.tick, style);
        next += starts[next..].partition_point(|start| row(page.fraction(*start)) <= y).max(1);
    }
}
