//! `namedrop find NAME FILE…`: the sentences that mention somebody, under whatever name.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::ops::Range;

use serde::Serialize;
use strsim::jaro_winkler;

use super::choice::{Choice, status};
use super::lexicons::Lexicons;
use super::passage;
use super::{Job, Palette, Status, Unit, complain, to_stdout};
use crate::engine::article::Article;
use crate::engine::date::PartialDate;
use crate::engine::dictionary::{Dictionary, Entity, EntityIx};
use crate::engine::fold::fold;
use crate::engine::forms::{self, Class, FormEntry};
use crate::engine::glyph::visible;
use crate::engine::kind::KindId;
use crate::engine::language::Language;
use crate::engine::mentions::Mention;
use crate::export::{END, Names, Positions, Record, push_line};
use crate::reader::card;

/// How what was found is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// One line a sentence: `file:line:col: §paragraph sentence`
    #[default]
    Text,
    /// One JSON object a mention: what scan writes, and date, paragraph and sentence
    Jsonl,
}

/// Who is looked for, and how the answer is written.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The name or the id.
    pub name: String,
    /// The format.
    pub format: Format,
    /// The unit of offsets.
    pub offsets: Unit,
    /// Which articles and kinds.
    pub choice: Choice,
    /// The colours of text, where it has any.
    pub palette: Option<Palette>,
}

/// Finds an entity in the articles.
#[must_use]
pub fn run(job: &Job, options: &Options) -> Status {
    let lexicons = match Lexicons::load(&job.dictionaries) {
        Ok(lexicons) => lexicons,
        Err(status) => return status,
    };
    let wanted = match wanted(&lexicons, options) {
        Ok(wanted) => wanted,
        Err(message) => {
            complain(message);
            return Status::Failed;
        }
    };
    if wanted.len() > 1 {
        complain(several(lexicons.dictionary(), &options.name, &wanted));
    }
    to_stdout(|out| {
        let mut found = false;
        let whole = options.choice.each(job, &lexicons, |dictionary, article, mentions| {
            let hits: Vec<&Mention> = mentions.all().iter().filter(|mention| names(mention, &wanted)).collect();
            found |= !hits.is_empty();
            Answer { dictionary, article: &article, options, many: wanted.len() > 1 }.write(&hits, out)
        })?;
        Ok(status(whole, found))
    })
}

/// Whether a mention names, or may name, one of these.
fn names(mention: &Mention, wanted: &[EntityIx]) -> bool {
    mention.entity.iter().chain(&mention.candidates).any(|ix| wanted.contains(ix))
}

/// Those whom the name means: by id, else by a name as it is written in an entry, else by any form, such as a family name.
fn wanted(lexicons: &Lexicons, options: &Options) -> Result<Vec<EntityIx>, String> {
    let kinds = options.choice.known(&lexicons.dictionary().kinds)?;
    let name = options.name.trim();
    let allowed = |dictionary: &Dictionary, ix: &EntityIx| kinds.is_empty() || kinds.contains(&dictionary[*ix].kind);
    if let Some(ix) = lexicons.dictionary().find(name).filter(|ix| allowed(lexicons.dictionary(), ix)) {
        return Ok(vec![ix]);
    }
    let mut found = written(lexicons.dictionary(), name);
    if found.is_empty() {
        found = by_form(lexicons.dictionary(), name);
    }
    found.retain(|ix| allowed(lexicons.dictionary(), ix));
    if found.is_empty() { Err(unknown(lexicons.dictionary(), name, &kinds)) } else { Ok(found) }
}

/// The entities with an entry that writes this name, whatever the case and the accents.
fn written(dictionary: &Dictionary, name: &str) -> Vec<EntityIx> {
    let folded = fold(name);
    let is = |text: &str| fold(text) == folded;
    let bears = |(ix, entity): &(EntityIx, Cow<'_, Entity>)| {
        let own = [&entity.names, &entity.aliases, &entity.acronyms, &entity.adjectives, &entity.demonyms];
        let listed = own.into_iter().flatten().chain(entity.short.iter().flatten()).chain([&entity.name]);
        let mut languages = [None].into_iter().chain(Language::ALL.into_iter().map(Some));
        listed.map(|written| written.text.as_str()).any(is)
            || (entity.of.is_some()
                && languages.any(|language| is(&dictionary.full_name(*ix, language)) || is(&dictionary.short_name(*ix, language))))
    };
    dictionary.iter().filter(|(_, entity)| !entity.hidden).filter(bears).map(|(ix, _)| ix).collect()
}

/// The entities with a form that reads so: a family name, a name declined, what is composed.
fn by_form(dictionary: &Dictionary, name: &str) -> Vec<EntityIx> {
    let folded = fold(name);
    let says = |form: &FormEntry| {
        let names = matches!(form.class, Class::Name | Class::Acronym | Class::Adjective | Class::Demonym | Class::Short | Class::Part);
        names && fold(&form.text) == folded
    };
    let mut found = BTreeSet::new();
    let count = u32::try_from(dictionary.len()).unwrap_or(u32::MAX);
    for language in Language::ALL {
        forms::each(dictionary, language, 0..count, |_, _| {}, |form| found.extend(says(&form).then_some(form.entity)));
    }
    found.into_iter().collect()
}

