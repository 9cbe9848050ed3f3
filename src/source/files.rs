//! Arguments to articles: files as they are, folders with all the articles in them, in a fixed order.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::{Error, Reason};
use super::feed::Feed;
use super::fetch::{Address, Limits, Web, is_address};
use super::{format, gzip};

/// Names in a folder that are taken for articles; a file given by itself may be called anything.
pub const EXTENSIONS: [&str; 11] = ["txt", "text", "md", "markdown", "html", "htm", "xhtml", "epub", "pdf", "rss", "atom"];
/// Names that are taken where the content is a feed: most files that are called so are none.
pub const FEEDS: [&str; 2] = ["xml", "json"];
/// How much of such a file is looked at, in bytes.
const HEAD: u64 = 8 << 10;

/// Where an article comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Standard input, written `-`.
    Stdin,
    /// A file: the path as given, of a folder joined with the path in it.
    File(PathBuf),
    /// A document on the web.
    Web(Arc<Web>),
    /// An entry of a feed that was read, by its number from 1.
    Entry(Arc<Feed>, usize),
    /// The entry of this number in a feed that was not read yet.
    Part(Box<Input>, usize),
}

impl Input {
    /// The name in outputs and messages; bytes that are no UTF-8 are U+FFFD.
    #[must_use]
    pub fn doc(&self) -> String {
        match self {
            Self::Stdin => "-".to_owned(),
            Self::File(path) => path.to_string_lossy().into_owned(),
            Self::Web(web) => web.doc().to_owned(),
            Self::Entry(feed, number) => feed.doc(*number),
            Self::Part(whole, number) => format!("{}#{number}", whole.doc()),
        }
    }

    /// By what it is known in other sessions: its absolute path or its address; an entry of a feed by that of the feed and
    /// what it is called there, for its number changes. `None`: by its text only.
    #[must_use]
    pub fn key(&self) -> Option<String> {
        match self {
            Self::Stdin | Self::Part(..) => None,
            Self::File(path) => Some(std::path::absolute(path).unwrap_or_else(|_| path.clone()).to_string_lossy().into_owned()),
            Self::Web(web) => Some(web.doc().split('#').next().unwrap_or_default().to_owned()),
            Self::Entry(feed, number) => Some(format!("{}#{}", feed.origin.key()?, feed.key(*number)?)),
        }
    }

    /// Its title, where that is known before it is read: that of a feed's entry.
    #[must_use]
    pub fn title(&self) -> Option<String> {
        if let Self::Entry(feed, number) = self { feed.title(*number) } else { None }
    }

    /// The file that it is in; `None`: it is in none.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Entry(feed, _) => feed.origin.file(),
            Self::Part(whole, _) => whole.file(),
            Self::Stdin | Self::Web(_) => None,
        }
    }

    /// What an argument means that is no folder.
    fn of(argument: &Path) -> Result<Self, Reason> {
        let text = argument.to_string_lossy();
        if argument.as_os_str() == "-" {
            return Ok(Self::Stdin);
        }
        if is_address(&text) && !argument.exists() {
            let part = text.rsplit_once('#').and_then(|(whole, number)| Some((whole, number.parse().ok()?)));
            let address = Address::parse(part.map_or(&text, |(whole, _)| whole)).map_err(Reason::Web)?;
            let whole = Self::Web(Arc::new(Web::new(address, Limits::default())));
            return Ok(if let Some((_, number)) = part { Self::Part(Box::new(whole), number) } else { whole });
        }
        // What scan calls `feed.xml#3` can be said to it again.
        let part = text.rsplit_once('#').and_then(|(path, number)| Some((PathBuf::from(path), number.parse().ok()?)));
        match part.filter(|(path, _)| !argument.exists() && path.is_file()) {
            Some((path, number)) => Ok(Self::Part(Box::new(Self::File(path)), number)),
            None => Ok(Self::File(argument.to_owned())),
        }
    }
}

/// The articles that the arguments mean, in the order of the arguments. A folder stands for all files in it and below,
/// names sorted by bytes, without hidden ones and links. What cannot be read is an error in its place.
#[must_use]
pub fn expand(arguments: &[PathBuf]) -> Vec<Result<Input, Error>> {
    walk(arguments).collect()
}

