# Tables of an output folder as data frames.

refrain_tables <- function(x) {
  package <- data_package(x)
  titles <- vapply(package, function(table) paste0(table$title, ""), "")
  stats::setNames(titles, vapply(package, `[[`, "", "name"))
}

refrain_table <- function(x, name) {
  table <- table_of(x, name)
  fields <- table$schema$fields
  types <- stats::setNames(vapply(fields, `[[`, "", "type"), vapply(fields, `[[`, "", "name"))
  is_date <- grepl("(^|_)date(_[0-9]+)?$", names(types)) & types == "string"
  types[is_date] <- "date"
  read_table(file.path(output_of(x), table$path), types)
}

refrain_columns <- function(x, name) {
  fields <- table_of(x, name)$schema$fields
  data.frame(
    column = vapply(fields, `[[`, "", "name"),
    type = vapply(fields, `[[`, "", "type"),
    meaning = vapply(fields, function(field) paste0(field$description, ""), "")
  )
}

table_of <- function(x, name) {
  package <- data_package(x)
  names <- vapply(package, `[[`, "", "name")
  if (!name %in% names) {
    fail(sprintf(
      "there is no table `%s` in this output%s\n  there are: %s\n  further tables are written on request, as with also = \"networks\"",
      name, did_you_mean(name, names), paste(names, collapse = ", ")
    ))
  }
  package[[match(name, names)]]
}

# The known name that differs in the fewest letters, if it differs in few.
did_you_mean <- function(name, known) {
  changes <- utils::adist(name, known, ignore.case = TRUE)
  if (min(changes) > max(1, nchar(name) %/% 3)) {
    return("")
  }
  sprintf("; did you mean `%s`?", known[which.min(changes)])
}

output_of <- function(x) if (inherits(x, "refrain_run")) x$output else path.expand(x)

data_package <- function(x) {
  path <- file.path(output_of(x), "datapackage.json")
  if (!file.exists(path)) fail(sprintf("%s is not an output folder of refrain: it has no datapackage.json", output_of(x)))
  package <- jsonlite::fromJSON(path, simplifyVector = FALSE)
  Filter(function(resource) !is.null(resource$schema), package$resources)
}

# Reads a CSV file of refrain; columns without a type are text. Only an empty cell is missing: a document
# may be called NA.
read_table <- function(path, types) {
  if (grepl("[.]parquet$", path)) {
    fail(sprintf("%s is Parquet, since the run wrote no CSV; run it without csv = FALSE, or read the file with the package arrow", path))
  }
  header <- sub("^\ufeff", "", readLines(path, n = 1, encoding = "UTF-8", warn = FALSE))
  header <- scan(text = header, what = "", sep = ",", quote = "\"", quiet = TRUE, encoding = "UTF-8")
  classes <- ifelse(types[header] %in% c("integer", "number", "year"), "numeric", "character")
  frame <- utils::read.csv(
    path,
    colClasses = unname(classes), na.strings = "", encoding = "UTF-8", check.names = FALSE
  )
  names(frame) <- header
  for (name in intersect(header, names(types))) {
    frame[[name]] <- as_type(frame[[name]], types[[name]])
  }
  frame
}

as_type <- function(values, type) {
  switch(type,
    integer = ,
    year = if (all(is.na(values) | abs(values) <= .Machine$integer.max)) as.integer(values) else values,
    boolean = values == "true",
    date = if (are_whole_days(values)) as.Date(values) else values,
    values
  )
}

# Dates that name a year or a month only stay text.
are_whole_days <- function(values) {
  all(is.na(values) | grepl("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", values))
}
