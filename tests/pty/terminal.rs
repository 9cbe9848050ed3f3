//! A terminal for the tests: a real pseudo-terminal, what a person would see on it, and how it was left.
//!
//! Nothing here sleeps and hopes: every wait is for something, with a deadline that only a broken program reaches.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};
use rustix::fs::{Mode, OFlags};
use rustix::process::{Pid, Signal, WaitOptions, WaitStatus, kill_process, waitpid};

/// Long enough for the slowest machine that runs tests.
const PATIENCE: Duration = Duration::from_secs(30);

/// How the program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Status(i32),
    Killed(i32),
}

/// What the program wrote.
#[derive(Default)]
struct Output {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    last: Option<Instant>,
}

/// A terminal with one program in it.
pub struct Terminal {
    output: Arc<Mutex<Output>>,
    reading: Option<JoinHandle<()>>,
    stop_reading: Arc<AtomicBool>,
    pause_reading: Arc<AtomicBool>,
    writer: Option<Box<dyn Write + Send>>,
    master: Option<Box<dyn MasterPty + Send>>,
    /// Kept open, so that the line settings outlive the program.
    slave: Option<Box<dyn SlavePty + Send>>,
    /// The line settings before the program started.
    found: String,
    pid: Pid,
    end: Option<End>,
}

/// How to start the program.
#[derive(Clone, Default)]
pub struct Start<'a> {
    pub arguments: Vec<&'a str>,
    pub variables: Vec<(&'a str, &'a str)>,
    /// A shell's words before the program's: `trap '' HUP;`
    pub before: &'a str,
    /// A shell's words after the program's: `< file`
    pub after: &'a str,
    pub without_controlling_terminal: bool,
    pub size: Option<(u16, u16)>,
}

