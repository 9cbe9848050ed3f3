//! Letters over the first cells of the mentions in sight; the text stands still under them.

use ratatui::style::{Modifier, Style};

use super::canvas::Canvas;
use crate::reader::Reader;
use crate::reader::areas::Areas;
use crate::reader::cells::cells;
use crate::reader::hints::Hints;
use crate::reader::page::Page;
use crate::reader::rows::{Content, indent};

/// Paints the codes over the rows that were painted before.
pub fn draw(reader: &Reader, page: &Page, areas: &Areas, canvas: &mut Canvas<'_>) {
    let Some(hints) = reader.hints() else { return };
    let text = areas.text;
    for (y, (_, content)) in (text.y..text.y + text.height).zip(page.view()) {
        let Content::Text { block, row, .. } = content else { continue };
        let Some(block) = page.article().blocks.get(*block) else { continue };
        let mentions = page.index().overlapping(row.start..row.end).filter(|(_, mention)| mention.span.start >= row.start);
        let mut coded = mentions.filter_map(|(at, mention)| Some((mention.span.start, hints.code(at)?))).peekable();
        let mut x = text.x + indent(block.kind, text.width);
        for cell in cells(block, &page.article().text, row.start..row.end) {
            while let Some((_, (code, typed))) = coded.next_if(|(start, _)| *start <= cell.range.start) {
                let most = (text.x + text.width).saturating_sub(x);
                let x = canvas.put(x, y, most, &code[..typed], look(canvas).add_modifier(Modifier::UNDERLINED));
                canvas.put(x, y, most.min(2), &code[typed..], look(canvas));
            }
            x = x.saturating_add(cell.glyph.columns);
        }
    }
}

fn look(canvas: &Canvas<'_>) -> Style {
    canvas.theme.hit(false).add_modifier(Modifier::BOLD).remove_modifier(Modifier::ITALIC | Modifier::UNDERLINED)
}

/// Whether a mention keeps its look: while a code is being typed, those that it cannot lead to fade.
pub fn fades(hints: Option<&Hints>, mention: usize) -> bool {
    hints.is_some_and(|hints| hints.code(mention).is_none())
}
