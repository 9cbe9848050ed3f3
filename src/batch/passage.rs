//! The sentence around a mention, as a stretch of the article.

use std::ops::Range;

use crate::engine::article::Article;
use crate::engine::view::View;

/// What may close a sentence after its full stop.
const CLOSING: &[char] = &['“', '”', '"', '»', '«', '’', ')'];

/// The bytes of the sentence around a mention of a block, with the quotation marks that close it and without white space
/// around it. Prose is cut into sentences roughly: from one full stop to the next.
pub fn sentence(article: &Article, block: usize, mention: &Range<usize>) -> Option<Range<usize>> {
    let block = article.blocks.get(block)?;
    let view = View::new(&article.text, block);
    // A mention with a full stop in it (Donald J. Tusk) is never cut.
    let (span, last) = (view.sentence(mention.start), view.sentence(mention.end.saturating_sub(1).max(mention.start)));
    let span = span.start..span.end.max(last.end).max(mention.end);
    let shown = view.get(&span);
    // Quotation marks that close the sentence before are not this one's.
    let rest = shown.trim_start_matches(CLOSING);
    let begin = if rest.starts_with(char::is_whitespace) { rest.trim_start() } else { shown.trim_start() };
    let after = view.after(span.end);
    let closing = after.len() - after.trim_start_matches(CLOSING).len();
    let start = view.forth(span.start, shown.len() - begin.len());
    let end = if closing > 0 { view.forth(span.end, closing) } else { span.end };
    Some(start..end.min(block.range.end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source;

    fn around(text: &str, word: &str) -> String {
        let article = source::from_bytes("a.md", text.into(), &source::Options::default()).unwrap();
        let start = article.text.find(word).unwrap();
        let span = sentence(&article, article.block_at(start), &(start..start + word.len())).unwrap();
        article.text[span].to_owned()
    }

    #[test]
    fn a_sentence_is_taken_whole_with_its_quotation_marks() {
        let text = "# T\n\nEr ging. „Sie sah Riga.“ Dann *kam* Anna Berg, und\nalle lachten. Ende";
        assert_eq!(around(text, "Riga"), "„Sie sah Riga.“");
        assert_eq!(around(text, "Anna"), "Dann *kam* Anna Berg, und\nalle lachten.");
        assert_eq!(around(text, "Ende"), "Ende");
    }

    #[test]
    fn an_initial_does_not_end_it() {
        assert_eq!(around("Es sprach Donald J. Tusk in Riga. Er ging.", "Donald J. Tusk"), "Es sprach Donald J. Tusk in Riga.");
    }
}
