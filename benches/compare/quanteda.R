# The job of compare.py in quanteda; takes the folder and the file to write.
suppressMessages(library(quanteda))
arguments <- commandArgs(trailingOnly = TRUE)
quanteda_options(threads = parallel::detectCores())
files <- list.files(arguments[1], pattern = "\\.txt$", recursive = TRUE, full.names = TRUE)
read <- function(file) readChar(file, file.size(file), useBytes = TRUE)
texts <- vapply(files, read, character(1))
Encoding(texts) <- "UTF-8"
words <- tokens(corpus(texts, docnames = files), remove_punct = TRUE, remove_symbols = TRUE)
words <- tokens_wordstem(tokens_remove(tokens_tolower(words), stopwords("en")), language = "en")
counts <- dfm(words)
documents <- ndoc(counts)
idf <- log((1 + documents) / (1 + docfreq(counts))) + 1
weights <- as(counts, "TsparseMatrix")
n <- weights@x
weight <- n * idf[weights@j + 1]
length <- sqrt(tapply(weight^2, weights@i, sum))
table <- data.frame(
    document = docnames(counts)[weights@i + 1],
    term = featnames(counts)[weights@j + 1],
    n = n,
    tf_idf = weight / length[as.character(weights@i)]
)
table <- table[order(table$document, table$term), ]
write.csv(table, arguments[2], row.names = FALSE, quote = FALSE)
