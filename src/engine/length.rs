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
                words += begun(piece.as_bytes());
            }
            bytes += block.range.len();
        }
    }
    if all > bytes { words / (bytes >> 10).max(1) * (all >> 10) } else { words }
}

/// The words that begin in a text. The spaces of ASCII will do, and few instructions: an article counts its words before its
/// first screen.
fn begun(text: &[u8]) -> usize {
    /// So many sums fit into a byte, and many bytes are summed at once.
    const ROOM: usize = 192;
    let Some((first, rest)) = text.split_first() else { return 0 };
    let pairs = text.chunks(ROOM).zip(rest.chunks(ROOM));
    let begun = |(before, after): (&u8, &u8)| u8::from(*before <= b' ' && *after > b' ');
    let later: usize = pairs.map(|(before, after)| usize::from(before.iter().zip(after).map(begun).sum::<u8>())).sum();
    later + usize::from(*first > b' ')
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
    fn words_are_counted_across_the_pieces_that_are_summed() {
        for text in ["", "Riga", " Riga  liegt\n\tam Meer. ", &"a ".repeat(500), &" bc".repeat(500), &"Wort".repeat(100)] {
            assert_eq!(begun(text.as_bytes()), text.split_ascii_whitespace().count(), "{text}");
        }
    }

    #[test]
    fn a_short_text_takes_a_minute() {
        assert_eq!([0, 1, 220, 221].map(minutes), [1, 1, 1, 2]);
    }
}
