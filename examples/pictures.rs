//! Makes the pictures of the README: runs the program in a pseudo-terminal, types, and draws what it shows as SVG.
//!
//!     cargo build && cargo run --example pictures
//!
//! It writes `docs/screens/*.svg`. The demonstration is one file that moves by itself, step by step.

#![expect(clippy::unwrap_used, reason = "a tool for those who work on namedrop: what is missing should fail loudly")]

use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use unicode_width::UnicodeWidthStr;

/// A picture: name, columns, rows, theme, the keys that lead to it, what is opened.
type Picture = (&'static str, u16, u16, &'static str, &'static str, &'static str);

const PICTURES: [Picture; 4] = [
    ("article", 120, 40, "dark", "5\t", "samples/01-gespraech.txt"),
    ("card", 80, 24, "light", "7\t\r", "samples/03-summit.txt"),
    ("library", 100, 24, "dark", "", "samples"),
    ("cast", 44, 20, "mono", "ejj", "samples/01-gespraech.txt"),
];

/// The demonstration: keys, how they are shown, what they do, seconds.
const STEPS: [(&str, &str, &str, f32); 12] = [
    ("", "namedrop article.txt", "an article, and who is in it", 3.0),
    ("\t", "Tab", "the next name", 1.6),
    ("\t", "Tab", "and the next: who it is stands in the last row", 2.4),
    ("\t\t", "Tab Tab", "", 1.6),
    ("*", "*", "the same one again, under whatever name", 2.2),
    ("*", "*", "", 1.8),
    ("gn", "gn", "somebody new", 2.2),
    ("f", "f", "a letter on every name in sight", 2.4),
    ("\x1b", "Esc", "", 0.8),
    ("ejj", "e j j", "the cast: where in the article each of them is", 2.6),
    ("\r", "Enter", "to the first mention", 2.2),
    ("\x7f", "Backspace", "back to the sentence that was being read", 3.0),
];

/// Pixels of a cell, and of the margin around all.
const CELL: (f32, f32) = (8.4, 18.0);
const MARGIN: f32 = 14.0;
const CAPTION: f32 = 40.0;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let screens = root.join("docs/screens");
    for (name, columns, rows, theme, keys, opened) in PICTURES {
        let mut program = Program::start(root, columns, rows, theme, opened);
        program.press(keys);
        let svg = picture(columns, rows, theme, &[("", "", &program.screen(theme), 0.0)]);
        fs::write(screens.join(format!("{name}.svg")), svg).unwrap();
    }
    let mut program = Program::start(root, 100, 28, "dark", "samples/01-gespraech.txt");
    let mut frames = Vec::new();
    for (keys, shown, does, seconds) in STEPS {
        program.press(keys);
        frames.push((shown, does, program.screen("dark"), seconds));
    }
    let frames: Vec<Frame<'_>> = frames.iter().map(|(shown, does, screen, seconds)| (*shown, *does, screen.as_str(), *seconds)).collect();
    fs::write(screens.join("demo.svg"), picture(100, 28, "dark", &frames)).unwrap();
}

/// Keys, what they do, the drawn screen, seconds.
type Frame<'a> = (&'a str, &'a str, &'a str, f32);

/// The program in a pseudo-terminal.
struct Program {
    writer: Box<dyn Write + Send>,
    output: Arc<Mutex<(vt100::Parser, Instant)>>,
    child: Box<dyn portable_pty::Child + Send + Sync>,
    _master: Box<dyn portable_pty::MasterPty + Send>,
}

