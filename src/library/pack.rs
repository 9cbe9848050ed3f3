//! A triage as bytes, for the cache: entities are their numbers in the dictionary, which must be the same when it is read.

use std::sync::Arc;

use crate::engine::date::PartialDate;
use crate::engine::dictionary::{Dictionary, EntityIx};
use crate::engine::language::Language;
use crate::engine::triage::{Main, Triage};

/// Stands for what is not known.
const NONE: u32 = u32::MAX;

/// Appends a triage; `None`, and something appended that is to be dropped, when the dictionary does not know all of it.
pub fn pack(triage: &Triage, dictionary: &Dictionary, out: &mut Vec<u8>) -> Option<()> {
    let number = |count: usize| u32::try_from(count).ok().filter(|count| *count != NONE);
    let mut add = |number: u32| out.extend(number.to_le_bytes());
    let date = triage.date.map_or(0, date_number);
    let language = triage.language.map_or(NONE, position);
    for number in [date, language, number(triage.minutes)?, number(triage.main.len())?, number(triage.ids.len())?] {
        add(number);
    }
    triage.main.iter().for_each(|main| add(main.entity.0));
    for id in &triage.ids {
        add(dictionary.find(id)?.0);
    }
    add(triage.title.as_ref().map_or(Some(NONE), |title| number(title.len()))?);
    out.extend(triage.title.iter().flat_map(|title| title.bytes()));
    Some(())
}

/// The reverse of [`pack`]; `None` when these bytes are no triage.
pub fn unpack(bytes: &[u8], dictionary: &Dictionary) -> Option<Triage> {
    let mut reader = Reader(bytes);
    let date = match reader.number()? {
        0 => None,
        number => Some(date_of(number)?),
    };
    let language = match reader.number()? {
        NONE => None,
        at => Some(*Language::ALL.get(at as usize)?),
    };
    let minutes = reader.number()? as usize;
    let (main, ids) = (reader.number()?, reader.number()?);
    let mut entity = || {
        let number = reader.number()?;
        ((number as usize) < dictionary.len()).then_some(EntityIx(number))
    };
    let main = (0..main).map(|_| Some(Main::new(dictionary, entity()?, language))).collect::<Option<_>>()?;
    let ids = (0..ids).map(|_| Some(dictionary[entity()?].id.clone())).collect::<Option<Vec<Arc<str>>>>()?;
    let title = match reader.number()? {
        NONE => None,
        length => Some(std::str::from_utf8(reader.take(length as usize)?).ok()?.to_owned()),
    };
    reader.0.is_empty().then_some(Triage { title, date, language, minutes, main, ids })
}

fn position(language: Language) -> u32 {
    Language::ALL.iter().position(|known| *known == language).and_then(|at| u32::try_from(at).ok()).unwrap_or(NONE)
}

/// A date as a number, and 0 for none.
fn date_number(date: PartialDate) -> u32 {
    u32::from(date.year()) << 16 | u32::from(date.month().unwrap_or(0)) << 8 | u32::from(date.day().unwrap_or(0))
}

fn date_of(number: u32) -> Option<PartialDate> {
    let [century, year, month, day] = number.to_be_bytes();
    PartialDate::new(u16::from_be_bytes([century, year]), month, day)
}

/// Bytes that are still to be read.
pub struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    pub fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    pub fn number(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    pub fn long(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::dictionary::{Entity, Written};
    use crate::engine::kind::{KindId, Kinds};

    fn dictionary() -> Dictionary {
        let entity = |id: &str, kind, name: &str| Entity::new(id, kind, Written::new(name));
        let all = vec![entity("anna-berg", KindId::PERSON, "Anna Berg"), entity("riga", KindId::PLACE, "Riga")];
        Dictionary::new(Kinds::default(), Vec::new(), all)
    }

    fn triage(title: Option<&str>, date: Option<&str>, language: Option<Language>) -> Triage {
        let dictionary = dictionary();
        Triage {
            title: title.map(str::to_owned),
            date: date.and_then(PartialDate::parse),
            language,
            minutes: 7,
            main: vec![Main::new(&dictionary, EntityIx(0), language)],
            ids: vec!["anna-berg".into(), "riga".into()],
        }
    }

    #[test]
    fn a_triage_comes_back_as_it_was() {
        for (title, date, language) in
            [(None, None, None), (Some("Größe"), Some("2024-05-17"), Some(Language::De)), (Some(""), Some("2024"), None)]
        {
            let (triage, mut bytes) = (triage(title, date, language), Vec::new());
            pack(&triage, &dictionary(), &mut bytes).unwrap();
            assert_eq!(unpack(&bytes, &dictionary()), Some(triage));
        }
    }

    #[test]
    fn what_was_cut_off_or_is_of_another_dictionary_is_no_triage() {
        let mut bytes = Vec::new();
        pack(&triage(Some("Riga"), Some("2024-05"), None), &dictionary(), &mut bytes).unwrap();
        for end in 0..bytes.len() {
            assert_eq!(unpack(&bytes[..end], &dictionary()), None, "{end}");
        }
        assert_eq!(unpack(&bytes, &Dictionary::default()), None);
        assert_eq!(pack(&triage(None, None, None), &Dictionary::default(), &mut bytes), None);
        for at in 0..bytes.len() {
            let mut broken = bytes.clone();
            broken[at] = 0xFF;
            let _ = unpack(&broken, &dictionary());
        }
    }
}
