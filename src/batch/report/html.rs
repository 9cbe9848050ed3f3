//! HTML in the making. Markup is written in this program; whatever comes from outside is text or an attribute's value.
//!
//! [`Html::raw`] takes only what is known when the program is compiled, so that no article, file name or dictionary can
//! bring in a tag: everything else goes through [`Html::text`] or [`Html::attr`], which escape it and make visible what
//! a terminal or an eye would be deceived by.

use std::fmt::Write as _;

use crate::engine::glyph::visible;

/// A page, or a part of one.
#[derive(Debug, Default)]
pub struct Html(String);

impl Html {
    /// Markup of this program.
    pub fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Text of any origin.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.shown(&visible(text))
    }

    /// Text that went through [`visible`] or [`crate::engine::glyph::glyph`] before.
    pub fn shown(&mut self, text: &str) -> &mut Self {
        let mut plain = 0;
        for (at, byte) in text.bytes().enumerate() {
            let Some(reference) = reference(byte) else { continue };
            self.0.push_str(&text[plain..at]);
            self.0.push_str(reference);
            plain = at + 1;
        }
        self.0.push_str(&text[plain..]);
        self
    }

    /// A number.
    pub fn number(&mut self, number: usize) -> &mut Self {
        // Writing into a String cannot fail.
        let _ = write!(self.0, "{number}");
        self
    }

    /// ` name="value"`, to be written inside a tag.
    pub fn attr(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.raw(" ").raw(name).raw("=\"").text(value).raw("\"")
    }

    /// What was written.
    pub fn into_string(self) -> String {
        self.0
    }
}

/// What stands for a byte that would mean something in text or in a quoted value.
fn reference(byte: u8) -> Option<&'static str> {
    Some(match byte {
        b'&' => "&amp;",
        b'<' => "&lt;",
        b'>' => "&gt;",
        b'"' => "&quot;",
        b'\'' => "&#39;",
        _ => return None,
    })
}

/// `1 name`, `2 names`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_from_outside_becomes_markup() {
        let mut html = Html::default();
        html.raw("<p").attr("title", "\"'><script>").raw(">").text("a < b & \u{1b}[2J \u{202e}").raw("</p>");
        assert_eq!(html.into_string(), "<p title=\"&quot;&#39;&gt;&lt;script&gt;\">a &lt; b &amp; ^[[2J &lt;U+202E&gt;</p>");
    }
}
