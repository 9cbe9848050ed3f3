//! A long first article is read while the dictionaries are loaded, and its lexicon is made while the rest of it comes. Of one that may
//! come in parts it is found out meanwhile whether it can.

use std::fs;
use std::iter::once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::thread;

use super::lexicons::Lexicons;
use super::{Job, Status, opened, read};
use crate::engine::article::Article;
use crate::source::long::{LONG, Long};
use crate::source::{self, Error, Input, Opened, Part};

/// An article that was opened.
pub enum Text {
    /// All of it.
    Whole(Article),
    /// One that can be read in parts.
    Long(Box<Long>),
}

/// The dictionaries, and the articles, each read when it is asked for – long ones in parts, if they may. What is told of either is told as
/// if one were loaded after the other.
///
/// # Errors
/// A dictionary was refused, which was told.
pub fn begin<'a>(
    job: &'a Job,
    reading: &'a source::Options,
    in_parts: bool,
) -> Result<(Lexicons, impl Iterator<Item = Option<Text>> + use<'a>), Status> {
    let long = job.inputs.first().and_then(|first| first.as_ref().ok()).filter(|first| reading.threads > 1 && is_long(first));
    let open = move |input: &Input| if in_parts { Long::open(input, reading) } else { None };
    let (mut lexicons, mut first) = match long.map(|input| (input, open(input))) {
        Some((_, Some(long))) => (checked(job, &long)?, Some(First::Long(long))),
        Some((input, None)) => at_once(job, input, reading)?,
        None => (Lexicons::load(&job.dictionaries)?, None),
    };
    lexicons.threads = reading.threads;
    let texts = job.inputs.iter().flat_map(move |input| {
        let open = || open(input.as_ref().ok()?);
        match (input, first.take().or_else(|| Some(First::Long(open()?)))) {
            (_, Some(First::Long(long))) => Box::new(once(Some(Text::Long(Box::new(long))))),
            (Ok(input), Some(First::Whole(first))) => whole(opened(input, first, reading)),
            _ => whole(read(input, reading)),
        }
    });
    Ok((lexicons, texts))
}

type Texts<'a> = Box<dyn Iterator<Item = Option<Text>> + 'a>;

fn whole<'a>(articles: impl Iterator<Item = Option<Article>> + 'a) -> Texts<'a> {
    Box::new(articles.map(|article| article.map(Text::Whole)))
}

fn is_long(input: &Input) -> bool {
    matches!(input, Input::File(path) if fs::metadata(path).is_ok_and(|found| found.is_file() && found.len() >= LONG))
}

/// What the first input was opened as.
enum First {
    Whole(Result<Opened, Error>),
    Long(Long),
}

/// Loads the dictionaries and makes the lexicon while it is found out whether a long article can come in parts.
fn checked(job: &Job, long: &Long) -> Result<Lexicons, Status> {
    let wanted = AtomicBool::new(true);
    thread::scope(|scope| {
        // Without a thread it is found out when it is asked for.
        let _ = thread::Builder::new().name("check".into()).spawn_scoped(scope, || long.check(&wanted));
        let lexicons = Lexicons::load(&job.dictionaries).inspect_err(|_| wanted.store(false, Ordering::Relaxed))?;
        if !lexicons.of(long.head()).is_local() {
            wanted.store(false, Ordering::Relaxed);
        }
        Ok(lexicons)
    })
}

