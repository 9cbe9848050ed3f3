//! What must hold for any bytes whatever: one function for each target of the fuzzer, which `cargo test` runs on the
//! corpus, too. A fault is a panic.

#[path = "../tests/engine/naive.rs"]
mod naive;

use std::fmt::Write as _;
use std::io::BufReader;
use std::sync::Arc;

use crossterm::event::{Event, MouseButton, MouseEvent, MouseEventKind};
use naive::naive;
use namedrop::engine::article::{Article, Block, BlockKind};
use namedrop::engine::dictionary::{Case, Dictionary, Entity, Written};
use namedrop::engine::edit::{Changes, Edit, Subject};
use namedrop::engine::glyph::{columns, visible};
use namedrop::engine::kind::{KindId, Kinds};
use namedrop::engine::language::Language;
use namedrop::engine::lexicon::Lexicon;
use namedrop::engine::mentions::Mentions;
use namedrop::engine::suggest;
use namedrop::engine::triage::Triage;
use namedrop::reader::action::{Action, Effect, Way};
use namedrop::reader::index::Facts;
use namedrop::reader::mouse::Touch;
use namedrop::reader::preview::Preview;
use namedrop::reader::rows::{Content, Place, Rows};
use namedrop::reader::{self, Reader};
use namedrop::tui::decode::{Decoder, Input};
use namedrop::tui::draw::draw;
use namedrop::tui::recording::Recording;
use namedrop::tui::theme::{Depth, Theme, Tone};
use namedrop::tui::{keys, step};
use namedrop::{import, source, store};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_segmentation::UnicodeSegmentation;

