export { bibtex, citation } from './citation.ts'
export { csvFile } from './csv-file.ts'
export type { CsvKind } from './csv-text.ts'
export type { ExportedPart, ExportedRelation } from './exported-relation.ts'
export { exportRelation } from './export-relation.ts'
export type { ExportFile } from './export-relation.ts'
export { exportUnit } from './export-unit.ts'
export { formats, unitFormats } from './format.ts'
export type { Format, UnitFormat } from './format.ts'
export { jsonStat } from './json-stat.ts'
export { pythonScript } from './python-script.ts'
export { quotationsFile } from './quotations-file.ts'
export type { ExportedQuotation } from './quotations-file.ts'
export { relationSvg } from './relation-svg.ts'
export { rScript } from './r-script.ts'
export { takenAlong } from './taken-along.ts'
export { writeDta } from './labelled/dta-file.ts'
export type {
  LabelledCell,
  LabelledColumn,
  LabelledReason,
  LabelledTable,
} from './labelled/labelled-table.ts'
export { writeSav } from './labelled/sav-file.ts'
export { figurePng } from './figure-png.ts'
export type { FigurePng } from './figure-png.ts'
