//! Stanford's `RegexNER` (<https://nlp.stanford.edu/software/regexner.html>): a pattern of words, a type, and what else the
//! tool wants to know, with tabs between them.
//!
//! A pattern whose words are words is a name. A word with alternatives – `(USA|US)`, `Univ(ersity)?` – is written out, up to
//! 16 names; any other expression is not taken.

use std::io::{self, BufRead};

use super::{Draft, Item, Options, Sink, kind_of, lines};
use crate::store::slug::slug;

/// More names than this are no list of names.
const MOST: usize = 16;

/// Reads all mappings.
pub fn import(input: &mut dyn BufRead, options: &Options, sink: &mut Sink<'_>) -> io::Result<()> {
    lines::each(input, |number, line| {
        if line.is_ok_and(|line| line.trim().is_empty() || line.starts_with('#')) {
            return Ok(());
        }
        match line.map_err(str::to_owned).and_then(|line| mapping(line, options, sink)) {
            Ok(draft) => sink.take(number, draft)?,
            Err(reason) => sink.refuse(number, reason),
        }
        Ok(())
    })
}

fn mapping(line: &str, options: &Options, sink: &Sink<'_>) -> Result<Draft, String> {
    let mut columns = line.split('\t');
    let (pattern, label) = (columns.next().unwrap_or_default(), columns.next());
    let kind = label.map(kind_of).filter(|kind| !kind.is_empty()).or(options.kind.clone());
    let kind = kind.ok_or("has no type in a second column")?;
    let mut names = names(pattern)?.into_iter();
    let name = names.next().unwrap_or_default();
    let mut draft = Draft::new(&kind, sink.free_id(slug(&name)), name);
    names.for_each(|name| draft.add("aliases", Item::text(name)));
    Ok(draft)
}

/// The names that a pattern finds.
fn names(pattern: &str) -> Result<Vec<String>, String> {
    let mut names = vec![String::new()];
    for word in pattern.split_whitespace() {
        let words = written_out(word).ok_or_else(|| format!("“{pattern}” is an expression and no name"))?;
        names = names.iter().flat_map(|name| words.iter().map(move |word| format!("{name} {word}"))).collect();
        if names.len() > MOST {
            return Err(format!("“{pattern}” stands for more than {MOST} names"));
        }
    }
    Ok(names.into_iter().map(|name| name.trim().to_owned()).collect())
}

/// The words that a word's expression stands for; `None` for what is more than groups, alternatives and `?`.
fn written_out(word: &str) -> Option<Vec<String>> {
    let Some(open) = word.find('(') else { return literal(word).map(|word| vec![word]) };
    let close = open + word.get(open..)?.find(')')?;
    let (head, group, tail) = (literal(word.get(..open)?)?, word.get(open + 1..close)?, word.get(close + 1..)?);
    let (optional, tail) = tail.strip_prefix('?').map_or((false, tail), |tail| (true, tail));
    let mut choices = group.trim_start_matches("?:").split('|').map(literal).collect::<Option<Vec<_>>>()?;
    if optional {
        choices.push(String::new());
    }
    let tails = written_out(tail).filter(|tails| tails.len() * choices.len() <= MOST)?;
    Some(choices.iter().flat_map(|choice| tails.iter().map(|tail| [&head, choice.as_str(), tail].concat())).collect())
}

/// A text without any expression; `\.` is a full stop.
fn literal(text: &str) -> Option<String> {
    let mut plain = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => plain.push(chars.next().filter(|c| !c.is_alphanumeric())?),
            '[' | ']' | '{' | '}' | '*' | '+' | '?' | '|' | '^' | '$' | '(' | ')' => return None,
            c => plain.push(c),
        }
    }
    Some(plain)
}
