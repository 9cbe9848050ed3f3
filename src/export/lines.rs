//! Formats with a line a mention. What they write of some mentions depends on nothing but these, so that threads make the lines of
//! some each; and where mentions depend on nothing beyond their paragraph they are found just before that, some paragraphs at a
//! time, and are never there all at once.

use std::io::{self, Write};
use std::ops::Range;

use super::in_order::in_order;
use super::positions::Before;
use super::{Exporter, Names, Parts, Positions, Scanned, Unit};
use crate::engine::article::Article;
use crate::engine::mentions::{Mention, Mentions};

/// Makes lines of the mentions of one article, or of its parts.
pub trait Maker {
    /// Appends the lines of mentions that do not start before the last one.
    fn push(&mut self, positions: &mut Positions<'_>, mentions: &[Mention], out: &mut Vec<u8>) -> io::Result<()>;
}

/// A format with a line a mention.
pub trait Line: Sync {
    /// What stands above the lines.
    fn head(&self, _unit: Unit) -> String {
        String::new()
    }

    /// Who makes the lines of the article of this name.
    fn maker<'a>(&self, doc: &str, names: &'a Names<'a>) -> Box<dyn Maker + 'a>;
}

/// Writes such a format.
pub struct Lines<L> {
    /// Which one.
    pub line: L,
    /// What offsets count.
    pub unit: Unit,
    /// How many threads may make lines at once; these do not depend on it.
    pub threads: usize,
}

/// About how many bytes of an article are looked through at a time: what is made of them stays in the processor's caches.
const WINDOW: usize = 64 << 10;
/// How many mentions are written at a time where all are known.
const SHARE: usize = 1024;
/// Below so many shares for each a thread costs more than it brings.
const LEAST: usize = 4;

impl<L: Line> Exporter for Lines<L> {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(self.line.head(self.unit).as_bytes())
    }

    fn article(&mut self, scanned: &Scanned<'_>, out: &mut dyn Write) -> io::Result<()> {
        self.whole(scanned, WINDOW, SHARE, out)
    }

    fn parts(&mut self, parts: Parts<'_>, out: &mut dyn Write) -> io::Result<()> {
        let unit = self.unit;
        let mut before = Before::default();
        let shares = parts.all.map(|part| {
            let start = before;
            before = Positions::after(start, &part, unit).end();
            (start, part)
        });
        let maker = || {
            let mut maker = self.line.maker(parts.doc, parts.names);
            move |(before, mut part): (Before, Article), out: &mut Vec<u8>| {
                (parts.add_blocks)(&mut part);
                let found = Mentions::new(parts.finder.in_blocks(&part, 0..part.blocks.len()));
                maker.push(&mut Positions::after(before, &part, unit), found.all(), out)
            }
        };
        in_order(self.threads, shares, maker, out)
    }
}

impl<L: Line> Lines<L> {
    fn whole(&self, scanned: &Scanned<'_>, window: usize, share: usize, out: &mut dyn Write) -> io::Result<()> {
        let article = scanned.article;
        if let Some(finder) = scanned.local() {
            let first = |blocks: &Range<usize>| article.blocks[blocks.start].range.start;
            let windows = article.windows(0..article.blocks.len(), window).map(|blocks| (first(&blocks), blocks));
            let find =
                |blocks, push: &mut dyn FnMut(&[Mention]) -> io::Result<()>| push(Mentions::new(finder.in_blocks(article, blocks)).all());
            return self.shares(scanned, article.text.len() / window, windows, find, out);
        }
        let all = scanned.mentions().all();
        let shares = all.chunks(share).map(|some| (some[0].span.start, some));
        self.shares(scanned, all.len() / share, shares, |some, push| push(some), out)
    }

