//! Which analyses run: those that a wanted table is made of.

use crate::config::OutputConfig;
use crate::error::Result;
use crate::model::{Ingredient, TableId};
use crate::progress::{Observer, Stage};

/// Lets an analysis run if a table wants it, and stops the run when the user asks for it.
#[derive(Clone, Copy)]
pub(super) struct Gate<'a> {
    pub(super) output: &'a OutputConfig,
    pub(super) observer: &'a dyn Observer,
}

impl Gate<'_> {
    /// Whether the table is wanted.
    pub(super) fn wants(&self, table: TableId) -> bool {
        self.output.wants(table)
    }

    /// Whether a wanted table cannot be made without this.
    pub(super) fn needs(&self, ingredient: Ingredient) -> bool {
        self.output.needs(ingredient)
    }

    /// What the analysis gives, if `is_asked`; otherwise its empty result.
    ///
    /// # Errors
    /// If the user asked to stop.
    pub(super) fn run_if<T: Default>(
        &self,
        is_asked: bool,
        analysis: impl FnOnce() -> T,
    ) -> Result<T> {
        self.try_if(is_asked, || Ok(analysis()))
    }

    /// What the analysis gives, if one of these tables is wanted; otherwise its empty result.
    ///
    /// # Errors
    /// If the user asked to stop.
    pub(super) fn run<T: Default>(
        &self,
        tables: &[TableId],
        analysis: impl FnOnce() -> T,
    ) -> Result<T> {
        self.run_if(self.output.wants_any(tables), analysis)
    }

    /// As [`Gate::run`], for an analysis that may find a setting wrong.
    ///
    /// # Errors
    /// Those of the analysis, or if the user asked to stop.
    pub(super) fn try_run<T: Default>(
        &self,
        tables: &[TableId],
        analysis: impl FnOnce() -> Result<T>,
    ) -> Result<T> {
        self.try_if(self.output.wants_any(tables), analysis)
    }

    /// As [`Gate::run`], for a comparison that may take minutes, which the user is shown.
    ///
    /// # Errors
    /// If the user asked to stop.
    pub(super) fn run_shown<T: Default>(
        &self,
        tables: &[TableId],
        comparison: impl FnOnce() -> T,
    ) -> Result<T> {
        self.try_run(tables, || {
            self.observer.begin(Stage::Compare, 0);
            let result = comparison();
            self.observer.end();
            self.observer.check()?;
            self.observer.begin(Stage::Analyze, 0);
            Ok(result)
        })
    }

    fn try_if<T: Default>(
        &self,
        is_asked: bool,
        analysis: impl FnOnce() -> Result<T>,
    ) -> Result<T> {
        if !is_asked {
            return Ok(T::default());
        }
        let result = analysis()?;
        self.observer.check()?;
        Ok(result)
    }
}
