//! All targets in one program, so that it is built once: `NAMEDROP_FUZZ` names the one that is wanted.

#![no_main]

#[path = "../checks.rs"]
mod checks;

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;

static WANTED: OnceLock<checks::Target> = OnceLock::new();

fuzz_target!(|data: &[u8]| {
    let (_, check, most) = WANTED.get_or_init(|| {
        let name = std::env::var("NAMEDROP_FUZZ").unwrap_or_default();
        // The library for PDF may panic, which the program takes for a damaged file; only what nobody catches is a fault.
        if name == "pdf" {
            let is_ours = || std::thread::current().name() != Some("pdf");
            std::panic::set_hook(Box::new(move |fault| if is_ours() { eprintln!("{fault}") }));
        }
        let known = checks::TARGETS.into_iter().find(|(target, ..)| *target == name);
        known.unwrap_or_else(|| panic!("NAMEDROP_FUZZ names one of {:?}", checks::TARGETS.map(|(target, ..)| target)))
    });
    if data.len() <= *most {
        check(data);
    }
});
