import type { ExportedRelation } from './exported-relation.ts'
import { isCounted } from './long-rows.ts'
import { nameOf, noteLines } from './notes.ts'
import { expectedNumbers, orderOf } from './script-numbers.ts'

/**
 * The same for Python 3 with nothing but what comes with it: Parquet is read if pyarrow is there, else the CSV file of the
 * same name. Exit code 1 if a number is not the page's.
 */
export function pythonScript(exported: ExportedRelation): string {
  const { x, y, by } = exported
  const order = (of: 'x' | 'y') => JSON.stringify(orderOf(exported, of))
  const page = expectedNumbers(exported).map(
    ({ part, id, estimate }) => `    (${JSON.stringify(part)}, ${JSON.stringify(id)}, ${estimate}),`,
  )
  return `${noteLines(exported, 'en')
    .map(([name, text]) => `# ${name}: ${text.replaceAll('\n', ' ')}`)
    .join('\n')}

import csv
import math
import re
import statistics
import sys
from itertools import combinations
from pathlib import Path

NAME = Path(__file__).resolve().parent / ${JSON.stringify(nameOf(exported))}
X, Y, BY = ${JSON.stringify(x.id)}, ${JSON.stringify(y.id)}, ${by ? JSON.stringify(by.id) : 'None'}
ORDER = {X: ${order('x')}, Y: ${order('y')}}
# What the page says: the part it is of ("" for the whole), the measure, and the number.
PAGE = [
${page.join('\n')}
]


def read():
    try:
        import pyarrow.parquet
    except ImportError:
        with open(f"{NAME}.csv", encoding="utf-8", newline="") as file:
            # An apostrophe before = + - @ keeps spreadsheets from computing; it is no part of a code.
            return [
                {name: cell[1:] if re.match("'[=+@-]", cell) else cell for name, cell in row.items()}
                for row in csv.DictReader(file)
            ]
    return pyarrow.parquet.read_table(f"{NAME}.parquet").to_pylist()


def value(row, name):
    return ORDER[name].index(row[name]) if ORDER[name] else float(row[name])


def points(rows):
    """The two values of each unit, and how many units have them."""
${
  isCounted(exported)
    ? '    return [(value(row, X), value(row, Y), int(row["n"])) for row in rows if row["n"] not in (None, "", "0", 0)]'
    : '    return [(value(row, X), value(row, Y), 1) for row in rows]'
}


def ranks(counted):
    """The middle rank of each value."""
    before, found = 0, {}
    for one in sorted(counted):
        found[one] = before + (counted[one] + 1) / 2
        before += counted[one]
    return found


def measures(cells):
    n = sum(k for _, _, k in cells)
    xs, ys = {}, {}
    for a, b, k in cells:
        xs[a] = xs.get(a, 0) + k
        ys[b] = ys.get(b, 0) + k
    s = strict = 0
    for (a, b, k), (c, d, m) in combinations(cells, 2):
        sign = (a - c) * (b - d)
        s += (sign > 0) * k * m - (sign < 0) * k * m
        strict += (sign != 0) * k * m
    tied = lambda totals: sum(t * (t - 1) / 2 for t in totals)
    tied_x, tied_y, pairs = tied(xs.values()), tied(ys.values()), tied([n])
    rx, ry = ranks(xs), ranks(ys)
    mean = (n + 1) / 2
    spread = lambda r, totals: sum(k * (r[v] - mean) ** 2 for v, k in totals.items())
    together = sum(k * (rx[a] - mean) * (ry[b] - mean) for a, b, k in cells)
    seen = {(a, b): 0 for a in xs for b in ys}
    for a, b, k in cells:
        seen[a, b] += k
    expected = {(a, b): xs[a] * ys[b] / n for a, b in seen}
    chi2 = sum((seen[c] - expected[c]) ** 2 / expected[c] for c in seen)
    least = min(len(xs), len(ys))
    return {
        "gamma": lambda: s / strict,
        "tauB": lambda: s / math.sqrt((pairs - tied_x) * (pairs - tied_y)),
        "tauC": lambda: 2 * s * least / (n**2 * (least - 1)),
        "somersD.columns": lambda: s / (pairs - tied_x),
        "somersD.rows": lambda: s / (pairs - tied_y),
        "somersD.symmetric": lambda: s / ((2 * pairs - tied_x - tied_y) / 2),
        "spearman": lambda: together / math.sqrt(spread(rx, xs) * spread(ry, ys)),
        "cramersV": lambda: math.sqrt(chi2 / (n * (least - 1))),
        "chi2": lambda: chi2,
        "likelihoodRatio": lambda: 2 * sum(k * math.log(k / expected[c]) for c, k in seen.items() if k),
        "slope": lambda: slope(cells),
        "intercept": lambda: statistics.median(b - slope(cells) * a for a, b, _ in cells),
    }


def slope(cells):
    return statistics.median((d - b) / (c - a) for (a, b, _), (c, d, _) in combinations(cells, 2) if c != a)


rows = read()
wrong = 0
for part, name, page in PAGE:
    found = measures(points([row for row in rows if not part or row[BY] == part]))[name]()
    equal = abs(found - page) <= 1e-9 * max(1, abs(page))
    wrong += not equal
    print(part, name, f"page {page:.10g}", f"here {found:.10g}", "equal" if equal else "NOT EQUAL")
sys.exit(1 if wrong else 0)
`
}
