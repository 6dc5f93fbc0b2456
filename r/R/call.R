# Running the program, and reading its log: JSON Lines on standard error.

# Runs a command and returns the closing figures of its log. Notes become warnings, errors conditions.
call_refrain <- function(command, arguments, quiet) {
  line <- paste(shQuote(c(refrain_find(), command, "--log=json", arguments)), collapse = " ")
  log <- list(plain = character(), notes = character(), figures = NULL, error = NULL)
  connection <- pipe(paste(line, "2>&1"), open = "r", encoding = "UTF-8")
  on.exit(if (!is.null(connection)) close(connection))
  while (length(text <- readLines(connection, n = 1, warn = FALSE)) > 0) {
    log <- read_event(log, text, quiet)
  }
  status <- close(connection)
  connection <- NULL
  if (!quiet) cat("\r", strrep(" ", 60), "\r", sep = "", file = stderr())
  for (note in log$notes) {
    warning(structure(
      class = c("refrain_warning", "warning", "condition"),
      list(message = note, call = NULL)
    ))
  }
  # How to type the command is of no use in R.
  if (!is.null(log$error)) {
    fail(sub("\n\n(Usage:|For more information).*", "", log$error$message), log$error$exit_status)
  }
  if (is.null(log$figures)) {
    fail(sub("^(error|refrain): ", "", paste(log$plain, collapse = "\n")), exit_status(status))
  }
  log$figures
}

read_event <- function(log, text, quiet) {
  event <- tryCatch(jsonlite::fromJSON(text), error = function(e) NULL)
  kind <- if (is.list(event)) event$event else NULL
  if (is.null(kind)) {
    log$plain <- c(log$plain, text)
  } else if (kind == "note") {
    log$notes <- c(log$notes, event$text)
  } else if (kind == "error") {
    log$error <- event
  } else if (kind == "finished") {
    log$figures <- event
  } else if (kind == "progress" && !quiet) {
    cat(sprintf("\r%-60s", progress_line(event)), file = stderr())
  }
  log
}

progress_line <- function(event) {
  of <- if (is.null(event$total)) "" else sprintf(" of %.0f", event$total)
  sprintf("%s: %.0f%s %s", event$stage, event$done, of, event$unit)
}

# On some systems a closed pipe gives 256 times the status.
exit_status <- function(status) {
  if (is.null(status)) NA_integer_ else as.integer(if (status > 255) status %/% 256 else status)
}

# Settings as options of the command line: min_df = 2 is --min-df=2, TRUE is a switch, several values
# repeat the option.
to_arguments <- function(settings, known = character()) {
  if (length(settings) > 0 && (is.null(names(settings)) || any(!nzchar(names(settings))))) {
    fail("settings need names, as in min_df = 2")
  }
  one <- function(name, value) {
    option <- option_name(name)
    if (is.null(value)) {
      character()
    } else if (isTRUE(value)) {
      paste0("--", option)
    } else if (isFALSE(value)) {
      # FALSE is --no-NAME where there is such an option.
      no <- paste0("no-", option)
      if (no %in% known) paste0("--", no) else if (option %in% known) character() else paste0("--", option)
    } else {
      keys <- if (is.null(names(value))) "" else paste0(names(value), "=")
      paste0("--", option, "=", keys, format_value(value))
    }
  }
  as.character(unlist(Map(one, names(settings), settings), use.names = FALSE))
}

option_name <- function(name) gsub("_", "-", name, fixed = TRUE)

format_value <- function(value) {
  value <- unlist(value)
  if (is.numeric(value)) format(value, scientific = FALSE, trim = TRUE, digits = 15) else as.character(value)
}

# The options that the help of a command lists.
options_of <- function(command) {
  lines <- system2(refrain_find(), c(command, "--help"), stdout = TRUE)
  # A notebook asks programs for colours (CLICOLOR_FORCE).
  lines <- gsub("\033\\[[0-9;]*m", "", lines)
  found <- regmatches(lines, regexpr("^ +(-[a-zA-Z], )?--[a-z][a-z-]*", lines))
  sub("^.*--", "", found)
}
