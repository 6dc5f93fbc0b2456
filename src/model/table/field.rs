//! What fills the cells of a row: a value, a group of columns, or an entry that many rows share.
//!
//! A row is a struct whose fields are [`Field`]s; [`row!`](crate::model::row) declares it together
//! with the handles of its columns, so whoever names a column that is not there does not compile.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::sync::Arc;

use smallvec::SmallVec;

use super::{Cell, Column, ColumnType};

/// The cells of one row, on their way to a writer. Nearly every table has fewer columns than it holds
/// without an allocation.
pub type CellBuffer<'c> = SmallVec<[Cell<'c>; 32]>;

/// The place of a column of the table `T`.
#[derive(Debug)]
pub struct ColumnRef<T> {
    at: usize,
    table: PhantomData<fn() -> T>,
}

impl<T> ColumnRef<T> {
    /// The place of the column in each row, from 0.
    #[must_use]
    pub fn at(self) -> usize {
        self.at
    }
}

impl<T> Clone for ColumnRef<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for ColumnRef<T> {}

/// The names and meanings of the columns of a field.
#[derive(Debug, Clone, Copy)]
pub enum Naming {
    /// Those that the group itself declares.
    Declared,
    /// These, one for each column of the field.
    As(&'static [(&'static str, &'static str)]),
}

/// A part of a row that fills one or more neighbouring columns.
pub trait Field {
    /// The handles of its columns in a table `T`.
    type Columns<T>;
    /// The number of its columns.
    const WIDTH: usize;

    /// The handles, if its first column is at this place.
    fn columns<T>(first: usize) -> Self::Columns<T>;

    /// Appends the declarations of its columns.
    fn declare(naming: Naming, columns: &mut Vec<Column>);

    /// Appends its cells for a writer, which looks up entries that rows share.
    fn fill<'c>(&'c self, cells: &mut CellBuffer<'c>);

    /// Gives its cells one after the other, those of shared entries too.
    fn each_cell(&self, each: &mut dyn FnMut(Cell<'_>));
}

/// A value that fills one cell.
pub trait Scalar {
    /// The type of its column.
    const KIND: ColumnType;

    /// The cell.
    fn cell(&self) -> Cell<'_>;
}

macro_rules! scalars {
    ($($type:ty, $kind:ident, $value:ident => $cell:expr;)*) => {$(
        impl Scalar for $type {
            const KIND: ColumnType = ColumnType::$kind;

            fn cell(&self) -> Cell<'_> {
                let $value = self;
                $cell
            }
        }

        impl Field for $type {
            type Columns<T> = ColumnRef<T>;
            const WIDTH: usize = 1;

            fn columns<T>(first: usize) -> ColumnRef<T> {
                column(first)
            }

            fn declare(naming: Naming, columns: &mut Vec<Column>) {
                declare_scalar(naming, Self::KIND, false, columns);
            }

            fn fill<'c>(&'c self, cells: &mut CellBuffer<'c>) {
                cells.push(self.cell());
            }

            fn each_cell(&self, each: &mut dyn FnMut(Cell<'_>)) {
                each(self.cell());
            }
        }
    )*};
}

scalars! {
    u32, Integer, value => Cell::Count(u64::from(*value));
    u64, Integer, value => Cell::Count(*value);
    usize, Integer, value => Cell::Count(*value as u64);
    f64, Number, value => Cell::Number(*value);
    &str, String, value => Cell::Text(value);
    String, String, value => Cell::Text(value);
    Arc<str>, String, value => Cell::Text(value);
    Cow<'_, str>, String, value => Cell::Text(value);
}

impl<V: Scalar> Field for Option<V> {
    type Columns<T> = ColumnRef<T>;
    const WIDTH: usize = 1;

    fn columns<T>(first: usize) -> ColumnRef<T> {
        column(first)
    }

    fn declare(naming: Naming, columns: &mut Vec<Column>) {
        declare_scalar(naming, V::KIND, true, columns);
    }

    fn fill<'c>(&'c self, cells: &mut CellBuffer<'c>) {
        cells.push(self.as_ref().map_or(Cell::Missing, Scalar::cell));
    }

