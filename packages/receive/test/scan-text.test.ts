import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { scanText } from '../src/text/scan-text.ts'
import { seeded } from './mutate.ts'

test('a line that ends within quotation marks is seen, however far apart they are', async () => {
  const random = seeded(7)
  const folder = await mkdtemp(join(tmpdir(), 'pejling-scan-'))
  const seen = { broken: 0, whole: 0 }
  try {
    for (let n = 0; n < 400; n++) {
      const marks = random() * 0.1
      const letters = Array.from({ length: 1 + Math.floor(random() * 400) }, () => {
        const drawn = random()
        return drawn < marks ? '"' : drawn < marks + 0.02 ? '\n' : 'a'
      })
      let open = false
      const broken = letters.some((letter) => {
        if (letter === '"') open = !open
        return letter === '\n' && open
      })
      await writeFile(join(folder, 'a'), letters.join(''))
      expect((await scanText(join(folder, 'a'))).breaks, JSON.stringify(letters.join(''))).toBe(broken)
      seen[broken ? 'broken' : 'whole']++
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  expect(Math.min(seen.broken, seen.whole)).toBeGreaterThan(50)
})

test('letters whose marks stand beside them are seen', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-scan-'))
  const isLoose = async (text: string) => {
    await writeFile(join(folder, 'a'), text)
    return (await scanText(join(folder, 'a'))).loose
  }
  try {
    expect(await isLoose('a;b\nÅrhus;1\n')).toBe(false)
    expect(await isLoose('a;b\nA\u030arhus;1\n')).toBe(true)
    expect(await isLoose('a;b\nalle\u0301;1\n')).toBe(true)
    expect(await isLoose('a;b\ňěñ;1\n')).toBe(false)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
