//! A long life in a short time: random use with live reloads and resizes. Memory stays flat, no thread and no file is
//! left open, and whoever does nothing costs nothing.
//!
//! `NAMEDROP_SOAK=600` is the long form, in seconds; without it nothing is done. A person acts once in some seconds, this
//! as fast as the program answers: ten minutes hold more keys than eight hours of reading.

use std::fs;
use std::time::{Duration, Instant};

use super::terminal::{End, Start, Terminal};

/// What is done at random: no key that quits, suspends or starts another program.
const DONE: [&str; 36] = [
    "j", "k", "d", "u", " ", "b", "}", "{", "l", "h", "*", "#", "t", "T", "gn", "gN", "G", "gg", "50%", "K", "n", "N", "x", "X", "c", "E",
    "zn", "zr", "+", "-", "/stand\r", "es\r", "f\u{1b}", "o\u{1b}", "?\u{1b}", "zu\u{1b}",
];
/// What is done between two measurements.
const ROUND: usize = 120;
/// How much memory may differ in the end, as a part, and in KiB where the part is less than a page here and there.
const FLAT: f64 = 0.05;
const SLACK: f64 = 2048.0;

#[derive(Clone, Copy, Debug)]
struct Sample {
    memory_kib: f64,
    threads: usize,
    files: usize,
}

#[test]
fn a_long_life_costs_no_more_than_a_short_one() {
    let Some(seconds) = std::env::var("NAMEDROP_SOAK").ok().and_then(|seconds| seconds.parse().ok()) else { return };
    let folder = tempfile::tempdir().unwrap();
    let (story, own) = (folder.path().join("story.txt"), folder.path().join("own.toml"));
    let text = |version: usize| {
        (0..400)
            .map(|at| format!("Paragraph {at} of {version}: Anna Berg and A. Berg stand on the quay in Riga."))
            .collect::<Vec<_>>()
            .join("\n\n")
    };
    let names = |version: usize| {
        format!("[[place]]\nname = \"Riga\"\n\n[[person]]\nname = \"Anna Berg\"\n\n[[place]]\nname = \"quay {}\"\n", version % 2)
    };
    fs::write(&story, text(0)).unwrap();
    fs::write(&own, names(0)).unwrap();
    let start = Start {
        arguments: vec!["--no-history", "--only-dict", "--dict", "own.toml", "story.txt"],
        size: Some((100, 30)),
        ..Start::default()
    };
    let mut terminal = Terminal::start(folder.path(), &start);
    terminal.wait_for("Paragraph 0");
    let (mut samples, mut dice, mut done, begin) = (Vec::new(), 88_172_645_463_325_252_u64, 0, Instant::now());
    let mut roll = |most: usize| {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        usize::try_from(dice >> 33).unwrap() % most
    };
    while begin.elapsed() < Duration::from_secs(seconds) {
        for _ in 0..ROUND {
            done += 1;
            match roll(30) {
                0 => terminal.resize(u16::try_from(1 + roll(160)).unwrap(), u16::try_from(1 + roll(50)).unwrap()),
                1 => fs::write(&story, text(done % 10)).unwrap(),
                2 => fs::write(&own, names(done)).unwrap(),
                _ => {
                    let keys = DONE[roll(DONE.len())];
                    terminal.send(keys);
                    // What follows an Esc at once is Alt and a letter.
                    std::thread::sleep(Duration::from_millis(if keys.ends_with('\u{1b}') { 80 } else { 4 }));
                }
            }
        }
        terminal.resize(100, 30);
        // Back to the text, whatever is open by now; each Esc by itself.
        for _ in 0..4 {
            terminal.send("\u{1b}");
            std::thread::sleep(Duration::from_millis(80));
        }
        terminal.wait_quiet(Duration::from_millis(1300));
        samples.push(sample(terminal.pid()));
    }
    let before = (terminal.bytes().len(), processor_seconds(terminal.pid()));
    std::thread::sleep(Duration::from_secs(5));
    let (written, used) = (terminal.bytes().len() - before.0, processor_seconds(terminal.pid()) - before.1);
    terminal.send("Q");
    assert_eq!(terminal.wait_end(), End::Status(0));
    assert_eq!(terminal.left_behind(), [""; 0]);

    let warm = &samples[samples.len() / 4..];
    let (first, last) = (middle(&warm[..warm.len().div_ceil(2)]), middle(&warm[warm.len() / 2..]));
    println!(
        "{done} actions in {seconds} s; memory {first:.0} KiB, in the second half {last:.0}; {:?}; idle: {written} bytes, {:.4} of a core",
        samples.last(),
        used / 5.0
    );
    assert!((last - first).abs() <= (FLAT * first).max(SLACK), "memory grows: {samples:?}");
    let resting = warm.iter().map(|sample| (sample.threads, sample.files));
    assert_eq!(resting.clone().min(), resting.max(), "threads or files are left behind: {samples:?}");
    assert_eq!(written, 0, "an idle reader writes");
    assert!(used / 5.0 < 0.01, "an idle reader computes: {used} s in 5 s");
}

fn middle(samples: &[Sample]) -> f64 {
    let mut memory: Vec<f64> = samples.iter().map(|sample| sample.memory_kib).collect();
    memory.sort_by(f64::total_cmp);
    memory[memory.len() / 2]
}

fn sample(pid: i32) -> Sample {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let field = |name: &str| status.lines().find_map(|line| line.strip_prefix(name)?.split_whitespace().next()?.parse().ok()).unwrap();
    let threads: f64 = field("Threads:");
    let files = fs::read_dir(format!("/proc/{pid}/fd")).unwrap().count();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of threads")]
    Sample { memory_kib: field("VmRSS:"), threads: threads as usize, files }
}

/// Memory in use, in KiB.
pub fn memory_kib(pid: i32) -> f64 {
    sample(pid).memory_kib
}

/// User and system time.
pub fn processor_seconds(pid: i32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
    let ticks: u32 = [11, 12].into_iter().map(|at| fields[at].parse::<u32>().unwrap()).sum();
    f64::from(ticks) / 100.0
}
