//! All sentences that name one entity, over many articles: gathered, ordered, and written as Markdown.

use std::cmp::Reverse;
use std::fmt::Write;
use std::ops::Range;
use std::sync::Arc;

use super::article::Article;
use super::date::PartialDate;
use super::dictionary::EntityIx;
use super::glyph::visible;
use super::mentions::Mentions;
use super::view::View;

/// Bytes of a sentence that are kept before and after its first mention: where nothing ends a sentence there is an end.
const MOST: usize = 400;

/// Articles in a dossier at most, the newest. More are more than anybody reads.
pub const MOST_SOURCES: usize = 1000;

/// The sentences about one entity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dossier {
    /// The entity's id.
    pub id: Arc<str>,
    /// Its headword, ready to be shown.
    pub name: String,
    /// The name of its kind.
    pub kind: String,
    /// The articles, the newest first; each has a sentence at least. No more than [`MOST_SOURCES`].
    pub sources: Vec<Source>,
    /// How many older articles name the entity, too.
    pub older: usize,
}

/// One article's part. Texts are ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Which article of the session.
    pub article: usize,
    /// Its title, else its file's name.
    pub title: String,
    /// Its file.
    pub file: String,
    /// Its date.
    pub date: Option<PartialDate>,
    /// Its sentences that name the entity, in order.
    pub sentences: Vec<Sentence>,
}

/// A sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The paragraph (§, from 1) that it stands in.
    pub paragraph: usize,
    /// The first byte of the first mention in it.
    pub byte: usize,
    /// What it reads, on one line, and of each piece whether it is a mention.
    pub pieces: Vec<(String, bool)>,
}

impl Source {
    /// What an article says of an entity. `article` is its number in the session.
    #[must_use]
    pub fn new(article: usize, text: &Article, mentions: &Mentions, entity: EntityIx) -> Self {
        let file = if text.doc == "-" { "standard input".to_owned() } else { visible(&text.doc).into_owned() };
        let name = file.rsplit('/').next().unwrap_or(&file).to_owned();
        let title = text.title.as_deref().map(|title| visible(title.trim()).into_owned()).filter(|title| !title.is_empty());
        Self { article, title: title.unwrap_or(name), file, date: text.date, sentences: sentences(text, mentions, entity) }
    }
}

/// So many of this: `1 sentence`, `34 sentences`.
#[must_use]
pub fn plural(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

impl Dossier {
    /// Adds an article's part, if there is a sentence in it and it is not too old. Whether it was added.
    pub fn add(&mut self, source: Source) -> bool {
        if source.sentences.is_empty() {
            return false;
        }
        let key = |source: &Source| (Reverse(source.date.map_or(0, PartialDate::first_day)), source.article);
        let at = self.sources.partition_point(|other| key(other) <= key(&source));
        self.sources.insert(at, source);
        self.older += self.sources.len().saturating_sub(MOST_SOURCES);
        self.sources.truncate(MOST_SOURCES);
        at < MOST_SOURCES
    }

    /// How many sentences there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.sources.iter().map(|source| source.sentences.len()).sum()
    }

    /// The sentence of this number, from 0, with its article.
    #[must_use]
    pub fn sentence(&self, mut number: usize) -> Option<(&Source, &Sentence)> {
        for source in &self.sources {
            match source.sentences.get(number) {
                Some(sentence) => return Some((source, sentence)),
                None => number -= source.sentences.len(),
            }
        }
        None
    }

    /// `34 sentences in 12 articles`, `2345 sentences in the newest 1000 of 3456 articles`
    #[must_use]
    pub fn extent(&self) -> String {
        let (shown, all) = (self.sources.len(), self.sources.len() + self.older);
        let articles = plural(all, "article");
        let articles = if shown < all { format!("the newest {shown} of {articles}") } else { articles };
        format!("{} in {articles}", self.sentences())
    }

    /// `34 sentences`
    #[must_use]
    pub fn sentences(&self) -> String {
        plural(self.count(), "sentence")
    }

    /// All of it as Markdown: an article is a section, a sentence an item with its paragraph, mentions are bold.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut out = format!("# {}\n\n{} · {}\n", escaped(&self.name), escaped(&self.kind), self.extent());
        for source in &self.sources {
            let date = source.date.map(|date| format!(" ({date})")).unwrap_or_default();
            // Writing to a string cannot fail.
            let _ = writeln!(out, "\n## {}{date}\n\n{}\n", escaped(&source.title), escaped(&source.file));
            for sentence in &source.sentences {
                let text: String = sentence.pieces.iter().map(|(piece, mention)| marked(piece, *mention)).collect();
                let _ = writeln!(out, "- §{} {text}", sentence.paragraph);
            }
        }
        out
    }
}