/// The message for a name that nobody bears, with those that come near.
fn unknown(dictionary: &Dictionary, name: &str, kinds: &[KindId]) -> String {
    let of_kind = |kind: KindId| kinds.is_empty() || kinds.contains(&kind);
    let wanted = fold(name);
    let score = |text: &str| jaro_winkler(&fold(text), &wanted);
    let mut near: Vec<(f64, String)> = dictionary
        .iter()
        .filter(|(_, entity)| of_kind(entity.kind) && !entity.hidden)
        .map(|(_, entity)| {
            let all = [&entity.name].into_iter().chain(&entity.names).chain(&entity.aliases).map(|written| written.text.as_str());
            let best = all.map(|text| (score(text), text)).max_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or_default();
            (best.0, best.1.to_owned())
        })
        .filter(|(score, _)| *score > 0.86)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    let names: Vec<String> = near.into_iter().take(3).map(|(_, text)| text).collect();
    let advice = if names.is_empty() { String::new() } else { format!("; did you mean {}?", names.join(", or ")) };
    format!("nobody and nothing is called {name:?} in the dictionaries{}{advice}", if kinds.is_empty() { "" } else { ", of this kind" })
}

/// What is said when a name is borne by several: all are looked for, and an id tells them apart.
fn several(dictionary: &Dictionary, name: &str, wanted: &[EntityIx]) -> String {
    let each = |ix: &EntityIx| format!("{} ({})", dictionary.full_name(*ix, None), dictionary[*ix].id);
    format!("{name:?} may be {}: all are looked for; the id in brackets names one", wanted.iter().map(each).collect::<Vec<_>>().join(", "))
}

/// What one article holds of what was looked for.
struct Answer<'a> {
    dictionary: &'a Dictionary,
    article: &'a Article,
    options: &'a Options,
    many: bool,
}

/// A mention as JSON.
#[derive(Serialize)]
struct Found<'a> {
    #[serde(flatten)]
    record: Record<'a>,
    date: Option<PartialDate>,
    paragraph: usize,
    sentence: String,
}

impl Answer<'_> {
    fn write(&self, hits: &[&Mention], out: &mut dyn Write) -> io::Result<()> {
        let names = Names::new(self.dictionary);
        let mut positions = Positions::new(self.article, self.options.offsets);
        let mut line = Vec::new();
        let mut last = None;
        for mention in hits {
            let block = self.article.block_at(mention.span.start);
            let record = Record::new(self.article, &names, &mut positions, mention);
            let Some(sentence) = passage::sentence(self.article, block, &mention.span) else { continue };
            if self.options.format == Format::Jsonl {
                let sentence = card::shown(self.article, block, &sentence);
                line.clear();
                push_line(&mut line, &Found { record, date: self.article.date, paragraph: block + 1, sentence })?;
                out.write_all(&line)?;
            } else if last.replace(sentence.clone()).as_ref() != Some(&sentence) {
                let name = if self.many { format!("{}: ", visible(record.name.unwrap_or("?"))) } else { String::new() };
                write!(out, "{}:{}:{}: {name}§{} ", visible(record.doc), record.line, record.column, block + 1)?;
                writeln!(out, "{}", self.painted(block, sentence, hits))?;
            }
        }
        Ok(())
    }

    /// The sentence on one line, with what was looked for in colour.
    fn painted(&self, block: usize, sentence: Range<usize>, hits: &[&Mention]) -> String {
        let Some(palette) = self.options.palette else { return card::shown(self.article, block, &sentence) };
        let (mut shown, mut at) = (String::new(), sentence.start);
        for mention in hits.iter().filter(|mention| mention.span.start >= sentence.start && mention.span.end <= sentence.end) {
            let Some(ix) = mention.entity.or_else(|| mention.candidates.first().copied()) else { continue };
            if mention.span.start < at {
                continue;
            }
            let kind = self.dictionary[ix].kind;
            shown.push_str(&after(self.article, block, at..mention.span.start));
            shown.push_str(&palette.begin(kind, &self.dictionary.kinds[kind]));
            shown.push_str(&card::shown(self.article, block, &mention.span));
            shown.push_str(END);
            at = mention.span.end;
        }
        shown.push_str(&after(self.article, block, at..sentence.end));
        shown
    }
}

/// The rest of a sentence. What begins with white space keeps it: shown by itself it would begin with a word.
fn after(article: &Article, block: usize, range: Range<usize>) -> String {
    let shown = card::shown(article, block, &range);
    let space = article.text.get(range).is_some_and(|text| text.starts_with(char::is_whitespace)) && !shown.starts_with(' ');
    format!("{}{shown}", if space { " " } else { "" })
}
