//! Web pages in the manner of twelve kinds of sites: the text is complete and in order, and nothing else is in it.
//!
//! Beside each page `NAME.html` lies `NAME.txt`: a line for each block, with its kind (`h1`, `p`, `c` caption, `i` item, `i1`
//! numbered item, `q` quotation, `k` preformatted; `+` where no blank row precedes it; `⏎` is a line break).

#![expect(clippy::unwrap_used, reason = "a test that cannot read its pages has failed")]

use std::path::{Path, PathBuf};

use namedrop::engine::article::{Article, Block, BlockKind, Inline};
use namedrop::engine::language::Language;
use namedrop::source::{self, Options};

/// What a page says of itself, and a word of each warning.
struct Row {
    name: &'static str,
    title: &'static str,
    date: &'static str,
    language: &'static str,
    byline: &'static str,
    warnings: &'static [&'static str],
}

const ROWS: [Row; 12] = [
    Row {
        name: "daily.de",
        title: "Hafenausbau Der Senat vertagt sich",
        date: "2024-05-17",
        language: "de",
        byline: "Anna Berg, Tom Keil",
        warnings: &[],
    },
    Row {
        name: "broadsheet.en",
        title: "River towns ask for a second bridge",
        date: "2023-11-02",
        language: "en",
        byline: "Claire Holm",
        warnings: &[],
    },
    Row {
        name: "weekly.de",
        title: "Kreisblatt online: Größere Übung der Feuerwehr",
        date: "2003-09-14",
        language: "de",
        byline: "",
        warnings: &["windows-1252"],
    },
    Row {
        name: "live.de",
        title: "Sturm über der Küste: Der Abend im Liveticker",
        date: "2022-02-18",
        language: "de",
        byline: "Redaktion",
        warnings: &[],
    },
    Row {
        name: "gallery.en",
        title: "In pictures: the last night of the fair",
        date: "2021-08-29",
        language: "en",
        byline: "Ruth Okafor",
        warnings: &[],
    },
    Row {
        name: "paywall.de",
        title: "Das stille Ende einer Werft",
        date: "2025-01-09",
        language: "de",
        byline: "Ole Brandt",
        warnings: &["subscribers"],
    },
    Row {
        name: "consent.de",
        title: "Stadtanzeiger mit Werbung lesen oder im Pur-Abo",
        date: "",
        language: "de",
        byline: "",
        warnings: &["consent"],
    },
    Row { name: "amp.en", title: "Glacier lake drains overnight", date: "2019-07-04", language: "en", byline: "Idris Vale", warnings: &[] },
    Row {
        name: "table.de",
        title: "Wahl in Nordhaven: Das vorläufige Ergebnis",
        date: "2024-06-09",
        language: "de",
        byline: "",
        warnings: &[],
    },
    Row { name: "blog.en", title: "Why I still repair radios", date: "2020-03-01", language: "en", byline: "", warnings: &[] },
    Row { name: "interview.de", title: "„Ich höre lieber zu“", date: "2021-12-24", language: "de", byline: "", warnings: &[] },
    Row { name: "app.en", title: "Night trains return to the valley", date: "2026-04-02", language: "en", byline: "", warnings: &[] },
];

#[test]
fn of_each_page_the_article_is_read_and_nothing_else() {
    for row in ROWS.iter().filter(|row| row.name != "consent.de") {
        let article = open(row, &Options::default());
        let expected = std::fs::read_to_string(path(row.name, "txt")).unwrap();
        assert_eq!(shown(&article), expected.lines().collect::<Vec<_>>(), "{}", row.name);
    }
}

#[test]
fn of_each_page_title_date_language_and_byline_are_known() {
    for row in &ROWS {
        let article = open(row, &Options::default());
        assert_eq!(article.title.as_deref(), Some(row.title), "{}", row.name);
        assert_eq!(article.date.map(|date| date.to_string()).unwrap_or_default(), row.date, "{}", row.name);
        assert_eq!(article.language.map(Language::code), Some(row.language), "{}", row.name);
        assert_eq!(article.byline.as_deref().unwrap_or_default(), row.byline, "{}", row.name);
    }
}

#[test]
fn pages_that_keep_the_article_back_are_said_so() {
    for row in &ROWS {
        let warnings = open(row, &Options::default()).warnings;
        assert_eq!(warnings.len(), row.warnings.len(), "{}: {warnings:?}", row.name);
        assert!(warnings.iter().zip(row.warnings).all(|(warning, word)| warning.contains(word)), "{}: {warnings:?}", row.name);
    }
}

#[test]
fn the_raw_text_of_a_page_is_all_of_it() {
    let article = open(&ROWS[0], &Options { raw: true, ..Options::default() });
    let shown = shown(&article).join("\n");
    for part in ["Alle akzeptieren", "Wirtschaft", "Wer zahlt?", "Fähre fällt aus", "Impressum"] {
        assert!(shown.contains(part), "{part}");
    }
    assert!(!shown.contains("dataLayer"));
}

#[test]
fn blocks_address_the_extracted_text() {
    for row in &ROWS {
        let article = open(row, &Options::default());
        let mut end = 0;
        for block in &article.blocks {
            assert!(block.range.start >= end && block.cuts.is_empty(), "{}", row.name);
            assert_eq!(article.text[end..block.range.start].trim(), "", "{}", row.name);
            assert!(block.styles.iter().all(|(style, _)| article.text.get(style.clone()).is_some_and(|text| text == text.trim())));
            end = block.range.end;
        }
        assert_eq!(article.text[end..].trim(), "", "{}", row.name);
    }
}

#[test]
fn a_place_on_the_web_is_taken_only_from_an_address() {
    assert_eq!(open(&ROWS[0], &Options::default()).source.as_deref(), Some("https://www.kuestenpost.example/politik/hafenausbau-1.4711"));
    assert_eq!(open(&ROWS[1], &Options::default()).source, None);
}

fn path(name: &str, ending: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/pages/{name}.{ending}"))
}

fn open(row: &Row, options: &Options) -> Article {
    source::open(&path(row.name, "html"), options).unwrap()
}

fn shown(article: &Article) -> Vec<String> {
    let line = |block: &Block| {
        let text = article.text[block.range.clone()].replace('\n', "⏎").replace('\u{A0}', " ");
        let caption = block.styles.contains(&(block.range.clone(), Inline::Emphasis)) && block.kind == BlockKind::Paragraph;
        let kind = match block.kind {
            BlockKind::Heading(level) => format!("h{level}"),
            BlockKind::Paragraph if caption => "c".into(),
            BlockKind::Paragraph => "p".into(),
            BlockKind::Item { number, .. } => format!("i{}", number.map(|number| number.to_string()).unwrap_or_default()),
            BlockKind::Quote(_) => "q".into(),
            BlockKind::Code => "k".into(),
        };
        let gap = if block.gap || matches!(block.kind, BlockKind::Item { .. }) { "" } else { "+" };
        format!("{gap}{kind} {text}")
    };
    article.blocks.iter().map(line).collect()
}
