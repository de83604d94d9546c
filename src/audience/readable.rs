//! What one circle of readers may see of the declared fields of a subject. The types keep the circles apart: an [`Open`]
//! takes in no field that is declared for fewer readers, whatever it is given.

use std::marker::PhantomData;
use std::ops::Index;

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use super::leaf::{Shown, Text};
use crate::cycle::{Fields, Kind, ListKind, Readers};

/// Readers for whom fields are declared.
pub trait Circle {
    const READERS: Readers;
}

/// 懇談会 and the public, and so every body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Everyone {}

/// 幹事会 and 推進本部 alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadquartersAlone {}

impl Circle for Everyone {
    const READERS: Readers = Readers::Everyone;
}

impl Circle for HeadquartersAlone {
    const READERS: Readers = Readers::Headquarters;
}

/// The fields that every body may read.
pub type Open<F> = Readable<F, Everyone>;

/// The fields that 幹事会 and 推進本部 may read beside those.
pub type Internal<F> = Readable<F, HeadquartersAlone>;

/// The leaves of the fields that are declared for a circle. JSON: each by its name in the views, null where it is blank.
#[derive(Clone, Debug, PartialEq)]
pub struct Readable<F, C> {
    /// In the order of [`Fields::ALL`]; those of other circles are blank.
    shown: Vec<Option<Shown>>,
    of: PhantomData<(F, C)>,
}

impl<F: Fields, C: Circle> Readable<F, C> {
    /// Asks for the leaf of each field of the circle.
    pub fn of(mut leaf: impl FnMut(F) -> Option<Shown>) -> Self {
        let shown = F::ALL
            .iter()
            .map(|field| Self::has(*field).then(|| leaf(*field))?);
        Self {
            shown: shown.collect(),
            of: PhantomData,
        }
    }

    fn has(field: F) -> bool {
        field.declared().readers == C::READERS
    }

    /// The fields of the circle that are leaves, in the order of the form.
    pub fn fields() -> impl Iterator<Item = F> {
        { F::ALL.iter().copied() }.filter(|field| Self::has(*field) && is_leaf(*field))
    }

    /// A field that is no figure.
    pub fn text(&self, field: F) -> Option<&Text> {
        match &self[field] {
            Some(Shown::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Puts another leaf into a field of the circle.
    pub fn set(&mut self, field: F, leaf: Option<Shown>) {
        if Self::has(field) {
            self.shown[field.place()] = leaf;
        }
    }
}

impl<F: Fields, C: Circle> Index<F> for Readable<F, C> {
    type Output = Option<Shown>;

    fn index(&self, field: F) -> &Option<Shown> {
        &self.shown[field.place()]
    }
}

impl<F: Fields, C: Circle> FromIterator<(F, Option<Shown>)> for Readable<F, C> {
    fn from_iter<I: IntoIterator<Item = (F, Option<Shown>)>>(leaves: I) -> Self {
        let mut readable = Self::of(|_| None);
        for (field, leaf) in leaves {
            readable.set(field, leaf);
        }
        readable
    }
}

/// A grade is more than its word and has a place of its own in the views.
pub(super) fn is_leaf<F: Fields>(field: F) -> bool {
    !matches!(field.declared().kind, Kind::Choice(ListKind::Grade))
}

impl<F: Fields, C: Circle> Serialize for Readable<F, C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for field in Self::fields() {
            map.serialize_entry(field.declared().in_view(), &self[field])?;
        }
        map.end()
    }
}
