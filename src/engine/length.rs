//! How long an article is to read.

use super::article::Article;

/// Words that are read in a minute.
const PACE: usize = 220;
/// Bytes of prose that are counted; the rest of a longer text is taken to be like them.
const COUNTED: usize = 4 << 20;

/// The words of the prose.
#[must_use]
pub fn count(article: &Article) -> usize {
    let (mut words, mut bytes, mut all) = (0, 0, 0);
    for block in &article.blocks {
        all += block.range.len();
        if bytes < COUNTED {
            for (_, piece) in block.pieces(&article.text) {
                // The spaces of ASCII will do: an article counts its words before its first screen.
                words += piece.split_ascii_whitespace().count();
            }
            bytes += block.range.len();
        }
    }
    if all > bytes { words / (bytes >> 10).max(1) * (all >> 10) } else { words }
}

/// Minutes that reading takes, at least one.
#[must_use]
pub fn minutes(words: usize) -> usize {
    words.div_ceil(PACE).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_takes_a_minute() {
        assert_eq!([0, 1, 220, 221].map(minutes), [1, 1, 1, 2]);
    }
}
