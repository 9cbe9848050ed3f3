//! Dates as articles and dictionaries give them: a year, a month or a day.
//!
//! A partial date is an interval: `2024-05` begins on the first of May and ends on the thirty-first.

use std::fmt;

/// A date known to the year, the month or the day. A day is only known with its month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    year: u16,
    month: u8,
    day: u8,
}

impl PartialDate {
    /// The date of these parts, or `None` when no calendar has it. `0` stands for "not known".
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let known = month != 0 || day == 0;
        (known && year > 0 && month <= 12 && day <= days_in(year, month)).then_some(Self { year, month, day })
    }

    /// Reads `2024`, `2024-05` or `2024-05-17`; a time of day after a `T` or a space is passed over.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.split(['T', ' ']).next()?;
        let mut parts = text.split('-');
        let mut next = |width: usize| match parts.next() {
            None => Some(0),
            Some(part) if part.len() == width && part.bytes().all(|b| b.is_ascii_digit()) => part.parse::<u16>().ok(),
            Some(_) => None,
        };
        let (year, month, day) = (next(4)?, next(2)?, next(2)?);
        let written_zero = (month == 0 && text.len() > 4) || (day == 0 && text.len() > 7);
        if parts.next().is_some() || written_zero {
            return None;
        }
        Self::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12, where it is known.
    #[must_use]
    pub fn month(self) -> Option<u8> {
        (self.month > 0).then_some(self.month)
    }

    /// The day of the month, where it is known.
    #[must_use]
    pub fn day(self) -> Option<u8> {
        (self.day > 0).then_some(self.day)
    }

    /// The first day of the interval as a number that sorts by time.
    #[must_use]
    pub fn first_day(self) -> u32 {
        number(self.year, self.month.max(1), self.day.max(1))
    }

    /// The last day of the interval as a number that sorts by time.
    #[must_use]
    pub fn last_day(self) -> u32 {
        let month = if self.month == 0 { 12 } else { self.month };
        let day = if self.day == 0 { days_in(self.year, month) } else { self.day };
        number(self.year, month, day)
    }
}

/// Whether the interval `date` shares a day with `since..=until`, where `None` is open.
#[must_use]
pub fn overlaps(date: PartialDate, since: Option<PartialDate>, until: Option<PartialDate>) -> bool {
    since.is_none_or(|since| since.first_day() <= date.last_day()) && until.is_none_or(|until| until.last_day() >= date.first_day())
}

fn number(year: u16, month: u8, day: u8) -> u32 {
    u32::from(year) * 10_000 + u32::from(month) * 100 + u32::from(day)
}

fn days_in(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// ISO 8601, as much of it as is known: `2024`, `2024-05`, `2024-05-17`.
impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month > 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partial_date_is_read_and_written_as_much_as_is_known() {
        for text in ["2024", "2024-05", "2024-05-17", "2024-02-29"] {
            assert_eq!(PartialDate::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(PartialDate::parse("2024-05-17T10:00:00Z").unwrap().to_string(), "2024-05-17");
    }

    #[test]
    fn what_no_calendar_has_is_no_date() {
        for text in ["", "24", "2024-13", "2024-00", "2023-02-29", "2024-5", "2024-05-17-1", "zwei", "2024-05-00"] {
            assert_eq!(PartialDate::parse(text), None, "{text}");
        }
    }

    #[test]
    fn partial_dates_are_intervals() {
        let date = |text| PartialDate::parse(text).unwrap();
        assert!(overlaps(date("2024"), Some(date("2024-12")), None));
        assert!(overlaps(date("2024-05"), None, Some(date("2024-05-01"))));
        assert!(!overlaps(date("2024-05"), None, Some(date("2024-04"))));
        assert!(overlaps(date("2024-05-31"), None, Some(date("2024-05"))));
    }
}
