//! Saving, with the real program: killed, on a full disk, in a folder that may only be read, against another one.
//! Whatever happens, the dictionary is the old one or the new one, it can be read, and nothing is left beside it.
//!
//! `NAMEDROP_LONG=1` makes everything as long as it should be now and then; without it the rounds are few.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "what a test needs is there, or the test fails")]

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_namedrop");
const FIRST: &str = "# mine, by hand\n[[place]]\nname = \"Riga\" # on the sea\n";

fn long() -> bool {
    std::env::var_os("NAMEDROP_LONG").is_some()
}

/// A folder with a dictionary in it.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        fs::write(desk.own(), FIRST).unwrap();
        desk
    }

    fn own(&self) -> PathBuf {
        self.0.path().join("own.toml")
    }

    fn text(&self) -> String {
        fs::read_to_string(self.own()).unwrap()
    }

    /// The names in the folder.
    fn names(&self) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(self.0.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// A program that adds these persons, before it has been told who they are.
    fn adding(&self, before: &[&str]) -> Command {
        let words = [before, &[PROGRAM, "import", "csv", "-", "--kind", "person", "--into", "own.toml"]].concat();
        let mut command = Command::new(words[0]);
        command.args(&words[1..]).current_dir(self.0.path()).env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", self.0.path());
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        command
    }

    /// Adds somebody, from beginning to end.
    fn add(&self, before: &[&str], name: &str) -> Output {
        run(&mut self.adding(before), name)
    }

    /// The people in the dictionary, which must be sound and must have kept what was written by hand.
    fn people(&self) -> Vec<String> {
        let text = self.text();
        assert!(text.starts_with(FIRST), "what was written by hand is gone:\n{text}");
        let table: toml::Table = text.parse().unwrap_or_else(|error| panic!("{error}\n{text}"));
        let people = table.get("person").and_then(toml::Value::as_array).cloned().unwrap_or_default();
        people.iter().map(|person| person["name"].as_str().unwrap().to_owned()).collect()
    }
}

fn tell(child: &mut Child, name: &str) {
    // Whoever was killed does not listen.
    let _ = child.stdin.take().unwrap().write_all(format!("name\n{name}\n").as_bytes());
}

fn run(command: &mut Command, name: &str) -> Output {
    let mut child = command.spawn().unwrap();
    tell(&mut child, name);
    child.wait_with_output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn killed_at_any_moment_the_dictionary_is_the_old_one_or_the_new_one() {
    let desk = Desk::new();
    let begin = Instant::now();
    assert!(desk.add(&[], "Ada").status.success());
    let whole = begin.elapsed();
    let rounds = if long() { 200 } else { 30 };
    let mut known = desk.people();
    for round in 0..rounds {
        let name = format!("Ada {round}");
        let mut child = desk.adding(&[]).spawn().unwrap();
        tell(&mut child, &name);
        // From before the first step to after the last, in steps that differ from round to round.
        std::thread::sleep(whole * (round * 7 % rounds) / rounds);
        kill_process(Pid::from_child(&child), Signal::KILL).unwrap();
        child.wait().unwrap();
        let now = desk.people();
        let with_her = [&known[..], &[name]].concat();
        assert!(now == known || now == with_her, "round {round}: {now:?}");
        known = now;
    }
    assert!(desk.add(&[], "Zoe").status.success());
    assert_eq!(desk.people(), [&known[..], &["Zoe".to_owned()]].concat());
    assert_eq!(desk.names(), ["own.toml"], "what the killed ones left is gone");
}

#[test]
fn two_at_once_lose_nobody() {
    let desk = Desk::new();
    let each = if long() { 50 } else { 8 };
    std::thread::scope(|scope| {
        for who in ["Ada", "Bo"] {
            let desk = &desk;
            scope.spawn(move || {
                for number in 0..each {
                    let output = desk.add(&[], &format!("{who} {number}"));
                    assert!(output.status.success(), "{}", said(&output));
                }
            });
        }
    });
    let mut people = desk.people();
    people.sort();
    people.dedup();
    assert_eq!(people.len(), 2 * each);
    assert_eq!(desk.names(), ["own.toml"]);
}

#[test]
fn what_is_written_by_hand_between_two_additions_stays() {
    let desk = Desk::new();
    for number in 0..if long() { 50 } else { 5 } {
        assert!(desk.add(&[], &format!("Ada {number}")).status.success());
        let by_hand = format!("{}\n# by hand {number}\n[[person]]\nname = \"Bo {number}\"\n", desk.text());
        fs::write(desk.own(), &by_hand).unwrap();
        assert!(desk.add(&[], &format!("Cy {number}")).status.success());
        assert!(desk.text().starts_with(&by_hand), "{}", desk.text());
    }
    let before = desk.text() + "[[person\n";
    fs::write(desk.own(), &before).unwrap();
    let output = desk.add(&[], "Dora");
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("own.toml"), "{}", said(&output));
    assert_eq!((desk.text(), desk.names()), (before, vec!["own.toml".to_owned()]));
}

