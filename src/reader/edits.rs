//! What changes the dictionary: adding, other names, exclusions, preferences, and the way back. The session only asks;
//! the shell saves and loads.

use super::action::{Choice, Command, Effect, Way};
use super::areas::form_areas;
use super::form::{Form, Outlook, subject};
use super::line::Line;
use super::page::Page;
use super::picker::{Outcome, Picker, Row};
use super::preview::Preview;
use super::select::unmarked;
use super::{Focus, Reader, card};
use crate::engine::dictionary::EntityIx;
use crate::engine::edit::{Changes, Edit};
use crate::engine::glyph::visible;
use crate::engine::kind::KindId;
use crate::engine::mentions::Mention;
use crate::engine::suggest::Unknown;

impl Reader {
    /// The open form.
    #[must_use]
    pub fn form(&self) -> Option<&Form> {
        self.form.as_ref()
    }

    /// `a`: what is selected, else the first unmarked name from the eye line on, in a form.
    pub(super) fn open_add_form(&mut self) -> Vec<Effect> {
        let Some(page) = &self.page else { return Vec::new() };
        let names = super::select::unknown_in_sight(page);
        let found = if let Some(selection) = &self.selection {
            let span = selection.span();
            let like = names.iter().find(|name| name.spans.contains(&span));
            self.selected_text().map(|text| (text, like.map_or(KindId::PERSON, |name| name.kind)))
        } else {
            let span = next_unmarked(page);
            let name = span.and_then(|span| names.iter().find(|name| name.spans.contains(&span)));
            name.map(|name| (name.name.clone(), name.kind))
        };
        match found {
            Some((name, kind)) => self.show_form(Form::add(page.dictionary(), &name, kind)),
            None => self.say("no unmarked name on this screen: v selects words"),
        }
    }

    /// `i`: the entry of the current entity in a form.
    pub(super) fn open_change_form(&mut self) -> Vec<Effect> {
        let Some((page, entity)) = self.page.as_ref().zip(self.subject()) else {
            return self.say(if self.is_open() { "it is open who is meant: Enter, then the number" } else { "nobody is meant here" });
        };
        self.show_form(Form::change(page.dictionary(), entity))
    }

    fn show_form(&mut self, mut form: Form) -> Vec<Effect> {
        let (size, frame, text) = (self.size, self.frame, self.areas().text);
        let about = self.selection.as_ref().map(|selection| selection.span().start);
        if let Some(page) = &mut self.page
            && let Some(byte) = about.or_else(|| page.mention().map(|mention| mention.span.start))
        {
            let covered = form_areas(size, frame, text, form.fields().len()).whole.y.saturating_sub(text.y);
            let spot = page.spot();
            form.from = page.lift(byte, covered.into()).then_some(spot);
        }
        self.below = self.pane();
        self.focus = Focus::Form;
        self.form = Some(form);
        self.ask_preview()
    }

    pub(super) fn close_form(&mut self) {
        let from = self.form.take().and_then(|form| form.from);
        if let (Some(page), Some(spot)) = (&mut self.page, from) {
            page.restore(spot);
        }
        self.focus = self.below;
        self.end_selection();
    }

    pub(super) fn in_form(&mut self, command: Command) -> Vec<Effect> {
        let on_kind = self.form.as_ref().is_some_and(|form| form.current() == super::form::Field::Kind);
        let Some(form) = &mut self.form else { return Vec::new() };
        match command {
            Command::Enter => return self.save_form(),
            Command::Escape => self.close_form(),
            Command::Line(way) => form.go(way),
            Command::Cursor(way) if on_kind => {
                form.turn(way);
                return self.ask_preview();
            }
            Command::Cursor(way) => return self.edit_form(|line| line.step(way)),
            Command::Top => return self.edit_form(|line| line.end(Way::Previous)),
            Command::Bottom => return self.edit_form(|line| line.end(Way::Next)),
            Command::EraseChar => return self.edit_form(Line::erase_char),
            Command::EraseWord => return self.edit_form(Line::erase_word),
            Command::EraseAll => return self.edit_form(Line::clear),
            Command::Redraw => return vec![Effect::Redraw],
            Command::Suspend => return vec![Effect::Suspend],
            _ => {}
        }
        Vec::new()
    }

    pub(super) fn typed_in_form(&mut self, text: &str) -> Vec<Effect> {
        let on_kind = self.form.as_ref().is_some_and(|form| form.current() == super::form::Field::Kind);
        if let Some(form) = self.form.as_mut().filter(|_| on_kind && text == " ") {
            form.turn(Way::Next);
            return self.ask_preview();
        }
        self.edit_form(|line| line.insert(text))
    }

