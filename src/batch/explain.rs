//! `namedrop explain FILE:LINE:COL`: why something is marked, or why not, in words.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::ops::Range;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

use super::lexicons::Lexicons;
use super::{Job, Status, Unit, complain, only, to_stdout};
use crate::engine::article::Article;
use crate::engine::dictionary::{Dictionary, EntityIx};
use crate::engine::explain::{Explanation, Here, explain};
use crate::engine::fold::is_word;
use crate::engine::glyph::visible;
use crate::engine::mentions::Mention;
use crate::engine::reason::{Miss, Reason, Rejection};
use crate::engine::view::{View, last_word};
use crate::export::{Names, Positions, Record, byte_at};

/// How many entries that come near are told.
const MOST: usize = 12;

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The article.
    pub file: PathBuf,
    /// From 1.
    pub line: usize,
    /// From 1, in code points.
    pub column: usize,
}

impl Place {
    /// Reads `FILE:LINE:COL`; a colon may follow, as where it is copied from a list. `None`: it is none.
    #[must_use]
    pub fn parse(text: &OsStr) -> Option<Self> {
        let bytes = text.as_bytes();
        let mut parts = bytes.strip_suffix(b":").unwrap_or(bytes).rsplitn(3, |byte| *byte == b':');
        let mut number = || std::str::from_utf8(parts.next()?).ok()?.parse().ok().filter(|number| *number > 0);
        let (column, line) = (number()?, number()?);
        let file = parts.next().filter(|file| !file.is_empty())?;
        Some(Self { file: OsStr::from_bytes(file).into(), line, column })
    }
}

/// Explains the place in the job's only article.
#[must_use]
pub fn run(job: &Job, place: &Place) -> Status {
    if place.file.is_dir() {
        complain(format_args!("{}: a folder; name an article", place.file.display()));
        return Status::Failed;
    }
    let several = format!("{}: a feed of several articles; name one, as in feed.xml#3:12:5", place.file.display());
    let Some(article) = only(job, &several) else { return Status::Failed };
    let at = match byte_at(&article.text, place.line, place.column) {
        Ok(at) => at,
        Err(fault) => {
            complain(format_args!("{}: no column {} in line {}: {fault}", article.doc, place.column, place.line));
            return Status::Failed;
        }
    };
    let lexicons = match Lexicons::load(&job.dictionaries) {
        Ok(lexicons) => lexicons,
        Err(status) => return status,
    };
    let explanation = explain(&lexicons.of(&article), &article, at);
    let teller = Teller { article: &article, dictionary: lexicons.dictionary(), names: Names::new(lexicons.dictionary()) };
    to_stdout(|out| {
        if let Some(outer) = explanation.mentions.first() {
            let left_out = outer.flags.weak && !job.weak;
            teller.mentions(&explanation, left_out, out)?;
            Ok(if left_out { Status::Nothing } else { Status::Done })
        } else {
            teller.nothing(&explanation, place, out)?;
            Ok(Status::Nothing)
        }
    })
}

/// Says things about one article.
struct Teller<'a> {
    article: &'a Article,
    dictionary: &'a Dictionary,
    names: Names<'a>,
}

