import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { expect, test } from 'vitest'
import { glossaryPage } from '../glossary.ts'

test('docs/glossary.md is what the terms say; node scripts/glossary.ts writes it', async () => {
  const file = join(import.meta.dirname, '../../docs/glossary.md')
  const rules = await resolveConfig(file)
  expect(readFileSync(file, 'utf8')).toBe(await format(glossaryPage(), { ...rules, parser: 'markdown' }))
})
