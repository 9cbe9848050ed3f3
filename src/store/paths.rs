//! Where dictionaries lie: the user's folder, the project's file, the file beside an article. Nothing is read but folders.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use etcetera::base_strategy::Xdg;

/// The name of a dictionary.
const NAME: &str = "entities.toml";

/// What marks the root of a project.
const ROOTS: [&str; 5] = [".git", ".hg", ".jj", ".svn", ".fslckout"];

/// The folders that the search begins in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// `$XDG_CONFIG_HOME/namedrop`, where there is a home.
    pub config: Option<PathBuf>,
    /// The home folder.
    pub home: Option<PathBuf>,
    /// The current folder.
    pub current: Option<PathBuf>,
}

/// The folder for what is remembered: `$NAMEDROP_STATE_DIR`, else `namedrop` in `$XDG_STATE_HOME` or `~/.local/state`.
#[must_use]
pub fn state_folder() -> Option<PathBuf> {
    let named = |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let xdg = Xdg::new().ok().filter(|xdg| xdg.home_dir().is_absolute());
    let usual = || named("XDG_STATE_HOME").or_else(|| xdg.as_ref().and_then(BaseStrategy::state_dir));
    named("NAMEDROP_STATE_DIR").or_else(|| Some(usual()?.join("namedrop")))
}

/// The folder for what can be made again: `$NAMEDROP_CACHE_DIR`, else `namedrop` in `$XDG_CACHE_HOME` or `~/.cache`.
#[must_use]
pub fn cache_folder() -> Option<PathBuf> {
    let named = |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let xdg = Xdg::new().ok().filter(|xdg| xdg.home_dir().is_absolute());
    let usual = || named("XDG_CACHE_HOME").or_else(|| xdg.as_ref().map(BaseStrategy::cache_dir));
    named("NAMEDROP_CACHE_DIR").or_else(|| Some(usual()?.join("namedrop")))
}

impl Surroundings {
    /// Those of this process. XDG on all systems; without a home folder an absolute `XDG_CONFIG_HOME` still counts.
    #[must_use]
    pub fn of_process() -> Self {
        let named = std::env::var_os("XDG_CONFIG_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
        let xdg = Xdg::new().ok().filter(|xdg| xdg.home_dir().is_absolute());
        let config = named.or_else(|| xdg.as_ref().map(BaseStrategy::config_dir)).map(|dir| dir.join("namedrop"));
        Self { config, home: xdg.map(|xdg| xdg.home_dir().to_owned()), current: std::env::current_dir().ok() }
    }

    /// The user's `entities.toml`, whether it is there or not.
    #[must_use]
    pub fn user_file(&self) -> Option<PathBuf> {
        Some(self.config.as_ref()?.join(NAME))
    }

    /// The files of the user's `entities.d`, sorted by the bytes of their names.
    ///
    /// # Errors
    /// The folder with the reason when it is there but cannot be listed.
    pub fn user_folder(&self) -> Result<Vec<PathBuf>, (PathBuf, io::Error)> {
        let Some(folder) = self.config.as_ref().map(|config| config.join("entities.d")) else { return Ok(Vec::new()) };
        let listed = match fs::read_dir(&folder) {
            Ok(listed) => listed,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err((folder, error)),
        };
        let mut files: Vec<_> = listed.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| is_dictionary(path)).collect();
        files.sort();
        Ok(files)
    }

    /// The nearest `entities.toml` from the article's folder upwards, as far as the project's root or the home folder. A
    /// file of another owner is passed over: nobody else decides what this user's articles mean.
    #[must_use]
    pub fn project_file(&self, article: Option<&Path>) -> Option<PathBuf> {
        let folder = self.folder_of(article)?;
        for folder in folder.ancestors() {
            let file = folder.join(NAME);
            if file.is_file() && is_own(&file) {
                return Some(file);
            }
            let root = ROOTS.iter().any(|root| folder.join(root).exists());
            if root || self.home.as_deref() == Some(folder) {
                return None;
            }
        }
        None
    }