    fn each_cell(&self, each: &mut dyn FnMut(Cell<'_>)) {
        each(self.as_ref().map_or(Cell::Missing, Scalar::cell));
    }
}

/// The handle of the column at this place.
fn column<T>(at: usize) -> ColumnRef<T> {
    ColumnRef {
        at,
        table: PhantomData,
    }
}

fn declare_scalar(
    naming: Naming,
    kind: ColumnType,
    can_be_missing: bool,
    columns: &mut Vec<Column>,
) {
    let (name, meaning) = match naming {
        Naming::As([named, ..]) => *named,
        _ => ("", ""),
    };
    columns.push(Column {
        name: Cow::Borrowed(name),
        kind,
        meaning: Cow::Borrowed(meaning),
        can_be_missing,
    });
}

/// Gives the columns from this place on the names that were chosen for them.
pub fn rename(columns: &mut [Column], naming: Naming) {
    if let Naming::As(names) = naming {
        for (column, &(name, meaning)) in columns.iter_mut().zip(names) {
            column.name = Cow::Borrowed(name);
            column.meaning = Cow::Borrowed(meaning);
        }
    }
}

/// Declares a struct that is a row of a table, or a group of columns that rows share, with its
/// columns. Behind each field stands what it is in the table:
///
/// - `hits: u64 => "Hits of its patterns"`: a column of that name with that meaning;
/// - `matched: String => ("match", "Text of the match")`: a column of another name;
/// - `document: Shared<Documents<'a>> => { doc_id_1: "The earlier document", source_1: "Its source" }`:
///   a group, its columns named here;
/// - `dispersion: DispersionCells => _`: a group, its columns named by itself.
macro_rules! row {
    (
        $(#[$doc:meta])*
        pub struct $row:ident $(<$life:lifetime>)?, $columns:ident {
            $($(#[$note:meta])* $field:ident : $type:ty => $what:tt),* $(,)?
        }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        #[non_exhaustive]
        pub struct $row $(<$life>)? {
            $($(#[$note])* #[doc = stringify!($what)] pub $field: $type,)*
        }

        #[doc = concat!("The columns of [`", stringify!($row), "`], by the names of its fields.")]
        #[derive(Debug)]
        pub struct $columns<$($life,)? T> {
            $(#[doc = stringify!($what)] pub $field: <$type as $crate::model::Field>::Columns<T>,)*
        }

        impl $(<$life>)? $crate::model::Field for $row $(<$life>)? {
            type Columns<T> = $columns<$($life,)? T>;
            const WIDTH: usize = 0 $(+ <$type as $crate::model::Field>::WIDTH)*;

            fn columns<T>(first: usize) -> Self::Columns<T> {
                let mut next = first;
                $(
                    let $field = <$type as $crate::model::Field>::columns(next);
                    next += <$type as $crate::model::Field>::WIDTH;
                )*
                debug_assert_eq!(next, first + Self::WIDTH);
                $columns { $($field),* }
            }

            fn declare(naming: $crate::model::Naming, columns: &mut Vec<$crate::model::Column>) {
                let first = columns.len();
                $(row!(@declare $field, $type, columns, $what);)*
                $crate::model::rename(&mut columns[first..], naming);
            }

            #[inline]
            fn fill<'c>(&'c self, cells: &mut $crate::model::CellBuffer<'c>) {
                $($crate::model::Field::fill(&self.$field, cells);)*
            }

            fn each_cell(&self, each: &mut dyn FnMut($crate::model::Cell<'_>)) {
                $($crate::model::Field::each_cell(&self.$field, each);)*
            }
        }
    };
    (@declare $field:ident, $type:ty, $columns:ident, _) => {
        <$type as $crate::model::Field>::declare($crate::model::Naming::Declared, $columns)
    };
    (@declare $field:ident, $type:ty, $columns:ident, { $($name:ident : $meaning:expr),* $(,)? }) => {{
        const NAMES: &[(&str, &str)] = &[$((stringify!($name), $meaning)),*];
        const { assert!(<$type as $crate::model::Field>::WIDTH == NAMES.len(), "a name for each column") };
        <$type as $crate::model::Field>::declare($crate::model::Naming::As(NAMES), $columns)
    }};
    (@declare $field:ident, $type:ty, $columns:ident, ($name:literal, $meaning:expr)) => {
        <$type as $crate::model::Field>::declare(
            $crate::model::Naming::As(&[($name, $meaning)]),
            $columns,
        )
    };
    (@declare $field:ident, $type:ty, $columns:ident, $meaning:expr) => {
        <$type as $crate::model::Field>::declare(
            $crate::model::Naming::As(&[(stringify!($field), $meaning)]),
            $columns,
        )
    };
}

pub(crate) use row;
