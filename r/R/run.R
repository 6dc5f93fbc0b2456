# The main job, and concordances.

refrain_run <- function(inputs, output = NULL, ..., concepts = NULL, also = NULL, only = NULL,
                        group_by = NULL, quiet = !interactive()) {
  folder <- tempfile("refrain-")
  dir.create(folder)
  paths <- input_paths(inputs, folder)
  if (is.null(output)) output <- file.path(folder, "output")
  output <- path.expand(output)
  settings <- list(codebook = codebook(concepts, folder), group_by = group_by, ...)
  tables <- list(also = joined(also), only = joined(only))
  figures <- call_refrain("run", c(
    paste0("--output=", output),
    to_arguments(c(tables, settings), options_of("run")),
    "--", paths
  ), quiet)
  structure(
    list(output = normalizePath(output), inputs = paths, settings = settings, figures = figures),
    class = "refrain_run"
  )
}

print.refrain_run <- function(x, ...) {
  cat(sprintf(
    "<refrain: %s documents, %s tables in %s>\n",
    x$figures$documents, length(refrain_tables(x)), x$output
  ))
  invisible(x)
}

refrain_kwic <- function(x, pattern, ..., quiet = TRUE) {
  folder <- tempfile("refrain-")
  dir.create(folder)
  on.exit(unlink(folder, recursive = TRUE))
  settings <- list(...)
  known <- options_of("kwic")
  if (inherits(x, "refrain_run")) {
    # The settings of the run hold here too, as far as they act here.
    idle <- setdiff(options_of("run"), known)
    # FALSE stands for the option with no- in front.
    options <- option_name(names(x$settings))
    inherited <- x$settings[!options %in% idle & !paste0("no-", options) %in% idle]
    settings <- c(inherited[setdiff(names(inherited), names(settings))], settings)
    paths <- x$inputs
  } else {
    paths <- input_paths(x, folder)
  }
  path <- file.path(folder, "kwic.csv")
  call_refrain("kwic", c(paste0("--output=", path), to_arguments(settings, known), "--", pattern, paths), quiet)
  read_table(path, c(sentence = "integer", token = "integer", date = "date"))
}

# Paths as they are; a data frame becomes JSON Lines in the folder.
input_paths <- function(inputs, folder) {
  if (is.character(inputs) && length(inputs) > 0) return(path.expand(inputs))
  if (!is.data.frame(inputs)) fail("inputs are paths, or a data frame with a column `text`")
  path <- file.path(folder, "documents.jsonl")
  connection <- file(path, open = "wb")
  on.exit(close(connection))
  jsonlite::stream_out(as.data.frame(inputs), connection, verbose = FALSE, digits = NA)
  path
}

# A codebook is a path or a name; a list of patterns is written into the folder.
codebook <- function(concepts, folder) {
  if (!is.list(concepts)) return(if (is.null(concepts)) NULL else path.expand(concepts))
  path <- file.path(folder, "concepts.yml")
  # JSON is YAML.
  writeLines(enc2utf8(jsonlite::toJSON(concepts)), path, useBytes = TRUE)
  path
}

joined <- function(tables) if (length(tables) > 0) paste(tables, collapse = ",")
