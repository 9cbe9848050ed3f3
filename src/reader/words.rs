//! What is said about an article in words: its date, its length.

use crate::engine::date::PartialDate;
pub use crate::engine::length::{count, minutes};

/// The date in words: `17 April 2024`, `April 2024`, `2024`. The frame speaks English whatever the article speaks.
#[must_use]
pub fn date(date: PartialDate) -> String {
    let year = date.year();
    let Some(month) = date.month().and_then(|month| MONTHS.get(usize::from(month).checked_sub(1)?)) else { return year.to_string() };
    date.day().map_or_else(|| format!("{month} {year}"), |day| format!("{day} {month} {year}"))
}

/// The date in at most `room` columns: `17 Apr 2024` or `17 Apr 24`, `Apr 2024`, `2024`.
#[must_use]
pub fn short_date(date: PartialDate, room: usize) -> String {
    let year = date.year();
    let Some(month) = date.month().and_then(|month| MONTHS.get(usize::from(month).checked_sub(1)?)) else { return year.to_string() };
    let month = month.get(..3).unwrap_or(month);
    match date.day() {
        None => format!("{month} {year}"),
        Some(day) if room >= 11 => format!("{day} {month} {year}"),
        Some(day) => format!("{day} {month} {:02}", year % 100),
    }
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
}
