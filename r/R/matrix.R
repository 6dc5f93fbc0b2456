# The document-term matrix.

refrain_dtm <- function(x, values = "n") {
  if (!requireNamespace("Matrix", quietly = TRUE)) fail("refrain_dtm() needs the package Matrix")
  documents <- refrain_table(x, "documents")
  documents <- documents[documents$status == "analysed", ]
  terms <- refrain_table(x, "terms")
  terms <- terms[order(terms$term, terms$language, method = "radix"), ]
  cells <- refrain_table(x, "tfidf")
  rows <- match(cells$doc_id, documents$doc_id)
  Matrix::sparseMatrix(
    i = rows,
    j = match(key(cells$term, documents$language[rows]), key(terms$term, terms$language)),
    x = as.numeric(cells[[values]]),
    dims = c(nrow(documents), nrow(terms)),
    dimnames = list(documents$doc_id, term_names(terms))
  )
}

as_dfm <- function(x, values = "n") {
  if (!requireNamespace("quanteda", quietly = TRUE)) {
    fail("as_dfm() needs the package quanteda; refrain_dtm() does not")
  }
  dfm <- quanteda::as.dfm(refrain_dtm(x, values))
  documents <- refrain_table(x, "documents")
  documents <- documents[documents$status == "analysed", ]
  quanteda::docvars(dfm) <- documents[setdiff(names(documents), "doc_id")]
  dfm
}

key <- function(term, language) paste(term, language, sep = "\r")

# A term that several languages have is followed by its language.
term_names <- function(terms) {
  shared <- terms$term %in% terms$term[duplicated(terms$term)]
  ifelse(shared, sprintf("%s (%s)", terms$term, terms$language), terms$term)
}
