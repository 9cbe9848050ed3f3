//! The terminal's life: taken over once, given back exactly as it was, whoever ends the program.
//!
//! A process has one terminal, so what is needed to give it back is one static. [`leave`] may be called from any thread,
//! at any time and more than once: by the guard's drop, the panic hook, a signal's thread, the suspension. It never waits
//! long, even when the terminal has stopped reading. No drawing here.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, TryLockError};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::fs::{Mode, OFlags};
use rustix::termios::{OptionalActions, Termios};

/// Alternate screen, hidden cursor, bracketed paste.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?25l\x1b[?2004h";
/// The exact reverse, and the end of a frame and its colours that may have been cut short.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[0m\x1b[?2004l\x1b[?25h\x1b[?1049l";
/// Presses, movement with a button down, places as numbers of any size (xterm's modes 1000, 1002 and 1006).
const TAKE_MOUSE: &[u8] = b"\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const GIVE_MOUSE: &[u8] = b"\x1b[?1006l\x1b[?1002l\x1b[?1000l";
/// How long [`leave`] waits for a frame under way, and then for the terminal to take bytes.
const PATIENCE: Duration = Duration::from_millis(200);

static TTY: OnceLock<Tty> = OnceLock::new();
/// Whether the screen is ours. Frames are dropped when it is not.
static ENTERED: AtomicBool = AtomicBool::new(false);
/// Whether the terminal is still to be told so: with the first frame, in one write.
static UNTOLD: AtomicBool = AtomicBool::new(false);
/// Whether the mouse is ours while the screen is.
static MOUSE: AtomicBool = AtomicBool::new(false);
/// Whether another program has it meanwhile.
static LENT: AtomicBool = AtomicBool::new(false);
/// When it gave it back: a signal of its last key may still be on its way to us.
static RETURNED: Mutex<Option<Instant>> = Mutex::new(None);
/// Held while a frame is written, so that nothing is written into the middle of it.
static WRITING: Mutex<()> = Mutex::new(());

struct Tty {
    keys: OwnedFd,
    screen: OwnedFd,
    /// The line settings as they were found.
    found: Termios,
}

/// The terminal, taken over. Dropping it gives the terminal back.
#[derive(Debug)]
pub struct Guard(());

impl Drop for Guard {
    fn drop(&mut self) {
        leave();
    }
}

/// Finds the terminal without changing it: the screen is standard output, the keys come from standard input, or, where
/// that is an article, from the controlling terminal.
///
/// # Errors
/// When there is no terminal to read keys from, in a user's words.
pub fn find() -> Result<(), String> {
    let keys =
        keyboard().map_err(|why| format!("no keyboard: the controlling terminal cannot be opened ({why}); open the article as a file"))?;
    let no_terminal = |why: rustix::io::Errno| format!("the terminal cannot be used: {why}");
    let screen = rustix::io::fcntl_dupfd_cloexec(rustix::stdio::stdout(), 3).map_err(no_terminal)?;
    let found = rustix::termios::tcgetattr(&keys).map_err(no_terminal)?;
    // A second call keeps the first terminal: a process has one.
    let _ = TTY.set(Tty { keys, screen, found });
    Ok(())
}

fn keyboard() -> rustix::io::Result<OwnedFd> {
    let stdin = rustix::stdio::stdin();
    if rustix::termios::isatty(stdin) {
        return rustix::io::fcntl_dupfd_cloexec(stdin, 3);
    }
    rustix::fs::open("/dev/tty", OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty())
}

/// Where keys are read from, once the terminal was found.
#[must_use]
pub fn keys() -> Option<BorrowedFd<'static>> {
    TTY.get().map(|tty| tty.keys.as_fd())
}

/// Takes the terminal over. What it shows changes with the first frame.
///
/// # Errors
/// When the terminal refuses its settings or is gone.
pub fn enter() -> io::Result<Guard> {
    let tty = TTY.get().ok_or(io::ErrorKind::NotConnected)?;
    set_raw(tty)?;
    UNTOLD.store(true, Ordering::SeqCst);
    ENTERED.store(true, Ordering::SeqCst);
    Ok(Guard(()))
}

/// Sets raw mode again, for after a stop that nobody announced: the shell will have changed it.
///
/// # Errors
/// When the terminal is gone.
pub fn reassert() -> io::Result<()> {
    match TTY.get() {
        Some(tty) if ENTERED.load(Ordering::SeqCst) => {
            set_raw(tty)?;
            take_screen()
        }
        _ => Ok(()),
    }
}

fn take_screen() -> io::Result<()> {
    write(ENTER)?;
    if MOUSE.load(Ordering::SeqCst) { write(TAKE_MOUSE) } else { Ok(()) }
}

/// Whether the mouse is used from now on, and whenever the screen is taken over.
///
/// # Errors
/// When the terminal is gone.
pub fn use_mouse(wanted: bool) -> io::Result<()> {
    if MOUSE.swap(wanted, Ordering::SeqCst) == wanted || !ENTERED.load(Ordering::SeqCst) {
        return Ok(());
    }
    write(if wanted { TAKE_MOUSE } else { GIVE_MOUSE })
}

fn set_raw(tty: &Tty) -> io::Result<()> {
    let mut raw = tty.found.clone();
    raw.make_raw();
    // Not "flush": what was typed ahead of the start counts.
    Ok(rustix::termios::tcsetattr(&tty.keys, OptionalActions::Now, &raw)?)
}

/// Gives the terminal back. Errors are of no use to anyone here and are passed over.
pub fn leave() {
    let Some(tty) = TTY.get() else { return };
    if !ENTERED.swap(false, Ordering::SeqCst) {
        return;
    }
    let _between_frames = lock_patiently();
    if !UNTOLD.swap(false, Ordering::SeqCst) && takes_bytes(tty) {
        // Where the mouse was never taken the terminal is told nothing new.
        let _ = write_all(tty, GIVE_MOUSE);
        let _ = write_all(tty, LEAVE);
    }
    let _ = rustix::termios::tcsetattr(&tty.keys, OptionalActions::Now, &tty.found);
}

/// Stops the process as Ctrl-Z does, and takes the terminal over again when it is continued.
///
/// # Errors
/// When the terminal is gone on return.
pub fn stop_and_return() -> io::Result<()> {
    leave();
    // To this very thread: a stop sent to the process might strike only after the next line.
    signal_hook::low_level::raise(signal_hook::consts::SIGSTOP)?;
    let tty = TTY.get().ok_or(io::ErrorKind::NotConnected)?;
    set_raw(tty)?;
    ENTERED.store(true, Ordering::SeqCst);
    take_screen()
}

/// What is done before the process dies, whoever ends it.
type Last = Box<dyn Fn() + Send + Sync>;

static LAST: OnceLock<Last> = OnceLock::new();

/// Has this done before the process dies by [`die`], after the terminal was given back. It should take no longer than
/// somebody who closes a window waits.
pub fn before_the_end(last: impl Fn() + Send + Sync + 'static) {
    // A second call keeps the first: a process has one session.
    let _ = LAST.set(Box::new(last));
}

/// Gives the terminal to another program of this one's, until [`take_back`].
pub fn lend() {
    LENT.store(true, Ordering::SeqCst);
    leave();
}

/// Whether another program has the terminal: signals of its keys are meant for that program.
#[must_use]
pub fn is_lent() -> bool {
    let returned = *RETURNED.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    LENT.load(Ordering::SeqCst) || returned.is_some_and(|returned| returned.elapsed() < PATIENCE)
}

/// Takes the terminal over again.
///
/// # Errors
/// When the terminal is gone.
pub fn take_back() -> io::Result<()> {
    *RETURNED.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(Instant::now());
    LENT.store(false, Ordering::SeqCst);
    let tty = TTY.get().ok_or(io::ErrorKind::NotConnected)?;
    set_raw(tty)?;
    ENTERED.store(true, Ordering::SeqCst);
    take_screen()
}

/// Gives the terminal back and dies by this signal, so that the parent learns the truth.
pub fn die(signal: i32) -> ! {
    leave();
    if let Some(last) = LAST.get() {
        last();
    }
    let _ = signal_hook::low_level::emulate_default_handler(signal);
    std::process::exit(128 + signal)
}

/// Writes a frame, whole, unless the terminal was given back.
///
/// # Errors
/// When the terminal is gone.
pub fn write(frame: &[u8]) -> io::Result<()> {
    let tty = TTY.get().ok_or(io::ErrorKind::NotConnected)?;
    let _whole = WRITING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    match ENTERED.load(Ordering::SeqCst) {
        false => Ok(()),
        true if UNTOLD.swap(false, Ordering::SeqCst) => write_all(tty, &[ENTER, frame].concat()),
        true => write_all(tty, frame),
    }
}

/// The size of the screen in columns and rows; 0 × 0 where it tells none.
#[must_use]
pub fn size() -> (u16, u16) {
    let size = TTY.get().and_then(|tty| rustix::termios::tcgetwinsize(&tty.screen).ok());
    size.map_or((0, 0), |size| (size.ws_col, size.ws_row))
}

fn write_all(tty: &Tty, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match rustix::io::write(&tty.screen, bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
            Err(rustix::io::Errno::INTR) => {}
            // Another program may have left the shared terminal in non-blocking mode.
            Err(rustix::io::Errno::AGAIN) => drop(wait_for_room(tty, None)),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Whether the terminal takes bytes soon. Where it cannot be asked it is tried.
fn takes_bytes(tty: &Tty) -> bool {
    wait_for_room(tty, Some(PATIENCE)).map_or(true, |ready| ready > 0)
}

fn wait_for_room(tty: &Tty, patience: Option<Duration>) -> rustix::io::Result<usize> {
    let limit = patience.and_then(|patience| Timespec::try_from(patience).ok());
    rustix::event::poll(&mut [PollFd::new(&tty.screen, PollFlags::OUT)], limit.as_ref())
}

/// The lock between frames, or nothing when a frame hangs in a terminal that does not read.
fn lock_patiently() -> Option<MutexGuard<'static, ()>> {
    let begin = Instant::now();
    loop {
        match WRITING.try_lock() {
            Ok(lock) => return Some(lock),
            Err(TryLockError::Poisoned(lock)) => return Some(lock.into_inner()),
            Err(TryLockError::WouldBlock) if begin.elapsed() > PATIENCE => return None,
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(2)),
        }
    }
}
