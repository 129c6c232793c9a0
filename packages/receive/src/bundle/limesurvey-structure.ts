import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { ReceivedColumn } from '@pejling/indicators'
import { limits } from '../limits.ts'
import type { SentFile } from '../opened.ts'
import { Unreadable } from '../unreadable.ts'
import { readWholeXml } from '../xml/read-xml.ts'
import { plainLabel } from './plain-label.ts'

type Row = Record<string, string>
/** The tables of a survey's structure by their names: `questions`, `subquestions`, `answers`, and their texts by language. */
type Tables = Record<string, Row[]>

const wanted = ['questions', 'subquestions', 'answers', 'question_l10ns', 'answer_l10ns']

/**
 * The columns of a survey by its structure as LimeSurvey exports it (`.lss`): each with its question and what its codes stand
 * for, in Danish where the survey is asked in it. Read are structures of version 2 and later, which differ in where texts are.
 *
 * @throws Unreadable
 */
export async function structureColumns({ name, path }: SentFile): Promise<Map<string, ReceivedColumn>> {
  const { size } = await stat(path)
  if (size > limits.partBytes)
    throw new Unreadable('size', `expected ${name} of at most 64 MB, found a larger one`)
  const tables = await tablesOf(path)
  const texts = textsOf(tables.question_l10ns, 'qid')
  const labels = labelsOf(tables)
  const columns = new Map<string, ReceivedColumn>()
  const all = inOneLanguage([...(tables.questions ?? []), ...(tables.subquestions ?? [])], 'qid')
  const under = Map.groupBy(all, ({ parent_qid = '0' }) => parent_qid)
  const textOf = ({ qid, question = '' }: Row) => plainLabel(texts.get(qid)?.question ?? question)
  for (const question of under.get('0') ?? []) {
    const asked = textOf(question)
    const parts = under.get(question.qid) ?? []
    if (parts.length === 0) columns.set(question.title, columnOf(question, asked, labels.get(question.qid)))
    for (const part of parts.filter(({ scale_id = '0' }) => scale_id === '0')) {
      const label = [asked, textOf(part)].filter(Boolean).join(' – ')
      const code = `${question.title}[${part.title}]`
      columns.set(code, columnOf(question, label, labels.get(question.qid)))
      for (const scale of question.type === '1' ? ['1', '2'] : [])
        columns.set(`${code}[${scale}]`, columnOf(question, label, labels.get(`${question.qid} ${scale}`)))
    }
    if (question.other === 'Y')
      columns.set(`${question.title}[other]`, { name: question.title, label: asked })
  }
  return columns
}

async function tablesOf(path: string): Promise<Tables> {
  const tables: Tables = {}
  const place: string[] = []
  let row: Row | undefined
  let rows = 0
  await readWholeXml(
    createReadStream(path) as AsyncIterable<Buffer>,
    { part: 'the structure' },
    {
      open: (name) => {
        place.push(name)
        if (place.length !== 4 || place[2] !== 'rows' || !wanted.includes(place[1])) return
        if (++rows > limits.labels)
          throw new Unreadable('labels', `expected at most ${limits.labels} value labels, found more`)
        ;(tables[place[1]] ??= []).push((row = {}))
      },
      text: (text) => {
        if (row && place.length === 5)
          row[place[4]] = ((row[place[4]] ?? '') + text).slice(0, limits.labelLetters)
      },
      close: () => {
        if (place.pop() === 'row') row = undefined
      },
    },
  )
  return tables
}

/** One row for each thing: that in Danish, else the first. */
function inOneLanguage(rows: Row[], key: string): Row[] {
  const found = new Map<string, Row>()
  for (const row of rows) {
    const before = found.get(row[key])
    if (!before || (row.language === 'da' && before.language !== 'da')) found.set(row[key], row)
  }
  return [...found.values()]
}

function textsOf(rows: Row[] = [], key: string): Map<string, Row> {
  return new Map(inOneLanguage(rows, key).map((row) => [row[key], row]))
}

/** What the codes of a question stand for: `qid` for its first or only scale, `qid 1` and `qid 2` for each. */
function labelsOf({
  answers = [],
  answer_l10ns,
}: Tables): Map<string, NonNullable<ReceivedColumn['labels']>> {
  const texts = textsOf(answer_l10ns, 'aid')
  const keyed = answers.map((answer): Row => {
    const { qid, scale_id = '0', code, aid } = answer
    return {
      ...answer,
      key: JSON.stringify([qid, scale_id, code]),
      answer: texts.get(aid)?.answer ?? answer.answer ?? '',
    }
  })
  const labels = new Map<string, NonNullable<ReceivedColumn['labels']>>()
  for (const { qid, scale_id = '0', code = '', answer } of inOneLanguage(keyed, 'key')) {
    const label = { value: code, label: plainLabel(answer) || code }
    const scale = `${qid} ${Number(scale_id) + 1}`
    for (const key of scale_id === '0' ? [qid, scale] : [scale])
      labels.set(key, [...(labels.get(key) ?? []), label])
  }
  return labels
}

/** Codes that a kind of question has by itself. */
const known: Record<string, [string, string][]> = {
  Y: [
    ['Y', 'Ja'],
    ['N', 'Nej'],
  ],
  C: [
    ['Y', 'Ja'],
    ['U', 'Usikker'],
    ['N', 'Nej'],
  ],
  E: [
    ['I', 'Mere'],
    ['S', 'Det samme'],
    ['D', 'Mindre'],
  ],
  G: [
    ['F', 'Kvinde'],
    ['M', 'Mand'],
  ],
  M: [['Y', 'Ja']],
  P: [['Y', 'Ja']],
}
const types: Record<string, ReceivedColumn['type']> = {
  N: 'number',
  K: 'number',
  D: 'datetime',
  S: 'text',
  T: 'text',
  U: 'text',
}

function columnOf({ title, type = '' }: Row, label: string, own: ReceivedColumn['labels']): ReceivedColumn {
  const labels = own ?? known[type]?.map(([value, meaning]) => ({ value, label: meaning }))
  return {
    name: title,
    ...(label && { label }),
    ...(labels && { labels }),
    ...(types[type] && { type: types[type] }),
  }
}