impl Terminal {
    /// Starts the program in a folder.
    pub fn start(folder: &Path, start: &Start<'_>) -> Self {
        let (columns, rows) = start.size.unwrap_or((80, 24));
        let pair = native_pty_system().openpty(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }).unwrap();
        let found = settings(&*pair.master);
        let mut command = CommandBuilder::new("/bin/sh");
        command.args(["-c", &format!("{} exec \"$0\" \"$@\" {}", start.before, start.after), env!("CARGO_BIN_EXE_namedrop")]);
        command.args(&start.arguments);
        command.cwd(folder);
        command.env_clear();
        for (name, value) in [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("HOME", folder.to_str().unwrap())] {
            command.env(name, value);
        }
        for (name, value) in &start.variables {
            command.env(name, value);
        }
        command.set_controlling_tty(!start.without_controlling_terminal);
        let child = pair.slave.spawn_command(command).unwrap();
        let pid = Pid::from_raw(child.process_id().unwrap().try_into().unwrap()).unwrap();
        let output =
            Arc::new(Mutex::new(Output { parser: vt100::Parser::new(at_least_one(rows), at_least_one(columns), 0), ..Output::default() }));
        let stop_reading = Arc::new(AtomicBool::new(false));
        let pause_reading = Arc::new(AtomicBool::new(false));
        let reading = read(pair.master.try_clone_reader().unwrap(), output.clone(), stop_reading.clone(), pause_reading.clone());
        let writer = Some(pair.master.take_writer().unwrap());
        let (master, slave) = (Some(pair.master), Some(pair.slave));
        Self { output, reading: Some(reading), stop_reading, pause_reading, writer, master, slave, found, pid, end: None }
    }

    /// Types.
    pub fn send(&mut self, keys: &str) {
        let writer = self.writer.as_mut().unwrap();
        writer.write_all(keys.as_bytes()).unwrap();
        writer.flush().unwrap();
    }

    /// What the screen shows.
    pub fn text(&self) -> String {
        self.output.lock().unwrap().parser.screen().contents()
    }

    /// Every byte the program wrote.
    pub fn bytes(&self) -> Vec<u8> {
        self.output.lock().unwrap().bytes.clone()
    }

    /// Waits until the screen is as wanted.
    pub fn wait_until(&mut self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) {
        let begin = Instant::now();
        while !wanted(self.output.lock().unwrap().parser.screen()) {
            self.look_after();
            assert!(self.end.is_none(), "the program ended ({:?}) before {what}\n{}", self.end, self.text());
            assert!(begin.elapsed() < PATIENCE, "no {what}\n{}", self.text());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until the screen shows a text.
    pub fn wait_for(&mut self, text: &str) {
        self.wait_until(&format!("{text:?} on the screen"), |screen| screen.contents().contains(text));
    }

    /// Waits until nothing was written for this long.
    pub fn wait_quiet(&mut self, pause: Duration) {
        let begin = Instant::now();
        let quiet = |output: &Output| output.last.unwrap_or(begin).elapsed() >= pause;
        while begin.elapsed() < pause || !quiet(&self.output.lock().unwrap()) {
            assert!(begin.elapsed() < PATIENCE, "the program does not come to rest\n{}", self.text());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Another size for the window.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.output.lock().unwrap().parser.screen_mut().set_size(at_least_one(rows), at_least_one(columns));
        self.master.as_ref().unwrap().resize(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }).unwrap();
    }

    /// Another size for the window, and the program's answer to it.
    pub fn resize_and_wait(&mut self, columns: u16, rows: u16) {
        let written = |terminal: &Self| terminal.output.lock().unwrap().bytes.len();
        let (begin, before) = (Instant::now(), written(self));
        self.resize(columns, rows);
        while written(self) == before {
            self.look_after();
            assert!(self.end.is_none() && begin.elapsed() < PATIENCE, "no answer to {columns} × {rows}\n{}", self.text());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// The program's number, by which the system knows it.
    #[cfg(target_os = "linux")]
    pub fn pid(&self) -> i32 {
        self.pid.as_raw_nonzero().get()
    }

    pub fn kill(&self, signal: Signal) {
        kill_process(self.pid, signal).unwrap();
    }

    /// Whether what the program writes is read, as a terminal does that was not stopped.
    pub fn read_on(&self, wanted: bool) {
        self.pause_reading.store(!wanted, Ordering::SeqCst);
    }

    /// Closes the window.
    pub fn hang_up(&mut self) {
        self.stop_reading.store(true, Ordering::SeqCst);
        // The reading thread sees that only when something is written: a repaint.
        self.send("\u{c}");
        self.reading.take().unwrap().join().unwrap();
        (self.writer, self.slave, self.master) = (None, None, None);
    }

    /// Waits for the program's end.
    pub fn wait_end(&mut self) -> End {
        let begin = Instant::now();
        loop {
            self.look_after();
            if let Some(end) = self.end {
                self.read_to_the_end();
                return end;
            }
            assert!(begin.elapsed() < PATIENCE, "the program does not end\n{}", self.text());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until the program is stopped.
    pub fn wait_stopped(&mut self) {
        let begin = Instant::now();
        while !self.status(WaitOptions::UNTRACED).is_some_and(WaitStatus::stopped) {
            assert!(self.end.is_none() && begin.elapsed() < PATIENCE, "the program does not stop\n{}", self.text());
            std::thread::sleep(Duration::from_millis(5));
        }
        self.read_to_the_end();
    }

    /// What the program wrote last may still be on its way: a byte that it never writes is sent after it, and waited for.
    fn read_to_the_end(&mut self) {
        let Some(name) = self.master.as_ref().and_then(|master| master.tty_name()) else { return };
        let slave = rustix::fs::open(name, OFlags::WRONLY | OFlags::NOCTTY, Mode::empty()).unwrap();
        let begin = Instant::now();
        assert_eq!(rustix::io::write(&slave, b"\0").unwrap(), 1);
        while self.output.lock().unwrap().bytes.pop_if(|last| *last == 0).is_none() {
            assert!(begin.elapsed() < PATIENCE, "what the program wrote is not read\n{}", self.text());
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// What the program left behind on the terminal; empty when it is as it was found.
    pub fn left_behind(&self) -> Vec<&'static str> {
        let output = self.output.lock().unwrap();
        let screen = output.parser.screen();
        let settings = self.master.as_deref().map_or_else(|| self.found.clone(), settings);
        let all = [
            (screen.alternate_screen(), "the alternate screen"),
            (screen.hide_cursor(), "a hidden cursor"),
            (screen.bracketed_paste(), "bracketed paste"),
            (screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None, "mouse reports"),
            (screen.fgcolor() != vt100::Color::Default || screen.bold() || screen.inverse(), "colours"),
            (settings != self.found, "line settings"),
            (count(&output.bytes, b"\x1b[?2026h") > count(&output.bytes, b"\x1b[?2026l"), "an unfinished frame"),
        ];
        all.into_iter().filter_map(|(left, what)| left.then_some(what)).collect()
    }

    fn look_after(&mut self) {
        self.status(WaitOptions::empty());
    }

    fn status(&mut self, options: WaitOptions) -> Option<WaitStatus> {
        if self.end.is_some() {
            return None;
        }
        let (_, status) = waitpid(Some(self.pid), options | WaitOptions::NOHANG).unwrap()?;
        self.end = status.exit_status().map(End::Status).or(status.terminating_signal().map(End::Killed));
        Some(status)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if self.end.is_none() {
            let _ = kill_process(self.pid, Signal::KILL);
            let _ = waitpid(Some(self.pid), WaitOptions::empty());
        }
    }
}

fn read(mut from: Box<dyn Read + Send>, output: Arc<Mutex<Output>>, stop: Arc<AtomicBool>, pause: Arc<AtomicBool>) -> JoinHandle<()> {
    std::thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(length @ 1..) = from.read(&mut buffer) {
            while pause.load(Ordering::SeqCst) && !stop.load(Ordering::SeqCst) {
                std::thread::sleep(Duration::from_millis(5));
            }
            let mut output = output.lock().unwrap();
            output.parser.process(&buffer[..length]);
            output.bytes.extend_from_slice(&buffer[..length]);
            output.last = Some(Instant::now());
            if stop.load(Ordering::SeqCst) {
                return;
            }
        }
    })
}

/// The model of the screen knows no size of nothing.
fn at_least_one(cells: u16) -> NonZeroU16 {
    NonZeroU16::new(cells).unwrap_or(NonZeroU16::MIN)
}

/// The line settings, to be compared.
fn settings(master: &(dyn MasterPty + Send)) -> String {
    let found = master.get_termios().unwrap();
    format!("{:?}", (found.input_flags, found.output_flags, found.control_flags, found.local_flags, found.control_chars))
}

fn count(bytes: &[u8], wanted: &[u8]) -> usize {
    bytes.windows(wanted.len()).filter(|window| *window == wanted).count()
}
