//! The dates of feeds: ISO in Atom and JSON feeds, RFC 822 in RSS, and what people make of it.

use crate::engine::date::PartialDate;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The day as the publisher wrote it, in the publisher's time zone: `2026-11-03T08:00:00Z`, `Tue, 03 Nov 2026 08:00:00
/// +0100`, `3 November 26`, `Nov 3, 2026`.
pub fn read(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    if let Some(date) = PartialDate::parse(text) {
        return Some(date);
    }
    let words = || text.split([' ', ',', '-', '\t']).filter(|word| !word.is_empty());
    let (place, month) = words().enumerate().find_map(|(place, word)| Some((place, month(word)?)))?;
    let number = |place: usize| words().nth(place).and_then(|word| word.parse::<u16>().ok());
    let before = place.checked_sub(1).and_then(number);
    // Without a day before it, the month comes first: the day follows.
    let (day, year) = before.map_or_else(|| (number(place + 1), number(place + 2)), |day| (Some(day), number(place + 1)));
    let year = year.map(|year| if year < 100 { century(year) } else { year })?;
    PartialDate::new(year, month, u8::try_from(day?).ok()?)
}

/// A year of two digits (RFC 2822, section 4.3).
fn century(year: u16) -> u16 {
    if year < 50 { 2000 + year } else { 1900 + year }
}

fn month(word: &str) -> Option<u8> {
    let begin = word.get(..3)?.to_ascii_lowercase();
    let letters = word.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'.');
    let at = MONTHS.iter().position(|month| *month == begin).filter(|_| letters)?;
    u8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_the_publishers_however_it_is_written() {
        for text in [
            "2026-11-03T00:30:00+01:00",
            "2026-11-03 08:00",
            "Tue, 03 Nov 2026 00:30:00 +0100",
            "tues, 3 November 2026 23:59 EST",
            "3-Nov-26",
            "Nov 3, 2026 8:00",
            "Tuesday, November 3, 2026",
        ] {
            assert_eq!(read(text).map(|date| date.to_string()).as_deref(), Some("2026-11-03"), "{text}");
        }
        assert_eq!(read("1 Feb 99").map(|date| date.to_string()).as_deref(), Some("1999-02-01"));
    }

    #[test]
    fn what_is_no_day_of_the_calendar_is_no_date() {
        for text in ["", "yesterday", "Tue, 31 Feb 2026", "Nov 2026", "99999 Nov 2026", "3 März 2026"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