/// A target's name, its function, and how long an input may be.
pub type Target = (&'static str, fn(&[u8]), usize);

/// All targets.
pub const TARGETS: [Target; 13] = [
    ("dictionary", dictionary, 1 << 14),
    ("scan", scan, 1 << 12),
    ("oracle", oracle, 1 << 10),
    ("html", html, 1 << 14),
    ("markdown", markdown, 1 << 13),
    ("text", text, 1 << 13),
    ("epub", epub, 1 << 15),
    ("pdf", pdf, 1 << 15),
    ("feed", feed, 1 << 14),
    ("edit", edit, 1 << 12),
    ("rows", rows, 1 << 12),
    ("actions", actions, 1 << 10),
    ("import", imported, 1 << 13),
];

fn lossy(data: &[u8]) -> String {
    String::from_utf8_lossy(data).into_owned()
}

fn loaded(text: String) -> store::Loaded {
    store::load(&store::Options { only_dict: true, builtin: false, unsaved: text, ..store::Options::default() })
}

/// Any text as a dictionary: findings have places in it, and what is left of it can be made ready.
pub fn dictionary(data: &[u8]) {
    let loaded = loaded(lossy(data));
    for finding in &loaded.findings {
        let (line, column) = finding.position();
        assert!(line > 0 && column > 0);
        let _ = finding.to_string();
    }
    let dictionary = Arc::new(loaded.dictionary);
    for language in [Language::De, Language::En, Language::Ru] {
        let _ = Lexicon::new(dictionary.clone(), language);
    }
}

fn plain(text: String) -> Article {
    let mut blocks = Vec::new();
    let mut start = 0;
    for paragraph in text.split_inclusive('\n') {
        let end = start + paragraph.trim_end_matches('\n').len();
        if end > start {
            blocks.push(Block::plain(BlockKind::Paragraph, start..end));
        }
        start += paragraph.len();
    }
    Article { text, blocks, ..Article::default() }
}

/// The first line's names, parted by `|`, in the rest: spans are whole graphemes, in order, outer ones disjoint.
pub fn scan(data: &[u8]) {
    let all = lossy(data);
    let (names, text) = all.split_once('\n').unwrap_or(("Köln|Schoigu|IS", &all));
    let kinds = [KindId::PERSON, KindId::PLACE, KindId::ORGANISATION, KindId::MINISTRY];
    let names = names.split('|').map(str::trim).filter(|name| !name.is_empty() && name.chars().count() <= 200).take(20);
    let entity = |(at, name): (usize, &str)| Entity::new(&format!("e{at:02}"), kinds[(at + name.len()) % 4], Written::new(name));
    let dictionary = Arc::new(Dictionary::new(Kinds::default(), Vec::new(), names.enumerate().map(entity).collect()));
    let article = plain(text.to_owned());
    let languages = [Language::De, Language::En, Language::Ru, Language::Pl, Language::Fr];
    let language = languages[data.len() % languages.len()];
    let mentions = Lexicon::new(dictionary, language).scan(&article);
    sound(&article, &mentions);
}

fn sound(article: &Article, mentions: &Mentions) {
    for block in &article.blocks {
        let text = &article.text[block.range.clone()];
        let edges: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| block.range.start + at).chain([block.range.end]).collect();
        let inside = |at: usize| (block.range.start..=block.range.end).contains(&at);
        for mention in mentions.all().iter().filter(|mention| inside(mention.span.start) && inside(mention.span.end)) {
            // Markup may stand inside a grapheme of the file; without any, spans are whole ones.
            if block.cuts.is_empty() {
                assert!(edges.binary_search(&mention.span.start).is_ok() && edges.binary_search(&mention.span.end).is_ok(), "{mention:?}");
            }
        }
    }
    for mention in mentions.all() {
        assert!(mention.span.start < mention.span.end && article.text.get(mention.span.clone()).is_some(), "{mention:?}");
    }
    assert!(mentions.all().windows(2).all(|pair| pair[0].span.start <= pair[1].span.start));
    let outer: Vec<_> = mentions.all().iter().filter(|mention| !mention.nested).collect();
    assert!(outer.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
}

/// With everything inferred switched off, the engine finds what a naive search by words finds.
pub fn oracle(data: &[u8]) {
    const LETTERS: &[u8; 16] = b"abcABC .,;!abc  ";
    let text: String = data.iter().map(|byte| char::from(LETTERS[usize::from(byte % 16)])).collect();
    let names = ["A", "B", "AB", "a b", "Ab c", "b c a"];
    let block = Block::plain(BlockKind::Paragraph, 0..text.len());
    let article = Article { text, blocks: vec![block], ..Article::default() };
    // A list that folds nothing is matched byte for byte; else a run of spaces is as good as one.
    for (exact_accents, gap) in [(true, 1), (false, usize::MAX)] {
        let entity = |(at, name): (usize, &&str)| {
            let mut written = Written::new(name);
            (written.policy.case, written.policy.inflect, written.policy.exact_accents) = (Case::Exact, false, exact_accents);
            Entity { infer: false, ..Entity::new(&format!("e{at}"), KindId::ORGANISATION, written) }
        };
        let dictionary = Dictionary::new(Kinds::default(), Vec::new(), names.iter().enumerate().map(entity).collect());
        let mentions = Lexicon::new(Arc::new(dictionary), Language::De).scan(&article);
        let found: Vec<_> = mentions.all().iter().filter(|mention| !mention.nested).map(|mention| mention.span.clone()).collect();
        assert_eq!(found, naive(&article.text, &names, gap), "{:?}", article.text);
    }
}

pub fn html(data: &[u8]) {
    read("page.html", [b"<!doctype html><html>", data].concat(), data);
}

pub fn markdown(data: &[u8]) {
    read("story.md", data.to_vec(), data);
}

pub fn text(data: &[u8]) {
    read("story.txt", data.to_vec(), data);
}

/// With the first bytes that make it one, so that the fuzzer need not find them.
pub fn epub(data: &[u8]) {
    read("book.epub", [b"PK\x03\x04", data].concat(), data);
}

/// Bytes with an 0xFF are objects with these between them, and get a table of their places, for without a right one no reader gets
/// as far as a page; others are a file as it is.
pub fn pdf(data: &[u8]) {
    let objects: Vec<&[u8]> = data.split(|byte| *byte == 0xFF).collect();
    read("paper.pdf", if objects.len() > 1 { pdf_of(&objects) } else { [b"%PDF-1.4\n", data].concat() }, data);
}

/// A file of these objects, the first of them its catalogue.
pub fn pdf_of(objects: &[&[u8]]) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(objects) {
        let _ = writeln!(table, "{:010} 00000 n ", file.len());
        file.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        file.extend_from_slice(object);
        file.extend_from_slice(b"\nendobj\n");
    }
    let end = format!("{table}trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{}\n%%EOF\n", objects.len() + 1, file.len());
    file.extend_from_slice(end.as_bytes());
    file
}

