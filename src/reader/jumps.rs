//! Where the reader came from: one Backspace returns to the sentence that was being read before a run of jumps.

use super::action::{Command, Way};

/// Where reading stood. Bytes, so that it survives a change of width and a new scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The first byte on the screen; `None`: the very top.
    pub top: Option<usize>,
    /// The first byte of the current mention.
    pub mention: Option<usize>,
}

/// The way back and forward.
#[derive(Debug, Default)]
pub struct Jumps {
    back: Vec<Spot>,
    forward: Vec<Spot>,
    run: Option<Command>,
}

/// Entries kept.
const MOST: usize = 200;

impl Jumps {
    /// A jump by `command` begins at `from`. A run of the same jump, to and fro, is one entry.
    pub fn leave(&mut self, from: Spot, command: Command) {
        let command = either_way(command);
        if self.run == Some(command) {
            return;
        }
        self.run = Some(command);
        self.forward.clear();
        if self.back.last() != Some(&from) {
            self.back.push(from);
        }
        if self.back.len() > MOST {
            self.back.remove(0);
        }
    }

    /// Something else was done: the next jump is a new one.
    pub fn pause(&mut self) {
        self.run = None;
    }

    /// The place before the last jump.
    pub fn back(&mut self, from: Spot) -> Option<Spot> {
        let spot = self.back.pop()?;
        self.forward.push(from);
        Some(spot)
    }

    /// The place that was left by the last step back.
    pub fn forward(&mut self, from: Spot) -> Option<Spot> {
        let spot = self.forward.pop()?;
        self.back.push(from);
        Some(spot)
    }

    /// Where a step back would lead.
    #[must_use]
    pub fn last(&self) -> Option<Spot> {
        self.back.last().copied()
    }
}

/// The same jump, whichever way it leads.
fn either_way(command: Command) -> Command {
    match command {
        Command::Step(stop, _) => Command::Step(stop, Way::Next),
        Command::Repeat(_) => Command::Repeat(Way::Next),
        Command::Together(_) => Command::Together(Way::Next),
        Command::Paragraph(_) => Command::Paragraph(Way::Next),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::action::Stop;

    const fn spot(byte: usize) -> Spot {
        Spot { top: Some(byte), mention: None }
    }

    #[test]
    fn a_run_of_the_same_jump_is_one_step_back() {
        let same = Command::Step(Stop::SameEntity, Way::Next);
        let mut jumps = Jumps::default();
        for byte in [1, 2, 3] {
            jumps.leave(spot(byte), same);
        }
        jumps.leave(spot(3), Command::Step(Stop::SameEntity, Way::Previous));
        jumps.leave(spot(4), Command::Bottom);
        assert_eq!(jumps.back(spot(9)), Some(spot(4)));
        assert_eq!(jumps.back(spot(4)), Some(spot(1)));
        assert_eq!(jumps.back(spot(1)), None);
        assert_eq!(jumps.forward(spot(1)), Some(spot(4)));
    }
}