fn marked(piece: &str, mention: bool) -> String {
    if mention { format!("**{}**", escaped(piece)) } else { escaped(piece) }
}

/// Text that Markdown takes as it is.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '&' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn sentences(article: &Article, mentions: &Mentions, entity: EntityIx) -> Vec<Sentence> {
    let mut sentences: Vec<(Range<usize>, usize, Vec<Range<usize>>)> = Vec::new();
    let mut view: Option<(usize, View)> = None;
    for mention in mentions.of(entity).iter().filter_map(|at| mentions.all().get(*at)) {
        if let Some((range, _, spans)) = sentences.last_mut().filter(|(range, ..)| mention.span.end <= range.end) {
            debug_assert!(range.start <= mention.span.start, "mentions are sorted");
            spans.push(mention.span.clone());
            continue;
        }
        let number = article.block_at(mention.span.start);
        let Some(block) = article.blocks.get(number) else { continue };
        let (_, view) = match view.take().filter(|(known, _)| *known == number) {
            Some(known) => view.insert(known),
            None => view.insert((number, View::new(&article.text, block))),
        };
        let whole = view.sentence(mention.span.start);
        let start = whole.start.max(article.text.floor_char_boundary(mention.span.start.saturating_sub(MOST)));
        let end = whole.end.max(mention.span.end).min(article.text.ceil_char_boundary(mention.span.end.saturating_add(MOST)));
        // Two sentences never share words, also where a name holds a full stop.
        let start = sentences.last().map_or(start, |(before, ..)| start.max(before.end)).min(mention.span.start);
        sentences.push((start..end, number, vec![mention.span.clone()]));
    }
    sentences.into_iter().filter_map(|(range, number, spans)| sentence(article, range, number, &spans)).collect()
}

fn sentence(article: &Article, range: Range<usize>, number: usize, spans: &[Range<usize>]) -> Option<Sentence> {
    let view = View::new(&article.text, article.blocks.get(number)?);
    let mut pieces: Vec<(String, bool)> = Vec::new();
    let mut at = range.start;
    for span in spans {
        // A mention inside another one is shown with that.
        if span.start >= at {
            pieces.push((on_one_line(view.get(&(at..span.start))), false));
            pieces.push((on_one_line(view.get(span)), true));
            at = span.end;
        }
    }
    pieces.push((on_one_line(view.get(&(at..range.end.max(at)))), false));
    if let Some((first, _)) = pieces.first_mut() {
        *first = first.trim_start().to_owned();
    }
    if let Some((last, _)) = pieces.last_mut() {
        last.truncate(last.trim_end().len());
    }
    pieces.retain(|(piece, _)| !piece.is_empty());
    Some(Sentence { paragraph: number + 1, byte: spans.first()?.start, pieces })
}

