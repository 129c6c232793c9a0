import { missingReasons, type Study, type Text, thresholdLines, type Variable } from '@pejling/indicators'
import { isNumber, variablesOf } from '@pejling/warehouse'
import { create } from 'xmlbuilder2'
import type { PackageStudy } from './data-package.ts'

type Element = ReturnType<ReturnType<typeof create>['ele']>

/**
 * A study as DDI Codebook 2.5 in Danish and English: what it is, its files, and every variable with its categories,
 * range, missing reasons and how it was made. Elements stand in the order of the standard's sequences.
 *
 * @param made the edition it was written from, as its version
 */
export function ddiCodebook({ study, codebook, units }: PackageStudy, made: string): string {
  const root = create({ version: '1.0', encoding: 'UTF-8', invalidCharReplacement: '\uFFFD' }).ele(
    'ddi:codebook:2_5',
    'codeBook',
    { version: '2.5', ID: `study-${study.id}` },
  )
  const description = root.ele('stdyDscr')
  const citation = description.ele('citation')
  const title = citation.ele('titlStmt')
  title.ele('titl', lang('da')).txt(study.title.da)
  title.ele('parTitl', lang('en')).txt(study.title.en)
  title.ele('IDNo').txt(study.id)
  citation.ele('prodStmt').ele('prodDate').txt(String(study.source.year))
  citation.ele('verStmt').ele('version').txt(made)
  citation.ele('biblCit').txt(study.source.citation)
  const info = description.ele('stdyInfo')
  told(info, 'abstract', study.summary)
  const summary = info.ele('sumDscr')
  if (study.period) summary.ele('timePrd').txt(study.period)
  for (const unit of study.units) told(summary, 'anlyUnit', unit.label)
  if (study.synthetic) summary.ele('dataKind').txt('synthetic')
  const use = description.ele('dataAccs').ele('useStmt')
  told(use, 'conditions', study.licence, ['en'])
  for (const limit of study.limits) told(description, 'notes', limit)
  for (const { da, en } of thresholdLines(study))
    told(description, 'notes', { da: `Mindste tal, der vises: ${da}`, en: `Smallest count shown: ${en}` })
  for (const { unit, csv, rows } of units) {
    const about = root.ele('fileDscr', { ID: `file-${unit.id}` })
    const file = about.ele('fileTxt')
    file.ele('fileName').txt(csv)
    // What may stand once only stands in English, and in Danish among the notes.
    told(file, 'fileCont', unit.plural, ['en'])
    const size = file.ele('dimensns')
    size.ele('caseQnty').txt(String(rows))
    size.ele('varQnty').txt(String(variablesOf(study, codebook, unit).length))
    file.ele('fileType').txt('text/csv; charset=utf-8')
    told(about, 'notes', unit.plural, ['da'])
  }
  const data = root.ele('dataDscr')
  for (const variable of codebook.variables) {
    const files = units.filter(({ unit }) => variablesOf(study, codebook, unit).includes(variable))
    describe(data, variable, {
      files: files.map(({ unit }) => `file-${unit.id}`).join(' '),
      wordings: wordingsOf(study, variable),
    })
  }
  return root.end({ prettyPrint: true })
}

/** How it was asked, version by version of the instruments; a wording that several versions share stands once. */
function wordingsOf({ instruments = [] }: Study, { id }: Variable): Text[] {
  const asked = instruments.flatMap(({ questions }) =>
    questions.filter(({ variable }) => variable === id).flatMap(({ versions }) => Object.values(versions)),
  )
  const wordings = asked.flatMap(({ wording }) => wording ?? [])
  return wordings.filter(({ da }, i) => wordings.findIndex((one) => one.da === da) === i)
}

function describe(
  data: Element,
  variable: Variable,
  { files, wordings }: { files: string; wordings: Text[] },
): void {
  const { id, label, description, categories, range, decimals, derived, leftOut, measure, quality, scale } =
    variable
  const element = data.ele('var', {
    ...{ ID: `var-${id}`, name: id },
    ...(files && { files }),
    intrvl: isNumber(variable) ? 'contin' : 'discrete',
    ...(decimals !== undefined && { dcml: String(decimals) }),
    ...(measure && { measUnit: measure.en }),
    ...(natures.has(scale) && { nature: scale }),
  })
  told(element, 'labl', label)
  for (const wording of wordings) told(element.ele('qstn'), 'qstnLit', wording)
  if (range)
    element.ele('valrng').ele('range', {
      ...withoutNothing({ min: range.min, max: range.max }),
      // INT or REAL: what it is measured in is `measUnit`.
      UNITS: isWhole(variable) ? 'INT' : 'REAL',
    })
  if (files) {
    const invalid = element.ele('invalrng')
    for (const reason of Object.keys(missingReasons)) invalid.ele('item', { VALUE: reason })
  }
  if (description) told(element, 'txt', description)
  if (leftOut) told(element, 'txt', leftOut)
  for (const category of categories ?? []) {
    const one = element.ele('catgry')
    one.ele('catValu').txt(category.id)
    told(one, 'labl', category.label)
  }
  element.ele('concept').txt(quality)
  if (derived) told(element.ele('derivation'), 'drvdesc', derived.note, ['en'])
  element.ele('varFormat', { type: isNumber(variable) ? 'numeric' : 'character' })
  if (derived) told(element, 'notes', derived.note, ['da'])
}

/** The scales of the standard that are ours by the same name. */
const natures = new Set<string>(['nominal', 'ordinal', 'interval', 'ratio'])

function isWhole({ decimals, range }: Variable): boolean {
  return decimals === 0 && [range?.min, range?.max].every((end) => Number.isInteger(end ?? 0))
}

function told(parent: Element, name: string, text: Text, languages: ('da' | 'en')[] = ['da', 'en']): void {
  for (const language of languages) parent.ele(name, lang(language)).txt(text[language])
}

function lang(language: 'da' | 'en'): Record<string, string> {
  return { 'xml:lang': language }
}

function withoutNothing(attributes: Record<string, string | number | undefined>): Record<string, string> {
  const entries = Object.entries(attributes).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]))
}
