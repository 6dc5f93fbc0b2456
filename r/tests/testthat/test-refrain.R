documents <- data.frame(
  id = c("north-1", "south-1", "NA"),
  source = c("north", "south", "south"),
  date = as.Date(c("2020-03-01", "2021-07-15", NA)),
  text = c(
    "The river rose again. Flood walls cost money, and flood walls save towns.",
    "Towns asked for flood walls. The river gave them floods.",
    "A river without towns needs no walls, the mayor said of the river."
  ),
  desk = factor(c("coast", "inland", NA))
)

skip_without_program <- function() {
  found <- tryCatch(refrain_find(), error = function(e) NULL)
  skip_if(is.null(found), "the program refrain is not here")
}

run_documents <- function(...) {
  refrain_run(documents, language = "en", ...)
}

test_that("settings become options", {
  expect_equal(
    refrain:::to_arguments(list(min_df = 2, png = TRUE, stop_word = c("a", "b"))),
    c("--min-df=2", "--png", "--stop-word=a", "--stop-word=b")
  )
  expect_equal(refrain:::to_arguments(list(report = FALSE), "no-report"), "--no-report")
  expect_equal(refrain:::to_arguments(list(field = c(text = "body"))), "--field=text=body")
  expect_equal(refrain:::to_arguments(list(max_df = 0.5, seed = 100000)), c("--max-df=0.5", "--seed=100000"))
  expect_error(refrain:::to_arguments(list(2)), "names")
})

test_that("a wrong path of the program is named", {
  old <- options(refrain.binary = "/no/such/program")
  on.exit(options(old))
  expect_error(refrain_find(), "/no/such/program", class = "refrain_error")
})

test_that("counts are those by hand, and types those of the data package", {
  skip_without_program()
  run <- run_documents(concepts = list(protection = "flood walls", water = c("river", "flood*")))
  terms <- refrain_table(run, "terms")
  expect_identical(terms$cf[terms$label == "river"], 4L)
  expect_type(terms$idf, "double")
  concepts <- refrain_table(run, "concepts")
  expect_identical(concepts$hits[concepts$concept == "protection"], 3L)
  found <- refrain_table(run, "documents")
  expect_s3_class(found$date, "Date")
  expect_setequal(found$doc_id, documents$id)
  expect_true(is.na(found$desk[found$doc_id == "NA"]))
  expect_true("kwic" %in% names(refrain_tables(run)))
  expect_true("df" %in% refrain_columns(run, "terms")$column)
  expect_output(print(run), "3 documents")
})

test_that("the matrix has names and counts", {
  skip_without_program()
  skip_if_not_installed("Matrix")
  run <- run_documents(concepts = "none")
  counts <- refrain_dtm(run)
  expect_equal(counts["NA", "river"], 2)
  expect_equal(sum(counts), sum(refrain_table(run, "terms")$cf))
})

test_that("a quanteda dfm has the counts and the metadata", {
  skip_without_program()
  skip_if_not_installed("quanteda")
  run <- run_documents(concepts = "none")
  dfm <- as_dfm(run)
  terms <- refrain_table(run, "terms")
  expect_setequal(quanteda::docnames(dfm), documents$id)
  expect_setequal(quanteda::featnames(dfm), terms$term)
  expect_equal(as.numeric(dfm["NA", "river"]), 2)
  expect_equal(sum(dfm), sum(terms$cf))
  expect_identical(quanteda::docvars(dfm)$source, c("south", "north", "south"))
})

test_that("as_dfm says what it needs", {
  skip_without_program()
  skip_if(requireNamespace("quanteda", quietly = TRUE))
  expect_error(as_dfm(run_documents(concepts = "none")), "quanteda", class = "refrain_error")
})

test_that("a concordance keeps the settings of the run", {
  skip_without_program()
  run <- run_documents(concepts = list(water = "river"), group_by = "desk", report = FALSE)
  lines <- refrain_kwic(run, "flood walls", sort = "document")
  expect_identical(lines$source, c("coast", "coast", "inland"))
  expect_type(lines$token, "integer")
  expect_identical(nrow(refrain_kwic(documents, "mayor", language = "en")), 1L)
})

test_that("a notebook that asks for colours changes nothing", {
  skip_without_program()
  Sys.setenv(CLICOLOR_FORCE = "1")
  on.exit(Sys.unsetenv("CLICOLOR_FORCE"))
  expect_true("no-report" %in% refrain:::options_of("run"))
  wrong <- expect_error(run_documents(min_df = "two"), "--min-df", class = "refrain_error")
  expect_false(grepl("--help|\033", conditionMessage(wrong)))
})

test_that("a folder is read and written", {
  skip_without_program()
  folder <- tempfile("texts ")
  dir.create(folder)
  writeLines("Rivers and walls. It's a river's wall.", file.path(folder, "a.txt"))
  output <- tempfile("out put")
  run <- refrain_run(folder, output, language = "en", concepts = "none", report = FALSE)
  expect_false(file.exists(file.path(output, "report.html")))
  expect_identical(refrain_table(output, "terms"), refrain_table(run, "terms"))
})

test_that("tables are on their own in a folder, and names of columns may hold anything", {
  skip_without_program()
  folder <- tempfile("texts")
  dir.create(folder)
  writeLines("Rivers and walls.", file.path(folder, "a.txt"))
  writeLines(c("file,\"desk, or \"\"room\"\"\",n", "a.txt,\"a \"\"b\"\", c\",3"), file.path(folder, "metadata.csv"))
  run <- refrain_run(folder, language = "en", concepts = "none", report = FALSE)
  expect_true(file.exists(file.path(run$output, "tables", "terms.csv")))
  found <- refrain_table(run, "documents")
  expect_identical(found[["desk, or \"room\""]], "a \"b\", c")
  expect_identical(found$n, 3L)
  expect_error(refrain:::read_table("terms.parquet", character()), "Parquet", class = "refrain_error")
})

test_that("refrain's messages are conditions", {
  skip_without_program()
  wrong <- expect_error(run_documents(min_dff = 2), "--min-df", class = "refrain_error")
  expect_identical(wrong$exit_status, 2L)
  expect_error(refrain_table(run_documents(concepts = "none"), "networks"), "also", class = "refrain_error")
  expect_error(refrain_run(list(1)), "data frame", class = "refrain_error")
  expect_error(refrain_table(tempdir(), "terms"), "datapackage", class = "refrain_error")
  empty <- rbind(documents, data.frame(id = "e", source = "n", date = NA, text = "", desk = NA))
  expect_warning(refrain_run(empty, language = "en", concepts = "none"), class = "refrain_warning")
})