/// As [`expand`], one after the other: a folder is read when it is its turn.
pub fn walk(arguments: &[PathBuf]) -> impl Iterator<Item = Result<Input, Error>> + Send + use<> {
    let arguments = arguments.to_vec();
    arguments.into_iter().flat_map(|argument| -> Box<dyn Iterator<Item = Result<Input, Error>> + Send> {
        if argument.is_dir() {
            Box::new(Walk { pending: vec![(argument.clone(), true)], folder: Some(argument) })
        } else if let Some(found) = matching(&argument) {
            Box::new(found.into_iter())
        } else {
            let input = Input::of(&argument).map_err(|reason| Error { doc: shown(&argument), reason });
            Box::new(std::iter::once(input))
        }
    })
}

/// An argument as it may be shown: an address loses what looks like a password.
fn shown(argument: &Path) -> String {
    let text = argument.to_string_lossy();
    let hidden = text.split_once("://").and_then(|(scheme, rest)| Some(format!("{scheme}://{}", rest.split_once('@')?.1)));
    hidden.unwrap_or_else(|| text.into_owned())
}

/// The files that a pattern means which no shell has resolved (`'articles/*.md'`), sorted; `None`: it is no pattern, or a
/// file is called so.
fn matching(argument: &Path) -> Option<Vec<Result<Input, Error>>> {
    let pattern = argument.to_str().filter(|pattern| pattern.contains(['*', '?', '[']) && !is_address(pattern))?;
    if argument.symlink_metadata().is_ok() {
        return None;
    }
    let options = glob::MatchOptions { require_literal_leading_dot: true, require_literal_separator: true, ..Default::default() };
    let error = |reason| Err(Error { doc: pattern.to_owned(), reason });
    let found = match glob::glob_with(pattern, options) {
        Ok(paths) => paths,
        Err(wrong) => return Some(vec![error(Reason::Pattern(wrong.msg))]),
    };
    let files = found.filter(|path| path.as_ref().map_or(true, |path| path.is_file()));
    let input = |path: Result<PathBuf, glob::GlobError>| match path {
        Ok(path) => Ok(Input::File(path)),
        Err(wrong) => Err(Error { doc: wrong.path().to_string_lossy().into_owned(), reason: Reason::Io(wrong.into()) }),
    };
    let inputs: Vec<Result<Input, Error>> = files.map(input).collect();
    Some(if inputs.is_empty() { vec![error(Reason::NoMatch)] } else { inputs })
}

/// What lies in a folder, depth first. The folders still to visit are kept here and not on the stack of calls.
struct Walk {
    /// Each with whether it is a folder.
    pending: Vec<(PathBuf, bool)>,
    /// The folder itself, as long as nothing was found in it.
    folder: Option<PathBuf>,
}

impl Iterator for Walk {
    type Item = Result<Input, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some((path, is_folder)) = self.pending.pop() {
            if !is_folder {
                self.folder = None;
                return Some(Ok(Input::File(path)));
            }
            match entries(&path) {
                Ok(names) => self.pending.extend(names.into_iter().rev().map(|(name, is_folder)| (path.join(name), is_folder))),
                Err(error) => {
                    self.folder = None;
                    return Some(Err(Error { doc: path.to_string_lossy().into_owned(), reason: error.into() }));
                }
            }
        }
        let folder = self.folder.take()?;
        Some(Err(Error { doc: folder.to_string_lossy().into_owned(), reason: Reason::NoArticles }))
    }
}

/// The names in a folder that count, sorted, each with whether it is a folder.
fn entries(folder: &Path) -> std::io::Result<Vec<(OsString, bool)>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (name, kind) = (entry.file_name(), entry.file_type()?);
        let hidden = name.as_encoded_bytes().starts_with(b".");
        let wanted = |name: &Path| is_called(name, &EXTENSIONS) || (is_called(name, &FEEDS) && holds_feed(&entry.path()));
        if !hidden && (kind.is_dir() || (kind.is_file() && wanted(Path::new(&name)))) {
            names.push((name, kind.is_dir()));
        }
    }
    names.sort_by(|a, b| a.0.as_encoded_bytes().cmp(b.0.as_encoded_bytes()));
    Ok(names)
}

/// Whether a name, without `.gz`, ends in one of these.
fn is_called(name: &Path, extensions: &[&str]) -> bool {
    let name = name.to_string_lossy();
    let name = Path::new(gzip::inner_name(&name));
    let extension = name.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    extension.is_some_and(|extension| extensions.contains(&extension.as_str()))
}

