import type { Role } from '../src/access.ts'
import {
  type Actor,
  approveUpload,
  createUpload,
  endCheck,
  endPublishingRun,
  endRead,
  endTrialRun,
  findUpload,
  type Ledger,
  publishUpload,
  requestPreview,
  setMatch,
  type Upload,
  type UploadDecision,
} from '../src/index.ts'
import { addPerson, testAccounts } from './people.ts'

export const files = [{ name: 'svar.csv', sha256: 'a'.repeat(64), bytes: 12 }]
export const edition = { hash: 'e1', codeVersion: '1' }
const place = { study: 'a', round: '2026', unit: 'child' }

export type Reached = 'read' | 'checked' | 'previewed' | 'approved' | 'live'
export type UploadMoves = {
  people: Record<Role, Actor>
  send(by?: Actor): Promise<number>
  upload(id: number): Promise<Upload>
  /** What is decided about an upload as it stands now, by the analyst if nobody else is said. */
  decide(id: number, by?: Actor): Promise<UploadDecision>
  /** From the state it was sent in to a later one, with what the worker and the runs write, as they write it. */
  bring(id: number, to: Reached): Promise<void>
  takeLive(id: number): Promise<void>
}

/** A person of each role, and what they and the worker do with uploads. */
export async function uploadMoves(ledger: Ledger): Promise<UploadMoves> {
  const accounts = testAccounts(ledger)
  const people = {} as Record<Role, Actor>
  for (const role of ['reader', 'researcher', 'analyst', 'admin'] as const)
    people[role] = { actor: await addPerson(accounts, role, role), role }
  const upload = async (id: number) => (await findUpload(ledger, id))!
  const decide = async (id: number, by = people.analyst) => ({
    ...{ upload: id, seenVersion: (await upload(id)).version, by },
  })
  const end = async (id: number, by: Actor) => ({
    ...{ run: (await upload(id)).run_id!, upload: id, bound: 'b1', edition, by, reason: 'test' },
  })
  const steps: Record<Reached, (id: number) => Promise<unknown>> = {
    read: async (id) => endRead(ledger, await upload(id), { choices: {} }),
    async checked(id) {
      await setMatch(ledger, await decide(id), { match: { q1: 'screening', note: null } })
      await endCheck(ledger, await upload(id), { rows: 3, problems: [], stopping: 0, bound: 'b1' })
    },
    async previewed(id) {
      await requestPreview(ledger, await decide(id))
      await endTrialRun(ledger, await end(id, people.analyst), { after: 'e1' })
    },
    approved: async (id) => approveUpload(ledger, await decide(id, people.admin)),
    live: takeLive,
  }

  async function takeLive(id: number): Promise<void> {
    await publishUpload(ledger, await decide(id, people.admin))
    await endPublishingRun(ledger, await end(id, people.admin), 'live')
  }

  return {
    ...{ people, upload, decide, takeLive },
    send: (by = people.analyst) => createUpload(ledger, { ...place, files }, by),
    async bring(id, to) {
      for (const [state, step] of Object.entries(steps)) {
        await step(id)
        const now = (await upload(id)).state
        if (now !== state) throw new Error(`expected ${state}, found ${now}`)
        if (state === to) return
      }
    },
  }
}
