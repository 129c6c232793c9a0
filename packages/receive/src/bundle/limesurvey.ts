import type { ReceivedColumn } from '@pejling/indicators'

/** What LimeSurvey puts before the answers, as codes and as the headings of its pages in Danish and English. */
const systemColumns: Record<string, string[]> = {
  id: ['id', 'response id', 'svar-id', 'svar id'],
  submitdate: ['submitdate', 'date submitted', 'dato indsendt', 'dato afsendt', 'indsendelsesdato'],
  lastpage: ['lastpage', 'last page', 'sidste side'],
  startlanguage: ['startlanguage', 'start language', 'startsprog'],
}

/** Are these the columns of an export of LimeSurvey? Then three of its four own are there. */
export function isLimeSurvey(columns: ReceivedColumn[]): boolean {
  const codes = columns.map(({ heading, name }) => codeOf(heading ?? name).code.toLowerCase())
  return Object.values(systemColumns).filter((known) => known.some((one) => codes.includes(one))).length >= 3
}

/**
 * Its columns by their question codes: `Q2[SQ001]. Hvor ofte …?` is called `Q2[SQ001]` and has the question as its label.
 */
export function limeSurveyColumns(columns: ReceivedColumn[]): ReceivedColumn[] {
  return columns.map((column) => {
    const heading = column.heading ?? column.name
    const { code, text } = codeOf(heading)
    const system = Object.entries(systemColumns).find(([, known]) => known.includes(code.toLowerCase()))?.[0]
    const name = system ?? code
    const label = text || (name === heading ? '' : heading)
    return { ...column, name, ...(name !== heading && { heading }), ...(label && { label }) }
  })
}

/** `G1Q1[SQ001]. Text` or `G1Q1. Text`; anything else is a code of its own. */
function codeOf(heading: string): { code: string; text?: string } {
  const [, code, text] = /^([A-Za-z]\w*(?:\[[^\]]*\])*)\.\s+(\S[^]*)$/.exec(heading.trim()) ?? []
  return code ? { code, text } : { code: heading.trim() }
}