#[test]
fn on_a_full_disk_the_old_dictionary_stays_to_the_byte() {
    let desk = Desk::new();
    let full = format!("{FIRST}{}", "# a line that takes room\n".repeat(400));
    fs::write(desk.own(), &full).unwrap();
    // Files of this program may not grow beyond 4 KiB, and it is not killed for trying.
    let output = desk.add(&["sh", "-c", "trap '' XFSZ; ulimit -f 8; exec \"$0\" \"$@\""], "Ada");
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("not written") || said(&output).contains("own.toml"), "{}", said(&output));
    assert_eq!((desk.text() == full, desk.names()), (true, vec!["own.toml".to_owned()]));
    assert!(desk.add(&[], "Ada").status.success());
}

/// With a disk of its own of 64 KiB, which goes with the program: only where that may be made.
#[test]
fn on_a_small_disk_that_is_full_the_old_dictionary_stays_to_the_byte() {
    let desk = Desk::new();
    let script = "mount -t tmpfs -o size=64k none disk && cp own.toml disk/ && cd disk && (dd if=/dev/zero of=filler bs=4k 2>&- || true) \
        && (\"$0\" \"$@\"; echo \"status $?\" >&2) && cmp own.toml ../own.toml && rm filler && ls -A >&2";
    fs::create_dir(desk.0.path().join("disk")).unwrap();
    if !Command::new("unshare").args(["-m", "true"]).stderr(Stdio::null()).status().is_ok_and(|status| status.success()) {
        return eprintln!("SKIPPED: only who may mount a disk can fill one");
    }
    let output = desk.add(&["unshare", "-m", "sh", "-c", script], "Ada");
    let said = said(&output);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("status 2") && said.contains("is full") && said.ends_with("own.toml\n"), "{said}");
}

#[test]
fn in_a_folder_that_may_only_be_read_nothing_is_tried() {
    let desk = Desk::new();
    let folder = desk.0.path();
    fs::set_permissions(folder, fs::Permissions::from_mode(0o555)).unwrap();
    let nobody = ["setpriv", "--reuid=65534", "--clear-groups"];
    let root = rustix::process::geteuid().is_root();
    if root && !desk.adding(&nobody).args(["--help"]).status().is_ok_and(|status| status.success()) {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
        return eprintln!("SKIPPED: nobody else can be asked to run the program");
    }
    let output = desk.add(if root { &nobody } else { &[] }, "Ada");
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("permission denied"), "{}", said(&output));
    assert_eq!((desk.text().as_str(), desk.names()), (FIRST, vec!["own.toml".to_owned()]));
}

#[test]
fn links_are_followed_kept_or_refused_and_planted_ones_lead_nowhere() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new();
    let folder = desk.0.path();
    let (real, victim) = (folder.join("real.toml"), folder.join("victim"));
    fs::rename(desk.own(), &real).unwrap();
    fs::write(&victim, "precious").unwrap();
    symlink("real.toml", desk.own()).unwrap();
    // What was left by a killed program may be a link that somebody planted: it goes, and what it leads to stays.
    symlink(&victim, folder.join(".namedrop-real.toml-abc123.tmp")).unwrap();
    assert!(desk.add(&[], "Ada").status.success());
    assert!(desk.own().is_symlink() && fs::read_to_string(&real).unwrap().contains("Ada"));
    assert_eq!((fs::read_to_string(&victim).unwrap().as_str(), desk.names().len()), ("precious", 3));

    fs::hard_link(&real, folder.join("twin.toml")).unwrap();
    let output = desk.add(&[], "Bo");
    assert!(output.status.code() == Some(2) && said(&output).contains("several names (hard links)"), "{}", said(&output));
    fs::remove_file(&real).unwrap();
    let output = desk.add(&[], "Bo");
    assert!(output.status.code() == Some(2) && said(&output).contains("a link to a file that is not there"), "{}", said(&output));
    assert!(!real.exists());
    fs::remove_file(desk.own()).unwrap();
    fs::write(desk.own(), FIRST).unwrap();
    symlink(&victim, folder.join("own.toml.lock")).unwrap();
    assert_eq!(desk.add(&[], "Bo").status.code(), Some(2));
    assert_eq!((fs::read_to_string(&victim).unwrap().as_str(), desk.text().as_str()), ("precious", FIRST));
}

