import { mkdir, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findRoundFacts, type Ledger } from '@pejling/ledger'
import { sha256 } from '../hash.ts'
import type { Home } from '../home.ts'
import type { StudyFile, StudyFolder } from '../study-folder.ts'

/**
 * The `round.yaml` of a round of which only the ledger says what it is, as a file by its hash in the cache. None if the
 * study's folder has one, or if nobody has said anything yet: that is a problem of the study.
 */
export async function roundFile(
  folder: StudyFolder,
  round: string,
  { home, ledger }: { home: Home; ledger: Ledger },
): Promise<StudyFile[]> {
  const path = `rounds/${round}/round.yaml`
  if (folder.files.some((file) => file.path === path)) return []
  const known = await findRoundFacts(ledger, folder.id, round)
  if (!known) return []
  // JSON is YAML.
  const text = `${JSON.stringify({ id: round, ...known.facts }, undefined, 2)}\n`
  const hash = sha256(text)
  const file = join(home.cache, 'rounds', `${hash}.yaml`)
  if (!(await stat(file).catch(() => undefined))) {
    await mkdir(join(home.cache, 'rounds'), { recursive: true })
    const beside = `${file}.${process.pid}.making`
    await writeFile(beside, text)
    await rename(beside, file)
  }
  return [{ path, file, sha256: hash, bytes: Buffer.byteLength(text) }]
}