    /// `NAME.entities.toml` beside the article `NAME.txt`, else `NAME.txt.entities.toml`.
    #[must_use]
    pub fn article_file(article: Option<&Path>) -> Option<PathBuf> {
        let article = article.filter(|path| is_path(path) && !path.is_dir())?;
        let beside = |name: Option<&std::ffi::OsStr>| {
            let mut name = name?.to_owned();
            name.push(".");
            name.push(NAME);
            Some(article.with_file_name(name)).filter(|path| path.is_file())
        };
        beside(article.file_stem()).or_else(|| beside(article.file_name()))
    }

    /// The absolute folder that an article lies in; a folder is its own. The current one for standard input.
    fn folder_of(&self, article: Option<&Path>) -> Option<PathBuf> {
        let Some(article) = article.filter(|path| is_path(path)) else { return self.current.clone() };
        let path = match &self.current {
            Some(current) => current.join(article),
            None => article.to_owned(),
        };
        let path = fs::canonicalize(&path).unwrap_or(path);
        if path.is_dir() { Some(path) } else { path.parent().map(Path::to_owned) }
    }
}

/// Whether it is a path, and not the `-` of standard input.
fn is_path(path: &Path) -> bool {
    path != Path::new("-") && !path.as_os_str().is_empty()
}

fn is_dictionary(path: &Path) -> bool {
    let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
    !hidden && path.extension().is_some_and(|extension| extension == "toml") && path.is_file()
}

#[cfg(unix)]
fn is_own(file: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(file).is_ok_and(|metadata| metadata.uid() == rustix::process::geteuid().as_raw())
}

#[cfg(not(unix))]
fn is_own(_: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(path: &Path) -> PathBuf {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "").unwrap();
        path.to_owned()
    }

    #[test]
    fn the_project_is_the_nearest_file_upwards_and_no_search_leaves_its_root() {
        let dir = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(dir.path()).unwrap();
        let around = Surroundings { current: Some(root.join("repo/texts")), home: Some(root.clone()), config: None };
        fs::create_dir_all(root.join("repo/texts")).unwrap();
        assert_eq!(around.project_file(None), None);
        let in_home = write(&root.join(NAME));
        assert_eq!(around.project_file(None), Some(in_home.clone()));
        fs::create_dir(root.join("repo/.git")).unwrap();
        assert_eq!(around.project_file(None), None);
        let in_repo = write(&root.join("repo").join(NAME));
        assert_eq!(around.project_file(Some(Path::new("-"))), Some(in_repo.clone()));
        assert_eq!(around.project_file(Some(Path::new("a.txt"))), Some(in_repo));
        assert_eq!(around.project_file(Some(&root.join("other/a.txt"))), Some(in_home));
    }

    #[test]
    fn nothing_above_the_home_folder_is_looked_at() {
        let dir = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(dir.path()).unwrap();
        write(&root.join(NAME));
        fs::create_dir_all(root.join("home/texts")).unwrap();
        let around = Surroundings { current: Some(root.join("home/texts")), home: Some(root.join("home")), config: None };
        assert_eq!(around.project_file(None), None);
    }

    #[test]
    fn the_file_beside_an_article_has_its_name() {
        let dir = tempfile::tempdir().unwrap();
        let article = dir.path().join("row.txt");
        assert_eq!(Surroundings::article_file(Some(&article)), None);
        let long = write(&dir.path().join("row.txt.entities.toml"));
        assert_eq!(Surroundings::article_file(Some(&article)), Some(long));
        let short = write(&dir.path().join("row.entities.toml"));
        assert_eq!(Surroundings::article_file(Some(&article)), Some(short));
        assert_eq!(Surroundings::article_file(Some(Path::new("-"))), None);
    }

    #[test]
    fn the_folder_of_the_user_is_sorted_and_holds_only_visible_toml_files() {
        let dir = tempfile::tempdir().unwrap();
        let around = Surroundings { config: Some(dir.path().to_owned()), ..Surroundings::default() };
        assert_eq!(around.user_folder().unwrap(), [] as [PathBuf; 0]);
        for name in ["b.toml", "a.toml", ".c.toml", "d.txt"] {
            write(&dir.path().join("entities.d").join(name));
        }
        let names: Vec<_> = around.user_folder().unwrap().iter().map(|path| path.file_name().unwrap().to_owned()).collect();
        assert_eq!(names, ["a.toml", "b.toml"]);
    }
}
