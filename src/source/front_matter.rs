//! Front matter: `---` with `key: value` lines, or `+++` with TOML, at the very head of a file.
//!
//! Of YAML only what front matter of articles uses: one plain or quoted scalar a line. Anything else is passed over.

use super::lines::{end_length, lines};
use crate::engine::date::PartialDate;
use crate::engine::language::Language;
use crate::engine::web;

/// The closing line is looked for in so many lines; an article that begins with a rule is not read to its end.
const MAX_LINES: usize = 200;

/// What the front matter says.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// Its bytes, fences and the last line end included.
    pub length: usize,
    /// `title`
    pub title: Option<String>,
    /// `date`
    pub date: Option<PartialDate>,
    /// `lang`, `language`, `locale`
    pub language: Option<Language>,
    /// `source`, `url`, `link`, `canonical`
    pub source: Option<String>,
}

/// The front matter that `text` begins with.
pub fn read(text: &str) -> Option<FrontMatter> {
    let fence = ["---", "+++"].into_iter().find(|fence| text.starts_with(fence))?;
    let mut all = lines(text, 0).take(MAX_LINES);
    let first = all.next().filter(|line| text[line.clone()].trim_end() == fence)?;
    let start = first.end + end_length(&text.as_bytes()[first.end..]);
    let close = all.find(|line| text[line.clone()].trim_end() == fence)?;
    let inner = &text[start..close.start];
    let pairs = if fence == "+++" { toml_pairs(inner)? } else { yaml_pairs(inner) };
    if pairs.is_empty() {
        return None;
    }
    let mut front = FrontMatter { length: close.end + end_length(&text.as_bytes()[close.end..]), ..FrontMatter::default() };
    for (key, value) in pairs {
        front.take(&key.to_ascii_lowercase(), value);
    }
    Some(front)
}

impl FrontMatter {
    fn take(&mut self, key: &str, value: String) {
        match key {
            "title" if !value.is_empty() => self.title = self.title.take().or(Some(value)),
            "date" => self.date = self.date.or_else(|| PartialDate::parse(&value)),
            "lang" | "language" | "locale" => self.language = self.language.or_else(|| Language::parse(&value)),
            "source" | "url" | "link" | "canonical" => {
                self.source = self.source.take().or_else(|| web::address(&value).map(str::to_owned));
            }
            _ => {}
        }
    }
}

/// The `key: value` lines at the outermost level.
fn yaml_pairs(inner: &str) -> Vec<(String, String)> {
    let is_key = |key: &str| !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-.".contains(c));
    lines(inner, 0)
        .filter_map(|line| inner[line].split_once(':'))
        .filter(|(key, value)| is_key(key) && (value.is_empty() || value.starts_with(char::is_whitespace)))
        .map(|(key, value)| (key.to_owned(), unquoted(value.trim())))
        .collect()
}

fn unquoted(value: &str) -> String {
    let within = |quote: char| value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    if let Some(text) = within('"') {
        // A double-quoted scalar escapes as JSON does.
        return serde_json::from_str(value).unwrap_or_else(|_| text.to_owned());
    }
    within('\'').map_or_else(|| value.split(" #").next().unwrap_or(value).trim_end().to_owned(), |text| text.replace("''", "'"))
}

/// The scalars of TOML front matter; `None` when it is no TOML.
fn toml_pairs(inner: &str) -> Option<Vec<(String, String)>> {
    let table: toml::Table = toml::from_str(inner).ok()?;
    let scalar = |value: toml::Value| match value {
        toml::Value::String(text) => Some(text),
        toml::Value::Datetime(date) => Some(date.to_string()),
        toml::Value::Integer(year) => Some(year.to_string()),
        _ => None,
    };
    Some(table.into_iter().filter_map(|(key, value)| Some((key, scalar(value)?))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_front_matter_tells_title_date_and_language() {
        let text = "---\ntitle: \"Ein \\\"Gipfel\\\"\"\ndate: 2024-05-17 10:00 # local\nlang: de-AT\nsource: https://example.org/gipfel\ntags:\n  - a\n---\r\nText";
        let front = read(text).unwrap();
        assert_eq!(&text[front.length..], "Text");
        assert_eq!(front.title.as_deref(), Some("Ein \"Gipfel\""));
        assert_eq!(front.date.unwrap().to_string(), "2024-05-17");
        assert_eq!(front.language, Some(Language::De));
        assert_eq!(front.source.as_deref(), Some("https://example.org/gipfel"));
    }

    #[test]
    fn toml_front_matter_tells_the_same() {
        let front = read("+++\ntitle = 'Summit'\ndate = 2024-05-17T10:00:00Z\nlanguage = \"en\"\n+++\n").unwrap();
        assert_eq!((front.title.as_deref(), front.language), (Some("Summit"), Some(Language::En)));
        assert_eq!(front.date.unwrap().to_string(), "2024-05-17");
    }

    #[test]
    fn a_rule_between_paragraphs_is_no_front_matter() {
        for text in ["---\nA sentence.\n---\n", "---\ntitle: x\n", "--- a\n---\n", "+++\nno toml\n+++\n", "text\n---\n"] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }
}
