library(testthat)
library(refrain)

test_check("refrain")