    /// Writes the lines of shares, each with the byte where it begins, that are about so many.
    fn shares<'a, T>(
        &self,
        scanned: &Scanned<'a>,
        count: usize,
        shares: impl Iterator<Item = (usize, T)> + Send,
        mentions: impl Fn(T, &mut dyn FnMut(&[Mention]) -> io::Result<()>) -> io::Result<()> + Sync,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let threads = self.threads.min(count / LEAST);
        let mut all = Positions::new(scanned.article, self.unit);
        // Who makes all lines knows where a share begins.
        let mut place = |start| (threads > 1).then(|| all.from(start));
        let shares = shares.map(|(start, share)| (place(start), share));
        let maker = || {
            let mut maker = self.line.maker(&scanned.article.doc, scanned.names);
            let mut positions = Positions::new(scanned.article, self.unit);
            let mentions = &mentions;
            move |(place, share): (Option<Positions<'a>>, T), out: &mut Vec<u8>| {
                if let Some(place) = place {
                    positions = place;
                }
                mentions(share, &mut |some| maker.push(&mut positions, some, out))
            }
        };
        in_order(threads, shares, maker, out)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::engine::article::{Block, BlockKind};
    use crate::engine::dictionary::{Case, Dictionary, Entity, Policy, Written};
    use crate::engine::few::Few;
    use crate::engine::kind::{KindId, Kinds};
    use crate::engine::language::Language;
    use crate::engine::lexicon::Lexicon;
    use crate::export::json::push_line;
    use crate::export::{Finder, Record, Scan, csv, jsonl, text};

    const UNITS: [Unit; 3] = [Unit::Byte, Unit::Char, Unit::Utf16];

    fn lexicon(literal: bool) -> Lexicon {
        let exact = Policy { case: Case::Exact, inflect: false, exact_accents: true, ..Policy::default() };
        let policy = if literal { exact } else { Policy::default() };
        let short = literal.then(Few::default);
        let entity = |id, name| Entity {
            infer: !literal,
            short: short.clone(),
            ..Entity::new(id, KindId::PERSON, Written { policy, ..Written::new(name) })
        };
        let all = vec![
            entity("a", "Hans \"Jo\" M\u{FC}ller"),
            entity("b", "Franz Weber"),
            entity("c", "Paul Weber"),
            entity("d", "\u{5D0}\u{202E}x"),
        ];
        Lexicon::new(Arc::new(Dictionary::new(Kinds::default(), vec![Arc::from("x")], all)), Language::De)
    }

    /// Paragraphs on lines of every make, some without a mention; names over a line end and with what is escaped.
    fn article() -> Article {
        let first = "\u{FEFF}Hans \"Jo\" M\u{FC}ller kam,\r\nHans\n\"Jo\" M\u{FC}llers Freund Franz Weber und Paul Weber. \u{5D0}\u{202E}x sah Weber und M\u{FC}ller-Chef";
        let paragraphs = [first, "\u{1F44D} Niemand.", "Franz Weber\rund Paul Weber", "x", "\u{1F44D}Paul Weber", "Niemand."];
        let (mut text, mut blocks) = (String::new(), Vec::new());
        for paragraph in paragraphs.iter().cycle().take(40) {
            let start = text.len();
            text.push_str(paragraph);
            blocks.push(Block::plain(BlockKind::Paragraph, start..text.len()));
            text.push_str("\r\n\n");
        }
        Article { doc: "a \"b\".txt".into(), text, blocks, ..Article::default() }
    }

