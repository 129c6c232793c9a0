import type { PlanReason } from '@pejling/ledger'
import { findCode } from './code-store.ts'
import type { Content } from './content.ts'
import type { Judging } from './judge.ts'
import { codeReasons, fileReason } from './reasons.ts'

/** Why an edition is to be put together anew: steps, else files that no step reads, else the code that does it. */
export async function editionReasons(
  hash: string | undefined,
  contents: Content[],
  { cache, codes, live, forced, worked }: Judging,
): Promise<PlanReason[]> {
  if (forced.has('edition') && !worked.size) return [{ kind: 'asked', from: 'edition' }]
  if (!live) return [{ kind: 'first-time' }]
  if (live.hash === hash) return [{ kind: 'output-lost' }]
  const reasons = [...worked].map((name): PlanReason => ({ kind: 'upstream', step: name }))
  if (reasons.length) return reasons
  const before = await live.files()
  for (const { folder } of contents) {
    const now = new Set<string>()
    for (const { path, sha256 } of folder.files) {
      const name = `${folder.id}/${path}`
      now.add(name)
      if (before[name] === undefined) reasons.push({ kind: 'file-added', file: name })
      else if (before[name] !== sha256) reasons.push(await fileReason(name, folder, live.contentOf))
    }
    for (const name of Object.keys(before))
      if (name.startsWith(`${folder.id}/`) && !now.has(name))
        reasons.push({ kind: 'file-removed', file: name })
  }
  if (live.codeVersion !== codes.edition.version)
    reasons.push(...codeReasons(await findCode(cache, live.codeVersion ?? ''), codes.edition))
  return reasons
}
