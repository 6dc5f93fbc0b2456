//! Maps and sets that are sorted lists, for few keys or for many that come at once.
//!
//! They do what [`std::collections::BTreeMap`] and [`std::collections::BTreeSet`] do, which compile to
//! five times as much code for each type of key and value. Finding takes the logarithm of their length,
//! as there. A new key moves all behind it: maps of many keys that come one by one, in no order, are no
//! case for these.

use std::borrow::Borrow;

use crate::order::Arrange;

/// Values by key, in the order of the keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SortedMap<K, V> {
    rows: Vec<(K, V)>,
}

impl<K, V> Default for SortedMap<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

/// As those of a [`std::collections::BTreeMap`].
impl<K, V> SortedMap<K, V> {
    pub(crate) const fn new() -> Self {
        Self { rows: Vec::new() }
    }

    pub(crate) fn into_rows(self) -> Vec<(K, V)> {
        self.rows
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        self.rows.iter().map(|(key, value)| (key, value))
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &K> + Clone {
        self.rows.iter().map(|(key, _)| key)
    }

    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.rows.iter_mut().map(|(_, value)| value)
    }
}

/// As those of a [`std::collections::BTreeMap`] or its `Entry`.
impl<K: Ord, V> SortedMap<K, V> {
    /// The map of these rows; values of the same key become one by `join`, the earliest first.
    pub(crate) fn joined(mut rows: Vec<(K, V)>, mut join: impl FnMut(&mut V, V)) -> Self {
        rows.arrange_by(|a, b| a.0.cmp(&b.0));
        let mut joined: Vec<(K, V)> = Vec::new();
        for (key, value) in rows {
            match joined.last_mut() {
                Some((last, before)) if *last == key => join(before, value),
                _ => joined.push((key, value)),
            }
        }
        Self { rows: joined }
    }

    /// The place of a key, or that at which it would be.
    fn place<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        self.rows
            .binary_search_by(|(other, _)| other.borrow().cmp(key))
    }

    pub(crate) fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.place(key).is_ok()
    }

    pub(crate) fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let place = self.place(key).ok()?;
        Some(&self.rows[place].1)
    }

    pub(crate) fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let place = self.place(key).ok()?;
        Some(&mut self.rows[place].1)
    }

    pub(crate) fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let place = self.place(key).ok()?;
        Some(self.rows.remove(place).1)
    }

    pub(crate) fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.place(&key) {
            Ok(place) => Some(std::mem::replace(&mut self.rows[place].1, value)),
            Err(place) => {
                self.rows.insert(place, (key, value));
                None
            }
        }
    }

    pub(crate) fn or_insert_with(&mut self, key: K, new: impl FnOnce() -> V) -> &mut V {
        let place = self.place(&key).unwrap_or_else(|place| {
            self.rows.insert(place, (key, new()));
            place
        });
        &mut self.rows[place].1
    }

    pub(crate) fn or_default(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        self.or_insert_with(key, V::default)
    }
}

/// The last of the values of one key stays.
impl<K: Ord, V> FromIterator<(K, V)> for SortedMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(rows: I) -> Self {
        Self::joined(rows.into_iter().collect(), |before, value| *before = value)
    }
}

impl<K, V> IntoIterator for SortedMap<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.into_iter()
    }
}

/// Distinct values in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SortedSet<T> {
    rows: Vec<T>,
}

impl<T> Default for SortedSet<T> {
    fn default() -> Self {
        Self::new()
    }
}

/// As those of a [`std::collections::BTreeSet`].
impl<T> SortedSet<T> {
    pub(crate) const fn new() -> Self {
        Self { rows: Vec::new() }
    }

    pub(crate) fn into_rows(self) -> Vec<T> {
        self.rows
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn first(&self) -> Option<&T> {
        self.rows.first()
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'_, T> {
        self.rows.iter()
    }
}

/// As those of a [`std::collections::BTreeSet`].
impl<T: Ord> SortedSet<T> {
    /// The place of a value, or that at which it would be.
    fn place<Q: Ord + ?Sized>(&self, value: &Q) -> Result<usize, usize>
    where
        T: Borrow<Q>,
    {
        self.rows
            .binary_search_by(|other| other.borrow().cmp(value))
    }

    pub(crate) fn contains<Q: Ord + ?Sized>(&self, value: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.place(value).is_ok()
    }

    /// Whether the value is new.
    pub(crate) fn insert(&mut self, value: T) -> bool {
        let place = self.place(&value);
        if let Err(place) = place {
            self.rows.insert(place, value);
        }
        place.is_err()
    }

    pub(crate) fn remove<Q: Ord + ?Sized>(&mut self, value: &Q)
    where
        T: Borrow<Q>,
    {
        if let Ok(place) = self.place(value) {
            self.rows.remove(place);
        }
    }
}

impl<T: Ord> FromIterator<T> for SortedSet<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut rows: Vec<T> = values.into_iter().collect();
        rows.arrange();
        rows.dedup();
        Self { rows }
    }
}

impl<T> IntoIterator for SortedSet<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_map_is_as_a_tree(rows: Vec<(u8, u32)>, others: Vec<(u8, u32)>, asked: u8) {
            let mut tree: BTreeMap<u8, u32> = rows.iter().copied().collect();
            let mut map: SortedMap<u8, u32> = rows.into_iter().collect();
            for (key, value) in others {
                match value % 4 {
                    0 => prop_assert_eq!(map.insert(key, value), tree.insert(key, value)),
                    1 => prop_assert_eq!(map.remove(&key), tree.remove(&key)),
                    2 => prop_assert_eq!(map.get_mut(&key), tree.get_mut(&key)),
                    _ => {
                        *map.or_default(key) ^= value;
                        *tree.entry(key).or_default() ^= value;
                    }
                }
            }
            prop_assert_eq!(map.get(&asked), tree.get(&asked));
            prop_assert_eq!(map.contains_key(&asked), tree.contains_key(&asked));
            prop_assert_eq!(map.is_empty(), tree.is_empty());
            prop_assert!(map.iter().rev().eq(tree.iter().rev()));
            prop_assert!(map.into_iter().eq(tree));
        }

        #[test]
        fn values_of_a_key_are_joined_in_their_order(rows: Vec<(u8, u32)>) {
            let mut tree: BTreeMap<u8, Vec<u32>> = BTreeMap::new();
            for &(key, value) in &rows {
                tree.entry(key).or_default().push(value);
            }
            let lists = rows.into_iter().map(|(key, value)| (key, vec![value]));
            let map = SortedMap::joined(lists.collect(), |list, more| list.extend(more));
            prop_assert!(map.into_iter().eq(tree));
        }

        #[test]
        fn a_set_is_as_a_tree(values: Vec<u8>, others: Vec<(u8, bool)>, asked: u8) {
            let mut tree: BTreeSet<u8> = values.iter().copied().collect();
            let mut set: SortedSet<u8> = values.into_iter().collect();
            for (value, is_new) in others {
                if is_new {
                    prop_assert_eq!(set.insert(value), tree.insert(value));
                } else {
                    tree.remove(&value);
                    set.remove(&value);
                }
            }
            prop_assert_eq!(set.contains(&asked), tree.contains(&asked));
            prop_assert_eq!((set.len(), set.first()), (tree.len(), tree.first()));
            prop_assert!(set.into_iter().eq(tree));
        }
    }
}
