/** A regression of the outcome on known attributes, and what was published. */
export type ModelAndMargins = {
  /**
   * `logit` for two categories, `multinomial` for more without order, `log-linear`; `cumulative` (proportional
   * odds), `probit` and `linear` by name. Only the first three are canonical; `linear` is least squares.
   */
  link: 'logit' | 'multinomial' | 'log-linear' | 'linear' | 'cumulative' | 'probit'
  /** The model's terms, each the attributes it multiplies: main effects `[['funding'], ['load']]`. */
  terms: string[][]
  /** The attribute sets cross-tabulated with the outcome in print; `[]` is the outcome by itself. */
  published: string[][]
  /** Whether the units' attributes are known jointly (an appendix of units); yes if left out. */
  attributesKnownJointly?: boolean
}

export type ModelFromMargins = {
  /** The maximum likelihood fit is the same for every coding the margins allow: it can be had without the rows. */
  identified: boolean
  /** Terms whose table with the outcome was not published, nor a finer one. */
  missing: string[][]
  /** Why, in words. */
  reason: string
}

/**
 * Whether a model can be fitted exactly from published tables alone. With a canonical link the likelihood knows
 * the outcome only through its cross tables with the model's terms (the sufficient statistics), so a main-effects
 * logit needs one two-way table per attribute and the units' attributes, not the rows. Cumulative (ordered) and
 * probit models have no such statistics: they need the outcome by all attributes of the model at once, as one
 * table. (`jointTables(...).tables === 1` is the other way to be sure.)
 *
 * @throws `unknown link: …`
 * @example
 * modelFromMargins({
 *   link: 'logit',
 *   terms: [['funding'], ['load']],
 *   published: [['funding'], ['load']],
 * }).identified // true; with the term ['funding', 'load'] it would be false
 *
 * Source: Birch (1963); McCullagh & Nelder (1989, § 2.2.4, § 4.3.2).
 */
export function modelFromMargins({
  link,
  terms,
  published,
  attributesKnownJointly = true,
}: ModelAndMargins): ModelFromMargins {
  if (!links.includes(link)) throw new RangeError(`unknown link: ${link}`)
  const canonical = link !== 'cumulative' && link !== 'probit'
  const needed = canonical ? terms : [[...new Set(terms.flat())]]
  const missing = needed.filter(
    (term) => !published.some((table) => term.every((name) => table.includes(name))),
  )
  if (missing.length > 0)
    return {
      identified: false,
      missing,
      reason: canonical
        ? 'the likelihood needs a table of the outcome by a term that was not published'
        : 'the link is not canonical: the likelihood needs the outcome by all attributes of the model at once',
    }
  if (!attributesKnownJointly && needed.every((term) => term.length < new Set(terms.flat()).size))
    return {
      identified: false,
      missing: [[...new Set(terms.flat())]],
      reason: 'the units are not known by all attributes of the model at once',
    }
  return {
    identified: true,
    missing: [],
    reason: canonical
      ? 'the published tables are the sufficient statistics of the model'
      : 'a published table shows the outcome by all attributes of the model at once',
  }
}

const links = ['logit', 'multinomial', 'log-linear', 'linear', 'cumulative', 'probit']
