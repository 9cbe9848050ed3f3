//! Files that namedrop writes because somebody asked for them: always new ones.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Names that are tried.
const TRIED: usize = 1000;

/// Writes `text` to `NAME-dossier.md` in a folder, or to `NAME-dossier-2.md` where that is there already, and so on. What
/// is no letter and no digit of the name is `-`.
///
/// # Errors
/// The system says no; nothing is left behind then.
pub fn dossier(folder: &Path, name: &str, text: &str) -> io::Result<PathBuf> {
    let stem = stem(name);
    for number in 1..=TRIED {
        let number = if number > 1 { format!("-{number}") } else { String::new() };
        let path = folder.join(format!("{stem}-dossier{number}.md"));
        let mut file = match OpenOptions::new().write(true).create_new(true).open(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
            file => file?,
        };
        if let Err(error) = file.write_all(text.as_bytes()).and_then(|()| file.sync_all()) {
            let _ = std::fs::remove_file(&path);
            return Err(error);
        }
        return Ok(path);
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// A name that every file system takes.
fn stem(name: &str) -> String {
    let dashed: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).take(60).collect();
    let parts: Vec<&str> = dashed.split('-').filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { "name".to_owned() } else { parts.join("-") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_there_is_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let name = |path: PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
        assert_eq!(name(dossier(folder.path(), "Sergej Schoigu", "a").unwrap()), "Sergej-Schoigu-dossier.md");
        assert_eq!(name(dossier(folder.path(), "Sergej Schoigu", "b").unwrap()), "Sergej-Schoigu-dossier-2.md");
        assert_eq!(std::fs::read_to_string(folder.path().join("Sergej-Schoigu-dossier.md")).unwrap(), "a");
    }

    #[test]
    fn a_name_is_never_a_path() {
        assert_eq!(
            [stem("../../etc/passwd"), stem("Außenministerium (Türkei)"), stem("…")],
            ["etc-passwd", "Außenministerium-Türkei", "name"]
        );
    }

    #[test]
    fn a_folder_that_cannot_be_written_to_is_an_error() {
        assert!(dossier(Path::new("/nowhere"), "a", "b").is_err());
    }
}
