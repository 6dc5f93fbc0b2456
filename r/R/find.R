# Where the program refrain is.

refrain_find <- function() {
  named <- c(getOption("refrain.binary"), Sys.getenv("REFRAIN_BINARY"))
  named <- named[nzchar(named)]
  if (length(named) > 0) {
    if (!file.exists(named[[1]])) {
      fail(sprintf("there is no program at '%s', which the option refrain.binary or the variable REFRAIN_BINARY names", named[[1]]))
    }
    return(normalizePath(named[[1]]))
  }
  found <- Sys.which("refrain")
  if (!nzchar(found)) {
    fail("the program refrain is not on the search path; install it, or set options(refrain.binary = \"path/of/refrain\")")
  }
  unname(found)
}

# Ends with refrain's own message, as a condition of the class refrain_error.
fail <- function(message, exit_status = NA_integer_) {
  stop(structure(
    class = c("refrain_error", "error", "condition"),
    list(message = message, call = NULL, exit_status = exit_status)
  ))
}