pub fn feed(data: &[u8]) {
    let name = ["feed.xml", "feed.rss", "feed.atom", "feed.json"][data.len() % 4];
    read(name, data.to_vec(), data);
}

/// Any document: its blocks lie in its text, in order; it can be scanned, laid out, and shown.
fn read(name: &str, bytes: Vec<u8>, data: &[u8]) {
    let options = source::Options { raw: data.first().is_some_and(|byte| byte % 8 == 0), max_size: 1 << 24, ..source::Options::default() };
    let Ok(article) = source::from_bytes(name, bytes, &options) else { return };
    whole(&article);
    let mentions = Lexicon::new(small(), article.language.unwrap_or(Language::En)).scan(&article);
    sound(&article, &mentions);
    laid_out(&Arc::new(article), 30);
}

fn whole(article: &Article) {
    let mut end = 0;
    for block in &article.blocks {
        assert!(block.range.start >= end && block.range.start < block.range.end, "{block:?} after {end}");
        assert!(article.text.get(block.range.clone()).is_some(), "{block:?} cuts a character");
        end = block.range.end;
        let mut cut_end = block.range.start;
        for cut in &block.cuts {
            assert!(cut.range.start >= cut_end && cut.range.end <= block.range.end, "{cut:?} in {block:?}");
            assert!(article.text.get(cut.range.clone()).is_some(), "{cut:?} cuts a character");
            cut_end = cut.range.end;
        }
        for (style, _) in &block.styles {
            assert!(style.start <= style.end && article.text.get(style.clone()).is_some(), "{style:?} in {block:?}");
        }
    }
    for message in &article.warnings {
        assert!(!visible(message).contains(char::is_control));
    }
}

fn small() -> Arc<Dictionary> {
    let names = ["Köln", "Sergej Schoigu", "IS", "New York", "Москва", "a"];
    let entity = |(at, name): (usize, &&str)| Entity::new(&format!("e{at}"), KindId::PLACE, Written::new(name));
    Arc::new(Dictionary::new(Kinds::default(), Vec::new(), names.iter().enumerate().map(entity).collect()))
}

fn laid_out(article: &Arc<Article>, width: u16) {
    let mut rows = Rows::new(article.clone(), width, Vec::new(), None);
    let (last, mut place, mut seen, mut count) = (rows.last(), Place::default(), 0, 0);
    loop {
        if let Content::Text { row, .. } = rows.content(place) {
            assert!(article.text.get(row.start..row.end).is_some(), "{row:?}");
            assert!(row.start >= seen, "{row:?} after {seen}");
            seen = row.start;
        }
        let next = rows.down(place, 1);
        count += 1;
        if place >= last || next == place || count > 20_000 {
            break;
        }
        assert_eq!(rows.up(next, 1), place, "down and up again");
        place = next;
    }
}

/// The first byte is a width, the second a format; the rest is laid out.
pub fn rows(data: &[u8]) {
    let [width, kind, rest @ ..] = data else { return };
    let text = lossy(rest);
    assert!(
        columns(&visible(&text)) < usize::MAX
            && !visible(&text).contains(|c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c))
    );
    let name = if kind % 2 == 0 { "a.md" } else { "a.txt" };
    let Ok(article) = source::from_bytes(name, text.into_bytes(), &source::Options { text: true, ..source::Options::default() }) else {
        return;
    };
    laid_out(&Arc::new(article), u16::from(width % 120) + 1);
}

