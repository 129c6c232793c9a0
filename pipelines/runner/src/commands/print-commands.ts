import type { Language } from '@pejling/indicators'
import {
  adjustedLeads,
  type ReportedList,
  type ReportedPart,
  reportHtml,
  reportOf,
  reportPdf,
} from '@pejling/notebook'
import { relationWords } from '@pejling/figures'
import type { Command } from 'commander'
import { type House, withHouse } from '../house.ts'
import { openedList } from '../notebook/opened-list.ts'
import { reportedView } from '../notebook/reported-view.ts'
import type { ExitCode } from '../output.ts'
import { parseLanguage } from '../parse-language.ts'
import { writeOut } from '../write-out.ts'

type Options = { format: string; output?: string; language: string }

/** Gives a command the options that say what is printed and where it goes. */
export function printOptions(command: Command): Command {
  return command
    .option('--format <pdf|html>', 'what is printed', 'pdf')
    .option('--output <file>', 'where the file goes; standard output if left out')
    .option('--language <da|en>', 'of the report', 'da')
}

/** `pejling view print VIEW`: the view alone as a report. */
export function printViewCommand(wanted: string, options: Options): Promise<ExitCode> {
  return print(options, async (house, language) => {
    const { note, ...view } = await reportedView(house, wanted, language)
    const part = { kind: 'view' as const, view: { ...view, note: '' } as typeof view & { note: string } }
    return { name: view.title, note, madeAt: view.keptAt, parts: [part] }
  })
}

/** `pejling list print LIST`: its texts and views, and the p-values corrected for being several. */
export function printListCommand(wanted: string, options: Options): Promise<ExitCode> {
  return print(options, async (house, language) => {
    const { name, note, madeAt, parts } = await openedList(house, wanted)
    const printed: ReportedPart[] = []
    for (const { view, text } of parts)
      printed.push(
        view === undefined
          ? { kind: 'text', text }
          : { kind: 'view', view: await reportedView(house, String(view), language) },
      )
    const views = printed.flatMap((part) => (part.kind === 'view' ? [part] : []))
    const adjusted = adjustedLeads(views.map(({ view }) => ('p' in view ? view.p?.p : undefined)))
    views.forEach((part, i) => (part.adjusted = adjusted[i]))
    return { name, note, madeAt, parts: printed }
  })
}

/** @throws `format: expected pdf or html, found doc` */
async function print(
  { format, output, language }: Options,
  listOf: (house: House, language: Language) => Promise<ReportedList>,
): Promise<ExitCode> {
  const spoken = parseLanguage(language)
  if (format !== 'pdf' && format !== 'html') throw new Error(`format: expected pdf or html, found ${format}`)
  return withHouse<ExitCode>(async (house) => {
    const report = await reportOf(await listOf(house, spoken), relationWords(spoken))
    await writeOut(format === 'pdf' ? await reportPdf(report) : reportHtml(report), output)
    return 0
  })
}
