//! `namedrop stats FILE…`: who is in the articles, how often, in how many, and with whom.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use serde::Serialize;

use super::choice::{Choice, status};
use super::lexicons::Lexicons;
use super::{Job, Palette, Status, to_stdout};
use crate::engine::article::Article;
use crate::engine::date::PartialDate;
use crate::engine::dictionary::{Dictionary, EntityIx};
use crate::engine::glyph::{columns, fit, visible};
use crate::engine::mentions::Mentions;
use crate::export::{END, push_line};

/// How the figures are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Columns of text
    Table,
    /// Columns of text with a bar for the mentions; the default on a terminal
    Bars,
    /// Comma-separated values with a header
    Csv,
    /// One JSON object an entity
    Jsonl,
}

/// What is counted, and how it is written.
#[derive(Clone, Debug)]
pub struct Options {
    /// The format.
    pub format: Format,
    /// The most entities that are written; `None`: all.
    pub top: Option<usize>,
    /// Which articles and kinds.
    pub choice: Choice,
    /// The colours of text, where it has any.
    pub palette: Option<Palette>,
    /// Columns of the terminal.
    pub width: usize,
}

/// Others that a line names: the most frequent.
const OTHERS: usize = 3;
/// Others that CSV and JSON name.
const ALL_OTHERS: usize = 20;
/// The columns of the longest bar: as many as there is room for, at least and at most.
const BAR: (usize, usize) = (8, 24);
/// The columns that are kept free for others beside a bar.
const ROOM: usize = 24;
/// The columns of the longest name.
const NAME: usize = 36;

/// What is counted of one entity.
#[derive(Debug, Default)]
struct Count {
    mentions: usize,
    articles: usize,
    dates: BTreeSet<PartialDate>,
    /// With whom it stands in how many paragraphs.
    with: BTreeMap<EntityIx, usize>,
}

/// Counts over all articles.
#[derive(Debug, Default)]
struct Counts {
    articles: usize,
    mentions: usize,
    unsettled: usize,
    of: BTreeMap<EntityIx, Count>,
}

/// One line of the answer.
#[derive(Debug, Serialize)]
struct Row<'a> {
    entity: &'a str,
    name: String,
    kind: &'a str,
    mentions: usize,
    articles: usize,
    first: Option<PartialDate>,
    last: Option<PartialDate>,
    with: Vec<Other<'a>>,
    #[serde(skip)]
    ix: EntityIx,
}

/// An entity that stands in the same paragraphs.
#[derive(Debug, Serialize)]
struct Other<'a> {
    entity: &'a str,
    #[serde(skip)]
    name: String,
    paragraphs: usize,
}

/// Counts.
#[must_use]
pub fn run(job: &Job, options: &Options) -> Status {
    let lexicons = match Lexicons::load(&job.dictionaries) {
        Ok(lexicons) => lexicons,
        Err(status) => return status,
    };
    let mut counts = Counts::default();
    let each = options.choice.each(job, &lexicons, |_, article, mentions| {
        counts.add(&article, &mentions);
        Ok(())
    });
    let Ok(whole) = each else { return Status::Failed };
    let rows = rows(lexicons.dictionary(), &counts, options.top.unwrap_or(usize::MAX));
    to_stdout(|out| {
        match options.format {
            Format::Jsonl => jsonl(&rows, out)?,
            Format::Csv => csv(&rows, out)?,
            Format::Table | Format::Bars => table(lexicons.dictionary(), &counts, &rows, options, out)?,
        }
        Ok(status(whole, !rows.is_empty()))
    })
}

impl Counts {
    fn add(&mut self, article: &Article, mentions: &Mentions) {
        self.articles += 1;
        self.mentions += mentions.len();
        self.unsettled += mentions.all().iter().filter(|mention| mention.entity.is_none()).count();
        for (entity, of) in mentions.entities() {
            let count = self.of.entry(entity).or_default();
            count.mentions += of.len();
            count.articles += 1;
            count.dates.extend(article.date);
        }
        let mut paragraphs: BTreeMap<usize, BTreeSet<EntityIx>> = BTreeMap::new();
        for (mention, entity) in mentions.all().iter().filter_map(|mention| Some((mention, mention.entity?))) {
            paragraphs.entry(article.block_at(mention.span.start)).or_default().insert(entity);
        }
        for together in paragraphs.values() {
            for one in together {
                let Some(count) = self.of.get_mut(one) else { continue };
                together.iter().filter(|other| *other != one).for_each(|other| *count.with.entry(*other).or_default() += 1);
            }
        }
    }
}

/// Those with the most mentions first.
fn rows<'a>(dictionary: &'a Dictionary, counts: &Counts, most: usize) -> Vec<Row<'a>> {
    let mut order: Vec<(&EntityIx, &Count)> = counts.of.iter().collect();
    order.sort_by_key(|(ix, count)| (usize::MAX - count.mentions, usize::MAX - count.articles, dictionary[**ix].id.clone()));
    order.into_iter().take(most).map(|(ix, count)| row(dictionary, *ix, count)).collect()
}

