//! Signals, served by a thread of their own.
//!
//! The thread gives the terminal back and ends the process whatever the rest of the program is doing: loading, drawing to
//! a terminal that does not read, or waiting for one that is gone. A flag that the loop looks at would do none of this.

use std::io;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use super::terminal;

/// What a signal asks of the loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// The screen has, or had, another size.
    Resized,
    /// Stop until continued.
    Stop,
    /// The process was continued: the screen may be anybody's.
    Continued,
}

/// Serves signals from now on; those that ask something of the loop are handed to `tell`.
///
/// # Errors
/// When the system refuses a handler or a thread.
pub fn serve(tell: impl Fn(Signal) + Send + 'static) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH])?;
    let serve = move || {
        for signal in signals.forever() {
            match signal {
                // An editor has the terminal: its keys are its own, and a stop is for the whole job.
                SIGINT | SIGQUIT if terminal::is_lent() => {}
                SIGTSTP if terminal::is_lent() => drop(signal_hook::low_level::raise(signal_hook::consts::SIGSTOP)),
                SIGWINCH => tell(Signal::Resized),
                SIGTSTP => tell(Signal::Stop),
                SIGCONT => tell(Signal::Continued),
                deadly => terminal::die(deadly),
            }
        }
    };
    std::thread::Builder::new().name("signals".into()).spawn(serve).map(drop)
}

/// Ctrl-Z: asks every process of this job to stop, this one included, as the terminal itself would.
pub fn stop_job() {
    // When the job cannot be asked there is nobody else in it.
    if rustix::process::kill_current_process_group(rustix::process::Signal::TSTP).is_err() {
        let _ = signal_hook::low_level::raise(SIGTSTP);
    }
}
