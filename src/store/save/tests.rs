//! Nothing lost, nothing left behind: whichever step fails, whoever else writes, whatever the file is.

use std::cell::Cell;

use super::*;

fn add(name: &str) -> Edit {
    Edit::Add { kind: "person".into(), id: name.to_lowercase(), name: name.into(), note: String::new(), aliases: Vec::new() }
}

fn save_to(path: &Path, name: &str) -> Result<Saved, String> {
    save(path, &add(name), &Kinds::default(), true).map_err(reason)
}

fn reason(refusal: Refusal) -> String {
    match refusal {
        Refusal::Edit(reason) | Refusal::File(reason) => reason,
    }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn the_first_entry_makes_folder_and_file_and_its_undo_takes_the_file_back() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("config/namedrop/entities.toml");
    let saved = save_to(&path, "Ada").unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "[[person]]\nname = \"Ada\"\n");
    assert!(saved.created);
    assert_eq!(names(path.parent().unwrap()), ["entities.toml"]);
    let second = save_to(&path, "Bo").unwrap();
    undo(&second, &Kinds::default()).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "[[person]]\nname = \"Ada\"\n");
    undo(&saved, &Kinds::default()).unwrap();
    assert_eq!(names(path.parent().unwrap()), [""; 0]);
}

#[test]
fn whichever_step_fails_the_file_stays_and_nothing_is_left_beside_it() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("entities.toml");
    fs::write(&path, "# mine\n").unwrap();
    let mut steps = 0;
    loop {
        let left = Cell::new(steps);
        let fail = |_: Step| {
            let now = left.get();
            left.set(now - 1);
            if now == 0 { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
        };
        match save_asking(&path, &add("Ada"), &Kinds::default(), true, &fail) {
            Ok(_) => break,
            Err(refusal) => assert!(reason(refusal).contains("is full")),
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), "# mine\n", "step {steps}");
        assert_eq!(names(dir.path()), ["entities.toml"], "step {steps}");
        steps += 1;
    }
    assert_eq!(steps, 6);
    assert_eq!(fs::read_to_string(&path).unwrap(), "# mine\n\n[[person]]\nname = \"Ada\"\n");
}

#[test]
fn what_a_killed_program_left_goes_with_the_next_save() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("entities.toml");
    fs::write(dir.path().join(".namedrop-entities.toml-x1y2z3.tmp"), "half").unwrap();
    // This one belongs to another file, which somebody may be writing.
    fs::write(dir.path().join(".namedrop-other.toml-x1y2z3.tmp"), "half").unwrap();
    // A lock file without a lock is no obstacle.
    fs::write(dir.path().join("entities.toml.lock"), "").unwrap();
    save_to(&path, "Ada").unwrap();
    assert_eq!(names(dir.path()), [".namedrop-other.toml-x1y2z3.tmp", "entities.toml"]);
}

/// Where the one who is to be killed finds the file and the step before which it dies.
const VICTIM: &str = "NAMEDROP_TEST_VICTIM";

/// No test by itself: the program that the next test starts and that kills itself.
#[cfg(unix)]
#[test]
fn the_one_who_is_killed() {
    let Some(task) = std::env::var(VICTIM).ok() else { return };
    let (step, path) = task.split_once(' ').unwrap();
    let left = Cell::new(step.parse::<usize>().unwrap());
    let die = |_: Step| {
        if left.get() == 0 {
            rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL).unwrap();
        }
        left.set(left.get() - 1);
        Ok(())
    };
    save_asking(Path::new(path), &add(&format!("Ada{}", std::process::id())), &Kinds::default(), true, &die).unwrap();
}

