//! `namedrop history`: which articles are remembered, and forgetting them.

use std::io;
use std::path::PathBuf;

use super::{Status, complain, to_stdout};
use crate::engine::glyph::visible;
use crate::engine::history::{History, Visit};
use crate::library::cache;
use crate::store::history::{self, Error, PATIENCE};
use crate::store::paths;

/// What is to be done with what is remembered.
#[derive(Debug)]
pub enum Wish {
    /// List it.
    List,
    /// Forget these articles.
    Forget(Vec<PathBuf>),
    /// Forget everything.
    ForgetAll,
}

/// Does it to the user's history.
#[must_use]
pub fn run(wish: &Wish) -> Status {
    let Some(path) = history::usual_path() else {
        complain("there is no home folder: nothing is remembered");
        return Status::Failed;
    };
    let outcome = match wish {
        Wish::List => history::load(&path).map(|history| list(&history)),
        Wish::Forget(files) => forget(&path, files),
        Wish::ForgetAll => history::forget_all(&path, PATIENCE).and_then(|known| Ok(known | forget_cache()?)).map(found),
    };
    outcome.unwrap_or_else(|error| {
        complain(error);
        Status::Failed
    })
}

fn found(known: bool) -> Status {
    if known { Status::Done } else { Status::Nothing }
}

/// The list of articles keeps their titles: they are forgotten, too.
fn forget_cache() -> Result<bool, Error> {
    let Some(folder) = paths::cache_folder() else { return Ok(false) };
    cache::forget(&folder).map_err(|error| Error::Io { path: folder, error })
}

/// The articles, the latest first: the day, whether it was read to its end, and the path.
fn list(history: &History) -> Status {
    let mut articles: Vec<(&String, &Visit)> = history.articles.iter().collect();
    articles.sort_by(|a, b| b.1.seen.cmp(&a.1.seen).then_with(|| a.0.cmp(b.0)));
    let outcome = if articles.is_empty() { Status::Nothing } else { Status::Done };
    to_stdout(|out: &mut dyn io::Write| {
        for (key, visit) in &articles {
            writeln!(out, "{}  {}  {}", visit.seen, if visit.read.is_some() { "read" } else { "    " }, visible(key))?;
        }
        Ok(outcome)
    })
}

fn forget(path: &std::path::Path, files: &[PathBuf]) -> Result<Status, Error> {
    // What is listed may be given back as it is; other names are paths from here.
    let keys = |file: &PathBuf| {
        let absolute = std::path::absolute(file).unwrap_or_else(|_| file.clone());
        [file, &absolute].map(|path| path.to_string_lossy().into_owned())
    };
    let known: Vec<bool> =
        history::change(path, PATIENCE, |history| files.iter().map(|file| keys(file).iter().any(|key| history.forget(key))).collect())?;
    for (file, _) in files.iter().zip(&known).filter(|(_, known)| !**known) {
        complain(format_args!("{}: nothing is remembered of it", file.display()));
    }
    Ok(if known.iter().all(|known| *known) { Status::Done } else { Status::Nothing })
}