/// Whether a file begins as a feed does. What cannot be read is none.
fn holds_feed(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    read.is_ok() && format::is_feed(&if gzip::is(&head) { gzip::beginning(&head, HEAD) } else { head })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn docs(arguments: &[PathBuf]) -> Vec<String> {
        expand(arguments).into_iter().map(|input| input.map_or_else(|error| error.to_string(), |input| input.doc())).collect()
    }

    #[test]
    fn a_pattern_that_no_shell_resolved_means_the_files_it_matches() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.md", "a.md", ".c.md", "d.txt", "in/e.md", "[x].md"] {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let means = |pattern: &str| {
            let root = format!("{}/", folder.path().display());
            docs(&[folder.path().join(pattern)]).into_iter().map(|doc| doc.replace(&root, "")).collect::<Vec<_>>()
        };
        assert_eq!(means("*.md"), ["[x].md", "a.md", "b.md"]);
        assert_eq!(means("**/e.*"), ["in/e.md"]);
        assert_eq!(means("[x].md"), ["[x].md"], "a file that is called so is itself");
        assert_eq!(means("*.rst"), ["*.rst: no file matches this pattern"]);
        assert!(means("[a.md")[0].starts_with("[a.md: is no pattern: "), "{:?}", means("[a.md"));
    }

    #[test]
    fn a_folder_is_read_to_its_depth_in_the_order_of_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for name in
            ["b.txt", "a/z.md", "a/.hidden.txt", "a/entities.toml", "a/picture.png", ".git/x.txt", "Z.TXT", "ä.text", "c.HTML.gz", "c.gz"]
        {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let expected = ["Z.TXT", "a/z.md", "b.txt", "c.HTML.gz", "ä.text"].map(|name| root.join(name).to_string_lossy().into_owned());
        assert_eq!(docs(&[root.to_owned()]), expected);
    }

    #[test]
    fn of_xml_and_json_in_a_folder_only_feeds_are_articles() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let rss = "<?xml version='1.0'?><rss><channel>";
        let files = [
            ("a.xml", rss.into()),
            ("b.xml.gz", gzip::tests::pack(rss.repeat(5000).as_bytes())),
            ("pom.xml", "<project>".into()),
            ("package.json", "{}".into()),
        ];
        for (name, content) in files {
            fs::write(root.join(name), content).unwrap();
        }
        let expected = ["a.xml", "b.xml.gz"].map(|name| root.join(name).to_string_lossy().into_owned());
        assert_eq!(docs(&[root.to_owned()]), expected);
    }

    #[test]
    fn an_address_is_of_the_web_and_shows_no_password() {
        let given = ["https://mia:secret@news.example/feed#2", "file:///etc/passwd", "ftp://mia:secret@news.example/"].map(PathBuf::from);
        let refused = "only addresses that begin with https:// or http:// are fetched";
        let expected =
            ["https://news.example/feed#2", &format!("file:///etc/passwd: {refused}"), &format!("ftp://news.example/: {refused}")];
        assert_eq!(docs(&given), expected);
    }

    #[test]
    fn an_entry_of_a_feed_is_an_argument_unless_a_file_is_called_so() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.xml", "b#2"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let of = |name| Input::of(&folder.path().join(name)).unwrap();
        assert!(matches!(of("a.xml#3"), Input::Part(_, 3)));
        assert!(matches!((of("b#2"), of("c.xml#3"), of("a.xml#x")), (Input::File(_), Input::File(_), Input::File(_))));
    }

    #[cfg(unix)]
    #[test]
    fn links_in_a_folder_are_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.txt"), "x").unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("loop")).unwrap();
        std::os::unix::fs::symlink("a.txt", folder.path().join("b.txt")).unwrap();
        assert_eq!(docs(&[folder.path().to_owned()]).len(), 1);
    }

    #[test]
    fn a_folder_without_articles_is_an_error_that_says_what_is_looked_for() {
        let folder = tempfile::tempdir().unwrap();
        assert!(docs(&[folder.path().to_owned()])[0].ends_with(
            "(names ending in .txt, .text, .md, .markdown, .html, .htm, .xhtml, .epub, .pdf, .rss, .atom, feeds in .xml or .json, also with .gz)"
        ));
    }

    #[test]
    fn files_and_standard_input_are_taken_as_given() {
        assert_eq!(docs(&["-".into(), "x.png".into()]), ["-", "x.png"]);
    }
}