impl Program {
    fn start(root: &Path, columns: u16, rows: u16, theme: &str, opened: &str) -> Self {
        let pair = native_pty_system().openpty(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }).unwrap();
        let mut command = CommandBuilder::new(program());
        command.args(["--no-history", "--theme", theme, opened]);
        command.cwd(root);
        for (name, value) in [("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("LC_ALL", "C.UTF-8"), ("HOME", "/nonexistent")] {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        let parser = vt100::Parser::new(NonZeroU16::new(rows).unwrap(), NonZeroU16::new(columns).unwrap(), 0);
        let output = Arc::new(Mutex::new((parser, Instant::now())));
        let (mut reader, shared) = (pair.master.try_clone_reader().unwrap(), output.clone());
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(length @ 1..) = reader.read(&mut buffer) {
                let mut output = shared.lock().unwrap();
                output.0.process(&buffer[..length]);
                output.1 = Instant::now();
            }
        });
        let mut program = Self { writer: pair.master.take_writer().unwrap(), output, child, _master: pair.master };
        // As a terminal would answer, and until the dictionary is there and all names are found.
        program.writer.write_all(b"\x1b[2;2R\x1b[?62c").unwrap();
        program.wait(Duration::from_millis(2500));
        program
    }

    fn press(&mut self, keys: &str) {
        for key in keys.chars() {
            self.writer.write_all(key.to_string().as_bytes()).unwrap();
            self.writer.flush().unwrap();
            // An Esc is one when nothing follows.
            std::thread::sleep(Duration::from_millis(if key == '\x1b' { 150 } else { 20 }));
        }
        self.wait(Duration::from_millis(250));
    }

    /// Until nothing was written for so long.
    fn wait(&self, pause: Duration) {
        let begin = Instant::now();
        while begin.elapsed() < pause || self.output.lock().unwrap().1.elapsed() < pause {
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn screen(&self, theme: &str) -> String {
        drawn(self.output.lock().unwrap().0.screen(), theme)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program that was built beside this one.
fn program() -> PathBuf {
    std::env::current_exe().unwrap().parent().unwrap().parent().unwrap().join("namedrop")
}

/// Background and text of a theme's terminal.
fn colours(theme: &str) -> (&'static str, &'static str) {
    if theme == "light" { ("#ffffff", "#202020") } else { ("#1e1e1e", "#d4d4d4") }
}

/// One picture of all frames: a lone one stands still.
fn picture(columns: u16, rows: u16, theme: &str, frames: &[Frame<'_>]) -> String {
    let (background, foreground) = colours(theme);
    let moving = frames.len() > 1;
    let width = f32::from(columns) * CELL.0 + 2.0 * MARGIN;
    let height = f32::from(rows) * CELL.1 + 2.0 * MARGIN + if moving { CAPTION } else { 0.0 };
    let all: f32 = frames.iter().map(|frame| frame.3).sum();
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xml:space=\"preserve\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" height=\"{height:.0}\">\n<style>\n\
         text{{font:14px 'DejaVu Sans Mono',Menlo,Consolas,monospace;white-space:pre;fill:{foreground}}}\n\
         .b{{font-weight:bold}}.i{{font-style:italic}}.u{{text-decoration:underline}}.k{{font-weight:bold;fill:#ffd75f}}\n"
    );
    let mut from = 0.0;
    for (at, frame) in frames.iter().enumerate().filter(|_| moving) {
        let (begin, end) = (from / all * 100.0, (from + frame.3) / all * 100.0);
        from += frame.3;
        let first = if at == 0 { "visible" } else { "hidden" };
        let _ = writeln!(
            svg,
            "@keyframes f{at}{{0%{{visibility:{first}}}{begin:.2}%{{visibility:visible}}{end:.2}%{{visibility:hidden}}100%{{visibility:hidden}}}}"
        );
        let _ = writeln!(svg, "#f{at}{{visibility:{first};animation:f{at} {all:.1}s step-end infinite}}");
    }
    let _ = writeln!(
        svg,
        "</style>\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{background}\" stroke=\"#808080\" stroke-opacity=\".4\"/>"
    );
    for (at, (keys, does, screen, _)) in frames.iter().enumerate() {
        let _ = writeln!(svg, "<g id=\"f{at}\">{screen}");
        if moving {
            let y = height - CAPTION / 2.0;
            let _ =
                writeln!(svg, "<text x=\"{MARGIN}\" y=\"{y:.0}\"><tspan class=\"k\">{}</tspan>   {}</text>", escaped(keys), escaped(does));
        }
        svg.push_str("</g>\n");
    }
    svg.push_str("</svg>\n");
    svg
}

/// The cells of a screen, run by run.
fn drawn(screen: &vt100::Screen, theme: &str) -> String {
    let (rows, columns) = screen.size();
    let mut svg = String::new();
    for row in 0..rows.get() {
        let mut column = 0;
        while column < columns.get() {
            let look = Look::of(screen.cell(row, column).unwrap(), theme);
            let (begin, mut text) = (column, String::new());
            while let Some(cell) = screen.cell(row, column).filter(|cell| column < columns.get() && Look::of(cell, theme) == look) {
                text.push_str(if cell.has_contents() {
                    cell.contents()
                } else if cell.is_wide_continuation() {
                    ""
                } else {
                    " "
                });
                column += 1;
            }
            look.draw(&text, row, begin, column - begin, &mut svg);
        }
    }
    svg
}

#[derive(PartialEq, Eq)]
struct Look {
    foreground: String,
    background: Option<String>,
    class: String,
}

impl Look {
    fn of(cell: &vt100::Cell, theme: &str) -> Self {
        let (behind, text) = colours(theme);
        let said = |colour| if let vt100::Color::Rgb(r, g, b) = colour { Some(format!("#{r:02x}{g:02x}{b:02x}")) } else { None };
        let (mut foreground, mut background) = (said(cell.fgcolor()), said(cell.bgcolor()));
        if cell.inverse() {
            (foreground, background) = (Some(background.unwrap_or(behind.into())), Some(foreground.unwrap_or(text.into())));
        }
        let classes = [(cell.bold(), "b"), (cell.italic(), "i"), (cell.underline(), "u")];
        let class = classes.iter().filter(|(set, _)| *set).map(|(_, class)| *class).collect::<Vec<_>>().join(" ");
        Self { foreground: foreground.unwrap_or_default(), background, class }
    }

    fn draw(&self, text: &str, row: u16, column: u16, cells: u16, svg: &mut String) {
        let (x, y) = (MARGIN + f32::from(column) * CELL.0, MARGIN + f32::from(row) * CELL.1);
        if let Some(background) = &self.background {
            let width = f32::from(cells) * CELL.0;
            let _ = write!(svg, "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{}\" fill=\"{background}\"/>", CELL.1);
        }
        let begin = text.len() - text.trim_start().len();
        let shown = text.trim();
        if shown.is_empty() {
            return;
        }
        // Any font fits, because each run is told how long it is.
        let wide = |text: &str| f32::from(u16::try_from(text.width()).unwrap()) * CELL.0;
        let (x, length) = (x + wide(&text[..begin]), wide(shown));
        let fill = if self.foreground.is_empty() { String::new() } else { format!(" style=\"fill:{}\"", self.foreground) };
        let class = if self.class.is_empty() { String::new() } else { format!(" class=\"{}\"", self.class) };
        let _ = write!(svg, "<text x=\"{x:.1}\" y=\"{:.1}\" textLength=\"{length:.1}\"{class}{fill}>{}</text>", y + 13.5, escaped(shown));
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
