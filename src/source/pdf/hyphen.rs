//! Lines to running text: words that were divided at a line end are one again.

use std::collections::HashSet;

/// What follows a hyphen that stands for the rest of a word: `Haus- und Hofmeister`.
const AND: &[&str] =
    &["und", "oder", "bzw", "bzw.", "sowie", "bis", "and", "or", "et", "ou", "y", "o", "e", "i", "lub", "oraz", "и", "или", "та", "або"];

/// Words that the text has with a hyphen inside a line, so that one at a line end is no division.
pub type Hyphenated = HashSet<String>;

/// Notes the words of a line that have a hyphen inside.
pub fn note(line: &str, hyphenated: &mut Hyphenated) {
    let words = line.split_whitespace().map(bare).filter(|word| word.contains('-'));
    hyphenated.extend(words.map(str::to_lowercase));
}

/// A word without the signs around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Adds the next line of a paragraph to what was read of it.
pub fn join(text: &mut String, line: &str, hyphenated: &Hyphenated) {
    let Some(before) = text.strip_suffix(['-', '\u{2010}']).filter(|before| before.ends_with(char::is_alphanumeric)) else {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(line);
        return;
    };
    let next = line.split_whitespace().next().unwrap_or_default();
    let first = next.chars().next();
    if AND.contains(&bare(next).to_lowercase().as_str()) {
        text.push(' ');
    } else if first.is_some_and(char::is_lowercase) && before.ends_with(char::is_alphabetic) && !is_compound(text, next, hyphenated) {
        text.truncate(before.len());
    }
    text.push_str(line);
}

/// Whether the text has the word with its hyphen elsewhere.
fn is_compound(text: &str, next: &str, hyphenated: &Hyphenated) -> bool {
    let begin = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    hyphenated.contains(&bare(&format!("{begin}{next}")).to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(lines: &[&str]) -> String {
        let mut hyphenated = Hyphenated::new();
        let mut text = String::new();
        for line in lines {
            note(line, &mut hyphenated);
        }
        for line in lines {
            join(&mut text, line, &hyphenated);
        }
        text
    }

    #[test]
    fn a_divided_word_is_one_again() {
        assert_eq!(joined(&["Die Generalsa-", "nierung und das Straßen-", "bahnnetz"]), "Die Generalsanierung und das Straßenbahnnetz");
    }

    #[test]
    fn a_hyphen_of_the_word_stays() {
        assert_eq!(
            joined(&["in Nordrhein-", "Westfalen, Haus-", "und Hofmeister, 2020-", "2024 –", "ja"]),
            "in Nordrhein-Westfalen, Haus- und Hofmeister, 2020-2024 – ja"
        );
    }

    #[test]
    fn a_word_that_has_its_hyphen_elsewhere_keeps_it() {
        assert_eq!(joined(&["deutsch-französisch; (deutsch-", "französisch)"]), "deutsch-französisch; (deutsch-französisch)");
    }
}
