//! What is said about an article in words: its date, its length.

use crate::engine::article::Article;
use crate::engine::date::PartialDate;
use crate::engine::language::Language;

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

/// The date in words of the language: `17. April 2024`, `April 2024`, `2024`.
#[must_use]
pub fn date(date: PartialDate, language: Option<Language>) -> String {
    let year = date.year();
    let Some(month) = date.month() else { return year.to_string() };
    let names = months(language);
    let name = |part: usize| names.get(usize::from(month) - 1).and_then(|name| name.split('|').nth(part));
    let alone = name(0).unwrap_or_default();
    let Some(day) = date.day() else { return format!("{alone} {year}") };
    let in_date = name(1).unwrap_or(alone);
    match language {
        Some(Language::De) => format!("{day}. {in_date} {year}"),
        Some(Language::Es) => format!("{day} de {in_date} de {year}"),
        _ => format!("{day} {in_date} {year}"),
    }
}

/// The months, where needed with the form that a date takes after a bar.
fn months(language: Option<Language>) -> [&'static str; 12] {
    match language {
        Some(Language::De) => {
            ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"]
        }
        Some(Language::Fr) => {
            ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"]
        }
        Some(Language::Es) => {
            ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"]
        }
        Some(Language::It) => [
            "gennaio",
            "febbraio",
            "marzo",
            "aprile",
            "maggio",
            "giugno",
            "luglio",
            "agosto",
            "settembre",
            "ottobre",
            "novembre",
            "dicembre",
        ],
        Some(Language::Pl) => [
            "styczeń|stycznia",
            "luty|lutego",
            "marzec|marca",
            "kwiecień|kwietnia",
            "maj|maja",
            "czerwiec|czerwca",
            "lipiec|lipca",
            "sierpień|sierpnia",
            "wrzesień|września",
            "październik|października",
            "listopad|listopada",
            "grudzień|grudnia",
        ],
        Some(Language::Ru) => [
            "январь|января",
            "февраль|февраля",
            "март|марта",
            "апрель|апреля",
            "май|мая",
            "июнь|июня",
            "июль|июля",
            "август|августа",
            "сентябрь|сентября",
            "октябрь|октября",
            "ноябрь|ноября",
            "декабрь|декабря",
        ],
        Some(Language::Uk) => [
            "січень|січня",
            "лютий|лютого",
            "березень|березня",
            "квітень|квітня",
            "травень|травня",
            "червень|червня",
            "липень|липня",
            "серпень|серпня",
            "вересень|вересня",
            "жовтень|жовтня",
            "листопад|листопада",
            "грудень|грудня",
        ],
        Some(Language::En) | None => {
            ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_reads_as_in_the_articles_language() {
        let say = |text, language| date(PartialDate::parse(text).unwrap(), language);
        assert_eq!(say("2024-04-17", Some(Language::De)), "17. April 2024");
        assert_eq!(say("2024-04-17", None), "17 April 2024");
        assert_eq!(say("2024-03", Some(Language::Pl)), "marzec 2024");
        assert_eq!(say("2024-03-01", Some(Language::Pl)), "1 marca 2024");
        assert_eq!(say("2024", Some(Language::Uk)), "2024");
    }

    #[test]
    fn a_short_text_takes_a_minute() {
        assert_eq!([0, 1, 220, 221].map(minutes), [1, 1, 1, 2]);
    }
}
