import type { SourceContent } from './build.ts'
import { type Connection, rows } from './database.ts'
import { literal } from './identifier.ts'

/** Of a file that is larger only path, hash and size stand in an edition: 64 MB. */
export const largestContent = 64 * 1024 * 1024

export const sourceFileTable =
  'CREATE TABLE source_file (study VARCHAR, path VARCHAR, sha256 VARCHAR, bytes BIGINT, content BLOB)'

/** The files of a study that stand in the edition that is being built: those that were taken over. */
export async function pathsThere(connection: Connection, study: string): Promise<Set<string>> {
  const there = await rows<{ path: string }>(
    connection,
    'SELECT path FROM source_file WHERE study = $study',
    { study },
  )
  return new Set(there.map(({ path }) => path))
}

/** Removes from a copy of an earlier edition the files that are not these studies' any more. */
export async function removeOtherSources(
  connection: Connection,
  studies: { study: { id: string }; files: SourceContent[] }[],
): Promise<void> {
  const wanted = new Set(
    studies.flatMap(({ study, files }) => files.map(({ path, sha256 }) => `${study.id} ${path} ${sha256}`)),
  )
  const there = await rows<{ study: string; path: string; sha256: string }>(
    connection,
    'SELECT study, path, sha256 FROM source_file',
  )
  for (const { study, path, sha256 } of there)
    if (!wanted.has(`${study} ${path} ${sha256}`))
      await connection.run('DELETE FROM source_file WHERE study = $study AND path = $path', { study, path })
}

/**
 * Puts a file as received into the edition that is being built.
 *
 * @throws `edition check: a/units/b.csv: changed since it was planned; run again`
 */
export async function addSource(
  connection: Connection,
  study: string,
  source: Exclude<SourceContent, { live: true }>,
): Promise<void> {
  const { path, sha256 } = source
  const given = { study, path, sha256 }
  if ('content' in source) {
    const content = Buffer.from(source.content).toString('base64')
    await connection.run(
      'INSERT INTO source_file VALUES ($study, $path, $sha256, octet_length(from_base64($content)), from_base64($content))',
      { ...given, content },
    )
    return
  }
  if ('bytes' in source) {
    await connection.run('INSERT INTO source_file VALUES ($study, $path, $sha256, $bytes::BIGINT, NULL)', {
      ...given,
      bytes: String(source.bytes),
    })
    return
  }
  const [{ size }] = await rows<{ size: number }>(
    connection,
    `SELECT size FROM read_blob(${literal(source.file)})`,
  )
  const content = size > largestContent ? 'NULL' : 'content'
  const from = `FROM read_blob(${literal(source.file)})`
  await connection.run(
    `INSERT INTO source_file SELECT $study, $path, $sha256, size, ${content} ${from}`,
    given,
  )
  const [{ same }] = await rows<{ same: boolean }>(
    connection,
    `SELECT content IS NULL OR sha256(content) = sha256 AS same FROM source_file
     WHERE study = $study AND path = $path`,
    { study, path },
  )
  if (!same) throw new Error(`edition check: ${study}/${path}: changed since it was planned; run again`)
}
