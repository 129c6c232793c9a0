import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newStudy } from '../src/authoring/new-study.ts'
import { watchStudies } from '../src/authoring/watch-studies.ts'
import { testHouse } from './command-line.ts'

test('edits made while the last ones are worked on are one more call, and hidden files are none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-watch-'))
  const calls: string[][] = []
  let more = () => {}
  const watching = watchStudies(folder, async (files) => {
    calls.push(files.map((file) => file.slice(folder.length + 1)))
    if (calls.length === 2) {
      await writeFile(join(folder, 'b.yaml'), 'b')
      await writeFile(join(folder, 'c.yaml'), 'c')
      await new Promise((later) => setTimeout(later, 600))
    }
    more()
  })
  const called = (n: number) =>
    new Promise<void>((done) => {
      more = () => calls.length >= n && done()
      more()
    })
  try {
    await called(1)
    await writeFile(join(folder, '.a.yaml.swp'), 'hidden')
    await writeFile(join(folder, 'a.yaml'), 'a')
    await called(3)
    expect(calls).toEqual([[], ['a.yaml'], ['b.yaml', 'c.yaml']])
  } finally {
    await watching.close()
    await rm(folder, { recursive: true, force: true })
  }
}, 20_000)

test('an edit of a rule is run at once, and shows which numbers moved and why', async () => {
  const house = await testHouse()
  await newStudy(house.studies, 'watched')
  const child = house.spawn('watch')
  let out = ''
  const until = (words: string) =>
    new Promise<void>((seen) => {
      const look = () => out.includes(words) && seen()
      child.stdout!.on('data', look)
      look()
    })
  child.stdout!.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr!.on('data', (chunk: Buffer) => (out += chunk.toString()))
  const ended = new Promise((end) => child.once('close', end))
  try {
    await until('derive/watched/institution')
    const codebook = join(house.studies, 'watched/codebook.yaml')
    const before = await readFile(codebook, 'utf8')
    await writeFile(codebook, before.replace('nursery_children: 1.74', 'nursery_children: 2'))
    await until('weighted_children: 5 cells changed')
    expect(out).toContain('edited watched/codebook.yaml\n')
    expect(out).toContain('weighted_children 79.8 → 85')
    await writeFile(codebook, before.replace('kind: ratio', 'kind: rato'))
    await until('nothing was published')
    expect(out).toMatch(/stops: watched\/codebook\.yaml:\d+:7: .*\(did you mean ratio\?\)/)
  } finally {
    child.kill('SIGTERM')
    await ended
    await house.close()
  }
}, 90_000)
