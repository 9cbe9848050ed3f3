//! `GeoNames` (<https://download.geonames.org/export/dump/>): 19 columns with tabs between them, a place a line.
//!
//! A place's id is made of its name and its number there, so that nothing need be remembered and the memory used does not
//! grow with the file. The column of alternate names is passed over, for it does not say in which language a name is, nor
//! which are codes of airports; the file `alternateNamesV2.txt` does, and is read before.

use std::collections::HashMap;
use std::io::{self, BufRead};

use super::{Draft, Item, Options, Sink, lines};
use crate::engine::date::PartialDate;
use crate::store::slug::slug;

/// Names of places by the place's number.
#[derive(Debug, Default)]
pub struct Alternates(HashMap<u32, Vec<Alternate>>);

#[derive(Debug)]
struct Alternate {
    /// A language's code, or `abbr`, `link`, `wkdt`.
    code: Box<str>,
    name: Box<str>,
    preferred: bool,
    until: Option<PartialDate>,
}

impl Alternates {
    /// Reads `alternateNamesV2.txt`, those of `languages` only.
    ///
    /// # Errors
    /// The input cannot be read.
    pub fn read(input: &mut dyn BufRead, languages: &[String], sink: &mut Sink<'_>) -> io::Result<Self> {
        let mut all = Self::default();
        lines::each(input, |number, line| {
            match line.map_err(str::to_owned).and_then(|line| alternate(line, languages)) {
                Ok(Some((place, alternate))) => all.0.entry(place).or_default().push(alternate),
                Ok(None) => {}
                Err(reason) => sink.refuse(number, format!("alternate name: {reason}")),
            }
            Ok(())
        })?;
        Ok(all)
    }
}

/// alternateNameId, geonameid, isolanguage, name, preferred, short, colloquial, historic, from, to
fn alternate(line: &str, languages: &[String]) -> Result<Option<(u32, Alternate)>, String> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [_, place, code, name, ..] = columns[..] else { return Err("has fewer than four columns".to_owned()) };
    if !matches!(code, "abbr" | "wkdt" | "link") && !languages.iter().any(|language| language == code) {
        return Ok(None);
    }
    let set = |at: usize| columns.get(at).is_some_and(|flag| *flag == "1");
    if set(6) {
        return Ok(None);
    }
    let place = place.parse().map_err(|_| "its place is no number".to_owned())?;
    let until = columns.get(9).and_then(|date| PartialDate::parse(date.trim()));
    if set(7) && until.is_none() {
        return Err(format!("“{name}” is historic, and no date says until when"));
    }
    Ok(Some((place, Alternate { code: code.into(), name: name.trim().into(), preferred: set(4), until })))
}

/// Reads the main table.
pub fn import(input: &mut dyn BufRead, options: &Options, sink: &mut Sink<'_>) -> io::Result<()> {
    lines::each(input, |number, line| {
        if line.is_ok_and(|line| line.is_empty() || line.starts_with('#')) {
            return Ok(());
        }
        match line.map_err(str::to_owned).and_then(|line| place(line, options)) {
            Ok(Some(draft)) => sink.take_unique(number, draft)?,
            Ok(None) => sink.leave_out(),
            Err(reason) => sink.refuse(number, reason),
        }
        Ok(())
    })
}

fn place(line: &str, options: &Options) -> Result<Option<Draft>, String> {
    let mut columns = line.split('\t');
    let (Some(number), Some(name)) = (columns.next(), columns.next()) else { return Err("has no tabs: is this GeoNames?".to_owned()) };
    let (class, code) = (columns.nth(4), columns.next());
    let (Some(class), Some(code), Some(country)) = (class, code, columns.next()) else {
        return Err("has fewer than nine columns".to_owned());
    };
    let id: u32 = number.parse().map_err(|_| "its first column is no number".to_owned())?;
    let feature = options.features.is_empty() || options.features.iter().any(|wanted| wanted == class || wanted == code);
    let mut population = || columns.nth(5).and_then(|count| count.parse::<u64>().ok()).unwrap_or(0);
    if !feature || (options.population > 0 && population() < options.population) {
        return Ok(None);
    }
    let mut draft = Draft::new(options.kind.as_deref().unwrap_or("place"), [slug(name).as_str(), "-", number].concat(), name);
    if let Some(alternates) = options.alternates.as_ref().and_then(|alternates| alternates.0.get(&id)) {
        name_by_language(&mut draft, alternates);
    }
    let tags = [country, code].into_iter().filter(|tag| !tag.is_empty()).map(Item::text).collect();
    draft.lists.push(("tags", tags));
    draft.set("geonames", number);
    Ok(Some(draft))
}

fn name_by_language(draft: &mut Draft, alternates: &[Alternate]) {
    let (preferred, others): (Vec<_>, Vec<_>) = alternates.iter().partition(|alternate| alternate.preferred);
    for alternate in preferred.into_iter().chain(others) {
        let name = &*alternate.name;
        let is_set = |wanted: &str| draft.scalars.iter().any(|(key, _)| *key == wanted);
        match (&*alternate.code, alternate.until) {
            ("abbr", _) => draft.add("acronyms", Item::text(name)),
            ("wkdt", _) if !is_set("wikidata") => draft.set("wikidata", name),
            ("link", _) if !is_set("url") => draft.set("url", name),
            ("wkdt" | "link", _) => {}
            (code, Some(until)) => {
                let text = Item::text(name).written();
                draft.add("aliases", Item::raw(name, format!("{{ text = {text}, lang = \"{code}\", until = \"{until}\" }}")));
            }
            (code, None) => draft.name_in(code, Item::text(name)),
        }
    }
}
