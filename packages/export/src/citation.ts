import type { Language, Study, Variable } from '@pejling/indicators'
import { titleOf } from './notes.ts'

/** What a citation is made of. */
export type Cited = {
  study: { source: Pick<Study['source'], 'citation' | 'year'> }
  relation: { study: string; edition: string }
  x: Pick<Variable, 'label'>
  y: Pick<Variable, 'label'>
  by?: Pick<Variable, 'label'>
  address: string
}

/** How the numbers are cited: what they are, where they come from, in which edition, and where they are seen. */
export function citation(exported: Cited, language: Language): string {
  const { study, relation, address } = exported
  const title = titleOf(exported, language)
  return language === 'da'
    ? `${title}. Beregnet i Pejling, udgave ${relation.edition}, efter: ${ended(study.source.citation)} ${address}`
    : `${title}. Computed in Pejling, edition ${relation.edition}, from: ${ended(study.source.citation)} ${address}`
}

/** The same as an entry for BibTeX; the key is the study and the edition. */
export function bibtex(exported: Cited): string {
  const { study, relation, address } = exported
  const fields = {
    title: `{${escaped(titleOf(exported, 'en'))}}`,
    howpublished: `Pejling, edition ${relation.edition}`,
    note: escaped(`From: ${study.source.citation}`),
    year: String(study.source.year),
    url: address,
  }
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${value}},`)
  return `@misc{${relation.study}-${relation.edition},\n${lines.join('\n')}\n}\n`
}

const ended = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`)

const escaped = (text: string) => text.replace(/[&%$#_{}]/g, (mark) => `\\${mark}`)
