//! A date at the head of a text: `date 2024-04`, alone on its line or straight before the first sentence.

use super::lines::end_length;
use crate::engine::date::PartialDate;

/// The words that such a line begins with, in any case; a colon may follow.
const WORDS: [&str; 3] = ["date", "datum", "stand"];

/// The date at the head of `text`, and how many bytes it takes with the white space around it.
/// `Stand 2024 waren …` is prose: before a sentence the next word must not go on in lower case.
pub fn read(text: &str) -> Option<(PartialDate, usize)> {
    let head = text.trim_start();
    let word = WORDS.into_iter().find(|word| head.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word)))?;
    let after_word = &head[word.len()..];
    let after_colon = after_word.strip_prefix(':').unwrap_or(after_word);
    let rest = after_colon.trim_start_matches([' ', '\t', '\u{A0}']);
    if rest.len() == after_colon.len() {
        return None;
    }
    let token = rest.split(char::is_whitespace).next()?;
    let date = PartialDate::parse(token)?;
    let rest = rest[token.len()..].trim_start_matches([' ', '\t', '\u{A0}']);
    let alone = rest.is_empty() || end_length(rest.as_bytes()) > 0;
    let sentence = rest.chars().next().is_some_and(|next| !next.is_lowercase());
    (alone || sentence).then(|| (date, text.len() - rest.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Option<(String, &str)> {
        read(text).map(|(date, length)| (date.to_string(), &text[length..]))
    }

    #[test]
    fn a_date_before_the_first_sentence_is_metadata() {
        assert_eq!(split(" date 2024-04 Nach dem ersten"), Some(("2024-04".into(), "Nach dem ersten")));
        assert_eq!(split("Stand: 2024-04-17 „Wir“"), Some(("2024-04-17".into(), "„Wir“")));
    }

    #[test]
    fn a_date_alone_on_its_line_is_metadata() {
        assert_eq!(split("\n\nDatum 2024\r\n\r\nText"), Some(("2024".into(), "\r\n\r\nText")));
        assert_eq!(split("DATE: 2024-05"), Some(("2024-05".into(), "")));
    }

    #[test]
    fn prose_that_begins_with_such_a_word_stays_prose() {
        for text in
            ["Stand 2024 waren es drei.", "Datenschutz 2024", "date palms", "Dated 2024-04", "Stand 2024-13 Es", "date", "Stand2024 A"]
        {
            assert_eq!(split(text), None, "{text}");
        }
    }
}
