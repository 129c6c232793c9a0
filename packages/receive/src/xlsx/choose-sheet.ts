import type { Guess } from '@pejling/indicators'
import { Unreadable } from '../unreadable.ts'
import type { Zip } from '../zip/open-zip.ts'
import { readSheet } from './read-sheet.ts'
import type { Workbook } from './workbook.ts'

type Sheet = Workbook['sheets'][number]

/** The first sheet that is not hidden and has more than a row, unless a person chose another. */
export async function chooseSheet(
  zip: Zip,
  workbook: Workbook,
  table?: string,
): Promise<{ sheet: Sheet; guess: Guess[] }> {
  const names = workbook.sheets.map(({ name }) => name)
  const said = (sheet: Sheet, why: Guess['why']): Guess[] =>
    names.length < 2 && table === undefined
      ? []
      : [
          {
            what: 'table',
            value: sheet.name,
            why,
            alternatives: names.filter((name) => name !== sheet.name),
            ...(table !== undefined && { chosen: true }),
          },
        ]
  if (table !== undefined) {
    const sheet = workbook.sheets.find(({ name }) => name === table)
    if (!sheet) throw new Unreadable('sheets', `expected a sheet called ${table}, found none`)
    return { sheet, guess: said(sheet, { da: 'Valgt.', en: 'Chosen.' }) }
  }
  const shown = workbook.sheets.filter(({ hidden }) => !hidden)
  for (const sheet of shown)
    if (await hasRows(zip, sheet, workbook)) return { sheet, guess: said(sheet, firstFilled) }
  const [sheet] = shown.length > 0 ? shown : workbook.sheets
  return { sheet, guess: said(sheet, { da: 'Intet ark har rækker.', en: 'No sheet has rows.' }) }
}

const firstFilled = { da: 'Det første synlige ark med rækker.', en: 'The first visible sheet with rows.' }

async function hasRows(zip: Zip, sheet: Sheet, workbook: Workbook): Promise<boolean> {
  let rows = 0
  for await (const parts of readSheet(zip, sheet.part, workbook)) {
    rows += parts.filter((part) => 'cells' in part).length
    if (rows > 1) return true
  }
  return false
}
