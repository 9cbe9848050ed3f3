//! What is said about an article in words: its date, its length.

use crate::engine::article::Article;
use crate::engine::date::PartialDate;

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

/// The date in words: `17 April 2024`, `April 2024`, `2024`. The frame speaks English whatever the article speaks.
#[must_use]
pub fn date(date: PartialDate) -> String {
    let year = date.year();
    let Some(month) = date.month().and_then(|month| MONTHS.get(usize::from(month).checked_sub(1)?)) else { return year.to_string() };
    date.day().map_or_else(|| format!("{month} {year}"), |day| format!("{day} {month} {year}"))
}

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_said_as_exactly_as_it_is_known() {
        let say = |text| date(PartialDate::parse(text).unwrap());
        assert_eq!([say("2024-04-17"), say("2024-03"), say("2024")], ["17 April 2024", "March 2024", "2024"]);
    }

    #[test]
    fn a_short_text_takes_a_minute() {
        assert_eq!([0, 1, 220, 221].map(minutes), [1, 1, 1, 2]);
    }
}
