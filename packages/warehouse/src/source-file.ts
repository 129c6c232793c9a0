import type { SourceContent } from './build.ts'
import { type Connection, rows } from './database.ts'
import { literal } from './identifier.ts'

/** Of a file that is larger only path, hash and size stand in an edition: 64 MB. */
export const largestContent = 64 * 1024 * 1024

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