#[cfg(unix)]
#[test]
fn killed_before_any_step_the_file_is_whole_and_the_next_save_clears_up() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("entities.toml");
    fs::write(&path, "# mine\n").unwrap();
    let rounds = if std::env::var_os("NAMEDROP_LONG").is_some() { 200 } else { 21 };
    let mut survived = 0;
    for round in 0..rounds {
        let mut victim = std::process::Command::new(std::env::current_exe().unwrap());
        victim.args(["--exact", "store::save::tests::the_one_who_is_killed", "--test-threads=1"]);
        let before = fs::read_to_string(&path).unwrap();
        let ended = victim.env(VICTIM, format!("{} {}", round % 7, path.display())).output().unwrap();
        let now = fs::read_to_string(&path).unwrap();
        survived += usize::from(ended.status.success());
        assert!(now == before || ended.status.success() && now.starts_with(&before), "round {round}:\n{now}");
        assert_eq!(now.parse::<toml::Table>().unwrap().get("person").map_or(0, |all| all.as_array().unwrap().len()), survived);
    }
    assert_eq!(survived, rounds / 7, "only who is killed after the last step saves");
    save_to(&path, "Bo").unwrap();
    assert_eq!(names(dir.path()), ["entities.toml"]);
}

#[test]
fn two_at_once_lose_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("entities.toml");
    std::thread::scope(|scope| {
        for who in ["a", "b", "c"] {
            let path = &path;
            scope.spawn(move || (0..20).for_each(|number| drop(save_to(path, &format!("{who}{number}")).unwrap())));
        }
    });
    assert_eq!(fs::read_to_string(&path).unwrap().matches("[[person]]").count(), 60);
    assert_eq!(names(dir.path()), ["entities.toml"]);
}

#[test]
fn a_lock_that_is_held_is_waited_for_but_not_for_ever() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("entities.toml");
    let other = lock_file(&dir.path().join("entities.toml.lock")).unwrap();
    other.lock().unwrap();
    assert_eq!(save_to(&path, "Ada").unwrap_err(), "another namedrop is saving");
    assert!(!path.exists());
    other.unlock().unwrap();
    save_to(&path, "Ada").unwrap();
}

#[test]
fn what_was_written_by_hand_meanwhile_is_kept_and_what_is_broken_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("entities.toml");
    let saved = save_to(&path, "Ada").unwrap();
    let by_hand = format!("# by hand\n{}", fs::read_to_string(&path).unwrap());
    fs::write(&path, &by_hand).unwrap();
    save_to(&path, "Bo").unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), format!("{by_hand}\n[[person]]\nname = \"Bo\"\n"));
    undo(&saved, &Kinds::default()).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "# by hand\n\n[[person]]\nname = \"Bo\"\n");
    fs::write(&path, "[[person\n").unwrap();
    assert!(save_to(&path, "Cy").unwrap_err().starts_with("line 1:"));
    assert_eq!(fs::read_to_string(&path).unwrap(), "[[person\n");
}

#[cfg(unix)]
#[test]
fn links_stay_links_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let dir = tempfile::tempdir().unwrap();
    let (real, link) = (dir.path().join("real.toml"), dir.path().join("entities.toml"));
    fs::write(&real, "").unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real.toml", &link).unwrap();
    save_to(&link, "Ada").unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(fs::read_to_string(&real).unwrap().contains("Ada"));

    fs::hard_link(&real, dir.path().join("twin.toml")).unwrap();
    assert!(save_to(&link, "Bo").unwrap_err().contains("several names (hard links)"));
    let dangling = dir.path().join("dangling.toml");
    symlink("nowhere.toml", &dangling).unwrap();
    assert!(save_to(&dangling, "Bo").unwrap_err().contains("a link to a file that is not there"));
    // A link that somebody planted where the lock is to be is not followed.
    let (own, victim) = (dir.path().join("own.toml"), dir.path().join("victim"));
    symlink(&victim, dir.path().join("own.toml.lock")).unwrap();
    assert!(save_to(&own, "Bo").is_err());
    assert!(!victim.exists() && !own.exists());
}

#[cfg(unix)]
#[test]
fn a_write_protected_file_or_folder_is_told_in_plain_words() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("entities.toml");
    fs::write(&path, "").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    assert!(save_to(&path, "Ada").unwrap_err().ends_with("is write-protected"));
    let file_as_folder = path.join("entities.toml");
    assert!(save_to(&file_as_folder, "Ada").unwrap_err().contains("no folder"));
    // Whoever is root may write anywhere.
    if !rustix::process::geteuid().is_root() {
        fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o555)).unwrap();
        assert!(save_to(&dir.path().join("new.toml"), "Ada").unwrap_err().starts_with("permission denied in "));
        fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o755)).unwrap();
    }
    assert_eq!(names(dir.path()), ["entities.toml"]);
}
