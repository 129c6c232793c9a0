import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseStudyFolder } from '../src/parse-study.ts'
import { problemLine } from '../src/problem.ts'
import type { StudyFile } from '../src/study-folder.ts'
import mistakes from './mistakes.json' with { type: 'json' }
import { withText } from './study-folders.ts'

/** What `pejling study new` writes: the study somebody begins with. */
const template = resolve(import.meta.dirname, '../../../pipelines/runner/src/authoring/template')
const files: StudyFile[] = readdirSync(template, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .map((file) => ({ path: relative(template, file).split(sep).join('/'), text: readFileSync(file, 'utf8') }))

describe('a mistake somebody makes who writes a study', () => {
  test('the study begins without one', () => {
    expect(parseStudyFolder(files).problems.map(problemLine)).toEqual([])
  })

  test.each(mistakes)('in $file: $written for $stands', ({ file, stands, written, told }) => {
    const { problems } = parseStudyFolder(withText(files, file, stands, written))
    expect(problems.map(problemLine)).toContain(told)
  })
})
