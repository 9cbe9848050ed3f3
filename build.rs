//! Finds out which commit is built, for `namedrop --version`, without any program but this one.
//!
//! `NAMEDROP_COMMIT` tells it where a packager knows better; else the file that `cargo package` puts into an archive; else
//! the repository. Where none of them is (an archive of the plain files), the version goes without a commit.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// The letters of a commit that are shown.
const SHOWN: usize = 10;

fn main() {
    println!("cargo:rerun-if-env-changed=NAMEDROP_COMMIT");
    println!("cargo:rerun-if-changed=build.rs");
    let root = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from("."), PathBuf::from);
    let told = env::var("NAMEDROP_COMMIT").ok().filter(|commit| !commit.is_empty());
    let commit = told.or_else(|| packaged(&root)).or_else(|| checked_out(&root));
    let version = env::var("CARGO_PKG_VERSION").unwrap_or_default();
    let commit = commit.as_deref().and_then(sound).map_or_else(String::new, |commit| format!(" ({commit})"));
    println!("cargo:rustc-env=NAMEDROP_VERSION={version}{commit}");
}

/// The beginning of a commit's name; nothing else may get into the program.
fn sound(commit: &str) -> Option<&str> {
    let commit = commit.trim();
    (commit.len() >= 7 && commit.bytes().all(|byte| byte.is_ascii_hexdigit())).then(|| &commit[..commit.len().min(SHOWN)])
}

/// From `.cargo_vcs_info.json`: `{"git": {"sha1": "…"}, …}`.
fn packaged(root: &Path) -> Option<String> {
    let info = fs::read_to_string(root.join(".cargo_vcs_info.json")).ok()?;
    let (_, rest) = info.split_once("\"sha1\"")?;
    rest.split('"').nth(1).map(str::to_owned)
}

/// From the repository: `HEAD` is a commit, or names the reference that is one. In a further work tree `.git` is a file
/// that says where `HEAD` lies, and the references lie in the first one's.
fn checked_out(root: &Path) -> Option<String> {
    let git = root.join(".git");
    let own = match fs::read_to_string(&git) {
        Ok(text) => root.join(text.strip_prefix("gitdir:")?.trim()),
        Err(_) => git,
    };
    let common = fs::read_to_string(own.join("commondir")).map_or_else(|_| own.clone(), |text| own.join(text.trim()));
    let head = read(&own.join("HEAD"))?;
    let Some(name) = head.strip_prefix("ref:").map(str::trim) else { return Some(head) };
    read(&own.join(name)).or_else(|| read(&common.join(name))).or_else(|| {
        let packed = read(&common.join("packed-refs"))?;
        packed.lines().find_map(|line| Some(line.strip_suffix(name)?.trim().to_owned()))
    })
}

/// Reads a file and has the build look again when it changes.
fn read(path: &Path) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    println!("cargo:rerun-if-changed={}", path.display());
    Some(text)
}
