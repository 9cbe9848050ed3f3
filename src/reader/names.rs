//! What actions are called in the configuration: names that stay what they are from version to version.

use super::Focus;
use super::action::{Command, Stop, Way};
use super::copy::Piece;

use Command as C;
use Way::{Next, Previous};

/// Every action that a key can mean, and its name.
#[rustfmt::skip]
const NAMES: &[(Command, &str)] = &[
    (C::Step(Stop::Any, Next), "next-name"), (C::Step(Stop::Any, Previous), "previous-name"),
    (C::Step(Stop::SameEntity, Next), "next-same"), (C::Step(Stop::SameEntity, Previous), "previous-same"),
    (C::Step(Stop::SameKind, Next), "next-of-kind"), (C::Step(Stop::SameKind, Previous), "previous-of-kind"),
    (C::Step(Stop::SomeoneNew, Next), "next-newcomer"), (C::Step(Stop::SomeoneNew, Previous), "previous-newcomer"),
    (C::Together(Next), "next-together"), (C::Together(Previous), "previous-together"),
    (C::First, "first-mention"), (C::Last, "last-mention"), (C::Hints, "hints"), (C::Enter, "enter"), (C::Card, "card"),
    (C::Line(Next), "line-down"), (C::Line(Previous), "line-up"),
    (C::HalfPage(Next), "half-page-down"), (C::HalfPage(Previous), "half-page-up"),
    (C::Page(Next), "page-down"), (C::Page(Previous), "page-up"),
    (C::Paragraph(Next), "next-paragraph"), (C::Paragraph(Previous), "previous-paragraph"),
    (C::Top, "top"), (C::Bottom, "bottom"), (C::Percent, "percent"), (C::Back, "back"), (C::Forward, "forward"),
    (C::SetPlace, "set-mark"), (C::GoToPlace, "go-to-mark"), (C::SwapPlaces, "swap-places"), (C::Outline, "outline"),
    (C::Search, "search"), (C::SearchBack, "search-back"), (C::Repeat(Next), "repeat"), (C::Repeat(Previous), "repeat-back"),
    (C::Fold, "fold"), (C::Cast, "cast"), (C::HideCast, "hide-cast"), (C::NextFocus, "next-focus"), (C::Pin, "pin"),
    (C::Sort, "sort"), (C::Filter, "filter"), (C::AllKinds, "all-kinds"), (C::OnlyKind, "only-kind"), (C::OnScreen, "scope"),
    (C::Kind(0), "kind-1"), (C::Kind(1), "kind-2"), (C::Kind(2), "kind-3"), (C::Kind(3), "kind-4"), (C::Kind(4), "kind-5"),
    (C::Kind(5), "kind-6"), (C::Kind(6), "kind-7"), (C::Kind(7), "kind-8"), (C::Kind(8), "kind-9"),
    (C::Wider, "wider-panel"), (C::Narrower, "narrower-panel"), (C::Thinner, "fewer-marks"), (C::Thicker, "more-marks"),
    (C::MeasureMore, "wider-text"), (C::MeasureLess, "narrower-text"), (C::MeasureReset, "usual-text"),
    (C::Zen, "zen"), (C::Raw, "raw"), (C::Theme, "theme"), (C::Mouse, "mouse"),
    (C::Article(Next), "next-article"), (C::Article(Previous), "previous-article"), (C::Reload, "reload"), (C::Export, "export"), (C::Dossier, "dossier"), (C::Library, "articles"),
    (C::Help, "help"), (C::Palette, "palette"), (C::Redraw, "redraw"), (C::Suspend, "suspend"),
    (C::Close, "close"), (C::Escape, "escape"), (C::Quit, "quit"), (C::Browse, "browse"),
    (C::Copy(Piece::Sentence), "copy-sentence"), (C::Copy(Piece::Paragraph), "copy-paragraph"),
    (C::Copy(Piece::Name), "copy-name"), (C::Copy(Piece::Mentions), "copy-mentions"),
    (C::Copy(Piece::Source), "copy-source"), (C::Copy(Piece::Selection), "copy-selection"),
    (C::Add, "add"), (C::Alias, "add-alias"), (C::Change, "change-entry"), (C::NotThis, "not-this"), (C::UndoEdit, "undo"),
    (C::EditArticle, "edit-article"), (C::EditEntry, "edit-entry"),
    (C::SettleForGood, "settle"), (C::Unknown, "unknown-names"), (C::Select, "select"), (C::OtherEnd, "other-end"),
    (C::Word(Next), "word-more"), (C::Word(Previous), "word-less"),
    (C::MoveWord(Next), "next-word"), (C::MoveWord(Previous), "previous-word"),
    (C::MoveLine(Next), "next-line"), (C::MoveLine(Previous), "previous-line"),
    (C::Cursor(Next), "cursor-right"), (C::Cursor(Previous), "cursor-left"),
    (C::EraseChar, "erase-character"), (C::EraseWord, "erase-word"), (C::EraseAll, "erase-all"),
];

/// The name of an action.
#[must_use]
pub fn name(command: Command) -> Option<&'static str> {
    NAMES.iter().find(|(own, _)| *own == command).map(|(_, name)| *name)
}

/// The action of a name.
#[must_use]
pub fn command(name: &str) -> Option<Command> {
    NAMES.iter().find(|(_, own)| *own == name).map(|(command, _)| *command)
}

/// All names.
pub fn names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|(_, name)| *name)
}

/// What a focus is called in the configuration, and in words.
#[must_use]
pub fn focus(focus: Focus) -> (&'static str, &'static str) {
    match focus {
        Focus::Article => ("article", "the text"),
        Focus::Cast => ("cast", "the cast"),
        Focus::Prompt => ("prompt", "what is typed"),
        Focus::Picker => ("list", "lists"),
        Focus::Hints => ("hints", "the letters on names"),
        Focus::Help => ("help", "the help"),
        Focus::Library => ("library", "the list of articles"),
        Focus::Select => ("select", "the selection"),
        Focus::Form => ("form", "the form"),
        Focus::Dossier => ("dossier", "the dossier"),
    }
}

/// Whether letters are typed there and are no commands.
#[must_use]
pub fn types(focus: Focus) -> bool {
    matches!(focus, Focus::Prompt | Focus::Picker | Focus::Hints | Focus::Form)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_two_actions_share_a_name_and_names_are_plain() {
        let distinct: HashSet<_> = names().collect();
        assert_eq!(distinct.len(), NAMES.len());
        assert!(names().all(|name| name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'-' | b'1'..=b'9'))));
    }
}
