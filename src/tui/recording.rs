//! Bug reports that can be replayed: a file of what was done in a session, written as it happens and played again.
//!
//! Played, every step waits until nothing is being read, scanned or saved: then the outcome does not depend on how fast
//! the machine is, and is the same every time.

use std::collections::VecDeque;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use super::step::Step;

/// The first line; the number goes up when old programs can no longer play what new ones write.
const FIRST: &str = "namedrop recording 1";
/// What a user should know before the file is sent to anyone.
const NOTES: &str = "\
# What was done in a session; `namedrop --replay THIS-FILE ARTICLE` does it again.
# Keys, mouse, size of the window; no text of an article, and of pastes only the length.
# What was TYPED in searches, lists and forms stands here, a key a line: look before you send it.";
/// The largest file that is played, in bytes.
const LIMIT: u64 = 64 << 20;

/// Writes what is done, each step before it has its effect: a crash loses none.
#[derive(Debug, Default)]
pub struct Recorder(Option<File>);

impl Recorder {
    /// Writes to a new file.
    ///
    /// # Errors
    /// In the user's words: there is such a file already, or it cannot be made.
    pub fn new(path: &Path, about: &str) -> Result<Self, String> {
        let fail = |error: io::Error| match error.kind() {
            io::ErrorKind::AlreadyExists => format!("{}: is there already; a recording needs a new file", path.display()),
            _ => format!("{}: cannot be written: {error}", path.display()),
        };
        let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(fail)?;
        writeln!(file, "{FIRST}\n{NOTES}\n# {about}").map_err(fail)?;
        Ok(Self(Some(file)))
    }

    /// Writes a step.
    ///
    /// # Errors
    /// Once, when it cannot be written; the recording ends there.
    pub fn note(&mut self, step: &Step) -> io::Result<()> {
        let Some(file) = &mut self.0 else { return Ok(()) };
        // One write a step: nothing waits in a buffer when the program dies.
        let written = file.write_all(format!("{step}\n").as_bytes());
        if written.is_err() {
            self.0 = None;
        }
        written
    }
}

/// Steps that are still to be done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recording {
    steps: VecDeque<Step>,
    size: (u16, u16),
}

impl Recording {
    /// Reads a recording.
    ///
    /// # Errors
    /// In the user's words, with the line.
    pub fn load(path: &Path) -> Result<Self, String> {
        let name = path.display();
        let told = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => format!("{name}: no such file"),
            _ => format!("{name}: cannot be read: {error}"),
        };
        let metadata = fs::metadata(path).map_err(told)?;
        if !metadata.is_file() || metadata.len() > LIMIT {
            return Err(format!("{name}: is no plain file of at most 64 MiB"));
        }
        Self::parse(&fs::read_to_string(path).map_err(told)?).map_err(|(line, why)| format!("{name}:{line}: {why}"))
    }

    /// Reads the text of a recording.
    ///
    /// # Errors
    /// The line, from 1, and what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, (usize, &'static str)> {
        let mut lines = text.lines().zip(1..);
        if lines.next().is_none_or(|(line, _)| line != FIRST) {
            return Err((1, "no recording of this version of namedrop"));
        }
        let steps = lines.filter(|(line, _)| !line.is_empty() && !line.starts_with('#'));
        let steps: VecDeque<Step> =
            steps.map(|(line, at)| line.parse().map_err(|()| (at, "nothing that a recording says"))).collect::<Result<_, _>>()?;
        let size = steps.iter().find_map(|step| if let Step::Size(columns, rows) = step { Some((*columns, *rows)) } else { None });
        Ok(Self { steps, size: size.unwrap_or((80, 24)) })
    }

    /// The text of a recording of these steps.
    #[must_use]
    pub fn text<'a>(steps: impl IntoIterator<Item = &'a Step>) -> String {
        let lines = steps.into_iter().map(ToString::to_string);
        let all: Vec<String> = [FIRST.to_owned()].into_iter().chain(lines).collect();
        all.join("\n") + "\n"
    }

    /// The size that the window has now, in the session that was recorded.
    #[must_use]
    pub fn size(&self) -> (u16, u16) {
        self.size
    }

    /// Whether nothing is left to do.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.steps.is_empty()
    }
}

impl Iterator for Recording {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        let step = self.steps.pop_front()?;
        if let Step::Size(columns, rows) = step {
            self.size = (columns, rows);
        }
        Some(step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_recorded_is_what_is_played() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("fault.rec");
        let steps = [Step::Size(120, 40), Step::Key("j".into()), Step::Paste(3), Step::Size(20, 5)];
        let mut recorder = Recorder::new(&path, "namedrop 0").unwrap();
        for step in &steps {
            recorder.note(step).unwrap();
        }
        let mut recording = Recording::load(&path).unwrap();
        assert_eq!(recording.size(), (120, 40));
        assert_eq!(recording.by_ref().collect::<Vec<_>>(), steps);
        assert_eq!((recording.size(), recording.is_over()), ((20, 5), true));
    }

    #[test]
    fn a_recording_never_writes_over_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("story.txt");
        fs::write(&path, "an article").unwrap();
        assert!(Recorder::new(&path, "").unwrap_err().ends_with("is there already; a recording needs a new file"));
        assert_eq!(fs::read_to_string(&path).unwrap(), "an article");
    }

    #[test]
    fn what_is_no_recording_is_told_with_its_line() {
        assert_eq!(Recording::parse("key j\n"), Err((1, "no recording of this version of namedrop")));
        assert_eq!(Recording::parse("namedrop recording 1\n# x\n\nkey j\nboom\n"), Err((5, "nothing that a recording says")));
        let missing = Recording::load(Path::new("missing.rec")).unwrap_err();
        assert_eq!(missing, "missing.rec: no such file");
    }
}
