import { expect, test } from 'vitest'
import { fileChanges } from '../../src/graph/file-changes.ts'
import { changeInWords, reasonInWords } from '../../src/reason-in-words.ts'

const changes = (path: string, before: string, now: string) =>
  fileChanges(path, Buffer.from(before), Buffer.from(now))

const codebook = (categories: string, more = '') =>
  `variables:\n  - id: load\n    unit: a\n  - id: groups\n    unit: a\n    categories: [${categories}]\n${more}`

test('a change in a codebook is told by its place', () => {
  const found = changes('s/codebook.yaml', codebook('none, some'), codebook('none, some, often'))
  expect(found).toEqual([{ kind: 'entry', what: 'changed', path: ['variables', 'groups', 'categories'] }])
  expect(reasonInWords({ kind: 'file-changed', file: 's/codebook.yaml', changes: found })).toBe(
    'codebook.yaml: categories of `groups` changed',
  )
})

test('a variable that came or went is told as that, whatever stands around it', () => {
  const more = '  - id: size\n    unit: a\n'
  const before = codebook('none, some')
  const now = codebook('none, some', more)
  const path = ['variables', 'size']
  expect(changes('s/codebook.yaml', before, now)).toEqual([{ kind: 'entry', what: 'added', path }])
  expect(changes('s/codebook.yaml', now, before)).toEqual([{ kind: 'entry', what: 'removed', path }])
  expect(changeInWords({ kind: 'entry', what: 'added', path })).toBe('`size` added')
})

test('comments change a file and nothing it says', () => {
  expect(changes('s/codebook.yaml', codebook('a'), `# why\n${codebook('a')}`)).toEqual([{ kind: 'note' }])
})

test('rows are known by their first cell: changed, added and removed are counted apart', () => {
  const found = changes('s/a.csv', 'id;x\n1;a\n2;b\n3;c\n3;c\n', 'id;x\n1;a\n2;B\n3;c\n4;d\n5;e\n')
  expect(found).toEqual([{ kind: 'rows', changed: 1, added: 2, removed: 1 }])
  expect(changeInWords(found[0])).toBe('1 row changed, 2 rows added, 1 row removed')
})

test('a column that came or went is told by its name', () => {
  expect(changes('s/a.csv', 'id,x\n1,2\n', 'id,y,z\n1,2,3\n')).toEqual([
    { kind: 'columns', what: 'removed', names: ['x'] },
    { kind: 'columns', what: 'added', names: ['y', 'z'] },
  ])
})

test('of what is neither YAML nor rows only the size is told, and of YAML that is none', () => {
  const sizes = [{ kind: 'bytes', before: 1, now: 3 }]
  expect(changes('s/README.md', 'a', 'abc')).toEqual(sizes)
  expect(changes('s/study.yaml', 'a', 'a: [')).toEqual([{ kind: 'bytes', before: 1, now: 4 }])
})
