//! The user's editor: which program `$VISUAL` or `$EDITOR` names, and how it is told the line.
//!
//! The words of the variable and the file are arguments of a program, never a line for a shell.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What is run when nobody said otherwise.
const USUAL: &str = "vi";

/// Editors that take `+LINE` before the file, and those that take `FILE:LINE`.
const PLUS: [&str; 20] = [
    "vi",
    "vim",
    "nvim",
    "view",
    "gvim",
    "ex",
    "nano",
    "pico",
    "emacs",
    "emacsclient",
    "kak",
    "joe",
    "micro",
    "mg",
    "jed",
    "ne",
    "mcedit",
    "zile",
    "gedit",
    "kate",
];
const COLON: [&str; 6] = ["hx", "helix", "subl", "zed", "code", "codium"];

/// The program and its arguments.
#[must_use]
fn words(editor: &str, file: &Path, line: usize) -> Vec<OsString> {
    let mut words: Vec<OsString> = editor.split_whitespace().map(OsString::from).collect();
    if words.is_empty() {
        words.push(USUAL.into());
    }
    let program = words.first().map(|word| PathBuf::from(word).file_name().unwrap_or_default().to_string_lossy().into_owned());
    let is = |list: &[&str]| program.as_deref().is_some_and(|program| list.contains(&program));
    // Nothing that begins with a hyphen is taken for an option.
    let file = if file.as_os_str().as_encoded_bytes().starts_with(b"-") { Path::new(".").join(file) } else { file.to_owned() };
    if is(&PLUS) {
        words.push(format!("+{line}").into());
        words.push(file.into());
    } else if is(&COLON) {
        if is(&["code", "codium"]) {
            words.push("--goto".into());
        }
        let mut place = file.into_os_string();
        place.push(format!(":{line}"));
        words.push(place);
    } else {
        words.push(file.into());
    }
    words
}

/// Runs the editor on a file and waits for its end; its keys come from `keys`.
///
/// # Errors
/// It cannot be started, or says that it failed; in the user's words.
pub fn run(file: &Path, line: usize, keys: Stdio) -> Result<(), String> {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let editor = variable("VISUAL").or_else(|| variable("EDITOR")).unwrap_or_else(|| USUAL.to_owned());
    let words = words(&editor, file, line);
    let Some((program, arguments)) = words.split_first() else { return Ok(()) };
    let status = Command::new(program).args(arguments).stdin(keys).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{}: {status}", program.display())),
        Err(error) => Err(format!("{} cannot be started ({error}); $EDITOR names the editor", program.display())),
    }
}

/// A path as messages show it, as the system knows it: `~/` is the home folder.
#[must_use]
pub fn path_of(shown: &str) -> PathBuf {
    let home = shown.strip_prefix("~/").and_then(|rest| Some(std::env::home_dir()?.join(rest)));
    home.unwrap_or_else(|| shown.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_editor_is_told_the_line_in_its_own_way() {
        let said = |editor: &str, file: &str| {
            let words = words(editor, Path::new(file), 12);
            words.iter().map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join("|")
        };
        assert_eq!(said("", "a.txt"), "vi|+12|a.txt");
        assert_eq!(said("/usr/bin/nvim -n", "a b.txt"), "/usr/bin/nvim|-n|+12|a b.txt");
        assert_eq!(said("hx", "a.txt"), "hx|a.txt:12");
        assert_eq!(said("code --wait", "a.txt"), "code|--wait|--goto|a.txt:12");
        assert_eq!(said("ed", "-rf"), "ed|./-rf");
        assert_eq!(said("vi", "$(touch x)"), "vi|+12|$(touch x)");
    }
}