/// Every run of white space is one space, also at the ends; ready to be shown.
fn on_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_whitespace() {
            line.push(c);
        } else if !line.ends_with(' ') {
            line.push(' ');
        }
    }
    visible(&line).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::article::{Block, BlockKind, Cut};
    use crate::engine::dictionary::{Dictionary, Entity, Written};
    use crate::engine::kind::{KindId, Kinds};
    use crate::engine::language::Language;
    use crate::engine::lexicon::Lexicon;

    fn source(number: usize, date: Option<&str>, text: &str) -> Source {
        let entity = Entity::new("riga", KindId::PLACE, Written::new("Riga"));
        let dictionary = Arc::new(Dictionary::new(Kinds::default(), Vec::new(), vec![entity]));
        let mut block = Block::plain(BlockKind::Paragraph, 0..text.len());
        let stars = text.match_indices("**");
        block.cuts = stars.map(|(at, _)| Cut { range: at..at + 2, shown: String::new() }).collect();
        let article = Article { doc: "a/b.txt".into(), text: text.into(), blocks: vec![block], ..Article::default() };
        let mentions = Lexicon::new(dictionary.clone(), Language::En).scan(&article);
        let date = date.and_then(PartialDate::parse);
        Source { date, ..Source::new(number, &article, &mentions, dictionary.find("riga").unwrap()) }
    }

    fn read(source: &Source) -> Vec<String> {
        source.sentences.iter().map(|sentence| sentence.pieces.iter().map(|(piece, hit)| marked(piece, *hit)).collect()).collect()
    }

    #[test]
    fn each_sentence_stands_once_with_all_its_mentions() {
        let found = source(0, None, "We left\n  Riga for Riga. Nobody knew. In **Riga** it rained");
        assert_eq!(read(&found), ["We left **Riga** for **Riga**.", "In **Riga** it rained"]);
        assert_eq!((found.sentences[0].byte, found.sentences[0].paragraph, found.title.as_str()), (10, 1, "b.txt"));
    }

    #[test]
    fn where_nothing_ends_a_sentence_it_ends_all_the_same() {
        let text = format!("{}Riga {}", "wörter ".repeat(1000), "wörter ".repeat(1000));
        let found = source(0, None, &text);
        assert!(read(&found)[0].len() < 900 && found.sentences.len() == 1);
    }

    #[test]
    fn the_newest_article_stands_first_and_one_without_the_name_not_at_all() {
        let mut dossier = Dossier { name: "Riga".into(), kind: "place".into(), ..Dossier::default() };
        for (number, date, text) in
            [(0, None, "Riga."), (1, Some("2023"), "Riga. Riga."), (2, Some("2024-05"), "Riga."), (3, Some("2025"), "Oslo.")]
        {
            dossier.add(source(number, date, text));
        }
        assert_eq!(dossier.sources.iter().map(|source| source.article).collect::<Vec<_>>(), [2, 1, 0]);
        assert_eq!(dossier.extent(), "4 sentences in 3 articles");
        assert_eq!(dossier.sentence(2).unwrap().0.article, 1);
        assert_eq!(dossier.sentence(4), None);
    }

    #[test]
    fn of_very_many_articles_only_the_newest_are_kept_and_the_others_counted() {
        let mut dossier = Dossier { name: "Riga".into(), kind: "place".into(), ..Dossier::default() };
        let found = source(0, None, "Riga.");
        let date = |day: usize| PartialDate::of_days(i64::try_from(day).unwrap());
        for day in 0..MOST_SOURCES + 5 {
            dossier.add(Source { article: day, date: date(day), ..found.clone() });
        }
        assert!(!dossier.add(Source { article: 7, date: date(3), ..found.clone() }), "it is too old");
        assert_eq!((dossier.sources.len(), dossier.sources.last().unwrap().date), (MOST_SOURCES, date(5)));
        assert_eq!(dossier.extent(), "1000 sentences in the newest 1000 of 1006 articles");
    }

    #[test]
    fn as_markdown_it_can_be_cited() {
        let mut dossier = Dossier { name: "Riga".into(), kind: "place".into(), ..Dossier::default() };
        dossier.add(source(0, Some("2024-05-17"), "Oslo_1 [x] is Riga."));
        assert_eq!(
            dossier.markdown(),
            "# Riga\n\nplace · 1 sentence in 1 article\n\n## b.txt (2024-05-17)\n\na/b.txt\n\n- §1 Oslo\\_1 \\[x\\] is **Riga**.\n"
        );
    }
}