impl Teller<'_> {
    fn mentions(&self, explanation: &Explanation, left_out: bool, out: &mut dyn Write) -> io::Result<()> {
        for (number, mention) in explanation.mentions.iter().enumerate() {
            let indent = if number == 0 { "" } else { "  " };
            if number == 1 {
                writeln!(out, "inside it:")?;
            }
            let record = Record::new(self.article, &self.names, &mut Positions::new(self.article, Unit::Byte), mention);
            writeln!(out, "{indent}{}", record.to_line())?;
            for (label, line) in self.about(mention) {
                writeln!(out, "{indent}  {label:<9} {}", visible(&line))?;
            }
        }
        if left_out {
            writeln!(out, "--no-weak leaves it out: nothing in the article supports it")?;
        }
        if !explanation.misses.is_empty() {
            writeln!(out, "not here:")?;
        }
        self.misses(&explanation.misses, out)
    }

    /// Everything about a mention, by label.
    fn about(&self, mention: &Mention) -> Vec<(&'static str, String)> {
        let words = [mention.form.as_str()].into_iter().chain(mention.flag_words()).collect::<Vec<_>>().join(", ");
        let mut lines = Vec::new();
        for entity in mention.entity.iter().chain(&mention.candidates) {
            let label = if mention.entity.is_some() { "who" } else { "perhaps" };
            lines.push((label, self.who(*entity)));
            lines.push(("entry", self.entry(*entity)));
        }
        if mention.entity.is_none() {
            lines.push(("to settle", "write [[prefer]] with form and id into a dictionary".to_owned()));
        }
        lines.push(("form", format!("{words}, from “{}”", mention.why.form)));
        lines.push(("rule", mention.rule().to_owned()));
        if let Some(support) = mention.why.support {
            lines.push(("support", self.quoted(support.get())));
        }
        lines
    }

    /// `Sébastien Lecornu (sebastien-lecornu, person)`
    fn who(&self, entity: EntityIx) -> String {
        let kind = &self.dictionary.kinds[self.dictionary[entity].kind].name;
        format!("{} ({}, {kind})", self.names.of(entity), self.dictionary[entity].id)
    }

    fn entry(&self, entity: EntityIx) -> String {
        let origins = &self.dictionary[entity].origins;
        origins.iter().map(|origin| self.dictionary.place(*origin)).collect::<Vec<_>>().join(", ")
    }

    fn place(&self, at: usize) -> String {
        let mut positions = Positions::new(self.article, Unit::Byte);
        let line = positions.advance(at).line;
        format!("{}:{line}:{}", self.article.doc, positions.column())
    }

    /// `file:line:col: the sentence`
    fn quoted(&self, at: usize) -> String {
        let sentence = self.view(at).map(|view| view.get(&view.sentence(at)).split_whitespace().collect::<Vec<_>>().join(" "));
        format!("{}: {}", self.place(at), sentence.unwrap_or_default())
    }

    fn view(&self, at: usize) -> Option<View<'_>> {
        Some(View::new(&self.article.text, self.article.blocks.get(self.article.block_at(at))?))
    }

    fn text(&self, span: &Range<usize>) -> String {
        let shown = self.view(span.start).map(|view| view.get(span).split_whitespace().collect::<Vec<_>>().join(" "));
        shown.unwrap_or_default()
    }

    fn nothing(&self, explanation: &Explanation, place: &Place, out: &mut dyn Write) -> io::Result<()> {
        let at = visible(&format!("{}:{}:{}", self.article.doc, place.line, place.column)).into_owned();
        let word = match &explanation.here {
            Here::NoProse => return writeln!(out, "{at}: no mention: metadata, or nothing; only the article's text is scanned"),
            Here::Markup => return writeln!(out, "{at}: no mention: markup, which is not scanned"),
            Here::Gap if explanation.misses.is_empty() => return writeln!(out, "{at}: no mention: no word stands here"),
            Here::Gap => None,
            Here::Word(word) => Some(self.text(word)),
        };
        let word = word.map_or_else(String::new, |word| format!(" – {word}"));
        writeln!(out, "{at}: no mention{}", visible(&word))?;
        self.misses(&explanation.misses, out)?;
        if explanation.misses.is_empty() {
            let near: Vec<String> = explanation.near.iter().map(|entity| self.who(*entity)).collect();
            let near = if near.is_empty() { "none is like it".to_owned() } else { format!("nearest names: {}", near.join(", ")) };
            writeln!(out, "  no entry has this text; {}", visible(&near))?;
        }
        Ok(())
    }

    fn misses(&self, misses: &[Miss], out: &mut dyn Write) -> io::Result<()> {
        for miss in misses.iter().take(MOST) {
            let who = miss.entity.map_or_else(|| "a dictionary".to_owned(), |entity| self.who(entity));
            let others = if miss.others > 0 { format!(" and {} more", miss.others) } else { String::new() };
            let line = format!("{who}{others}: {} “{}” – {}", miss.rule.as_str(), miss.form, self.because(miss));
            writeln!(out, "  {}", visible(&line))?;
        }
        if misses.len() > MOST {
            writeln!(out, "  … and {} more", misses.len() - MOST)?;
        }
        Ok(())
    }

    /// Why it is no mention.
    fn because(&self, miss: &Miss) -> String {
        let other = |entity: &EntityIx| self.names.of(*entity).to_owned();
        match &miss.reason {
            Reason::Judged(rejection) => self.rejected(miss, *rejection),
            Reason::HiddenForm => "[[hide]] silences this form".into(),
            Reason::HiddenEntity => "[[hide]] silences this entity".into(),
            Reason::Excluded(span) => format!("it stands inside “{}”, which `not` excludes", self.text(span)),
            Reason::NeedsContext => format!("it needs one of these words in the paragraph: {}", self.needs(miss)),
            Reason::GivenName => format!("after “{}” it is somebody else's name", self.before(miss.span.start)),
            Reason::FirstName => "before a capitalised word it is somebody else's given name".into(),
            Reason::OtherName => "its neighbours make it another name".into(),
            Reason::DoubleName => "a hyphen makes it another name".into(),
            Reason::SeveralBearers => "several people bear it, and the article names none of them in full".into(),
            Reason::OtherRomanisation => "it is another spelling of the family name, and the article names nobody so in full".into(),
            Reason::CommonWord => "a common word, and the full name is nowhere in the article".into(),
            Reason::AfterArticle => {
                format!("it stands after “{}”, and the full name is nowhere in the article", self.before(miss.span.start))
            }
            Reason::NoOwner => format!("a generic name, and what it belongs to does not stand beside it{}", self.owner(miss)),
            Reason::NoDeterminer => "a generic noun refers back only after a word such as das, dieses, the".into(),
            Reason::Compound => "a generic noun inside a compound does not refer back".into(),
            Reason::OfAnother => "a generic noun, and the word after it says of whom it is".into(),
            Reason::NoAntecedent => "a generic noun, and nobody who is called so is mentioned shortly before".into(),
            Reason::NoDate => "an office, and the article has no date (--date gives one)".into(),
            Reason::NobodyInOffice => "nobody of the dictionary held this office on the article's date".into(),
            Reason::NotInOffice => "a word beside it says that the office is not held".into(),
            Reason::Stranger => "somebody else is named after the title".into(),
            Reason::Overlap(span, entity) => format!("“{}” is {}", self.text(span), other(entity)),
            Reason::Stronger(entity) => format!("the same words are, better known, {}", other(entity)),
            Reason::Another(entity) => format!("here it is {}, who is mentioned elsewhere or was last", other(entity)),
            Reason::Preferred(entity) => format!("[[prefer]] gives the form to {}", other(entity)),
        }
    }

    fn rejected(&self, miss: &Miss, rejection: Rejection) -> String {
        let text = self.text(&miss.span);
        match rejection {
            Rejection::Inside => "it begins or ends within a character".into(),
            Rejection::Ending => format!("“{text}” does not end as a form of it does"),
            Rejection::EndingCase => format!("the ending of “{text}” is in capitals"),
            Rejection::Case => format!("“{text}” differs in capital and small letters"),
            Rejection::Accents => format!("“{text}” differs in its accents, which are exact here"),
            Rejection::Hyphen => "a hyphen joins it to another word, and its edges are strict".into(),
            Rejection::Underscore => "an underscore joins it to another word".into(),
            Rejection::Apostrophe => "an apostrophe joins it to the word before".into(),
            Rejection::LanguageName => "with a capital and without an ending it is the language".into(),
        }
    }

    fn needs(&self, miss: &Miss) -> String {
        miss.entity.map(|entity| self.dictionary[entity].needs.join(", ")).unwrap_or_default()
    }

    /// What a generic name belongs to, where it is one.
    fn owner(&self, miss: &Miss) -> String {
        let of = miss.entity.filter(|_| miss.others == 0).and_then(|entity| self.dictionary[entity].of.as_deref());
        of.and_then(|of| self.dictionary.find(of)).map_or_else(String::new, |of| format!(": {}", self.names.of(of)))
    }

    /// The word or initial before a position.
    fn before(&self, at: usize) -> String {
        let Some(view) = self.view(at) else { return String::new() };
        let before = view.before(at).trim_end();
        let initial = before.strip_suffix('.').map(last_word).filter(|word| !word.is_empty());
        match initial {
            Some(letter) => format!("{letter}."),
            None => last_word(before.trim_end_matches(|c| !is_word(c))).to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_from_its_end() {
        let parse = |text: &str| Place::parse(OsStr::new(text)).map(|place| (place.file, place.line, place.column));
        assert_eq!(parse("a.txt:3:14"), Some(("a.txt".into(), 3, 14)));
        assert_eq!(parse("b:2:a.txt:3:14:"), Some(("b:2:a.txt".into(), 3, 14)));
        for text in ["a.txt", "a.txt:3", ":3:4", "a:0:1", "a:1:0", "a:-1:2", "a:x:2", "a:1:99999999999999999999", "", "::"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
