import { readFile } from 'node:fs/promises'
import { assumedRound, type Round } from '@pejling/indicators'
import { listRoundFacts, type Ledger } from '@pejling/ledger'
import { parse } from 'yaml'
import type { Home } from '../home.ts'
import type { StudyFile, StudyFolder } from '../study-folder.ts'
import { houseFile } from './house-file.ts'

const roundYaml = /^rounds\/([^/]+)\/round\.yaml$/

/**
 * The `round.yaml` of a round of which only the ledger says what it is, as a file by its hash in the cache; none if the
 * study's folder has one. If nobody has said anything yet it is taken as the study's last round (`assumed`), so that its file
 * can be looked at; the check says so and stops. None at all in a study without rounds: that is a problem of the study.
 */
export async function roundFile(
  folder: StudyFolder,
  round: string,
  { home, ledger }: { home: Home; ledger: Ledger },
): Promise<{ files: StudyFile[]; assumed: boolean }> {
  const path = `rounds/${round}/round.yaml`
  if (folder.files.some((file) => file.path === path)) return { files: [], assumed: false }
  const facts = await listRoundFacts(ledger, folder.id)
  const said = facts.find((one) => one.round === round)
  const content = said
    ? { id: round, ...said.facts }
    : assumedRound(round, [
        ...(await roundsInFolder(folder)),
        ...facts.map((one) => ({ id: one.round, ...one.facts }) as Round),
      ])
  if (!content) return { files: [], assumed: false }
  // JSON is YAML.
  const file = await houseFile(home, path, `${JSON.stringify(content, undefined, 2)}\n`)
  return { files: [file], assumed: !said }
}

/** Those that can be read; what is wrong with the others the study itself says. */
async function roundsInFolder({ files }: StudyFolder): Promise<Round[]> {
  const own = files.filter(({ path, upload }) => roundYaml.test(path) && upload === undefined)
  const read = own.map(async ({ file }) => {
    const content = (await readFile(file, 'utf8')
      .then(parse)
      .catch(() => undefined)) as Round | undefined
    return content?.period?.to && content.instrument ? [content] : []
  })
  return (await Promise.all(read)).flat()
}
