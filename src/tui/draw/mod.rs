//! Paints a session into a buffer. Pure: reads the state, remembers nothing, and drawing twice gives the same.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::theme::Theme;
use crate::reader::Reader;

/// Paints everything that the session shows now. The session must have been told the size by `Action::Resize`.
pub fn draw(reader: &Reader, _theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let text = reader.article().map_or("", |article| &article.text);
    for (y, line) in (area.top()..area.bottom()).zip(text.lines()) {
        buffer.set_stringn(area.x, y, crate::engine::glyph::visible(line), area.width.into(), ratatui::style::Style::new());
    }
}
