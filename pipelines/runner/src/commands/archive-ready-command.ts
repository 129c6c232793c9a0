import { type ArchiveRemark, remarkInWords, studyReadiness } from '@pejling/archive'
import { getCodebook, getStudy, listSourceFiles } from '@pejling/warehouse'
import type { Command } from 'commander'
import { type ExitCode, print, printJson } from '../output.ts'
import { withEdition } from '../with-edition.ts'
import { does } from './does.ts'
import { asJson, ofEdition } from './option.ts'

/** Registers `pejling study archive-ready`. */
export function addArchiveReadyCommand(study: Command): void {
  study
    .command('archive-ready')
    .description(
      'what an archive would stop at, want changed or want to know of a study; exit 1 if it would stop',
    )
    .argument('<study>')
    .option(...ofEdition)
    .option(...asJson)
    .action(does(archiveReadyCommand))
}

/** `pejling study archive-ready STUDY`: gravest first; 1 if something stops. */
export async function archiveReadyCommand(
  id: string,
  { edition: wanted, json }: { edition?: string; json?: boolean },
): Promise<ExitCode> {
  const remarks = await withEdition(wanted, async (edition) => {
    const study = await getStudy(edition, id)
    const files = await listSourceFiles(edition, id)
    return studyReadiness(
      study,
      await getCodebook(edition, id),
      files.map(({ path }) => path),
    )
  })
  if (json) printJson(remarks.map((remark) => ({ ...remark, says: remarkInWords(remark) })))
  else if (remarks.length === 0) print(`${id}: an archive would have nothing to say`)
  else for (const remark of remarks) print(lineOf(id, remark))
  return remarks.some(({ severity }) => severity === 'stops') ? 1 : 0
}

function lineOf(study: string, remark: ArchiveRemark): string {
  const { severity, rule, places } = remark
  return `${severity} ${rule}: ${places.length ? places.join(', ') : study}: ${remarkInWords(remark).en}`
}
