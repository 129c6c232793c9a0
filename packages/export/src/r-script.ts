import type { ExportedRelation } from './exported-relation.ts'
import { isCounted } from './long-rows.ts'
import { nameOf, noteLines } from './notes.ts'
import { expectedNumbers, orderOf } from './script-numbers.ts'

/**
 * A script for R that reads the exported file beside it, works the numbers out again with nothing but base R, and says
 * for each whether it is the page's; its exit code is 1 if one is not. Parquet is read if nanoparquet or arrow is there,
 * else the CSV file of the same name.
 */
export function rScript(exported: ExportedRelation): string {
  const { x, y, by } = exported
  const numbers = expectedNumbers(exported)
  return `${noteLines(exported, 'en')
    .map(([name, text]) => `# ${name}: ${text.replaceAll('\n', ' ')}`)
    .join('\n')}

this <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))
here <- if (length(this) == 1) dirname(this) else "."
name <- file.path(here, ${text(nameOf(exported))})
data <- if (requireNamespace("nanoparquet", quietly = TRUE)) {
  as.data.frame(nanoparquet::read_parquet(paste0(name, ".parquet")))
} else if (requireNamespace("arrow", quietly = TRUE)) {
  as.data.frame(arrow::read_parquet(paste0(name, ".parquet")))
} else {
  read.csv(paste0(name, ".csv"), check.names = FALSE, colClasses = c(${classes(exported)}), na.strings = "")
}
# An apostrophe before = + - @ keeps spreadsheets from computing; it is no part of a code.
data[] <- lapply(data, function(v) if (is.character(v)) sub("^'([=+@-])", "\\\\1", v) else v)

# What the page says: the measure, the part it is of ("" for the whole), and the number.
page <- data.frame(
  part = c(${numbers.map(({ part }) => text(part)).join(', ')}),
  id = c(${numbers.map(({ id }) => text(id)).join(', ')}),
  number = c(${numbers.map(({ estimate }) => String(estimate)).join(', ')})
)

x <- list(name = ${text(x.id)}, order = c(${orderOf(exported, 'x').map(text).join(', ')}))
y <- list(name = ${text(y.id)}, order = c(${orderOf(exported, 'y').map(text).join(', ')}))

# Pairs of units: both larger, one larger and one smaller, equal in x, equal in y, all.
pairs_of <- function(m) {
  concordant <- discordant <- 0
  for (i in seq_len(nrow(m))) for (j in seq_len(ncol(m))) {
    below <- seq_len(nrow(m)) > i
    concordant <- concordant + m[i, j] * sum(m[below, seq_len(ncol(m)) > j])
    discordant <- discordant + m[i, j] * sum(m[below, seq_len(ncol(m)) < j])
  }
  tied <- function(totals) sum(totals * (totals - 1) / 2)
  list(s = concordant - discordant, strict = concordant + discordant,
       x = tied(rowSums(m)), y = tied(colSums(m)), all = tied(sum(m)))
}

measures <- function(m) {
  m <- m[rowSums(m) > 0, colSums(m) > 0, drop = FALSE]
  n <- sum(m)
  p <- pairs_of(m)
  least <- min(dim(m))
  expected <- outer(rowSums(m), colSums(m)) / n
  chi2 <- sum((m - expected)^2 / expected)
  each <- as.data.frame(as.table(unname(m)))
  each <- each[rep(seq_len(nrow(each)), each$Freq), ]
  c(gamma = p$s / p$strict,
    tauB = p$s / sqrt((p$all - p$x) * (p$all - p$y)),
    tauC = 2 * p$s * least / (n^2 * (least - 1)),
    somersD.columns = p$s / (p$all - p$x),
    somersD.rows = p$s / (p$all - p$y),
    somersD.symmetric = p$s / ((2 * p$all - p$x - p$y) / 2),
    spearman = suppressWarnings(cor(as.integer(each$Var1), as.integer(each$Var2), method = "spearman")),
    cramersV = sqrt(chi2 / (n * (least - 1))),
    chi2 = chi2,
    likelihoodRatio = 2 * sum(ifelse(m > 0, m * log(m / expected), 0)))
}

of_pairs <- function(x, y) {
  two <- combn(length(x), 2)
  dx <- x[two[2, ]] - x[two[1, ]]
  dy <- y[two[2, ]] - y[two[1, ]]
  s <- sum(sign(dx) * sign(dy))
  slope <- median((dy / dx)[dx != 0])
  suppressWarnings(c(spearman = cor(x, y, method = "spearman"), tauB = cor(x, y, method = "kendall"),
    gamma = s / sum(dx != 0 & dy != 0), slope = slope, intercept = median(y - slope * x)))
}

compute <- function(rows) {
${
  isCounted(exported)
    ? `  rows <- rows[!is.na(rows$n), ]
  m <- unclass(xtabs(rows$n ~ factor(rows[[x$name]], x$order) + factor(rows[[y$name]], y$order)))
  measures(m)`
    : `  value <- function(v) if (length(v$order)) match(rows[[v$name]], v$order) else as.numeric(rows[[v$name]])
  of_pairs(value(x), value(y))`
}
}

parts <- ${by ? `split(data, data[[${text(by.id)}]])` : 'list(data)'}
if (is.null(names(parts))) names(parts) <- ""
page$here <- NA_real_
for (part in unique(page$part)) {
  found <- compute(if (part == "") data else parts[[part]])
  mine <- page$part == part
  page$here[mine] <- found[page$id[mine]]
}
page$equal <- abs(page$number - page$here) <= 1e-9 * pmax(1, abs(page$number))
print(page, digits = 10, row.names = FALSE)
if (!all(page$equal)) quit(status = 1)
`
}

const text = (value: string) => JSON.stringify(value)

/** Codes stay texts: `007` is no number. */
function classes(exported: ExportedRelation): string {
  const { by, unit } = exported
  const texts = [...(by ? [by.id] : []), ...(isCounted(exported) ? [] : [unit.key, 'within'])]
  for (const axis of ['x', 'y'] as const) if (orderOf(exported, axis).length) texts.push(exported[axis].id)
  return texts.map((id) => `${JSON.stringify(id)} = "character"`).join(', ')
}
