//! Values of options that are no plain words.

use crate::engine::date::PartialDate;
use crate::engine::language::Language;
use crate::reader::Begin;

/// A language's code.
pub fn language(text: &str) -> Result<Language, String> {
    let known = || Language::ALL.map(Language::code).join(", ");
    Language::parse(text).ok_or_else(|| format!("not one of {}", known()))
}

/// `COLUMN=FIELD`
pub fn pair(text: &str) -> Result<(String, String), String> {
    let pair = text.rsplit_once('=').map(|(column, field)| (column.trim().to_owned(), field.trim().to_owned()));
    pair.ok_or_else(|| "write COLUMN=FIELD, such as Surname=name".to_owned())
}

/// A year, month or day.
pub fn date(text: &str) -> Result<PartialDate, String> {
    PartialDate::parse(text).ok_or_else(|| "no date such as 2024, 2024-05 or 2024-05-17".to_owned())
}

/// A paragraph such as `§12`, or a line.
pub fn begin(text: &str) -> Result<Begin, String> {
    let number = |digits: &str| digits.trim().parse::<usize>().ok().filter(|number| *number > 0);
    let paragraph = text.strip_prefix('§').or(text.strip_prefix('p'));
    let begin = paragraph.map_or_else(|| number(text).map(Begin::Line), |digits| number(digits).map(Begin::Paragraph));
    begin.ok_or_else(|| "no place such as §12 or 300".to_owned())
}

/// A number of bytes: `5000`, `64K`, `10M`, `2GiB`.
pub fn size(text: &str) -> Result<u64, String> {
    let upper = text.to_ascii_uppercase();
    let number = upper.strip_suffix("IB").or(upper.strip_suffix('B')).unwrap_or(&upper);
    let units = [('K', 1 << 10), ('M', 1 << 20), ('G', 1 << 30)];
    let with_unit = units.into_iter().find_map(|(letter, unit)| Some((number.strip_suffix(letter)?, unit)));
    let (digits, unit) = with_unit.unwrap_or((number, 1));
    let bytes = digits.trim().parse::<u64>().ok().and_then(|count| count.checked_mul(unit));
    // One more byte than the limit is asked for, to see whether there is more.
    bytes.filter(|bytes| *bytes < u64::MAX).ok_or_else(|| "no size such as 5000, 64K, 10M or 2G".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_begins_at_a_paragraph_or_a_line() {
        assert_eq!(["§12", "p12", "300"].map(|text| begin(text).unwrap()), [Begin::Paragraph(12), Begin::Paragraph(12), Begin::Line(300)]);
        for text in ["", "§", "§0", "x", "-3", "1.5"] {
            assert!(begin(text).is_err(), "{text}");
        }
    }

    #[test]
    fn sizes_have_units() {
        assert_eq!(["5000", "64K", "10m", "2GiB", "1 KB"].map(|text| size(text).unwrap()), [5000, 65536, 10 << 20, 2 << 30, 1024]);
        for text in ["", "K", "-1", "1T", "18446744073709551615", "99999999999G"] {
            assert!(size(text).is_err(), "{text}");
        }
    }
}