fn row<'a>(dictionary: &'a Dictionary, ix: EntityIx, count: &Count) -> Row<'a> {
    let entity = &dictionary[ix];
    let mut with: Vec<(&EntityIx, &usize)> = count.with.iter().collect();
    with.sort_by_key(|(other, paragraphs)| (usize::MAX - **paragraphs, dictionary[**other].id.clone()));
    let other = |(other, paragraphs): (&EntityIx, &usize)| Other {
        entity: &dictionary[*other].id,
        name: visible(&dictionary.short_name(*other, None)).into_owned(),
        paragraphs: *paragraphs,
    };
    Row {
        entity: &entity.id,
        name: dictionary.full_name(ix, None),
        kind: &dictionary.kinds[entity.kind].name,
        mentions: count.mentions,
        articles: count.articles,
        first: count.dates.first().copied(),
        last: count.dates.last().copied(),
        with: with.into_iter().take(ALL_OTHERS).map(other).collect(),
        ix,
    }
}

fn jsonl(rows: &[Row<'_>], out: &mut dyn Write) -> io::Result<()> {
    let mut line = Vec::new();
    rows.iter().try_for_each(|row| {
        line.clear();
        push_line(&mut line, row)?;
        out.write_all(&line)
    })
}

/// RFC 4180, with LF; others are `id:paragraphs`, a space between them.
fn csv(rows: &[Row<'_>], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "entity,name,kind,mentions,articles,first,last,with")?;
    for row in rows {
        let date = |date: Option<PartialDate>| date.map_or_else(String::new, |date| date.to_string());
        let with: Vec<String> = row.with.iter().map(|other| format!("{}:{}", other.entity, other.paragraphs)).collect();
        let (mentions, articles) = (row.mentions.to_string(), row.articles.to_string());
        let cells = [row.entity, &row.name, row.kind, &mentions, &articles, &date(row.first), &date(row.last), &with.join(" ")];
        writeln!(out, "{}", cells.map(quoted).join(","))?;
    }
    Ok(())
}

/// A cell; quoted where it must be, and clean as everything that may reach a terminal.
fn quoted(cell: &str) -> String {
    let cell = visible(cell);
    if cell.contains([',', '"']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.into_owned() }
}

fn table(dictionary: &Dictionary, counts: &Counts, rows: &[Row<'_>], options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let number = |count: usize, one, many| format!("{count} {}", if count == 1 { one } else { many });
    write!(out, "{} · ", number(counts.articles, "article", "articles"))?;
    write!(out, "{} · {}", number(counts.of.len(), "name", "names"), number(counts.mentions, "mention", "mentions"))?;
    writeln!(out, "{}", if counts.unsettled > 0 { format!(" ({} not settled)", counts.unsettled) } else { String::new() })?;
    if rows.is_empty() {
        return Ok(());
    }
    let shown: Vec<_> = rows.iter().map(|row| fit(&visible(&row.name), NAME, "…").into_owned()).collect();
    let width = shown.iter().map(|name| columns(name)).max().unwrap_or(0);
    let kinds = rows.iter().map(|row| columns(row.kind)).max().unwrap_or(0);
    let busiest = rows.iter().map(|row| row.mentions).max().unwrap_or(1);
    // Two columns between columns, and two of figures.
    let used = width + kinds + 24;
    let longest = (options.format == Format::Bars).then(|| options.width.saturating_sub(used + ROOM).clamp(BAR.0, BAR.1));
    let bar_head = longest.map_or_else(String::new, |longest| " ".repeat(longest + 2));
    let room = longest.map_or(usize::MAX, |longest| options.width.saturating_sub(used + longest + 2));
    writeln!(out, "\n{}  {}  mentions  {bar_head}articles  together with", pad("name", width), pad("kind", kinds))?;
    for (row, name) in rows.iter().zip(shown) {
        let kind = dictionary[row.ix].kind;
        let (begin, end) = options.palette.map_or((String::new(), ""), |palette| (palette.begin(kind, &dictionary.kinds[kind]), END));
        let drawn = |longest| format!("{begin}{}{end}  ", pad(&bar(row.mentions, busiest, longest), longest));
        let (bar, others) = (longest.map_or_else(String::new, drawn), with(row, room));
        let line = format!(
            "{begin}{name}{end}{}  {}  {:>8}  {bar}{:>8}  {others}",
            pad("", width - columns(&name)),
            pad(&visible(row.kind), kinds),
            row.mentions,
            row.articles
        );
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// The most frequent others, as many as fit.
fn with(row: &Row<'_>, most: usize) -> String {
    let all: Vec<String> = row.with.iter().take(OTHERS).map(|other| format!("{} {}", other.name, other.paragraphs)).collect();
    let fits = (1..=all.len()).rev().map(|count| all[..count].join(", ")).find(|line| columns(line) <= most);
    fits.unwrap_or_default()
}

fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))))
}

/// A bar in eighths of a column; whoever is mentioned at all has one eighth.
fn bar(count: usize, busiest: usize, longest: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (count * longest * 8 / busiest.max(1)).max(usize::from(count > 0));
    format!("{}{}", "█".repeat(eighths / 8), EIGHTHS[eighths % 8])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_share() {
        assert_eq!(bar(10, 10, 24), "█".repeat(24));
        assert_eq!(bar(5, 10, 24), "█".repeat(12));
        assert_eq!((bar(1, 1000, 24).as_str(), bar(0, 10, 24).as_str()), ("▏", ""));
    }

    #[test]
    fn a_cell_is_quoted_where_it_must_be() {
        assert_eq!([quoted("Riga"), quoted("a, \"b\""), quoted("a\nb\u{1b}")], ["Riga", "\"a, \"\"b\"\"\"", "a^Jb^["]);
    }
}
