import { writeFile } from 'node:fs/promises'

/**
 * Writes what a command made to a file that is not there yet, or to standard output.
 *
 * @throws `output: report.pdf is there already`
 */
export async function writeOut(content: Uint8Array | string, output: string | undefined): Promise<void> {
  if (output === undefined) process.stdout.write(content)
  else await writeFile(output, content, { flag: 'wx' }).catch((cause) => refuse(output, cause))
}

function refuse(output: string, cause: NodeJS.ErrnoException): never {
  const why = cause.code === 'EEXIST' ? 'is there already' : `cannot be written: ${cause.code}`
  throw new Error(`output: ${output} ${why}`, { cause })
}
