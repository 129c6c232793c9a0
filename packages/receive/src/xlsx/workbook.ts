import { posix } from 'node:path'
import { limits } from '../limits.ts'
import { Unreadable } from '../unreadable.ts'
import type { Zip } from '../zip/open-zip.ts'
import { readWholeXml } from '../xml/read-xml.ts'
import { type NumberKind, numberKind } from './cell-format.ts'

/** What a workbook says of all its sheets. */
export type Workbook = {
  sheets: { name: string; part: string; hidden: boolean }[]
  from1904: boolean
  /** By the number of a cell's style. */
  kinds: NumberKind[]
  /** The texts that cells share. */
  texts: string[]
}

/** Are these the names of a workbook's parts? */
export function isWorkbook({ names }: Pick<Zip, 'names'>): boolean {
  return names.includes('[Content_Types].xml') || names.includes('xl/workbook.xml')
}

/**
 * Reads what stands around the sheets of an .xlsx file (ECMA-376, part 1, section 18).
 *
 * @throws Unreadable
 */
export async function readWorkbook(zip: Zip): Promise<Workbook> {
  const main = await mainPart(zip)
  const folder = main.slice(0, main.lastIndexOf('/') + 1)
  const related = await relations(zip, `${folder}_rels/${main.slice(folder.length)}.rels`, folder)
  const sheets: Workbook['sheets'] = []
  let from1904 = false
  await readWholeXml(
    small(zip, main),
    { part: 'the workbook' },
    {
      open: (name, attributes) => {
        if (name === 'workbookPr') from1904 = attributes.date1904 === '1' || attributes.date1904 === 'true'
        if (name !== 'sheet') return
        const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1]
        const part = related.find((relation) => relation.id === id)
        if (part?.kind === 'worksheet')
          sheets.push({
            name: attributes.name ?? '',
            part: part.target,
            hidden: (attributes.state ?? 'visible') !== 'visible',
          })
      },
    },
  )
  if (sheets.length === 0) throw new Unreadable('sheets', 'expected a sheet, found none')
  if (sheets.length > limits.sheets)
    throw new Unreadable('sheets', `expected at most ${limits.sheets} sheets, found more`)
  const part = (kind: string) => related.find((relation) => relation.kind === kind)?.target
  return {
    sheets,
    from1904,
    kinds: await kindsOf(zip, part('styles')),
    texts: await sharedTexts(zip, part('sharedStrings')),
  }
}

/** Bytes of a part that is not a sheet, refused if they are too many to be one. */
function small(zip: Zip, part: string): AsyncIterable<Buffer> {
  if (zip.bytes(part) > limits.partBytes)
    throw new Unreadable('size', `expected ${part} of at most 64 MB, found a larger one`)
  return zip.read(part)
}

async function mainPart(zip: Zip): Promise<string> {
  if (zip.names.includes('xl/workbook.bin'))
    throw new Unreadable('format', 'expected an .xlsx workbook, found .xlsb; save it as .xlsx')
  if (!zip.names.includes('_rels/.rels')) return 'xl/workbook.xml'
  const all = await relations(zip, '_rels/.rels', '')
  return all.find(({ kind }) => kind === 'officeDocument')?.target ?? 'xl/workbook.xml'
}

type Relation = { id: string; kind: string; target: string }

async function relations(zip: Zip, part: string, folder: string): Promise<Relation[]> {
  const found: Relation[] = []
  if (!zip.names.includes(part)) return found
  await readWholeXml(
    small(zip, part),
    { part: 'the workbook' },
    {
      open: (name, { Id = '', Type = '', Target = '' }) => {
        if (name !== 'Relationship' || found.length > 10 * limits.sheets) return
        const path = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target)
        found.push({
          id: Id,
          kind: Type.slice(Type.lastIndexOf('/') + 1),
          target: zip.names.includes(path) ? path : decodeURI(path),
        })
      },
    },
  )
  return found
}

async function kindsOf(zip: Zip, part: string | undefined): Promise<NumberKind[]> {
  if (part === undefined || !zip.names.includes(part)) return []
  const codes = new Map<number, string>()
  const kinds: NumberKind[] = []
  let inCells = false
  await readWholeXml(
    small(zip, part),
    { part: 'the styles' },
    {
      open: (name, attributes) => {
        if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
        if (name === 'cellXfs') inCells = true
        if (name === 'xf' && inCells) {
          const id = Number(attributes.numFmtId ?? 0)
          kinds.push(numberKind(id, codes.get(id)))
        }
      },
      close: (name) => {
        if (name === 'cellXfs') inCells = false
      },
    },
  )
  return kinds
}

async function sharedTexts(zip: Zip, part: string | undefined): Promise<string[]> {
  const texts: string[] = []
  if (part === undefined || !zip.names.includes(part)) return texts
  let text = ''
  let taken = false
  let spoken = false
  let letters = 0
  await readWholeXml(
    zip.read(part),
    { part: 'the shared texts' },
    {
      open: (name) => {
        if (name === 'si') text = ''
        if (name === 'rPh') spoken = true
        if (name === 't') taken = !spoken
      },
      text: (more) => {
        if (taken) text += more
      },
      close: (name) => {
        if (name === 't') taken = false
        if (name === 'rPh') spoken = false
        if (name !== 'si') return
        texts.push(unescaped(text))
        letters += text.length + 8
        if (letters > limits.sharedLetters)
          throw new Unreadable('size', 'expected shared texts of at most 200 million letters, found more')
      },
    },
  )
  return texts
}

/** Letters that XML cannot hold stand as `_x000D_` there. */
export function unescaped(text: string): string {
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
}
