import type { ByteFile } from '../byte-file.ts'
import { limits } from '../limits.ts'
import { bigEndian, littleEndian } from '../numbers.ts'
import { Unreadable } from '../unreadable.ts'
import type { DtaDictionary, ToText } from './dta-dictionary.ts'
import { layouts, typeOfCode, widthOf } from './dta-layout.ts'
import { checkLabels, labelTable } from './label-table.ts'

/**
 * Reads what a file of Stata 13 or later says of its rows. Its parts stand between tags and follow a list of their places.
 *
 * @throws Unreadable
 */
export async function readNewDictionary(file: ByteFile, toText: ToText): Promise<DtaDictionary> {
  const tag = async (text: string) => {
    const found = (await file.take(text.length, text)).toString('latin1')
    if (found !== text) throw new Unreadable('tag', `expected ${text}, found something else`)
  }
  await tag('<stata_dta><header><release>')
  const release = Number((await file.take(3, 'the release')).toString('latin1'))
  const layout = layouts[release]
  if (!layout || release < 117)
    throw new Unreadable('release', 'expected a Stata file of release 117, 118 or 119, found another')
  await tag('</release><byteorder>')
  const order = (await file.take(3, 'the byte order')).toString('latin1')
  if (order !== 'LSF' && order !== 'MSF')
    throw new Unreadable('header', 'expected a byte order of LSF or MSF, found neither')
  const numbers = order === 'MSF' ? bigEndian : littleEndian
  await tag('</byteorder><K>')
  const n =
    release === 119 ? numbers.uint32(await file.take(4, 'K')) : numbers.uint16(await file.take(2, 'K'))
  if (n > limits.columns)
    throw new Unreadable('columns', `expected at most ${limits.columns} columns, found ${n}`)
  await tag('</K><N>')
  const rows =
    release === 117 ? numbers.uint32(await file.take(4, 'N')) : numbers.uint64(await file.take(8, 'N'))
  await tag('</N><label>')
  const length =
    release === 117 ? (await file.take(1, 'a label'))[0] : numbers.uint16(await file.take(2, 'a label'))
  await file.skip(length, 'a label')
  await tag('</label><timestamp>')
  await file.skip((await file.take(1, 'a time'))[0], 'a time')
  await tag('</timestamp></header><map>')
  const map = Buffer.from(await file.take(14 * 8, 'the map'))
  const place = (at: number) => numbers.uint64(map, 8 * at)
  await tag('</map>')

  const list = async (name: string, width: number) => {
    await tag(`<${name}>`)
    const bytes = Buffer.from(await file.take(n * width, name))
    await tag(`</${name}>`)
    return Array.from({ length: n }, (_, at) => bytes.subarray(at * width, (at + 1) * width))
  }
  const codes = await list('variable_types', 2)
  const names = await list('varnames', layout.name)
  await tag('<sortlist>')
  await file.skip((release === 119 ? 4 : 2) * (n + 1), 'sortlist')
  await tag('</sortlist>')
  const formats = await list('formats', layout.format)
  const labelNames = await list('value_label_names', layout.labelName)
  const labels = await list('variable_labels', layout.label)
  const variables = codes.map((code, at) => {
    const type = typeOfCode(numbers.uint16(code), release)
    if (type === undefined)
      throw new Unreadable('variable', `expected a type of Stata, found ${numbers.uint16(code)}`)
    const [name, label] = [toText(names[at]), toText(labels[at])]
    return { name, label, format: toText(formats[at]), labelName: toText(labelNames[at]), type }
  })

  file.seek(place(9), 'the rows')
  await tag('<data>')
  const data = file.position
  await file.skip(rows * variables.reduce((sum, { type }) => sum + widthOf(type), 0), 'the rows')
  await tag('</data>')
  file.seek(place(10), 'the long texts')
  await tag('<strls>')
  const longTexts = file.position
  file.seek(place(11), 'the value labels')
  await tag('<value_labels>')
  const sets: DtaDictionary['labels'] = new Map()
  while ((await file.peek(5)).toString('latin1') === '<lbl>') {
    await file.skip(5, 'value labels')
    const bytes = numbers.int32(await file.take(4, 'value labels'))
    if (bytes > limits.partBytes)
      throw new Unreadable('labels', 'expected value labels of at most 64 MB, found larger ones')
    const name = toText(await file.take(layout.labelName, 'value labels'))
    await file.skip(3, 'value labels')
    sets.set(name, labelTable(Buffer.from(await file.take(bytes, 'value labels')), numbers, toText))
    await tag('</lbl>')
  }
  await tag('</value_labels></stata_dta>')
  checkLabels(sets)
  return { release, numbers, rows, variables, data, longTexts, labels: sets }
}
