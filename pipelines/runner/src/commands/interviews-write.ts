import { writeFile } from 'node:fs/promises'
import { recordAct } from '@pejling/ledger'
import { codebookXml, readTables, tablesOfEdition, writeProject } from '@pejling/pipeline-interviews'
import { getStudy } from '@pejling/warehouse'
import { type ExitCode, print, printJson } from '../output.ts'
import { withEdition } from '../with-edition.ts'

/**
 * `pejling interviews write FILE --study S`: what a study holds of interviews as a file other programs read. For the owner
 * of the home folder: all of what was said is in it, unless it was left at home.
 *
 * @throws `interviews write: expected a file ending in .qdpx or .qdc, found …`, `no interviews: …`
 */
export async function writeInterviewsCommand(
  file: string,
  { study: id, edition: wanted, json }: { study: string; edition?: string; json?: boolean },
): Promise<ExitCode> {
  const [, ending] = /\.(qdpx|qdc)$/i.exec(file) ?? []
  if (!ending) throw new Error(`interviews write: expected a file ending in .qdpx or .qdc, found ${file}`)
  const told = await withEdition(wanted, async (edition, { ledger, caller }) => {
    const study = await getStudy(edition, id)
    const project = await readTables(tablesOfEdition(edition, study.id))
    if (project.codes.length === 0 && project.sources.length === 0)
      throw new Error(`no interviews: ${study.id} has none in edition ${edition.hash}`)
    if (ending.toLowerCase() === 'qdc') await writeFile(file, codebookXml(project))
    else await writeProject(project, file, new Date())
    const details = { study: study.id, interviews: ending.toLowerCase() }
    await recordAct(ledger, { ...caller.by, act: 'export-edition', subject: edition.hash, details })
    const { codes, sources, codings, memos } = project
    const counts = {
      codes: codes.length,
      sources: sources.length,
      codings: codings.length,
      memos: memos.length,
    }
    return { edition: edition.hash, file, ...counts }
  })
  if (json) printJson(told)
  else
    print(
      `${told.file}: ${told.codes} codes, ${told.sources} sources, ${told.codings} codings, ${told.memos} memos of edition ${told.edition}`,
    )
  return 0
}
