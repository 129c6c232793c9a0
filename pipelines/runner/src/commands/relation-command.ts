import { type AskedAnswer, type AskedRelation, askRelation, relationAsJson } from '@pejling/association'
import { type Category, roundCaveatInWords, type Viewer } from '@pejling/indicators'
import { getStudy } from '@pejling/warehouse'
import type { Command } from 'commander'
import { formats } from '@pejling/export/format'
import { figureKinds } from '@pejling/figures/kinds'
import { viewerFor } from '../viewer.ts'
import { aligned, type ExitCode, print, printJson } from '../output.ts'
import { withEdition } from '../with-edition.ts'
import { hiddenInWords } from '../hidden-answer.ts'
import { associationInWords } from '../relation-statistics.ts'
import { does } from './does.ts'
import { relationOf, type RelationOptions, relationOptions } from './relation-options.ts'
import { asJson, ofEdition } from './option.ts'

/** Registers `pejling relation`. */
export function addRelationCommand(program: Command): void {
  relationOptions(program.command('relation'))
    .description('counts and statistics of two variables')
    .option('--export <format>', `as a file: ${formats.join(', ')}`)
    .option('--figure <figure>', `of svg and png, if it fits: ${figureKinds.join(', ')}`)
    .option('--output <file>', 'where the file goes; standard output if left out')
    .option('--language <da|en>', 'of the names in the file', 'da')
    .option('--suppressed', 'as those see it who may not see all counts of a study that is not open')
    .option(...asJson)
    .option(...ofEdition)
    .action(does(relationCommand))
}

type Options = RelationOptions & {
  json?: boolean
  suppressed?: boolean
  export?: string
  figure?: string
  output?: string
  language: string
}

/** Those who may not see all of a study that is not open. */
const others: Viewer = { sees: 'suppressed', rows: false }

/** `pejling relation`: counts and statistics of two variables; the same answer as `/relations` shows. */
export async function relationCommand(options: Options): Promise<ExitCode> {
  const relation = relationOf(options)
  await withEdition(relation.edition, async (edition, { caller }) => {
    const study = await getStudy(edition, relation.study)
    const own = viewerFor(caller, study)
    const viewer = options.suppressed && own.sees === 'all' ? others : own
    if (options.export) {
      // What makes files is loaded when one is wanted.
      const { writeRelationFile } = await import('../relation-file.ts')
      return writeRelationFile(edition, relation, viewer, { ...options, format: options.export })
    }
    const asked = await askRelation(edition, relation, viewer)
    if (options.json) printJson(relationAsJson(asked))
    else printAsked(asked)
  })
  return 0
}

function printAsked(asked: AskedRelation): void {
  if (!asked.by) return printTold(asked, asked.whole)
  const { variable, parts } = asked.by
  for (const part of parts) {
    print(`${variable.label.en}: ${part.category.label.en}`)
    printTold(asked, part)
  }
}

function printTold({ study, x, y }: AskedRelation, told: AskedAnswer): void {
  if (!told.association) {
    print(hiddenInWords(study, told.answer, x, y))
    return
  }
  const { answer, association } = told
  print(
    `${x.label.en} × ${y.label.en}, n = ${answer.n}, from ${answer.source === 'rows' ? 'rows' : `published table ${'table' in answer ? answer.table : ''}`}`,
  )
  if (answer.kind === 'crosstab') print(tableOf(answer.rows, answer.columns, answer.counts))
  for (const { variable, reason, n } of answer.missing)
    print(`left out: ${n} ${variable} ${reason.replaceAll('_', ' ')}`)
  for (const caveat of answer.caveats ?? [])
    print(`note: ${roundCaveatInWords(caveat, study, { study: study.id, variables: [x, y] }).en}`)
  print(associationInWords(association))
}

function tableOf(rows: Category[], columns: Category[], counts: number[][]): string {
  const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0)
  const header = ['', ...columns.map(({ label }) => label.en), 'total']
  const body = rows.map(({ label }, i) => [label.en, ...counts[i].map(String), String(sum(counts[i]))])
  const foot = [
    'total',
    ...columns.map((_, j) => String(sum(counts.map((row) => row[j])))),
    String(sum(counts.flat())),
  ]
  return aligned([header, ...body, foot], { right: header.map((_, i) => i).slice(1) })
}
