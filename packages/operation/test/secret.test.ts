import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { getSecret, makeFolder } from '../src/index.ts'

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'pejling-operation-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  return path
}

test('a key is made once, in a home only its owner can read', async () => {
  const home = join(await folder(), 'some', 'home')
  const secret = await getSecret({ secret: undefined, home })
  expect(secret).toMatch(/^[0-9a-f]{64}$/)
  expect(await getSecret({ secret: undefined, home })).toBe(secret)
  expect((await readFile(join(home, 'secret'), 'utf8')).trim()).toBe(secret)
  expect((await stat(home)).mode & 0o777).toBe(0o700)
})

test('where no folder can be made it is told, and not tried for ever', { timeout: 5000 }, async () => {
  await expect(getSecret({ secret: undefined, home: '/proc/x/y' })).rejects.toMatchObject({ code: 'ENOENT' })
  const home = await folder()
  await makeFolder(home)
  await getSecret({ secret: undefined, home })
  await expect(makeFolder(join(home, 'secret'))).rejects.toMatchObject({ code: 'ENOTDIR' })
})
