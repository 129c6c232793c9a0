import type { Upload } from '@pejling/ledger'
import { expect, test } from 'vitest'
import { uploadInWords } from '../../src/uploads/upload-in-words.ts'

test('of a wide file the first twenty columns and cells are told, and how many there are more', () => {
  const names = Array.from({ length: 300 }, (_, i) => `q${i + 1}`)
  const receipt = {
    ...{ guesses: [], problems: [], samples: [names.map((_, i) => String(i))] },
    tables: [{ name: 'a', rows: 4, columns: names.map((name) => ({ name })) }],
  }
  const upload = {
    ...{ id: 1, study: 'a', round: '2026', unit: 'child', state: 'read', files: [], receipt },
    ...{ work: null, checked_hash: null, problems: [], effect: null },
  } as unknown as Upload
  const [, columns, cells] = uploadInWords(upload).split('\n')
  expect(columns).toBe(`  4 rows, columns: ${names.slice(0, 20).join(', ')}, and 280 more`)
  expect(cells).toMatch(/ \| 19 \| and 280 more$/)
})
