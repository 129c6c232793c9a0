import type { ByteFile } from '../byte-file.ts'
import { limits } from '../limits.ts'
import { bigEndian, littleEndian } from '../numbers.ts'
import { Unreadable } from '../unreadable.ts'
import type { DtaDictionary, ToText } from './dta-dictionary.ts'
import { layouts, typeOfCode, widthOf } from './dta-layout.ts'
import { labelTable } from './label-table.ts'

/**
 * Reads what a file of Stata 8 to 12 says of its rows: everything before them, and the labels after them.
 *
 * @throws Unreadable
 */
export async function readOldDictionary(file: ByteFile, toText: ToText): Promise<DtaDictionary> {
  const head = Buffer.from(await file.take(109, 'the header'))
  const release = head[0]
  const layout = layouts[release]
  if (!layout)
    throw new Unreadable('release', `expected a Stata file of release 113 or later, found ${release}`)
  const numbers = head[1] === 1 ? bigEndian : littleEndian
  const [n, rows] = [numbers.uint16(head, 4), numbers.int32(head, 6)]
  if (rows < 0) throw new Unreadable('header', `expected a number of rows, found ${rows}`)
  const what = 'the descriptions of the variables'
  const list = async (width: number) => {
    const bytes = Buffer.from(await file.take(n * width, what))
    return Array.from({ length: n }, (_, at) => bytes.subarray(at * width, (at + 1) * width))
  }
  const codes = await list(1)
  const names = await list(layout.name)
  await file.skip(2 * (n + 1), what)
  const formats = await list(layout.format)
  const labelNames = await list(layout.labelName)
  const labels = await list(layout.label)
  for (;;) {
    const expansion = await file.take(5, 'an expansion field')
    const [kind, length] = [expansion[0], numbers.int32(expansion, 1)]
    if (kind === 0 && length === 0) break
    await file.skip(length, 'an expansion field')
  }
  const variables = codes.map((code, at) => {
    const type = typeOfCode(code[0], release)
    if (type === undefined) throw new Unreadable('variable', `expected a type of Stata, found ${code[0]}`)
    const [name, label] = [toText(names[at]), toText(labels[at])]
    return { name, label, format: toText(formats[at]), labelName: toText(labelNames[at]), type }
  })
  const data = file.position
  await file.skip(rows * variables.reduce((sum, { type }) => sum + widthOf(type), 0), 'the rows')
  const sets: DtaDictionary['labels'] = new Map()
  while (file.left > 4) {
    const length = numbers.int32(await file.take(4, 'value labels'))
    const name = toText(await file.take(33, 'value labels'))
    await file.skip(3, 'value labels')
    if (length > limits.partBytes)
      throw new Unreadable('labels', 'expected value labels of at most 64 MB, found larger ones')
    sets.set(name, labelTable(Buffer.from(await file.take(length, 'value labels')), numbers, toText))
  }
  return { release, numbers, rows, variables, data, labels: sets }
}