    struct Search<'a>(&'a Lexicon);

    impl Finder for Search<'_> {
        fn all(&self, article: &Article) -> Mentions {
            self.0.scan(article)
        }

        fn is_local(&self) -> bool {
            self.0.is_local()
        }

        fn in_blocks(&self, article: &Article, blocks: Range<usize>) -> Vec<Mention> {
            self.0.mentions_in(article, blocks)
        }
    }

    /// What is written of an article, by so many threads and so much at a time.
    fn written<L: Line>(line: L, unit: Unit, lexicon: &Lexicon, article: &Article, shares: (usize, usize, usize)) -> String {
        let names = Names::new(lexicon.dictionary());
        let search = Search(lexicon);
        let (threads, window, share) = shares;
        let mut out = Vec::new();
        let mut lines = Lines { line, unit, threads };
        lines.begin(&mut out).unwrap();
        lines.whole(&Scanned::later(article, &names, &search), window, share, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// What is written of it where it comes in parts of so many paragraphs.
    fn in_parts<L: Line>(line: L, unit: Unit, lexicon: &Lexicon, article: &Article, threads: usize, paragraphs: usize) -> String {
        let names = Names::new(lexicon.dictionary());
        let mut starts: Vec<usize> = article.blocks.iter().step_by(paragraphs).skip(1).map(|block| block.range.start).collect();
        starts.push(article.text.len());
        let mut start = 0;
        let mut all = starts.into_iter().map(|end| {
            let text = article.text[start..end].to_owned();
            let inside = article.blocks.iter().filter(|block| (start..end).contains(&block.range.start));
            let blocks = inside.map(|block| Block::plain(block.kind, block.range.start - start..block.range.end - start)).collect();
            start = end;
            Article { doc: article.doc.clone(), text, blocks, ..Article::default() }
        });
        let mut out = Vec::new();
        let mut lines = Lines { line, unit, threads };
        lines.begin(&mut out).unwrap();
        let parts = Parts { doc: &article.doc, all: &mut all, add_blocks: &|_| {}, names: &names, finder: &Search(lexicon) };
        lines.write(Scan::Parts(parts), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn lines_do_not_tell_whether_an_article_came_in_parts() {
        let (article, lexicon) = (article(), lexicon(true));
        for unit in UNITS {
            for (threads, paragraphs) in [(1, 1), (1, 7), (2, 1), (3, 2), (1, 1000)] {
                let shares = (1, 1, 1);
                let parts = in_parts(jsonl::Records, unit, &lexicon, &article, threads, paragraphs);
                assert_eq!(parts, written(jsonl::Records, unit, &lexicon, &article, shares));
                let parts = in_parts(text::Text, unit, &lexicon, &article, threads, paragraphs);
                assert_eq!(parts, written(text::Text, unit, &lexicon, &article, shares));
                let parts = in_parts(csv::Table, unit, &lexicon, &article, threads, paragraphs);
                assert_eq!(parts, written(csv::Table, unit, &lexicon, &article, shares));
            }
        }
    }

    #[test]
    fn every_format_that_takes_parts_writes_them_and_no_other_one_does() {
        use clap::ValueEnum;

        use crate::export::{Format, Palette, exporter};

        let (article, lexicon) = (article(), lexicon(true));
        let names = Names::new(lexicon.dictionary());
        for format in Format::value_variants() {
            let mut all = std::iter::once(article.clone());
            let parts = Parts { doc: &article.doc, all: &mut all, add_blocks: &|_| {}, names: &names, finder: &Search(&lexicon) };
            let written = exporter(*format, Unit::default(), Palette::default(), 1).write(Scan::Parts(parts), &mut Vec::new());
            assert_eq!(written.is_ok(), format.takes_parts(), "{format:?}");
        }
    }

    /// What the records of all mentions say.
    fn records(unit: Unit, lexicon: &Lexicon, article: &Article, mut write: impl FnMut(&Record)) -> usize {
        let (mentions, names) = (lexicon.scan(article), Names::new(lexicon.dictionary()));
        let mut positions = Positions::new(article, unit);
        mentions.all().iter().for_each(|mention| write(&Record::new(article, &names, &mut positions, mention)));
        mentions.len()
    }

    #[test]
    fn lines_are_what_their_records_make_whoever_makes_them() {
        let article = article();
        for (literal, least) in [(true, 20), (false, 50)] {
            let lexicon = lexicon(literal);
            assert_eq!(lexicon.is_local(), literal);
            for unit in UNITS {
                let (mut json, mut text, mut table) = (Vec::new(), String::new(), Vec::new());
                let found = records(unit, &lexicon, &article, |record| {
                    push_line(&mut json, record).unwrap();
                    text.extend([&*record.to_line(), "\n"]);
                    table.push([record.start, record.end, record.line, record.column].map(|number| number.to_string()));
                });
                assert!(found > least, "{found}");
                for shares in [(1, 1, 1), (1, 90, 2), (1, 1 << 20, 1000), (2, 1, 1), (2, 200, 3), (3, 90, 2), (9, 1, 5)] {
                    assert_eq!(written(jsonl::Records, unit, &lexicon, &article, shares), String::from_utf8_lossy(&json), "{shares:?}");
                    assert_eq!(written(text::Text, unit, &lexicon, &article, shares), text, "{shares:?}");
                    let rows = written(csv::Table, unit, &lexicon, &article, shares);
                    let mut rows = ::csv::Reader::from_reader(rows.as_bytes());
                    let numbers: Vec<_> = rows.records().map(|row| [1, 2, 3, 4].map(|at| row.as_ref().unwrap()[at].to_owned())).collect();
                    assert_eq!(numbers, table, "{shares:?}");
                }
            }
        }
    }

    #[test]
    fn an_article_without_mentions_or_without_paragraphs_has_no_lines() {
        let text = "Niemand.".to_owned();
        let blocks = vec![Block::plain(BlockKind::Paragraph, 0..text.len())];
        for article in [Article { text, blocks, ..Article::default() }, Article::default()] {
            for literal in [true, false] {
                assert_eq!(written(jsonl::Records, Unit::Byte, &lexicon(literal), &article, (2, 1, 1)), "");
            }
        }
    }
}
