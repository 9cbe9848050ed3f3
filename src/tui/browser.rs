//! Opens an address in the browser: a program with one argument, never a shell.

use std::env;
use std::process::{Command, Stdio};

use crate::engine::web;

/// Starts the user's browser with this address, and does not wait for it.
///
/// # Errors
/// In the user's words: the address is none, or there is no browser.
pub fn open(address: &str) -> Result<(), String> {
    let address = web::address(address).ok_or("this is no address of the web")?;
    let tried = programs();
    for program in &tried {
        let child = Command::new(program).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        if let Ok(mut child) = child {
            // Somebody has to take note of its end.
            let _ = std::thread::Builder::new().name("browser".into()).spawn(move || drop(child.wait()));
            return Ok(());
        }
    }
    Err(format!("no browser: {} cannot be started; yu copies the address", tried.join(" and ")))
}

/// What may open it, the user's wish first. Of `$BROWSER`, which may list several, only plain names of programs count.
fn programs() -> Vec<String> {
    let wished = env::var("BROWSER").unwrap_or_default();
    let plain = |name: &&str| !name.is_empty() && !name.contains(char::is_whitespace) && !name.contains('%');
    let usual = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    wished.split(':').filter(plain).map(str::to_owned).chain([usual.to_owned()]).collect()
}
