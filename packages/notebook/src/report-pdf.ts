import { createRequire } from 'node:module'
import type { Block, Run } from './own-text.ts'
import type { Report, ReportFigure, ReportTable, ReportView } from './report.ts'

type Document = PDFKit.PDFDocument
type Parent = PDFKit.PDFStructureElement

const { resolve } = createRequire(import.meta.url)
const arimo = (face: string) => resolve(`@expo-google-fonts/arimo/${face}/Arimo_${face}.ttf`)
const faces = { plain: '400Regular', bold: '700Bold', italic: '400Regular_Italic', both: '700Bold_Italic' }
const margin = 56
const colours = { ink: '#15232b', soft: '#51606a', line: '#b7bfbf', accent: '#0b6477', warn: '#9a3c16' }

/**
 * A report as a tagged PDF: headings, paragraphs, lists, tables and figures with what they show in words, in the report's
 * language, its fonts inside.
 */
export async function reportPdf(report: Report): Promise<Uint8Array> {
  const { default: PDFDocument } = await import('pdfkit')
  const doc = new PDFDocument({
    ...{ size: 'A4', margin, bufferPages: true, tagged: true, displayTitle: true, pdfVersion: '1.7' },
    lang: report.language === 'da' ? 'da-DK' : 'en-GB',
    info: {
      Title: report.title,
      Producer: 'Pejling',
      Creator: 'Pejling',
      CreationDate: report.keptAt,
      ModDate: report.keptAt,
    },
  })
  for (const [name, face] of Object.entries(faces)) doc.registerFont(name, arimo(face))
  const chunks: Buffer[] = []
  const whole = new Promise<Uint8Array>((done, failed) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => done(Buffer.concat(chunks)))
    doc.on('error', failed)
  })
  const root = doc.struct('Document')
  doc.addStructure(root)
  write(doc, root, report)
  root.end()
  footed(doc, report.foot)
  doc.end()
  return whole
}

function write(doc: Document, root: Parent, { title, note, parts, last }: Report): void {
  doc.outline.addItem(title)
  paragraph(doc, root, 'H1', title, { font: 'bold', size: 22, after: 6 })
  if (note) paragraph(doc, root, 'P', note, { after: 10 })
  for (const part of parts)
    if (part.kind === 'text') for (const block of part.blocks) writeBlock(doc, root, block)
    else writeView(doc, root, part.view)
  if (!last) return
  rule(doc)
  doc.outline.addItem(last.heading)
  paragraph(doc, root, 'H2', last.heading, { font: 'bold', size: 15, after: 4 })
  for (const line of last.lines) paragraph(doc, root, 'P', line)
  if (last.table) writeTable(doc, root, last.table)
  for (const line of last.small) paragraph(doc, root, 'P', line, { size: 8.5, colour: colours.soft })
}

function writeView(doc: Document, root: Parent, view: ReportView): void {
  const section = doc.struct('Sect')
  root.add(section)
  // A heading does not stand alone at the foot of a page.
  if (roomLeft(doc) < 260) doc.addPage()
  else rule(doc)
  doc.outline.addItem(view.title)
  paragraph(doc, section, 'H2', view.title, { font: 'bold', size: 15, after: 4 })
  if (view.note) paragraph(doc, section, 'P', view.note)
  if (view.warning) paragraph(doc, section, 'P', view.warning, { font: 'bold', colour: colours.warn })
  for (const figure of view.figures) writeFigure(doc, section, figure)
  for (const sentence of view.sentences) paragraph(doc, section, 'P', sentence)
  for (const table of view.tables) writeTable(doc, section, table)
  writeSmall(doc, section, view.small)
  section.end()
  doc.moveDown(0.8)
}

/** Base, edition and source stand together, not half of them on the next page. */
function writeSmall(doc: Document, parent: Parent, lines: string[]): void {
  const [size, after] = [8.5, 2]
  doc.font('plain').fontSize(size)
  const high = lines.reduce(
    (sum, line) => sum + doc.heightOfString(line, { width: widthOf(doc), lineGap: size * 0.22 }) + after,
    0,
  )
  if (roomLeft(doc) < high) doc.addPage()
  for (const line of lines) paragraph(doc, parent, 'P', line, { size, colour: colours.soft, after })
}

type Set = { font?: string; size?: number; colour?: string; after?: number; indent?: number }

function paragraph(
  doc: Document,
  parent: Parent,
  tag: string,
  text: string,
  { font = 'plain', size = 10.5, colour = colours.ink, after = 6, indent = 0 }: Set = {},
): void {
  parent.add(
    doc.struct(tag, {}, () => {
      doc.font(font).fontSize(size).fillColor(colour)
      const set = { width: widthOf(doc) - indent, lineGap: size * 0.22 }
      doc.x = margin + indent
      const runs = text.split(/(https?:\/\/[^\s»«]+)/).filter(Boolean)
      runs.forEach((run, at) => {
        const link = /^https?:/.test(run)
        doc.fillColor(link ? colours.accent : colour)
        doc.text(run, { ...set, link: link ? run : null, underline: link, continued: at < runs.length - 1 })
      })
    }),
  )
  doc.y += after
}