    fn edit_form(&mut self, change: impl FnOnce(&mut Line)) -> Vec<Effect> {
        let Some(form) = &mut self.form else { return Vec::new() };
        let dictionary = &self.options.dictionary;
        let before = form.clone();
        form.edit(dictionary, change);
        if form.wanted(dictionary) == before.wanted(dictionary) { Vec::new() } else { self.ask_preview() }
    }

    /// Asks what the edit would do; what is known of an older one stays until the answer comes.
    pub(super) fn ask_preview(&mut self) -> Vec<Effect> {
        let Some((form, page)) = self.form.as_mut().zip(self.page.as_ref()) else { return Vec::new() };
        form.number += 1;
        match form.wanted(&self.options.dictionary) {
            Ok(edit) => {
                let (article, mentions) = (page.article().clone(), page.index().mentions().clone());
                vec![Effect::Preview { number: form.number, edit, article, mentions }]
            }
            Err(reason) => {
                form.outlook = Outlook::Refused(reason);
                Vec::new()
            }
        }
    }

    pub(super) fn previewed(&mut self, number: u64, found: Result<Preview, String>) -> Vec<Effect> {
        if let Some(form) = self.form.as_mut().filter(|form| form.number == number) {
            form.outlook = match found {
                Ok(preview) => Outlook::Known(preview),
                Err(reason) => Outlook::Refused(visible(&reason).into_owned()),
            };
        }
        Vec::new()
    }

    fn save_form(&mut self) -> Vec<Effect> {
        let Some(form) = &mut self.form else { return Vec::new() };
        match form.wanted(&self.options.dictionary) {
            Ok(edit) => {
                self.close_form();
                self.save(edit)
            }
            Err(reason) => {
                form.outlook = Outlook::Refused(reason);
                Vec::new()
            }
        }
    }

    pub(super) fn save(&mut self, edit: Edit) -> Vec<Effect> {
        self.end_selection();
        self.say(format!("saving: {}", visible(&edit.words())));
        vec![Effect::Save(edit)]
    }

    /// `A`: whose other name the selection is, or the first unmarked name.
    pub(super) fn open_alias_list(&mut self) -> Vec<Effect> {
        let Some(page) = &self.page else { return Vec::new() };
        let text = |span: std::ops::Range<usize>| card::shown(page.article(), page.article().block_at(span.start), &span);
        let Some(alias) = self.selected_text().or_else(|| next_unmarked(page).map(text)) else {
            return self.say("no unmarked name on this screen: v selects words");
        };
        let dictionary = page.dictionary();
        let here = page.index().cast().iter().map(|person| person.entity);
        let others = dictionary.indices().filter(|ix| page.index().person(*ix).is_none());
        let row = |entity: EntityIx| {
            let detail = card::who(page.article(), dictionary, entity).unwrap_or_default();
            let changes = Changes { aliases: vec![alias.clone()], ..Changes::default() };
            let outcome = Outcome::Edit(Box::new(Edit::Amend { of: subject(dictionary, entity), changes }));
            Row {
                kind: Some(dictionary[entity].kind),
                ..Row::new(&dictionary.full_name(entity, page.article().language), &detail, outcome)
            }
        };
        let rows: Vec<Row> = here.chain(others).map(row).collect();
        let title = format!("{} is another name of", visible(&alias));
        self.end_selection();
        self.pick(Picker::new(title, rows, 0));
        Vec::new()
    }

    /// `!`: in which respect the current mention, or the selected words, are not what they are taken for.
    pub(super) fn open_not_list(&mut self) -> Vec<Effect> {
        let Some(page) = &self.page else { return Vec::new() };
        let span = self.selection.as_ref().map(super::select::Selection::span);
        let mention = match &span {
            Some(span) => page.index().overlapping(span.clone()).map(|(_, mention)| mention).next(),
            None => page.mention(),
        };
        let Some(mention) = mention else { return self.say("no name is marked here") };
        let phrases = match &span {
            Some(span) if *span != mention.span => self.selected_text().into_iter().collect(),
            _ => neighbours(page, mention),
        };
        let rows = not_rows(page, mention, &phrases);
        self.end_selection();
        self.pick(Picker::new("Not this", rows, 0));
        Vec::new()
    }

