import { createWriteStream, existsSync, mkdirSync } from 'node:fs'
import { rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { arrivingFolder, originalsFolder, sweepArrivals } from '@pejling/archive'
import { Server } from '@tus/server'
import { log } from '../log.ts'
import { ArrivingStore } from './arriving-store.ts'
import { fileName } from './file-name.ts'

/** A file that is here whole, but that nobody has said yet what it is. */
export type Arrived = {
  name: string
  path: string
  /** Removes it from among those that arrive; what was kept as an original stays. */
  forget(): Promise<void>
}

/** Where files come in: whole with a form, or piece by piece by the tus protocol, so that a broken connection goes on. */
export type Arrivals = {
  /** Answers a request of the protocol at `/rounds/files` for an account; of somebody else's file it knows nothing. */
  answer(request: Request, account: string): Promise<Response>
  /**
   * The whole files an account has sent piece by piece, in that order.
   *
   * @throws `file: expected one that has arrived whole, found none; send it again`
   */
  find(ids: string[], account: string): Promise<Arrived[]>
  /** Takes a file as it comes with a form. */
  take(from: Readable, name: string): Promise<Arrived>
  close(): void
}

/** Nobody goes on with a file that has lain longer. */
const patience = 24 * 3_600_000
/** What must be left on the disk for the ledger and the work, however large a file is. */
const reserve = 1e9

/** @param most bytes a file may have */
export function openArrivals(home: string, most: number): Arrivals {
  const directory = arrivingFolder(home)
  const accounts = new WeakMap<Request, string>()
  let opened: ReturnType<typeof open> | undefined
  /** With the first file: the store would end the process where the home may not be written. */
  const open = () => {
    makeArriving(home)
    const store = new ArrivingStore({ directory, expirationPeriodInMilliseconds: patience })
    const server = new Server({
      ...{ path: '/rounds/files', datastore: store, maxSize: most, relativeLocation: true },
      allowedOrigins: () => false,
      async onUploadCreate(request, { size = 0, metadata }) {
        const { bavail, bsize } = await statfs(home)
        if (size + reserve > bavail * bsize) throw { status_code: 507, body: 'upload: no room on the disk\n' }
        const name = fileName(metadata?.name ?? '')
        return { metadata: { name, owner: accounts.get(request as Request)! } }
      },
      onResponseError(_, problem) {
        if ('status_code' in problem && problem.status_code < 500) return undefined
        log.warn('file not received', {
          problem: 'message' in problem ? problem.message : problem.body.trim(),
        })
        return undefined
      },
    })
    return { store, server }
  }
  const isTheirs = async (id: string, account: string) =>
    /^[0-9a-f]{32}$/.test(id) &&
    (await (opened ??= open()).store.getUpload(id).catch(() => undefined))?.metadata?.owner === account
  const sweep = () =>
    sweepArrivals(home, new Date(Date.now() - patience)).catch((problem: Error) =>
      log.error('arrivals not swept', problem),
    )
  void sweep()
  const sweeping = setInterval(sweep, 3_600_000).unref()

  return {
    async answer(request, account) {
      const id = new URL(request.url).pathname.split('/')[3]
      if (id !== undefined && !(await isTheirs(id, account)))
        return new Response('file: expected one of yours, found none\n', { status: 404 })
      accounts.set(request, account)
      return (opened ??= open()).server.handleWeb(request)
    },
    async find(ids, account) {
      return Promise.all(
        ids.map(async (id) => {
          const { store } = (opened ??= open())
          const found = (await isTheirs(id, account)) ? await store.getUpload(id) : undefined
          if (!found || found.offset !== found.size)
            throw new Error('file: expected one that has arrived whole, found none; send it again')
          const name = found.metadata?.name ?? 'file'
          return { name, path: join(directory, id), forget: () => store.remove(id).catch(() => undefined) }
        }),
      )
    },
    async take(from, name) {
      // At once: a form that has broken off already says so only now.
      makeArriving(home)
      const path = join(directory, `form-${crypto.randomUUID()}`)
      const forget = () => rm(path, { force: true })
      try {
        await pipeline(from, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
      } catch (problem) {
        await forget()
        throw problem
      }
      return { name: fileName(name), path, forget }
    },
    close: () => clearInterval(sweeping),
  }
}

/** At once and folder by folder: Node's recursive way never ends below a folder that refuses new ones, as /proc does. */
function makeArriving(home: string): void {
  for (const folder of [home, originalsFolder(home), arrivingFolder(home)])
    if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 })
}
