import { type ChildProcess, spawn } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../src/home.ts'

export type Outcome = { code: number | null; out: string; err: string }

/** A home and a data folder of their own, with the command line run in them as a user would. */
export type TestHouse = {
  home: string
  studies: string
  pejling(...words: string[]): Promise<Outcome>
  pipe(input: string, ...words: string[]): Promise<Outcome>
  spawn(...words: string[]): ChildProcess
  spawnWith(environment: NodeJS.ProcessEnv, ...words: string[]): ChildProcess
  close(): Promise<void>
}

export async function testHouse(...studies: string[]): Promise<TestHouse> {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-runner-'))
  const [home, data] = [join(folder, 'home'), join(folder, 'studies')]
  for (const study of studies)
    await cp(join(root, 'data/studies', study), join(data, study), { recursive: true })
  const { DATABASE_URL: _, ...environment } = process.env
  const beginWith = (given: NodeJS.ProcessEnv, ...words: string[]) =>
    spawn(process.execPath, [join(root, 'pipelines/runner/src/pejling.ts'), ...words], {
      env: { ...environment, PEJLING_HOME: home, PEJLING_DATA: data, ...given },
    })
  const begin = (...words: string[]) => beginWith({}, ...words)
  return {
    home,
    studies: data,
    pejling: (...words) => ended(begin(...words)),
    pipe: (input, ...words) => ended(begin(...words), input),
    spawn: begin,
    spawnWith: beginWith,
    close: () => rm(folder, { recursive: true, force: true }),
  }
}

/** The study says nothing of who may see what: it is not open any more, and neither are its rows made up. */
export async function closeStudy({ studies }: TestHouse, study: string): Promise<void> {
  const file = join(studies, study, 'study.yaml')
  const text = (await readFile(file, 'utf8')).replace('synthetic: true', 'synthetic: false')
  await writeFile(file, text.replace(/^disclosure:\n(?: {2}.*\n)+/m, ''))
}

export function ended(child: ChildProcess, input = ''): Promise<Outcome> {
  return new Promise((end) => {
    const outcome: Outcome = { code: null, out: '', err: '' }
    child.stdout!.on('data', (chunk: Buffer) => (outcome.out += chunk.toString()))
    child.stderr!.on('data', (chunk: Buffer) => (outcome.err += chunk.toString()))
    child.once('close', (code) => end({ ...outcome, code }))
    child.stdin!.end(input)
  })
}