function writeBlock(doc: Document, root: Parent, { kind, depth, mark, runs }: Block): void {
  const tag = kind === 'heading' ? 'H2' : 'P'
  const size = kind === 'heading' ? 15 : 10.5
  const indent = depth * 16
  if (kind === 'heading' && roomLeft(doc) < 90) doc.addPage()
  root.add(
    doc.struct(tag, {}, () => {
      doc.fontSize(size).fillColor(colours.ink).font('plain')
      const top = doc.y
      if (mark) doc.text(mark, margin + indent - 14, top, { lineBreak: false })
      doc.x = margin + indent
      doc.y = top
      runs.forEach((run, at) => writeRun(doc, run, kind, at < runs.length - 1, widthOf(doc) - indent))
    }),
  )
  doc.y += kind === 'point' ? 3 : 7
}

function writeRun(
  doc: Document,
  { text, bold, italic, link }: Run,
  kind: Block['kind'],
  continued: boolean,
  width: number,
): void {
  const strong = bold || kind === 'heading'
  doc.font(strong ? (italic ? 'both' : 'bold') : italic ? 'italic' : 'plain')
  doc.fillColor(link ? colours.accent : colours.ink)
  const address = link && /^https?:/.test(link) ? { link, underline: true } : { link: null, underline: false }
  doc.text(text, { ...address, continued, width, lineGap: 2.3 })
}

function writeFigure(
  doc: Document,
  parent: Parent,
  { png, width, height, alt, heading }: ReportFigure,
): void {
  const shown = Math.min(widthOf(doc), width * 0.72)
  const high = (shown / width) * height
  if (roomLeft(doc) < high + 30) doc.addPage()
  paragraph(doc, parent, 'P', heading, { font: 'bold', size: 10 })
  const top = doc.y
  parent.add(
    doc.struct('Figure', { alt }, () => {
      doc.image(Buffer.from(png), margin, top, { width: shown })
    }),
  )
  doc.y = top + high + 8
}

function writeTable(doc: Document, parent: Parent, { caption, head, rows }: ReportTable): void {
  const size = head.length > 6 ? 7.5 : 9
  const first = 0.3
  const widths = head.map((_, i) => widthOf(doc) * (i ? (1 - first) / (head.length - 1) : first))
  doc.font('plain').fontSize(size)
  const highOf = (cells: string[]) =>
    Math.max(...cells.map((cell, i) => doc.heightOfString(cell, { width: widths[i] - 6 }))) + 6
  const table = doc.struct('Table')
  if (roomLeft(doc) < highOf(head) + highOf(rows[0] ?? head) + 40) doc.addPage()
  paragraph(doc, parent, 'P', caption, { size: 8.5, colour: colours.soft, after: 3 })
  parent.add(table)
  const line = (cells: string[], isHead: boolean) => {
    doc.font(isHead ? 'bold' : 'plain').fontSize(size)
    const high = highOf(cells)
    if (roomLeft(doc) < high) doc.addPage()
    const top = doc.y
    const row = doc.struct('TR')
    table.add(row)
    cells.forEach((cell, i) => {
      const at = margin + widths.slice(0, i).reduce((sum, one) => sum + one, 0)
      row.add(
        doc.struct(isHead || i === 0 ? 'TH' : 'TD', {}, () => {
          doc.fillColor(colours.ink)
          doc.text(cell, at, top + 3, { width: widths[i] - 6, align: i ? 'right' : 'left' })
        }),
      )
    })
    row.end()
    doc.y = top + high
    stroke(doc, isHead ? colours.soft : colours.line)
  }
  line(head, true)
  for (const cells of rows) line(cells, false)
  table.end()
  doc.y += 8
}

function rule(doc: Document): void {
  doc.y += 4
  stroke(doc, colours.line)
  doc.y += 12
}

/** A line from margin to margin, which is no content. */
function stroke(doc: Document, colour: string): void {
  doc.markContent('Artifact', { type: 'Layout' })
  doc
    .moveTo(margin, doc.y)
    .lineTo(margin + widthOf(doc), doc.y)
    .lineWidth(0.5)
    .strokeColor(colour)
    .stroke()
  doc.endMarkedContent()
}

function footed(doc: Document, foot: string): void {
  const { start, count } = doc.bufferedPageRange()
  for (let page = start; page < start + count; page += 1) {
    doc.switchToPage(page)
    doc.markContent('Artifact', { type: 'Pagination' })
    // Below the margin a text would begin a page of its own.
    doc.page.margins.bottom = 0
    doc.font('plain').fontSize(8).fillColor(colours.soft)
    doc.text(`${foot} · ${page + 1} / ${count}`, margin, doc.page.height - 34, {
      width: widthOf(doc),
      lineBreak: false,
    })
    doc.endMarkedContent()
  }
}

const widthOf = (doc: Document) => doc.page.width - 2 * margin
const roomLeft = (doc: Document) => doc.page.height - margin - doc.y
