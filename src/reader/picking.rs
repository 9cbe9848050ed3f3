//! The lists that one chooses from in the reader: the command palette and the outline; and what a choice does.

use super::action::{Command, Effect};
use super::areas::picker_areas;
use super::keymap::spoken;
use super::outline;
use super::picker::{Outcome, Picker, Row};
use super::prompt::Prompt;
use super::update::moved;
use super::{Focus, Reader};

impl Reader {
    /// The open list.
    #[must_use]
    pub fn picker(&self) -> Option<&Picker> {
        self.picker.as_ref()
    }

    /// Opens a list; the keys go to it until Enter or Esc.
    pub(super) fn pick(&mut self, picker: Picker) {
        self.below = self.pane();
        self.focus = Focus::Picker;
        self.picker = Some(picker);
    }

    /// `:` lists everything that can be done where it was pressed.
    pub(super) fn open_palette(&mut self) {
        let (keymap, focus) = (&self.options.keymap, self.focus);
        let mut rows: Vec<Row> = Vec::new();
        for binding in keymap.bindings().iter().filter(|binding| binding.focus == focus && binding.command != Command::Palette) {
            let outcome = Outcome::Run(binding.command);
            let help = keymap.help_of(focus, binding.command);
            if !help.is_empty() && rows.iter().all(|row| row.outcome != outcome) {
                rows.push(Row::new(help, &spoken(&binding.keys), outcome));
            }
        }
        self.pick(Picker::new("Commands", rows, 0));
    }

    /// `o` lists the sections, the present one selected.
    pub(super) fn open_outline(&mut self) {
        let Some(page) = &self.page else { return };
        let sections = outline::sections(page);
        if sections.is_empty() {
            self.say("there is no text to go through");
            return;
        }
        let here = outline::present(&sections, page.block());
        let rows = sections.into_iter().map(|section| Row::new(&section.label(), &section.names, Outcome::Block(section.block)));
        self.pick(Picker::new("Outline", rows.collect(), here).of_prose());
    }

    pub(super) fn in_picker(&mut self, command: Command) -> Vec<Effect> {
        let height = self.picker_height();
        let Some(picker) = &mut self.picker else { return Vec::new() };
        let at = picker.selected();
        match command {
            Command::Enter => return self.take_picked(),
            Command::Escape | Command::Close => self.close_picker(),
            Command::EraseChar if picker.filter().is_empty() => self.close_picker(),
            Command::Line(way) => picker.go(moved(at, 1, way)),
            Command::Page(way) => picker.go(moved(at, height.max(1), way)),
            Command::Top => picker.go(0),
            Command::Bottom => picker.go(usize::MAX),
            Command::EraseChar => picker.edit(Prompt::erase_char),
            Command::EraseWord => picker.edit(Prompt::erase_word),
            Command::EraseAll => picker.edit(|filter| filter.text.clear()),
            Command::Redraw => return vec![Effect::Redraw],
            Command::Suspend => return vec![Effect::Suspend],
            _ => {}
        }
        Vec::new()
    }

    /// A press selects a row; on the selected one it is Enter.
    pub(super) fn press_picked(&mut self, x: u16, y: u16) -> Vec<Effect> {
        let Some(picker) = &mut self.picker else { return Vec::new() };
        let list = picker_areas(self.size, self.frame, picker.all()).list;
        let row = picker.top() + usize::from(y.saturating_sub(list.y));
        if !list.contains(x, y) || row >= picker.len() {
            return Vec::new();
        }
        if row == picker.selected() {
            return self.take_picked();
        }
        picker.go(row);
        Vec::new()
    }

    fn close_picker(&mut self) {
        self.picker = None;
        self.focus = self.below;
    }

    fn take_picked(&mut self) -> Vec<Effect> {
        let Some(outcome) = self.picker.as_ref().and_then(Picker::row).map(|row| row.outcome.clone()) else { return Vec::new() };
        self.close_picker();
        match outcome {
            Outcome::Run(command) => self.run(command),
            Outcome::Block(block) => self.go_to_block(block),
            Outcome::Edit(edit) => self.save(*edit),
            Outcome::Unknown(name) => self.take_unknown(&name),
        }
    }

    /// Does what the palette was asked for; of what takes a letter the letter is still to come.
    fn run(&mut self, command: Command) -> Vec<Effect> {
        let prefix = command.takes_letter().then(|| self.options.keymap.key_of(self.focus, command)?.chars().next()).flatten();
        let Some(prefix) = prefix else { return self.command(command) };
        self.begin(prefix);
        self.popup = true;
        Vec::new()
    }

    fn go_to_block(&mut self, block: usize) -> Vec<Effect> {
        self.leave(Command::Outline);
        if let Some(page) = &mut self.page {
            page.jump_to_block(block);
        }
        Vec::new()
    }

    /// The rows that the list has on the screen.
    fn picker_height(&self) -> usize {
        let all = self.picker.as_ref().map_or(0, Picker::all);
        usize::from(picker_areas(self.size, self.frame, all).list.height)
    }

    /// Keeps the selected row of an open list in sight.
    pub(super) fn reveal_picked(&mut self) {
        let height = self.picker_height();
        if let Some(picker) = &mut self.picker {
            picker.reveal(height);
        }
    }
}
