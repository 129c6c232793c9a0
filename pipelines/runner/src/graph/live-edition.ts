import { findLiveEdition, findPlanOfEdition, type Ledger, type RunPlan } from '@pejling/ledger'
import { editionFile, type Home } from '../home.ts'

/** What is live now, as far as a plan needs it. The edition's file is opened only when something in it is asked for. */
export type LiveEdition = {
  hash: string
  /** The plan it was made by; nothing if an earlier program made it. */
  plan?: RunPlan
  codeVersion?: string
  /** A file (`<study>/<path>`) as it was; nothing if it was not there or its content was not kept. */
  contentOf(file: string): Promise<Buffer | undefined>
  /** The files it was made of (`<study>/<path>`), with their hashes. */
  files(): Promise<Record<string, string>>
}

/** Lends the live edition to some work, or nothing where none is live. */
export async function withLiveEdition<T>(
  home: Home,
  ledger: Ledger,
  work: (live: LiveEdition | undefined) => Promise<T>,
): Promise<T> {
  const hash = await findLiveEdition(ledger)
  if (hash === undefined) return work(undefined)
  const made = await findPlanOfEdition(ledger, hash)
  let opened: ReturnType<typeof open> | undefined
  const edition = () => (opened ??= open(editionFile(home, hash)))
  try {
    return await work({
      hash,
      plan: made?.plan,
      codeVersion: made?.codeVersion,
      async contentOf(file) {
        const [study, path] = split(file)
        const [found] = await (
          await edition()
        ).query<{ content: Uint8Array | null }>(
          'SELECT content FROM source_file WHERE study = $study AND path = $path',
          { study, path },
        )
        return found?.content ? Buffer.from(found.content) : undefined
      },
      async files() {
        const found = await (
          await edition()
        ).query<{ name: string; sha256: string }>(
          "SELECT study || '/' || path AS name, sha256 FROM source_file ORDER BY name",
        )
        return Object.fromEntries(found.map(({ name, sha256 }) => [name, sha256]))
      },
    })
  } finally {
    await (await opened?.catch(() => undefined))?.close()
  }
}

async function open(file: string) {
  const { openEdition } = await import('@pejling/warehouse')
  return openEdition(file, { connections: 1, memory: '512MB', threads: 1 })
}

function split(file: string): [study: string, path: string] {
  const at = file.indexOf('/')
  return [file.slice(0, at), file.slice(at + 1)]
}
