import type { EditionEffect } from '@pejling/association'
import type { InterviewPreview, InterviewReceipt, Receipt } from '@pejling/indicators'
import { problemLine } from '@pejling/indicators/words'
import type { Upload } from '@pejling/ledger'
import { comparisonInWords } from '../comparison-in-words.ts'
import { interviewReceiptInWords } from '../interview-receipt-in-words.ts'
import { aligned } from '../output.ts'

/** How many problems and columns are told; all of them with `--json`, and in the file of failed rows. */
const told = 20

/** An upload in lines of English: where it is, how it was read, what is wrong, what it would change. */
export function uploadInWords(upload: Upload): string {
  const { id, study, round, unit, state, work, work_status, work_message, files } = upload
  const doing = work ? `; ${work} ${work_status}${work_message ? `: ${work_message}` : ''}` : ''
  return [
    `upload ${id}: ${study}/${round ?? ''}/${unit}, ${state}${doing}`,
    ...files.map(({ name, bytes, sha256 }) => `  ${name}: ${bytes} bytes, ${sha256.slice(0, 12)}`),
    ...(upload.kind === 'interviews'
      ? interviewsInWords(upload)
      : [...receiptInWords(upload.receipt as Receipt | null), ...problemsInWords(upload)]),
    ...effectInWords(upload),
  ].join('\n')
}

function interviewsInWords(upload: Upload): string[] {
  const receipt = upload.receipt as InterviewReceipt | null
  const preview = upload.preview as InterviewPreview | null
  return [
    ...(receipt ? interviewReceiptInWords(receipt).map((line) => `  ${line}`) : []),
    ...problemsInWords(upload),
    ...(preview ? previewInWords(preview) : []),
  ]
}

function previewInWords({ counts, uncertain, withoutUnit, codes, units, values, changed }: InterviewPreview) {
  const all = Object.entries(counts).map(([what, n]) => `${n} ${what}`)
  return [
    `with it the study has ${all.join(', ')}; ${uncertain} sources with uncertain places, ${withoutUnit} without a unit`,
    ...(units.length
      ? aligned([['', ...units], ...codes.map((one) => [one.code, ...one.excerpts.map(String)])])
          .split('\n')
          .map((line) => `  ${line}`)
      : []),
    `rules give ${values} values, ${changed.length} of them others than now`,
    ...changed.map(
      ({ unit, variable, before, after }) =>
        `  ${variable} of ${unit}: ${before ?? 'no value'} → ${after ?? 'no value'}`,
    ),
  ]
}

function receiptInWords(receipt: Receipt | null): string[] {
  if (!receipt) return []
  const { guesses, samples, tables, problems, sheets = [] } = receipt
  return [
    ...guesses.map(({ what, value, why, chosen }) => {
      const mark = value === '\t' ? 'tab' : value
      return `  read with ${what} ${mark}: ${chosen ? 'chosen' : why.en}`
    }),
    ...(sheets.length ? [`  tables in it: ${sheets.join(', ')}`] : []),
    ...tables.map(
      ({ columns, rows }) =>
        `  ${rows ?? '?'} rows, columns: ${few(
          columns.map(({ name }) => name),
          ', ',
        )}`,
    ),
    ...samples.map((cells) => `    ${few(cells, ' | ')}`),
    ...problems.map((problem) => `  ${problem.severity}: ${problemLine(problem)}`),
  ]
}

/** Of a wide file the first columns. */
function few(texts: string[], mark: string): string {
  const more = texts.length > told ? [`and ${texts.length - told} more`] : []
  return [...texts.slice(0, told), ...more].join(mark)
}

function problemsInWords({ problems, stopping, rows, checked_hash }: Upload): string[] {
  if (checked_hash === null) return []
  const shown = problems.slice(0, told).map((problem) => {
    const by = [
      `--rule ${problem.rule}`,
      ...(problem.value === undefined ? [] : [`--value ${problem.value}`]),
    ]
    const accept = problem.acceptable ? ` (can be accepted: ${by.join(' ')})` : ''
    return `  ${problem.severity}: ${problemLine(problem)}${problem.accepted ? ` (accepted: ${problem.accepted})` : accept}`
  })
  const more = problems.length > told ? [`  and ${problems.length - told} more`] : []
  return [`checked: ${rows} rows, ${stopping} problems stop it`, ...shown, ...more]
}

function effectInWords({ effect }: Upload): string[] {
  if (!effect) return []
  const { before, after, all, suppressed } = effect as EditionEffect
  const seen = all ?? suppressed
  if (before !== undefined && !seen)
    return [`trial edition ${after}: what it would change is for those who may see the study`]
  if (before === undefined || !seen) return [`trial edition ${after}: nothing is live to compare it with`]
  return [
    comparisonInWords({ before, after, same: seen.same, studies: [seen] }),
    ...seen.published.map(({ table, cell, before, after }) => {
      const number = (found: typeof before) =>
        found ? `${found.recomputed ?? 'no number'} (${found.verdict})` : 'nothing'
      return `  published ${table}/${cell}: ${number(before)} → ${number(after)}`
    }),
  ]
}
