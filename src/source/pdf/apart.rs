//! A PDF is read in a process of its own, with limits: a library that runs out of stack, memory or time takes only that
//! process with it.

use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::extract;
use super::paragraphs::{Block, blocks};

/// The argument that makes the program read a PDF from standard input and write what is in it to standard output.
pub const COMMAND: &str = "__extract";

/// After that the process is killed.
const LIMIT: Duration = Duration::from_secs(10);

/// The most memory of the process, in bytes.
#[cfg(unix)]
const MEMORY: u64 = 2 << 30;

/// The stack for reading, in bytes.
const STACK: usize = 64 << 20;

/// The most that the process may answer, in bytes.
const ANSWER: u64 = 256 << 20;

/// What a PDF holds.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Extract {
    pub title: Option<String>,
    pub author: Option<String>,
    /// As ISO 8601 has it.
    pub date: Option<String>,
    pub language: Option<String>,
    pub blocks: Vec<Block>,
    pub warnings: Vec<String>,
}

/// Why a PDF could not be read, in the user's words.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq, Serialize, Deserialize)]
pub enum Failure {
    #[error("its PDF data are damaged or cut off")]
    Damaged,
    #[error("a PDF with a password; save it without one, for example with `qpdf --decrypt`")]
    Encrypted,
    #[error("a PDF without text, perhaps scanned; text recognition such as `ocrmypdf` adds it")]
    NoText,
    #[error("a PDF that takes longer than 10 s or more than 2 GiB of memory, which is not read")]
    Limit,
}

/// Reads a PDF in this process, on a thread with much stack; a panic is a damaged file.
///
/// # Errors
/// With the reason.
pub fn in_a_thread(bytes: &[u8], raw: bool) -> Result<Extract, Failure> {
    thread::scope(|scope| {
        let reading = thread::Builder::new().name("pdf".to_owned()).stack_size(STACK).spawn_scoped(scope, || read(bytes, raw));
        reading.map_err(|_| Failure::Limit)?.join().unwrap_or(Err(Failure::Damaged))
    })
}

fn read(bytes: &[u8], raw: bool) -> Result<Extract, Failure> {
    let mut document = extract::read(bytes)?;
    let pages = std::mem::take(&mut document.pages);
    let blocks = blocks(pages, raw);
    if blocks.is_empty() {
        return Err(Failure::NoText);
    }
    Ok(Extract { blocks, ..document.about })
}

/// Reads a PDF in another process of this program.
///
/// # Errors
/// With the reason; also when the process died or was killed.
pub fn run(bytes: &[u8], raw: bool) -> Result<Extract, Failure> {
    let mut child = start(raw).map_err(|_| Failure::Limit)?;
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else { return Err(Failure::Limit) };
    thread::scope(|scope| {
        let (sender, answer) = mpsc::channel();
        // A process that died does not take its input; then its answer is missing, too.
        scope.spawn(move || drop(input.write_all(bytes)));
        scope.spawn(move || {
            let mut text = Vec::new();
            let read = output.take(ANSWER).read_to_end(&mut text);
            let _ = sender.send(read.map(|_| text));
        });
        let answer = answer.recv_timeout(LIMIT);
        let in_time = answer.is_ok();
        end(&mut child);
        match answer {
            Ok(Ok(text)) => serde_json::from_slice(&text).unwrap_or(Err(Failure::Damaged)),
            _ => Err(if in_time { Failure::Damaged } else { Failure::Limit }),
        }
    })
}

fn start(raw: bool) -> io::Result<Child> {
    // Where the program was replaced meanwhile, Linux still has the one that runs.
    let running = PathBuf::from("/proc/self/exe");
    let program = if running.exists() { running } else { std::env::current_exe()? };
    let mut command = Command::new(program);
    command.arg(COMMAND).args(raw.then_some("--raw"));
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()
}

/// Makes sure that the process is gone.
fn end(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

/// What the other process does: reads a PDF from standard input, and writes what is in it to standard output.
#[must_use]
pub fn serve(raw: bool) -> ExitCode {
    limit();
    std::panic::set_hook(Box::new(|_| {}));
    let mut bytes = Vec::new();
    let read = io::stdin().lock().read_to_end(&mut bytes);
    let answer = read.map_err(|_| Failure::Limit).and_then(|_| in_a_thread(&bytes, raw));
    let written = serde_json::to_vec(&answer).map_err(io::Error::from).and_then(|text| io::stdout().lock().write_all(&text));
    if written.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Gives up what reading does not need: much memory, time, and files to write.
#[cfg(unix)]
fn limit() {
    use rustix::process::{Resource, Rlimit, setrlimit};

    let seconds = LIMIT.as_secs();
    for (resource, most) in [(Resource::As, MEMORY), (Resource::Cpu, seconds), (Resource::Fsize, 0), (Resource::Core, 0)] {
        // A system that does not know one of them is none the worse: the time limit holds anyway.
        let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
    }
}

#[cfg(not(unix))]
fn limit() {}
