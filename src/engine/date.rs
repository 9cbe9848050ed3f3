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

    /// The day that lies so many days after 1 January 1970; `None` outside of the years that are dates here.
    /// (`civil_from_days` of Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".)
    #[must_use]
    pub fn of_days(days: i64) -> Option<Self> {
        let shifted = days.checked_add(719_468)?;
        let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Self::new(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }

    /// The days from 1 January 1970 to the first day of the interval; the reverse of [`PartialDate::of_days`].
    #[must_use]
    pub fn days(self) -> i64 {
        let (month, day) = (i64::from(self.month.max(1)), i64::from(self.day.max(1)));
        let year = i64::from(self.year) - i64::from(month <= 2);
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
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

/// As it is displayed.
impl serde::Serialize for PartialDate {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// As [`PartialDate::parse`] reads it.
impl<'de> serde::Deserialize<'de> for PartialDate {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom(format_args!("{text:?} is no date")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970_and_back() {
        let days = |text| PartialDate::parse(text).unwrap().days();
        assert_eq!([days("1970-01-01"), days("1970"), days("2000-03-01"), days("2024-02-29")], [0, 0, 11_017, 19_782]);
        for day in (-200_000..60_000).step_by(17) {
            assert_eq!(PartialDate::of_days(day).unwrap().days(), day);
        }
        assert_eq!(PartialDate::of_days(i64::MAX), None);
    }

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
