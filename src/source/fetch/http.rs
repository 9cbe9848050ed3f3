//! The fetch itself. Redirections are followed here and not by the HTTP client, so that each is looked at first.

use std::io::Read;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use encoding_rs::Encoding;
use ureq::http::{Response, header};
use ureq::{Agent, Body, Proxy};

use super::{Address, Fault, Limits, Page};
use crate::engine::glyph::visible;
use crate::engine::web;

/// How often it is asked whether the user has lost patience.
const PATIENCE: Duration = Duration::from_millis(25);

/// Fetches what is at an address, on a thread of its own, so that nothing – not even a name server – takes longer than the
/// limit or than the user's patience.
///
/// # Errors
/// In the user's words.
pub fn get(address: &Address, limits: Limits, cancelled: &AtomicBool) -> Result<Page, Fault> {
    let agent = agent();
    let (sender, answers) = channel();
    let (job, from) = (Job { agent: agent.clone(), limits, end: Instant::now() + limits.time }, address.clone());
    let run = move || drop(sender.send(job.run(from)));
    let thread = std::thread::Builder::new().name("fetch".into()).spawn(run);
    thread.map_err(|error| Fault::Unreachable(error.to_string()))?;
    let end = Instant::now() + limits.time + PATIENCE;
    loop {
        match answers.recv_timeout(PATIENCE) {
            Ok(found) => return found,
            Err(RecvTimeoutError::Disconnected) => return Err(Fault::Garbled),
            Err(RecvTimeoutError::Timeout) if cancelled.load(Ordering::Relaxed) => {
                agent.shutdown();
                return Err(Fault::CalledOff);
            }
            Err(RecvTimeoutError::Timeout) if Instant::now() > end => {
                agent.shutdown();
                return Err(Fault::Slow(limits.time));
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

fn agent() -> Agent {
    let config = Agent::config_builder().http_status_as_error(false).max_redirects(0).max_redirects_will_error(false);
    let name = concat!("namedrop/", env!("CARGO_PKG_VERSION"));
    config.user_agent(name).accept(ACCEPT).build().into()
}

/// What is read best, first.
const ACCEPT: &str =
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, text/*, */*;q=0.5";

/// One fetch.
struct Job {
    agent: Agent,
    limits: Limits,
    end: Instant,
}

impl Job {
    fn run(&self, from: Address) -> Result<Page, Fault> {
        let mut address = from;
        for _ in 0..=self.limits.hops {
            let response = self.ask(&address)?;
            match next(&address, &response)? {
                Some(next) => address = next,
                None => return self.page(&address, response),
            }
        }
        Err(Fault::Hops(self.limits.hops))
    }

    fn ask(&self, address: &Address) -> Result<Response<Body>, Fault> {
        let left = self.end.saturating_duration_since(Instant::now()).max(Duration::from_millis(1));
        let mut request = self.agent.get(address.request());
        if let Some(credentials) = address.credentials() {
            request = request.header(header::AUTHORIZATION, format!("Basic {}", BASE64_STANDARD.encode(credentials)));
        }
        let proxy = if address.is_here() { None } else { Proxy::try_from_env() };
        let request = request.config().timeout_global(Some(left)).proxy(proxy).build();
        request.call().map_err(|error| self.fault(error))
    }

    fn page(&self, address: &Address, response: Response<Body>) -> Result<Page, Fault> {
        let (kind, charset) = told(&response);
        let mut bytes = Vec::new();
        let mut body = response.into_body().into_reader().take(self.limits.size + 1);
        body.read_to_end(&mut bytes).map_err(|error| self.fault(error.into()))?;
        if bytes.len() as u64 > self.limits.size {
            return Err(Fault::Large(self.limits.size));
        }
        Ok(Page { bytes, address: address.request().to_owned(), kind, charset })
    }

    fn fault(&self, error: ureq::Error) -> Fault {
        use std::io::ErrorKind;
        use ureq::Error;
        match error {
            Error::Timeout(_) => Fault::Slow(self.limits.time),
            Error::HostNotFound => Fault::NoHost,
            Error::Tls(reason) => Fault::Insecure(reason.to_owned()),
            Error::Rustls(reason) => Fault::Insecure(reason.to_string()),
            Error::Decompress(..) => Fault::Damaged,
            Error::Io(error) => match error.kind() {
                ErrorKind::TimedOut | ErrorKind::WouldBlock => Fault::Slow(self.limits.time),
                ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe => Fault::Cut,
                ErrorKind::InvalidData => Fault::Insecure("the server does not speak TLS as it should".to_owned()),
                _ => of_connection(&error),
            },
            Error::ConnectionFailed | Error::ConnectProxyFailed(_) => Fault::Unreachable("the proxy refuses".to_owned()),
            Error::InvalidProxyUrl => Fault::Unreachable("the proxy's address in the environment is none".to_owned()),
            _ => Fault::Garbled,
        }
    }
}

/// Why there is no connection: a certificate, or the system's words without their number.
fn of_connection(error: &std::io::Error) -> Fault {
    let text = error.to_string();
    let plain = text.find(" (os error").and_then(|at| text.get(..at)).unwrap_or(&text).to_lowercase();
    if text.contains("certificate") || text.contains("handshake") { Fault::Insecure(plain) } else { Fault::Unreachable(plain) }
}

/// Where a response sends us on to; `None`: it is the answer.
fn next(address: &Address, response: &Response<Body>) -> Result<Option<Address>, Fault> {
    let status = response.status();
    if status.is_success() {
        return Ok(None);
    }
    let place = response.headers().get(header::LOCATION).filter(|_| status.is_redirection());
    let Some(place) = place else { return Err(Fault::Status(status.as_u16())) };
    let link = String::from_utf8_lossy(place.as_bytes());
    let leads = web::join(address.request(), &link);
    let elsewhere = || Fault::Elsewhere(visible(&leads.chars().take(200).collect::<String>()).into_owned());
    Ok(Some(Address::parse(&leads).map_err(|_| elsewhere())?.with_credentials_of(address)))
}

/// The type and the encoding that the server says a document has.
fn told(response: &Response<Body>) -> (Option<String>, Option<&'static Encoding>) {
    let Some(said) = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()) else { return (None, None) };
    let mut parts = said.split(';').map(str::trim);
    let kind = parts.next().map(str::to_ascii_lowercase).filter(|kind| !kind.is_empty());
    let charset = parts.find_map(|part| part.split_once('=').filter(|(key, _)| key.trim().eq_ignore_ascii_case("charset")));
    (kind, charset.and_then(|(_, label)| Encoding::for_label(label.trim().trim_matches('"').as_bytes())))
}
