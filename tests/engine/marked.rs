//! Marked texts: `[Schoigu|person]` says that this is found and of which kind, `[Lecornus|id sebastien-lecornu]` of whom,
//! `[Müller|?]` that it is ambiguous. After the kind or id words name form and flags: `[IS|organisation acronym compound]`.
//! Marks may be nested: `[[russische|place] Verteidigungsministerium|ministry]`.

use std::path::PathBuf;
use std::sync::Arc;

use namedrop::engine::article::{Article, Block, BlockKind};
use namedrop::engine::date::PartialDate;
use namedrop::engine::dictionary::Dictionary;
use namedrop::engine::language::Language;
use namedrop::engine::lexicon::Lexicon;
use namedrop::engine::mentions::Mention;
use namedrop::store;

/// A dictionary from its TOML text.
pub fn dictionary(toml: &str) -> Arc<Dictionary> {
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join("entities.toml");
    std::fs::write(&path, toml).unwrap();
    let loaded = store::load(&store::Options { dicts: vec![path], builtin: false, only_dict: true, ..store::Options::default() });
    assert!(loaded.findings.is_empty(), "{:?}", loaded.findings);
    Arc::new(loaded.dictionary)
}

/// An article whose paragraphs are divided by blank lines.
pub fn article(text: &str, date: Option<&str>) -> Article {
    let mut blocks = Vec::new();
    let mut start = 0;
    for paragraph in text.split_inclusive("\n\n") {
        let shown = paragraph.trim_end_matches('\n');
        blocks.push(Block::plain(BlockKind::Paragraph, start..start + shown.len()));
        start += paragraph.len();
    }
    Article { text: text.into(), blocks, date: date.and_then(PartialDate::parse), ..Article::default() }
}

struct Mark {
    start: usize,
    end: usize,
    label: String,
}

/// The plain text and the marks of a marked text.
fn read(marked: &str) -> (String, Vec<Mark>) {
    let (mut text, mut marks, mut open) = (String::new(), Vec::new(), Vec::new());
    let mut rest = marked;
    while let Some(c) = rest.chars().next() {
        match c {
            '[' => open.push(text.len()),
            '|' if !open.is_empty() => {
                let end = rest.find(']').unwrap();
                marks.push(Mark { start: open.pop().unwrap(), end: text.len(), label: rest[1..end].into() });
                rest = &rest[end..];
            }
            _ => text.push(c),
        }
        rest = &rest[rest.chars().next().unwrap().len_utf8()..];
    }
    assert!(open.is_empty(), "a bracket is open: {marked}");
    marks.sort_by_key(|mark| (mark.start, usize::MAX - mark.end));
    (text, marks)
}

/// How a mention is labelled, in as many of the words that it has as the mark uses.
fn label(dictionary: &Dictionary, mention: &Mention, wanted: &str) -> String {
    let Some(entity) = mention.entity else { return "?".into() };
    let entity = &dictionary[entity];
    let mut all = vec![mention.form.as_str()];
    all.extend(mention.flag_words());
    let words: Vec<&str> = wanted.split(' ').collect();
    let (head, rest) = if words[0] == "id" {
        (format!("id {}", entity.id), &words[2.min(words.len())..])
    } else {
        (dictionary.kinds[entity.kind].name.clone(), &words[1..])
    };
    let mut parts = vec![head];
    parts.extend(rest.iter().map(|word| if all.contains(word) { (*word).to_owned() } else { format!("not {word} but {}", all.join(" ")) }));
    parts.join(" ")
}

/// Checks a marked text in a language.
#[track_caller]
pub fn check_in(language: Language, toml: &str, date: Option<&str>, marked: &str) {
    let (text, marks) = read(marked);
    let dictionary = dictionary(toml);
    let lexicon = Lexicon::new(dictionary.clone(), language);
    let article = article(&text, date);
    let found = lexicon.scan(&article);
    let mut shown: Vec<(usize, usize, String)> = Vec::new();
    for mention in found.all() {
        let wanted = marks.iter().find(|mark| mark.start == mention.span.start && mark.end == mention.span.end);
        let wanted = wanted.map_or("kind", |mark| mark.label.as_str());
        shown.push((mention.span.start, mention.span.end, label(&dictionary, mention, wanted)));
    }
    let expected: Vec<(usize, usize, String)> = marks.into_iter().map(|mark| (mark.start, mark.end, mark.label)).collect();
    let words = |list: &[(usize, usize, String)]| {
        list.iter().map(|(a, b, label)| format!("[{}|{label}]", &text[*a..*b])).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(words(&shown), words(&expected), "\nfound (left) is not what is marked (right) in: {marked}");
    assert_eq!(shown, expected);
}

/// Checks a German marked text.
#[track_caller]
pub fn check(toml: &str, marked: &str) {
    check_in(Language::De, toml, None, marked);
}

/// Checks an English marked text.
#[track_caller]
pub fn check_en(toml: &str, marked: &str) {
    check_in(Language::En, toml, None, marked);
}

/// Checks a German marked text of April 2024.
#[track_caller]
pub fn check_dated(toml: &str, marked: &str) {
    check_in(Language::De, toml, Some("2024-04"), marked);
}