/// Loads the dictionaries while the input is read, and makes the lexicon as soon as the input's beginning tells the language. Nothing is
/// returned of an input that was not tried.
fn at_once(job: &Job, input: &Input, reading: &source::Options) -> Result<(Lexicons, Option<First>), Status> {
    let (sender, beginning) = channel();
    let wanted = AtomicBool::new(true);
    thread::scope(|scope| {
        let load = || {
            let mut told = |part| {
                if let Part::Beginning(article, _) = part {
                    // Nobody waits for it where no dictionary could be loaded.
                    let _ = sender.send(article);
                }
                wanted.load(Ordering::Relaxed)
            };
            let loaded = source::load_in_parts(input, reading, false, &AtomicBool::new(false), &mut told);
            drop(sender);
            loaded
        };
        let reader = thread::Builder::new().name("read".into()).spawn_scoped(scope, load);
        let lexicons = Lexicons::load(&job.dictionaries).inspect_err(|_| wanted.store(false, Ordering::Relaxed))?;
        if let Ok(article) = beginning.recv() {
            lexicons.of(&article);
        }
        // Without a thread it is read when it is asked for.
        let first = reader.ok().map(|reader| reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        Ok((lexicons, first.map(First::Whole)))
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::engine::language::Language;
    use crate::store;

    fn job(folder: &Path, texts: &[Vec<u8>], dictionary: &str) -> Job {
        let path = folder.join("entities.toml");
        fs::write(&path, dictionary).unwrap();
        let write = |(number, text): (usize, &Vec<u8>)| {
            let path = folder.join(format!("{number}.txt"));
            fs::write(&path, text).unwrap();
            path
        };
        let inputs = source::expand(&texts.iter().enumerate().map(write).collect::<Vec<_>>());
        let dictionaries = store::Options { dicts: vec![path], only_dict: true, ..store::Options::default() };
        Job { inputs, reading: source::Options::default(), dictionaries, weak: true }
    }

    const GERMAN: &str = "Der Hafen von Riga ist zu, und niemand weiß, warum das so ist.\n\n";

    #[test]
    fn every_article_comes_in_its_turn_whoever_reads_it() {
        let folder = tempfile::tempdir().unwrap();
        let long = GERMAN.repeat(80_000).into_bytes();
        let old: Vec<u8> = encoding_rs::WINDOWS_1252.encode(&GERMAN.repeat(80_000)).0.into_owned();
        assert!(long.len() as u64 > LONG && old.len() as u64 > LONG);
        for texts in [[long.clone(), b"Riga".to_vec()], [b"Riga".to_vec(), long], [old, b"Riga".to_vec()]] {
            let job = job(folder.path(), &texts, "[[place]]\nname = 'Riga'\n");
            let articles = |threads| {
                let reading = source::Options { threads, ..job.reading };
                let (lexicons, texts) = begin(&job, &reading, false).unwrap();
                let article = |text| if let Some(Text::Whole(article)) = text { article } else { panic!("none was read") };
                let articles: Vec<Article> = texts.map(article).collect();
                assert_eq!((lexicons.threads, lexicons.dictionary().len()), (threads, 1));
                articles
            };
            let alone = articles(1);
            assert_eq!((alone.len(), alone.iter().any(|article| article.language == Some(Language::De))), (2, true));
            assert!(articles(3) == alone);
        }
    }

    #[test]
    fn of_a_long_article_it_is_known_whether_it_can_come_in_parts() {
        let folder = tempfile::tempdir().unwrap();
        let long = GERMAN.repeat(80_000).into_bytes();
        let damaged = [&long[..], b"\xFF"].concat();
        let literal =
            "[defaults]\ncase = 'exact'\naccents = 'exact'\ninflect = 'none'\ninfer = false\nshort = false\n[[place]]\nname = 'Riga'\n";
        for (dictionary, text, expected) in
            [(literal, &long, Some(true)), (literal, &damaged, Some(false)), ("[[place]]\nname = 'Riga'\n", &long, None)]
        {
            let job = job(folder.path(), std::slice::from_ref(text), dictionary);
            let reading = source::Options { threads: 2, ..job.reading };
            let (lexicons, mut texts) = begin(&job, &reading, true).unwrap();
            let Some(Some(Text::Long(long))) = texts.next() else { panic!("it is not long") };
            assert!(texts.next().is_none());
            assert_eq!(lexicons.of(long.head()).is_local(), expected.is_some());
            // What is not asked for may have been found out before.
            assert!(expected.is_none_or(|expected| long.is_text() == expected));
        }
    }

    #[test]
    fn a_refused_dictionary_ends_it_while_the_article_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let job = job(folder.path(), &[GERMAN.repeat(80_000).into_bytes()], "no dictionary");
        let reading = source::Options { threads: 2, ..job.reading };
        for in_parts in [true, false] {
            assert!(matches!(begin(&job, &reading, in_parts).map(|_| ()), Err(Status::Failed)));
        }
    }
}