/// A file, and after a line `----` the words of an edit: what comes out is read as before, with the one change, and the
/// change can be taken back.
pub fn edit(data: &[u8]) {
    let all = lossy(data);
    let (text, words) = all.split_once("----").unwrap_or((&all, "Ada"));
    let words: Vec<String> = words.split('|').map(str::to_owned).collect();
    let word = |at: usize| words.get(at).cloned().unwrap_or_default();
    let of = || Subject { id: word(1).into(), kind: "person".into(), name: word(0), built_in: data.len().is_multiple_of(2) };
    let edits = [
        Edit::Add { kind: "person".into(), id: word(1), name: word(0), note: word(2), aliases: words.iter().skip(3).cloned().collect() },
        Edit::Amend {
            of: of(),
            changes: Changes { aliases: words.iter().skip(2).cloned().collect(), not: vec![word(0)], ..Changes::default() },
        },
        Edit::Amend {
            of: of(),
            changes: Changes { name: Some(word(2)), note: Some(word(3)), without: vec![word(4)], ..Changes::default() },
        },
        Edit::HideForm(word(0)),
        Edit::HideEntry(of()),
        Edit::Prefer { form: word(2), of: of() },
    ];
    let kinds = Kinds::default();
    for wanted in edits {
        let Ok(change) = store::edit::edit(text, &wanted, &kinds, true) else { continue };
        let done = change.done(text);
        assert!(done.is_some(), "{change:?} does not fit");
        let done = done.unwrap_or_default();
        assert!(toml::from_str::<toml::Table>(done.trim_start_matches('\u{feff}')).is_ok(), "{done}");
        assert_eq!(store::edit::undo(&done, &change, &kinds).as_deref(), Ok(text), "{done}");
    }
}

const STORY: &str = "# 北京\u{202e} \u{1b}[2J Titel\n\nIn Köln und New York\u{200b} stand e\u{301}\u{302}\u{303} Sergej Scho\u{ad}igu \
    👩‍👩‍👧‍👦\u{fe0f} \u{9b} WortOhneEndeWortOhneEndeWortOhneEndeWortOhneEndeWortOhneEndeWortOhneEnde\n\n> IS \n\n- שלום Köln\n- x\n\n\
    Minister Torsten Bohl zieht nach Dünum. Schoigu schwieg. Quint sprach mit Torsten Bohl über Köln.\n";

/// Bytes as a keyboard, a mouse and a window send them: the session lives, and its screen holds nothing that a terminal
/// obeys.
pub fn actions(data: &[u8]) {
    let dictionary = small();
    let article = Arc::new(source::from_bytes("a.md", STORY.into(), &source::Options::default()).unwrap_or_default());
    let mentions = Arc::new(Lexicon::new(dictionary.clone(), Language::De).scan(&article));
    let names = vec!["a.md".to_owned(), "b\u{1b}[2J.md".to_owned()];
    let mut world = World { dictionary: dictionary.clone(), article, mentions };
    let mut reader = Reader::new(reader::Options { articles: names, dictionary, measure: 66, keymap: Arc::new(keys::keymap()) });
    world.act(&mut reader, Action::Resize(80, 24));
    let first = reader.start();
    world.carry_out(&mut reader, first, 0);
    let mut decoder = Decoder::default();
    for piece in data.split(|byte| *byte == 0) {
        let mut inputs = Vec::new();
        decoder.feed(piece, &mut inputs);
        if decoder.wait().is_some() {
            decoder.time_is_up(&mut inputs);
        }
        for input in inputs {
            let action = match input {
                Input::Key(key) => keys::action(&reader, &Event::Key(key)),
                Input::Paste(text) => step::pasted(&reader, text),
                Input::Background(columns, rows, _) => Some(Action::Resize(columns.into(), rows.into())),
                Input::Mouse(report) => touch(report).map(Action::Mouse),
                _ => Some(Action::PrefixTimeout),
            };
            if let Some(action) = action {
                world.act(&mut reader, action);
            }
        }
        clean(&reader);
    }
}

