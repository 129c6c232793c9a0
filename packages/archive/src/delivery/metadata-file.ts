import type { DeliveredTable, DeliveredVariable } from './delivered-table.ts'

/**
 * What says of a delivered table what stands in it: its name, key, references to other tables, and of every variable the
 * type, the label, the codes and those of them that mean missing. Each part begins with its heading and ends with an empty
 * line; UTF-8, lines as Windows ends them.
 *
 * Source: executive order 128 of 12 February 2020, annex 9, figure 9.4.
 */
export function metadataFile({ name, description, key, references, variables }: DeliveredTable): string {
  const coded = variables.filter(({ codes }) => codes.length)
  const parts: [heading: string, lines: string[]][] = [
    ['SYSTEMNAVN', ['Pejling']],
    ['DATAFILNAVN', [name]],
    ['DATAFILBESKRIVELSE', [oneLine(description)]],
    ['NØGLEVARIABEL', key],
    ['REFERENCE', references.map(({ table, theirs, ours }) => `${table} '${theirs}' '${ours}'`)],
    ['VARIABEL', variables.map(variableLine)],
    ['VARIABELBESKRIVELSE', variables.map((one) => `${one.name} ${quoted(one.label)}`)],
    ['KODELISTE', coded.flatMap(codeLines)],
    ['BRUGERKODE', coded.flatMap(missingLine)],
  ]
  return parts.map(([heading, lines]) => [heading, ...lines, '', ''].join('\r\n')).join('')
}

function variableLine({ name, type, codes }: DeliveredVariable): string {
  return codes.length ? `${name} ${type} ${name}.` : `${name} ${type}`
}

function codeLines({ name, codes }: DeliveredVariable): string[] {
  return [name, ...codes.map(({ code, label }) => `${quoted(String(code))} ${quoted(label)}`)]
}

function missingLine({ name, codes }: DeliveredVariable): string[] {
  const missing = codes.filter((code) => code.missing).map(({ code }) => quoted(String(code)))
  return missing.length ? [`${name} ${missing.join(' ')}`] : []
}

/** A text may hold no quotation mark of the kind it stands between. */
function quoted(text: string): string {
  return `'${oneLine(text).replaceAll("'", '’')}'`
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()
