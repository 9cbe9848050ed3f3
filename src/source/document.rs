//! A document that other programs hand over: one line of JSON with `text` and, where they are known, `id`, `lang` and `date`.

use std::borrow::Cow;

use serde::Deserialize;

use super::error::{Error, Reason};
use super::{Options, from_bytes};
use crate::engine::article::Article;
use crate::engine::date::PartialDate;
use crate::engine::language::Language;

/// What a line says. Other keys are passed over, `null` is as good as absent.
#[derive(Deserialize)]
struct Line<'a> {
    id: Option<Id>,
    #[serde(borrow)]
    text: Option<Cow<'a, str>>,
    lang: Option<String>,
    date: Option<String>,
}

/// Databases number their documents, files have names.
#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Name(String),
    Number(serde_json::Number),
}

/// The article on a line; `number` is the line's, from 1. It is read as a file of its id's name would be; without an id it
/// is called `-#NUMBER`. `lang` and `date` beat what the text says, and `options` beat them; one that is no language or no
/// date is a warning of the article.
///
/// # Errors
/// The line is no JSON object with a `text`, or that text is no article.
pub fn document(line: &[u8], number: u64, options: &Options) -> Result<Article, Error> {
    let nameless = || format!("-#{number}");
    let line: Line<'_> = serde_json::from_slice(line).map_err(|error| Error { doc: nameless(), reason: malformed(&error) })?;
    let doc = match line.id {
        Some(Id::Name(name)) => name,
        Some(Id::Number(number)) => number.to_string(),
        None => nameless(),
    };
    let Some(text) = line.text else { return Err(Error { doc, reason: Reason::NoDocument("it has no \"text\"".to_owned()) }) };
    let mut warnings = Vec::new();
    let lang = line.lang.filter(|lang| !lang.is_empty());
    let date = line.date.filter(|date| !date.is_empty());
    let language = lang.as_deref().and_then(Language::parse);
    if let (Some(lang), None, None) = (&lang, language, options.language) {
        let known = Language::ALL.map(Language::code).join(", ");
        warnings.push(format!("the language {lang:?} is not one of {known}; it is detected instead"));
    }
    let day = date.as_deref().and_then(PartialDate::parse);
    if let (Some(date), None, None) = (&date, day, options.date) {
        warnings.push(format!("{date:?} is no date such as 2024, 2024-05 or 2024-05-17; it is left out"));
    }
    let options = Options { language: options.language.or(language), date: options.date.or(day), ..*options };
    match from_bytes(&doc, text.into_owned().into_bytes(), &options) {
        Ok(mut article) => {
            article.warnings.extend(warnings);
            Ok(article)
        }
        Err(reason) => Err(Error { doc, reason }),
    }
}

/// What the JSON parser says, without the line, which is always the first.
fn malformed(error: &serde_json::Error) -> Reason {
    let said = error.to_string();
    let what = said.split(" at line ").next().unwrap_or(&said);
    Reason::NoDocument(if error.column() > 0 { format!("{what}, at byte {}", error.column()) } else { what.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Article {
        document(line.as_bytes(), 7, &Options::default()).unwrap()
    }

    fn refused(line: &str) -> String {
        document(line.as_bytes(), 7, &Options::default()).unwrap_err().to_string()
    }

    #[test]
    fn a_document_has_an_id_a_text_a_language_and_a_date() {
        let article = read(r#"{"id":"a/1","text":"Grüße aus Riga","lang":"de-AT","date":"2024-05-17T10:00:00Z","more":[1]}"#);
        assert_eq!((article.doc.as_str(), article.text.as_str()), ("a/1", "Grüße aus Riga"));
        assert_eq!((article.language, article.date), (Some(Language::De), PartialDate::parse("2024-05-17")));
        assert_eq!(article.warnings, [""; 0]);
    }

    #[test]
    fn without_an_id_it_has_the_lines_number_and_an_id_may_be_a_number() {
        assert_eq!(read(r#"{"text":"x","id":null}"#).doc, "-#7");
        assert_eq!(read(r#"{"text":"x","id":9007199254740993}"#).doc, "9007199254740993");
    }

    #[test]
    fn a_strange_language_or_date_is_a_warning_and_the_text_has_a_say() {
        let article = read(r#"{"text":"Der Hafen von Riga ist zu, und niemand weiß, warum das so ist.","lang":"xx","date":"May"}"#);
        assert_eq!((article.language, article.date), (Some(Language::De), None));
        assert_eq!(article.warnings.len(), 2);
        assert!(article.warnings[0].starts_with("the language \"xx\" is not one of de, en"), "{:?}", article.warnings);
        let options = Options { language: Some(Language::En), date: PartialDate::parse("2024"), ..Options::default() };
        let article = document(br#"{"text":"x","lang":"de","date":"2020"}"#, 1, &options).unwrap();
        assert_eq!((article.language, article.date), (options.language, options.date), "the command line has the last word");
    }

    #[test]
    fn markdown_is_markdown_by_its_name() {
        assert_eq!(read(r##"{"id":"a.md","text":"# Riga\n\nText"}"##).title.as_deref(), Some("Riga"));
    }

    #[test]
    fn what_is_no_document_is_told_in_words() {
        assert_eq!(refused(r#"{"id":"a"}"#), "a: no document: it has no \"text\"");
        assert_eq!(refused(r#"{"text":"#), "-#7: no document: EOF while parsing a value, at byte 8");
        assert!(refused("[1]").starts_with("-#7: no document: "), "{}", refused("[1]"));
        assert!(refused(r#"{"text":3}"#).contains("expected a string"));
        assert!(refused("{\"text\":\"a\\u0000b\\u0001\\u0002\"}").contains("binary"));
    }
}
