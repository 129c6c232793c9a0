import { resolve } from 'node:path'
import type { CodeChange } from '@pejling/indicators'
import { expect, test } from 'vitest'
import { changeCodes } from '../src/change-codes.ts'
import { mergeProjects } from '../src/merge-projects.ts'
import { readInterviews } from '../src/read/read-interviews.ts'

const sample = resolve(import.meta.dirname, '../../../data/samples/interviews/project.qdpx')
const { project } = await readInterviews(sample, 'project.qdpx')
const merged = mergeProjects([{ file: 'a.qdpx', project: project! }])
const said = { date: '2026-11-21', reason: { da: 'fordi', en: 'because' } }
const detection = 'Tidlig indsats/Opsporing og screening'
const changed = (...changes: CodeChange[]) => changeCodes(merged, changes, 'codes.yaml')
const n = ({ merged: { project } }: ReturnType<typeof changed>, code: string) =>
  project.codings.filter((coding) => coding.code === code).length

test('a renamed code takes its codings and those under it along, under a name nobody had used', () => {
  const found = changed({ ...said, kind: 'rename', from: detection, to: 'Opsporing' })
  expect(n(found, 'Opsporing/TOPI')).toBe(
    merged.project.codings.filter(({ code }) => code.endsWith('TOPI')).length,
  )
  expect(found.merged.project.codes.filter(({ path }) => path.startsWith(detection))).toEqual([])
  expect(found.merged.project.codings).toHaveLength(91)
  expect(found.merged.fileOf.coding.size).toBe(91)
  expect(found.problems.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
    `notes: rename of ${detection} to Opsporing: ${found.applied[0].codings} codings are codings of Opsporing`,
  ])
})

test('merged codes are one, and who gave both at one place gave it once', () => {
  const [topi, dpu] = [`${detection}/TOPI`, `${detection}/DPU`]
  const tools = `${detection}/Redskaber`
  const found = changed({ ...said, kind: 'merge', from: [topi, dpu], to: tools })
  const places = new Set(
    merged.project.codings
      .filter(({ code }) => code === topi || code === dpu)
      .map(({ excerpt, coder }) => `${excerpt} ${coder}`),
  )
  expect(n(found, tools)).toBe(places.size)
  expect([n(found, topi), n(found, dpu)]).toEqual([0, 0])
  expect(found.applied.map(({ from_code, to_code }) => [from_code, to_code])).toEqual([
    [topi, tools],
    [dpu, tools],
  ])
  expect(found.merged.project.codes.find(({ path }) => path === tools)).toMatchObject({
    name: 'Redskaber',
    codable: true,
  })
})

test('codings of a code that was split go where it is said, or stay at a code nobody gives any more', () => {
  const groups = 'Tidlig indsats/Pædagogiske indsatser og ressourcer/Inkluderende miljøer'
  const [play, rooms] = [`${groups} i leg`, `${groups} i rum`]
  const given = merged.project.codings.filter(({ code }) => code === groups).length
  const stays = changed({ ...said, kind: 'split', from: groups, to: [play, rooms] })
  expect([n(stays, groups), n(stays, play), n(stays, rooms)]).toEqual([given, 0, 0])
  expect(stays.merged.project.codes.find(({ path }) => path === groups)!.codable).toBe(false)
  expect(stays.applied.map(({ codings }) => codings)).toEqual([0, 0])
  const goes = changed({ ...said, kind: 'split', from: groups, to: [play, rooms], codings: play })
  expect([n(goes, groups), n(goes, play), n(goes, rooms)]).toEqual([0, given, 0])
})

test('a code that is split into codes under it gives its own codings away and keeps those below', () => {
  const groups = 'Tidlig indsats/Pædagogiske indsatser og ressourcer/Små grupper'
  const before = (code: string) => merged.project.codings.filter((coding) => coding.code === code).length
  const found = changed({
    ...said,
    ...{ kind: 'split', from: groups, to: [`${groups}/ude`, `${groups}/inde`], codings: `${groups}/inde` },
  })
  expect([n(found, groups), n(found, `${groups}/inde`), n(found, `${groups}/Hver uge`)]).toEqual([
    0,
    before(groups),
    before(`${groups}/Hver uge`),
  ])
  expect(found.merged.project.codes.filter(({ path }) => path.includes('inde/'))).toEqual([])
})

test('changes are made one after the other, and one of a code no file holds is told and does nothing', () => {
  const found = changed(
    { ...said, kind: 'rename', from: 'Citater', to: 'Ord' },
    { ...said, kind: 'rename', from: 'Ord', to: 'Sagt' },
    { ...said, kind: 'rename', from: 'Citater', to: 'Nej' },
  )
  expect(n(found, 'Sagt')).toBe(merged.project.codings.filter(({ code }) => code === 'Citater').length)
  expect(found.problems.at(-1)!.message).toBe(
    'expected the code Citater, which a rename speaks of, in the interviews, found none',
  )
  expect(changed().merged).toBe(merged)
})
