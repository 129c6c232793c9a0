import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { codebook, sent } from '../sent.ts'

/** The codebook reads 1, 2 and 3 as a happy, a middling and a sad child. */
const coded = {
  ...codebook,
  variables: codebook.variables.map((variable) =>
    variable.id === 'mood'
      ? { ...variable, reading: { values: { '1': 'good', '2': 'so-so', '3': 'bad' } } }
      : variable,
  ),
}
const named = { INST: 'institution_id', BARN: 'child_id', HUMOER: 'mood', TIMER: 'hours' }

async function folder(files: Record<string, string>): Promise<{ name: string; path: string }[]> {
  const path = await mkdtemp(join(tmpdir(), 'pejling-labels-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) await writeFile(join(path, name), text)
  return Object.keys(files).map((name) => ({ name, path: join(path, name) }))
}

/** A system file of SPSS in Windows-1252: three children with the codes 1, 2 and 3, labelled as its name says. */
const checked = (name: 'turned' | 'right') => {
  const file = join(import.meta.dirname, 'sav', `${name}.sav`)
  const files = [{ name: 'svar.sav', path: file }]
  return sent([], { codebook: coded, file, files, path: 'svar.sav', reading: { match: named } })
}

test('a file of SPSS whose codes mean something else than in the codebook stops', async () => {
  const turned = await checked('turned')
  expect(turned.told.filter((line) => line.includes('label-conflict'))).toEqual([
    'stops 1 mood label-conflict: expected 1 to be good as in the codebook, found it labelled as bad',
    'stops 1 mood label-conflict: expected 3 to be bad as in the codebook, found it labelled as good',
  ])
  expect(turned.problem('label-conflict')).toMatchObject({ heading: 'HUMOER', value: '1', acceptable: true })
})

test('a file of SPSS whose codes mean what the codebook says has no such problem', async () => {
  const right = await checked('right')
  expect(right.problem('label-conflict')).toBeUndefined()
  expect(right.rows).toBe(3)
})

test('a column that REDCap marks as identifying a person is told, where the codebook does not say so', async () => {
  const header =
    '"Variable / Field Name","Form Name","Section Header","Field Type","Field Label","Choices, Calculations, OR Slider Labels","Field Note","Text Validation Type OR Show Slider Number","Text Validation Min","Text Validation Max",Identifier?'
  const field = (name: string, mark = '') => `${name},barn,,text,${name},,,,,,${mark}`
  const files = await folder({
    'rows.csv': 'institution_id,child_id,mood,remark\nI1,b1,glad,Det går\n',
    'dictionary.csv': [
      header,
      ...[field('institution_id'), field('child_id'), field('mood'), field('remark', 'y')],
    ].join('\n'),
  })
  const match = Object.fromEntries(['institution_id', 'child_id', 'mood', 'remark'].map((id) => [id, id]))
  const found = await sent([], { file: files[0].path, files, path: 'rows.csv', reading: { match } })
  expect(found.told.filter((line) => line.includes('sender-identifier'))).toEqual([
    'warns 1 remark sender-identifier: expected disclosure identifier, since the sender marks the column so; found sensitive',
  ])
})
