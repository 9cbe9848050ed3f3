//! What options, environment and configuration say together, and how articles are opened with that.

use std::io::{self, BufRead, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use super::args::Cli;
use super::{color, short_help};
use crate::batch::{self, Depth, Job, Palette, Status, Tone, complain};
use crate::library;
use crate::reader::Begin;
use crate::reader::keymap::Keymap;
use crate::source::{self, Input};
use crate::store;
use crate::store::config::{AmbiguousWidth, Color, Config, Theme};
use crate::tui::recording::Recording;
use crate::tui::{self, look, rebind, theme};

/// How long the first screen waits for folders to be read to their ends.
const PATIENCE: Duration = Duration::from_millis(40);

/// Everything that commands on articles need to know.
#[expect(clippy::struct_excessive_bools, reason = "switches of the user that have nothing to do with each other")]
pub struct Settings {
    reading: source::Options,
    dictionaries: store::Options,
    weak: bool,
    color: Color,
    /// What somebody asked for.
    theme: Option<Theme>,
    measure: u16,
    begin: Option<Begin>,
    hints: bool,
    linear: bool,
    /// … and whether that was an option.
    linear_asked: bool,
    ambiguous: Option<look::Ambiguous>,
    mouse: bool,
    links: bool,
    keymap: Arc<Keymap>,
    /// The file of what is remembered.
    history: Option<PathBuf>,
    /// Files of what is done.
    record: Option<PathBuf>,
    replay: Option<PathBuf>,
    /// The folder of what can be made again.
    cache: Option<PathBuf>,
    /// What the command line says of the look, and the file of `--config`.
    asked: (Option<Color>, Option<Theme>, Option<PathBuf>),
}

impl Settings {
    /// An option beats the configuration.
    pub fn new(cli: &Cli, config: &Config, keymap: Keymap) -> Self {
        let (said, read) = (&cli.dictionaries, &cli.reading);
        // A recording begins where its replay will: with nothing remembered.
        let remembers = !cli.memory.no_history && cli.fault.record.is_none() && cli.fault.replay.is_none();
        let cache = store::paths::cache_folder().filter(|_| remembers && !cli.memory.no_cache);
        Self {
            reading: source::Options {
                language: read.lang,
                date: read.date,
                text: read.text,
                raw: read.raw,
                max_size: read.max_size,
                apart: true,
                threads: 1,
            },
            dictionaries: store::Options {
                dicts: said.dicts.clone(),
                builtin: !said.no_builtin,
                only_dict: said.only_dict,
                cache: cache.clone(),
                ..store::Options::default()
            },
            weak: !said.no_weak,
            color: cli.look.color.or(config.color).unwrap_or_default(),
            theme: cli.look.theme.or(config.theme),
            measure: config.measure(),
            begin: read.at,
            hints: config.hints(),
            linear: cli.look.linear || config.linear,
            linear_asked: cli.look.linear,
            ambiguous: ambiguous(config),
            mouse: config.mouse(),
            links: config.hyperlinks,
            asked: (cli.look.color, cli.look.theme, cli.look.config.clone()),
            keymap: Arc::new(keymap),
            history: store::history::usual_path().filter(|_| remembers),
            cache,
            record: cli.fault.record.clone(),
            replay: cli.fault.replay.clone(),
        }
    }

    /// The dictionaries that go with these articles.
    pub fn dictionaries(&self, files: &[PathBuf]) -> store::Options {
        store::Options { article: files.first().cloned(), ..self.dictionaries.clone() }
    }

    /// Whether standard output is coloured.
    pub fn color(&self) -> bool {
        color::wanted(self.color, variable, io::stdout().is_terminal())
    }

    /// The articles that a command works on; `None` when there is none, and the user was told what to do.
    pub fn job(&self, files: Vec<PathBuf>) -> Option<Job> {
        let files = given(files)?;
        let dictionaries = self.dictionaries(&files);
        Some(Job { inputs: source::expand(&files), reading: self.reading, dictionaries, weak: self.weak })
    }

    /// Opens the articles in the terminal, or prints them where there is none.
    pub fn open(&self, mut files: Vec<PathBuf>) -> ExitCode {
        let begin = self.begin.or_else(|| line_before_file(&mut files));
        if files.is_empty() && nothing_on_stdin() {
            return short_help().into();
        }
        if !io::stdout().is_terminal() {
            return self.job(files).map_or(Status::Failed, |job| batch::print::run(&job, self.palette())).into();
        }
        let Some(files) = given(files) else { return Status::Failed.into() };
        let (dictionaries, reading) = (self.dictionaries(&files), self.reading);
        let (found, more) = library::find::start(&files, PATIENCE);
        let articles = readable(found);
        if articles.is_empty() && more.is_none() {
            return Status::Failed.into();
        }
        let replay = match self.replay.as_deref().map(Recording::load).transpose() {
            Ok(replay) => replay,
            Err(message) => {
                complain(message);
                return Status::Failed.into();
            }
        };
        let look = self.look();
        let recalls_theme = self.theme.is_none() && look == look::Choice::Auto;
        let history = self.history.clone();
        tui::run(tui::Options {
            articles,
            more,
            reading,
            dictionaries,
            look,
            measure: self.measure,
            begin,
            hints: self.hints,
            linear: self.linear,
            ambiguous: self.ambiguous,
            mouse: self.mouse,
            links: self.links,
            keymap: self.keymap.clone(),
            history,
            cache: self.cache.clone(),
            recalls_theme,
            configuration: self.configuration(),
            record: self.record.clone(),
            replay,
        })
    }

    /// The configuration file, to be read again when it changes: an option still beats it.
    fn configuration(&self) -> Option<tui::Configuration> {
        let (color, theme, asked) = self.asked.clone();
        let linear = self.linear_asked;
        let path = Config::path(asked.as_deref()).0?;
        let read = move || {
            let config = Config::load(asked.as_deref()).map_err(|error| error.to_string())?;
            let look = look(color.or(config.color).unwrap_or_default(), theme.or(config.theme).unwrap_or_default());
            let fault =
                |faults: Vec<rebind::Fault>| faults.into_iter().next().map(|(place, message)| config.error(place, message).to_string());
            let keymap = rebind::keymap(&config.keys).map_err(|faults| fault(faults).unwrap_or_default())?;
            Ok(tui::Wishes {
                look,
                measure: config.measure(),
                keymap: Arc::new(keymap),
                mouse: config.mouse(),
                hints: config.hints(),
                linear: linear || config.linear,
                ambiguous: ambiguous(&config),
                links: config.hyperlinks,
            })
        };
        Some(tui::Configuration { path, read: std::sync::Arc::new(read) })
    }

    fn look(&self) -> look::Choice {
        look(self.color, self.theme.unwrap_or_default())
    }

    /// The colours of printed text, where it has any. Who wants colour gets colour: `NO_COLOR` was heeded before.
    pub fn palette(&self) -> Option<Palette> {
        self.color().then(|| self.colours())
    }

    /// The colours of text that somebody wants coloured. Without a terminal to ask, those of a dark one.
    pub fn colours(&self) -> Palette {
        let unset = |name: &str| variable(name).filter(|_| name != "NO_COLOR");
        let theme = look::theme(self.look(), unset);
        let tone = match theme.tone {
            theme::Tone::Dark => Tone::Dark,
            theme::Tone::Light => Tone::Light,
            theme::Tone::Mono => Tone::Mono,
        };
        let depth = match theme.depth {
            theme::Depth::True => Depth::True,
            theme::Depth::Palette => Depth::Palette,
            theme::Depth::Sixteen => Depth::Sixteen,
        };
        Palette { tone, depth }
    }
}

/// The files, or standard input where there are none; `None` when that is a terminal, and the user was told what to do.
fn given(mut files: Vec<PathBuf>) -> Option<Vec<PathBuf>> {
    if files.is_empty() {
        if io::stdin().is_terminal() {
            complain("no article: name a file, or write one to standard input");
            return None;
        }
        files.push("-".into());
    }
    Some(files)
}

/// `+300` before the first file, as other readers have it; a file of that name is a file.
fn line_before_file(files: &mut Vec<PathBuf>) -> Option<Begin> {
    let line = files.first().filter(|file| !file.exists())?.to_str()?.strip_prefix('+')?;
    let line = line.parse().ok().filter(|line| *line > 0)?;
    files.remove(0);
    Some(Begin::Line(line))
}

/// What the reader looks like; without colours it is mono.
fn look(color: Color, theme: Theme) -> look::Choice {
    match theme {
        _ if color == Color::Never => look::Choice::Always(theme::Tone::Mono),
        Theme::Auto => look::Choice::Auto,
        Theme::Dark => look::Choice::Always(theme::Tone::Dark),
        Theme::Light => look::Choice::Always(theme::Tone::Light),
        Theme::Mono => look::Choice::Always(theme::Tone::Mono),
    }
}

/// What the configuration says of the width of lines and blocks; `None`: the terminal is asked.
fn ambiguous(config: &Config) -> Option<look::Ambiguous> {
    match config.ambiguous_width.unwrap_or_default() {
        AmbiguousWidth::Auto => None,
        AmbiguousWidth::Narrow => Some(look::Ambiguous::Narrow),
        AmbiguousWidth::Wide => Some(look::Ambiguous::Wide),
    }
}

/// The articles; what stands in the place of one is told.
fn readable(inputs: Vec<Result<Input, source::Error>>) -> Vec<Input> {
    let told = |error: &source::Error| complain(error);
    inputs.into_iter().filter_map(|input| input.inspect_err(told).ok()).collect()
}

/// Whether nobody writes an article to standard input: a terminal, the null device, an empty pipe. What was read to find
/// out stays in the buffer of standard input.
fn nothing_on_stdin() -> bool {
    let stdin = io::stdin();
    stdin.is_terminal() || stdin.lock().fill_buf().map_or(true, <[u8]>::is_empty)
}

/// The columns of the terminal on standard output; 80 where there is none.
pub fn width() -> usize {
    crossterm::terminal::size().map_or(80, |(columns, _)| columns.into())
}

/// An environment variable; what is no UTF-8 in it does not matter to anyone who asks here.
pub fn variable(name: &str) -> Option<String> {
    std::env::var_os(name).map(|value| value.to_string_lossy().into_owned())
}
