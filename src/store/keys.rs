//! The `keys` of `config.toml` as they are written: which action is to have which keys. What actions and keys there are,
//! the reader knows; here it is only read, with places for what is to be told of it.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

/// Line and column, from 1.
pub type Place = (usize, usize);

/// What is wished for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// `keys = "less"`, or `preset = "less"`: the keys of the pager first.
    pub less: bool,
    /// The actions in the order of the file.
    pub wishes: Vec<Wish>,
}

/// One action and its keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The table it stands in (`cast` of `[keys.cast]`) and where; `None`: `[keys]` itself.
    pub section: Option<(String, Place)>,
    /// The action's name.
    pub action: String,
    /// Where the name stands.
    pub place: Place,
    /// The keys and where each stands; none for `"none"`.
    pub keys: Vec<(String, Place)>,
}

/// Something in the file that cannot be read.
type Fault = (Range<usize>, String);

impl Keys {
    /// Reads the keys of a configuration that is known to be TOML. `place` says where a byte stands.
    ///
    /// # Errors
    /// Where, and what should stand there.
    pub fn read(text: &str, place: impl Fn(Range<usize>) -> Place) -> Result<Self, (Place, String)> {
        let Ok(table) = DeTable::parse(text) else { return Ok(Self::default()) };
        let Some(value) = table.get_ref().get("keys") else { return Ok(Self::default()) };
        let mut keys = Self::default();
        let read = match value.get_ref() {
            DeValue::String(preset) => keys.preset(preset, value.span()),
            DeValue::Table(table) => keys.table(table, None, &place),
            _ => Err((value.span(), "keys must be \"less\" or a table of actions".to_owned())),
        };
        read.map(|()| keys).map_err(|(span, message)| (place(span), message))
    }

    fn preset(&mut self, name: &str, span: Range<usize>) -> Result<(), Fault> {
        match name {
            "less" => self.less = true,
            "namedrop" => self.less = false,
            _ => return Err((span, format!("the keys are \"namedrop\" or \"less\", not {name:?}"))),
        }
        Ok(())
    }

    fn table(&mut self, table: &DeTable, section: Option<&(String, Place)>, place: &impl Fn(Range<usize>) -> Place) -> Result<(), Fault> {
        for (name, value) in table {
            match value.get_ref() {
                DeValue::String(preset) if name.get_ref() == "preset" && section.is_none() => self.preset(preset, value.span())?,
                DeValue::Table(inner) if section.is_none() => {
                    self.table(inner, Some(&(name.get_ref().to_string(), place(name.span()))), place)?;
                }
                _ => {
                    let (action, at) = (name.get_ref().to_string(), place(name.span()));
                    self.wishes.push(Wish { section: section.cloned(), action, place: at, keys: wished(value, place)? });
                }
            }
        }
        Ok(())
    }
}

fn wished(value: &toml::Spanned<DeValue<'_>>, place: &impl Fn(Range<usize>) -> Place) -> Result<Vec<(String, Place)>, Fault> {
    let wrong = |span| (span, "keys are a text such as \"C-n\", a list of such texts, or \"none\"".to_owned());
    let key = |value: &toml::Spanned<DeValue<'_>>| match value.get_ref() {
        DeValue::String(key) => Ok((key.to_string(), place(value.span()))),
        _ => Err(wrong(value.span())),
    };
    match value.get_ref() {
        DeValue::String(none) if none == "none" => Ok(Vec::new()),
        DeValue::String(_) => Ok(vec![key(value)?]),
        DeValue::Array(keys) => keys.iter().map(key).collect(),
        _ => Err(wrong(value.span())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Keys, (Place, String)> {
        Keys::read(text, |span| (1, span.start + 1))
    }

    #[test]
    fn keys_are_read_for_all_panes_and_for_one() {
        let keys = read("keys.next-name = 'n'\nkeys.cast.sort = ['o', 'F9']\nkeys.pin = 'none'").unwrap();
        let said: Vec<_> = keys
            .wishes
            .iter()
            .map(|wish| {
                let section = wish.section.as_ref().map_or("", |(name, _)| name);
                (section, wish.action.as_str(), wish.keys.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>())
            })
            .collect();
        assert_eq!(said.len(), 3);
        for wish in [("", "next-name", vec!["n"]), ("cast", "sort", vec!["o", "F9"]), ("", "pin", vec![])] {
            assert!(said.contains(&wish), "{said:?}");
        }
    }

    #[test]
    fn the_keys_of_less_are_one_word() {
        assert!(read("keys = 'less'").unwrap().less);
        assert!(read("[keys]\npreset = 'less'\nfold = 'z'").unwrap().less);
        assert_eq!(read("keys = 'vim'").unwrap_err().0, (1, 8));
        assert!(read("keys.fold = 3").unwrap_err().1.contains("C-n"));
    }
}
