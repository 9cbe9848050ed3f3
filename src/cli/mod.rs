//! Arguments to a command to an exit status. What a command does stands in `batch` and `tui`.

mod args;
mod color;
mod settings;
mod shells;
mod values;

use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};

use crate::batch::explain::Place;
use crate::batch::history::Wish;
use crate::batch::stats::Format as Stats;
use crate::batch::{self, Status, complain, to_stdout};
use crate::engine::glyph::visible;
use crate::import;
#[cfg(feature = "pdf")]
use crate::source;
use crate::store::config::{Color, Config};
use crate::tui::rebind;
use args::{Cli, Command};
use settings::Settings;
use shells::Shell;

const SHORT_HELP: &str = "
  namedrop article.txt         read an article
  namedrop folder              read the articles in a folder, or the entries of a feed
  curl … | namedrop            read from standard input
  namedrop scan article.txt    write its mentions as JSON lines
  namedrop report folder       write a page for the browser
  namedrop --help              everything else";

/// Does what the arguments say; the first is the program's name.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    // What the program asks of itself is no business of the user.
    #[cfg(feature = "pdf")]
    if arguments.get(1).is_some_and(|argument| argument == source::READS_PDF) {
        return source::serve_pdf(arguments.get(2).is_some_and(|argument| argument == "--raw"));
    }
    match Cli::try_parse_from(arguments) {
        Ok(cli) => command(cli),
        Err(error) => usage(&error).into(),
    }
}

fn command(cli: Cli) -> ExitCode {
    let config = match Config::load(cli.look.config.as_deref()) {
        Ok(config) => config,
        Err(error) => {
            complain(error);
            return Status::Failed.into();
        }
    };
    let keymap = match rebind::keymap(&config.keys) {
        Ok(keymap) => keymap,
        Err(faults) => {
            for (place, message) in faults {
                complain(config.error(place, message));
            }
            return Status::Failed.into();
        }
    };
    let settings = Settings::new(&cli, &config, keymap);
    let status = match cli.command {
        None => return settings.open(cli.files),
        Some(Command::Scan { format, jsonl_in: true, receipts, threads, .. }) => {
            stream(&settings, format, batch::stream::Options { unit: cli.reading.offsets.unwrap_or_default(), receipts, threads })
        }
        Some(Command::Scan { files, format, emit, out: folder, threads, .. }) => {
            let palette = if format == batch::scan::Format::Ansi { settings.colours() } else { batch::Palette::default() };
            let options = batch::scan::Options { format, emit, offsets: cli.reading.offsets, folder, palette, threads };
            settings.job(files).map_or(Status::Failed, |job| batch::scan::run(&job, &options))
        }
        Some(Command::Suggest { files }) => settings.job(files).map_or(Status::Failed, |job| batch::suggest::run(&job)),
        Some(Command::Find { name, files, format, choice }) => {
            let (offsets, palette) = (cli.reading.offsets.unwrap_or_default(), settings.palette());
            let options = batch::find::Options { name, format, offsets, choice: choice.into(), palette };
            settings.job(files).map_or(Status::Failed, |job| batch::find::run(&job, &options))
        }
        Some(Command::Stats { files, format, top, choice }) => {
            let usual = if io::stdout().is_terminal() { Stats::Bars } else { Stats::Table };
            let (format, palette, width) = (format.unwrap_or(usual), settings.palette(), settings::width());
            let options = batch::stats::Options { format, top, choice: choice.into(), palette, width };
            settings.job(files).map_or(Status::Failed, |job| batch::stats::run(&job, &options))
        }
        Some(Command::Report { files, out, title, choice }) => {
            let options = batch::report::Options { out, title, offsets: cli.reading.offsets.unwrap_or_default(), choice: choice.into() };
            settings.job(files).map_or(Status::Failed, |job| batch::report::run(&job, &options))
        }
        Some(Command::Explain { place }) => explain(&settings, &place),
        Some(Command::Check { files }) => batch::check::run(&settings.dictionaries(&[]), &files, settings.color()),
        Some(Command::Import { format, mut files, into, kind, columns, languages, alternate_names, min_population, features }) => {
            if files.is_empty() {
                files.push("-".into());
            }
            let options = import::Options { kind, columns, languages, population: min_population, features, ..import::Options::default() };
            let wish = batch::import::Wish { format, files, into, alternates: alternate_names, options };
            batch::import::run(wish, &settings.dictionaries(&[]))
        }
        Some(Command::Export { format, files }) => batch::import::export(format, &files, &settings.dictionaries(&[])),
        Some(Command::Forms { id }) => batch::forms::run(&settings.dictionaries(&[]), &id, cli.reading.lang),
        Some(Command::History { forget, forget_all: false }) if forget.is_empty() => batch::history::run(&Wish::List),
        Some(Command::History { forget, forget_all: false }) => batch::history::run(&Wish::Forget(forget)),
        Some(Command::History { .. }) => batch::history::run(&Wish::ForgetAll),
        Some(Command::Completions { shell }) => completions(shell),
        Some(Command::Man { command }) => man(command.as_deref()),
    };
    status.into()
}

fn stream(settings: &Settings, format: batch::scan::Format, options: batch::stream::Options) -> Status {
    if format != batch::scan::Format::Jsonl {
        complain("--jsonl-in writes jsonl: leave --format out");
        return Status::Failed;
    }
    settings.job(Vec::new()).map_or(Status::Failed, |job| batch::stream::run(&job, options))
}

fn explain(settings: &Settings, place: &OsStr) -> Status {
    let Some(place) = Place::parse(place) else {
        complain(format_args!("{}: no place such as article.txt:12:5", place.display()));
        return Status::Failed;
    };
    settings.job(vec![place.file.clone()]).map_or(Status::Failed, |job| batch::explain::run(&job, &place))
}

/// Help and version go to standard output; a mistake to standard error, with nothing in it that a terminal obeys.
fn usage(error: &clap::Error) -> Status {
    let text = error.render();
    if !matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        text.to_string().lines().for_each(tell);
        return Status::Failed;
    }
    let color = color::wanted(Color::Auto, settings::variable, io::stdout().is_terminal());
    let text = if color { text.ansi().to_string() } else { text.to_string() };
    to_stdout(|out| out.write_all(text.as_bytes()).map(|()| Status::Done))
}

/// What is said to somebody who gives nothing to read.
fn short_help() -> Status {
    Cli::command().render_usage().to_string().lines().for_each(tell);
    SHORT_HELP.lines().for_each(tell);
    Status::Failed
}

/// A line on standard error; when that is closed there is nobody to tell.
fn tell(line: &str) {
    let _ = writeln!(io::stderr(), "{}", visible(line));
}

fn completions(shell: Shell) -> Status {
    let script = shell.script(Cli::command());
    to_stdout(|out| out.write_all(&script).map(|()| Status::Done))
}

/// The manual page of the program, or of a command by the name `namedrop-COMMAND`.
fn man(command: Option<&str>) -> Status {
    let mut all = Cli::command();
    all.build();
    let page = match command {
        None => Cli::command(),
        Some(name) => {
            let Some(found) = all.find_subcommand(name) else {
                complain(format_args!("{name}: no such command"));
                return Status::Failed;
            };
            found.clone()
        }
    };
    to_stdout(|out| {
        let mut text = Vec::new();
        clap_mangen::Man::new(page).render(&mut text)?;
        out.write_all(&text).map(|()| Status::Done)
    })
}