    /// `P`: from now on the form always means whom this article says, or whom the next digit says.
    pub(super) fn settle_for_good(&mut self) -> Vec<Effect> {
        let Some((page, mention)) = self.page.as_ref().and_then(|page| Some((page, page.mention()?))) else { return Vec::new() };
        if mention.entity.is_none() {
            self.ask_whom();
            self.for_good = true;
            return Vec::new();
        }
        let form = mention.why.form.to_string();
        let chosen = self.chosen().into_iter().find(|choice| choice.form == form);
        let dictionary = page.dictionary();
        match chosen.and_then(|choice| dictionary.find(&choice.id)) {
            Some(entity) => {
                let of = subject(dictionary, entity);
                self.save(Edit::Prefer { form, of })
            }
            None => self.say("P settles a name that may mean several; this one is clear"),
        }
    }

    /// The choice that was made is saved, too, if it was asked for.
    pub(super) fn saved_for_good(&mut self, choice: &Choice) -> Option<Vec<Effect>> {
        if !std::mem::take(&mut self.for_good) {
            return None;
        }
        let dictionary = self.page.as_ref()?.dictionary();
        let of = subject(dictionary, dictionary.find(&choice.id)?);
        Some(self.save(Edit::Prefer { form: choice.form.clone(), of }))
    }

    /// `zu`: asks for the names that the dictionary lacks.
    pub(super) fn ask_unknown(&mut self) -> Vec<Effect> {
        let Some(page) = &self.page else { return Vec::new() };
        let (article, mentions) = (page.article().clone(), page.index().mentions().clone());
        self.say("looking for names that the dictionary lacks");
        vec![Effect::Unknown { generation: self.generation, article, mentions }]
    }

    /// They are listed, unless something else was begun meanwhile.
    pub(super) fn list_unknown(&mut self, generation: u64, names: &[Unknown]) -> Vec<Effect> {
        if generation != self.generation || !matches!(self.focus, Focus::Article | Focus::Cast) {
            return Vec::new();
        }
        if names.is_empty() {
            return self.say("every name here is in the dictionary, as far as one can see");
        }
        self.message = None;
        let row = |name: &Unknown| {
            let cue = name.cue.as_ref().map(|cue| format!(" · after {cue}")).unwrap_or_default();
            let paragraph = self.page.as_ref().map_or(0, |page| page.article().block_at(name.spans[0].start) + 1);
            let detail = format!("{} · §{paragraph}{cue}", name.spans.len());
            Row { kind: Some(name.kind), ..Row::new(&name.name, &detail, Outcome::Unknown(Box::new(name.clone()))) }
        };
        let rows = names.iter().map(row).collect();
        self.pick(Picker::new("Names that the dictionary lacks", rows, 0));
        Vec::new()
    }

    /// Goes to an unknown name and offers to add it.
    pub(super) fn take_unknown(&mut self, name: &Unknown) -> Vec<Effect> {
        self.leave(Command::Unknown);
        let Some(page) = &mut self.page else { return Vec::new() };
        let span = name.spans.first().cloned().unwrap_or_default();
        page.jump_to_byte(span.start);
        let form = Form::add(page.dictionary(), &name.name, name.kind);
        self.focus = Focus::Article;
        self.select_between(span.start, span.end.saturating_sub(1));
        self.show_form(form)
    }
}

/// The first unmarked name from the eye line on, else the first on the screen.
fn next_unmarked(page: &Page) -> Option<std::ops::Range<usize>> {
    let (eye, spans) = (page.eye_span(), unmarked(page));
    spans.iter().find(|span| span.start >= eye).or(spans.first()).cloned()
}

/// A mention with the word before it, and with the word after it.
fn neighbours(page: &Page, mention: &Mention) -> Vec<String> {
    let article = page.article();
    let block = article.block_at(mention.span.start);
    let shown = |span: std::ops::Range<usize>| card::shown(article, block, &span);
    let around = super::select::around(article, &mention.span);
    around.into_iter().map(shown).collect()
}

fn not_rows(page: &Page, mention: &Mention, phrases: &[String]) -> Vec<Row> {
    let dictionary = page.dictionary();
    let form = &mention.why.form;
    let mut rows = Vec::new();
    for entity in mention.entity.iter().chain(&mention.candidates) {
        let (name, of) = (dictionary.full_name(*entity, page.article().language), subject(dictionary, *entity));
        let kind = Some(dictionary[*entity].kind);
        let mut row = |label: String, edit| rows.push(Row { kind, ..Row::new(&label, "", Outcome::Edit(Box::new(edit))) });
        for phrase in phrases {
            let changes = Changes { not: vec![phrase.clone()], ..Changes::default() };
            row(format!("“{phrase}” is not {name}"), Edit::Amend { of: of.clone(), changes });
        }
        row(format!("never mark {name}, whatever it is called"), Edit::HideEntry(of));
    }
    rows.push(Row::new(&format!("never mark “{form}”, whomever it means"), "", Outcome::Edit(Box::new(Edit::HideForm(form.to_string())))));
    rows
}