/// Every call to the system that a save makes fails once, or is the last that the program lives to make.
#[test]
fn whichever_call_to_the_system_fails_or_is_the_last_one_the_dictionary_is_the_old_or_the_new_one() {
    if !long() {
        return;
    }
    let traces = |output: &Output| output.status.success();
    if !Command::new("strace").args(["-f", "-qq", "-o", "/dev/null", "true"]).output().is_ok_and(|output| traces(&output)) {
        return eprintln!("SKIPPED: strace is not here, or may not trace");
    }
    let calls =
        ["openat", "write", "fsync", "rename", "renameat", "renameat2", "linkat", "flock", "unlink", "fchmod", "fchown", "statx", "close"];
    let mut provoked = 0;
    for call in calls {
        for fault in ["error=EIO", "error=ENOSPC", "signal=SIGKILL"] {
            for nth in 1..200 {
                let desk = Desk::new();
                let log = desk.0.path().join("log");
                let inject = format!("inject={call}:{fault}:when={nth}");
                drop(desk.add(&["strace", "-f", "-qq", "-o", "log", "-e", &format!("trace={call}"), "-e", &inject], "Ada"));
                let hit = fs::read_to_string(&log).unwrap().contains(if fault.starts_with("error") { "(INJECTED)" } else { "SIGKILL" });
                fs::remove_file(&log).unwrap();
                let people = desk.people();
                assert!(people.is_empty() || people == ["Ada"], "{inject}: {people:?}");
                assert!(desk.add(&[], "Zoe").status.success(), "{inject}");
                assert!(desk.people().ends_with(&["Zoe".to_owned()]) && desk.names() == ["own.toml"], "{inject}: {:?}", desk.names());
                if !hit {
                    break;
                }
                provoked += 1;
            }
        }
    }
    eprintln!("{provoked} faults were provoked");
    assert!(provoked > 30, "only {provoked}");
}

/// A file with a hole in it, so that it takes no room.
#[test]
fn a_dictionary_over_the_limit_is_neither_read_nor_written_and_the_limit_is_named() {
    let desk = Desk::new();
    fs::OpenOptions::new().write(true).open(desk.own()).unwrap().set_len((512 << 20) + 1).unwrap();
    let begin = Instant::now();
    let output = desk.add(&[], "Ada");
    assert!(output.status.code() == Some(2) && said(&output).contains("512 MiB"), "{}", said(&output));
    fs::write(desk.0.path().join("story.txt"), "Riga").unwrap();
    let output = Command::new(PROGRAM).args(["scan", "--dict", "own.toml", "story.txt"]).current_dir(desk.0.path()).output().unwrap();
    assert!(output.status.code() == Some(2) && said(&output).contains("larger than 512 MiB"), "{}", said(&output));
    assert!(begin.elapsed() < Duration::from_secs(20) && output.stdout.is_empty());
}

/// Whoever waits for another one's save does not wait for ever, and says so.
#[test]
fn a_save_that_hangs_elsewhere_is_waited_for_and_then_told() {
    let desk = Desk::new();
    let lock = fs::File::create(desk.0.path().join("own.toml.lock")).unwrap();
    lock.lock().unwrap();
    let begin = Instant::now();
    let output = desk.add(&[], "Ada");
    assert!(begin.elapsed() >= Duration::from_secs(2) && output.status.code() == Some(2));
    assert!(said(&output).contains("another namedrop is saving"), "{}", said(&output));
    lock.unlock().unwrap();
    assert!(desk.add(&[], "Ada").status.success() && Path::new(&desk.own()).exists());
}