fn touch(report: MouseEvent) -> Option<Touch> {
    let (x, y) = (report.column, report.row);
    Some(match report.kind {
        MouseEventKind::Down(MouseButton::Left) => Touch::Press { x, y, times: 1 },
        MouseEventKind::Down(_) => Touch::Press { x, y, times: 2 },
        MouseEventKind::Drag(_) => Touch::Drag { x, y },
        MouseEventKind::Up(_) => Touch::Release,
        MouseEventKind::ScrollDown => Touch::Wheel { x, y, way: Way::Next },
        MouseEventKind::ScrollUp => Touch::Wheel { x, y, way: Way::Previous },
        _ => return None,
    })
}

struct World {
    dictionary: Arc<Dictionary>,
    article: Arc<Article>,
    mentions: Arc<Mentions>,
}

impl World {
    fn act(&mut self, reader: &mut Reader, action: Action) {
        let effects = reader.update(action);
        self.carry_out(reader, effects, 0);
    }

    fn carry_out(&mut self, reader: &mut Reader, effects: Vec<Effect>, depth: usize) {
        assert!(depth < 50, "the session never comes to rest");
        for effect in effects {
            let answer = match effect {
                Effect::Open { generation, .. } => Action::Opened { generation, article: self.article.clone() },
                Effect::Scan { generation, .. } => {
                    let dictionary = self.dictionary.clone();
                    let facts = Arc::new(Facts::new(&self.article, &dictionary, self.mentions.clone()));
                    Action::Mentions { generation, facts, dictionary, last: true }
                }
                Effect::Survey { generation, .. } => {
                    let triage = Triage::new(&self.article, &self.dictionary, &self.mentions);
                    Action::Surveyed { generation, found: vec![(0, Ok(triage)), (1, Err("cannot be read \u{1b}[2J".into()))] }
                }
                Effect::Preview { number, .. } => Action::Preview { number, found: Ok(Preview { adds: 7, changes: 1, takes: 0 }) },
                Effect::Unknown { generation, article, mentions } => {
                    Action::Unknown { generation, names: Arc::new(suggest::unknown(&article, &mentions)) }
                }
                _ => continue,
            };
            let more = reader.update(answer);
            self.carry_out(reader, more, depth + 1);
        }
    }
}

fn clean(reader: &Reader) {
    let (columns, rows) = reader.size();
    let area = Rect::new(0, 0, columns.min(300), rows.min(200));
    let mut buffer = Buffer::empty(area);
    draw(reader, &Theme { tone: Tone::Dark, depth: Depth::True, unicode: true, links: false }, area, &mut buffer);
    for cell in &buffer.content {
        assert!(cell.symbol().chars().count() <= 13, "{:?}", cell.symbol());
        assert!(!cell.symbol().contains(|c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c)), "{:?}", cell.symbol());
    }
}

/// The first byte says of which tool the rest is a dictionary: what comes out of it is one of ours. A recording, too.
pub fn imported(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else { return };
    let formats = [
        import::Format::Csv,
        import::Format::Tsv,
        import::Format::Spacy,
        import::Format::Ftm,
        import::Format::Geonames,
        import::Format::Wikidata,
        import::Format::Regexner,
    ];
    let Some(format) = formats.get(usize::from(first % 8)) else {
        if let Ok(recording) = Recording::parse(&lossy(rest)) {
            let steps: Vec<_> = recording.collect();
            let again = Recording::parse(&Recording::text(&steps)).map(Iterator::collect::<Vec<_>>);
            assert_eq!(again, Ok(steps));
        }
        return;
    };
    let mut out = Vec::new();
    let mut sink = import::Sink::stream(&mut out);
    let options = import::Options { kind: Some("person".into()), ..import::Options::default() };
    let read = import::import(*format, &mut BufReader::new(rest), &options, &mut sink);
    let taken = sink.counts.taken;
    if read.is_ok() {
        let loaded = loaded(lossy(&out));
        assert!(loaded.refused().next().is_none(), "{:?}\n{}", loaded.findings, lossy(&out));
        assert!(loaded.dictionary.len() <= taken);
    }
}
