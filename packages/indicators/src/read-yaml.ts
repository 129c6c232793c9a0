import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import { isAlias, isMap, isPair, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { didYouMean } from './nearest.ts'
import type { Problem } from './problem.ts'
import type { StudyFile } from './study-folder.ts'

/** Where something stands in a file: line and character, both from 1. */
export type Place = { row: number; column: number }

/** A YAML file read and held against its schema. `place` says where something stands: `['variables', 3, 'unit']`. */
export type YamlFile<Content> = {
  /** Missing if the text is not YAML or does not fit the schema. */
  content?: Content
  problems: Problem[]
  line: (path: (string | number)[]) => number
  place: (path: (string | number)[]) => Place
}

/**
 * Reads a YAML file. Every place that does not fit the schema is one problem with its path, its line and, for a name
 * that is nearly right, the name that was probably meant.
 */
export function readYaml<Content>(file: StudyFile, schema: object): YamlFile<Content> {
  const lines = new LineCounter()
  const document = parseDocument(file.text.replace(/^\uFEFF/, ''), {
    lineCounter: lines,
    prettyErrors: false,
  })
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { row: line, column: col }
  }
  const place = (path: (string | number)[]) => at(offsetOf(document.contents, document, path))
  const line = (path: (string | number)[]) => place(path).row
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ message, pos }) =>
      problem(file.path, at(pos[0]), 'yaml', oneLine(message)),
    )
    return { problems, line, place }
  }
  let content: unknown
  try {
    content = document.toJS()
  } catch (error) {
    // Aliases that lead nowhere, or unfold into far more than was written.
    const problems = [problem(file.path, at(0), 'yaml', oneLine((error as Error).message))]
    return { problems, line, place }
  }
  const validate = validator(schema)
  if (validate(content)) return { content: content as Content, problems: [], line, place }
  const problems = worthTelling(validate.errors ?? []).map((error) => {
    const path = pathOf(error)
    return problem(file.path, place(path), 'schema', `${pathText(path)}: ${explain(error, content)}`)
  })
  return { problems, line, place }
}

const validators = new Map<object, ValidateFunction>()

function validator(schema: object): ValidateFunction {
  const known = validators.get(schema)
  if (known) return known
  const made = new Ajv({ allErrors: true, verbose: true, strict: false }).compile(schema)
  validators.set(schema, made)
  return made
}

/** An `if` that fails has already told what is missing by its `then`. */
function worthTelling(errors: ErrorObject[]): ErrorObject[] {
  return errors.filter(({ keyword }) => keyword !== 'if')
}

function pathOf(error: ErrorObject): (string | number)[] {
  const path: (string | number)[] = error.instancePath
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((key) => (/^\d+$/.test(key) ? Number(key) : key))
  const extra = (error.params as { additionalProperty?: string }).additionalProperty
  return extra === undefined ? path : [...path, extra]
}

function pathText(path: (string | number)[]): string {
  if (path.length === 0) return 'the whole file'
  return path.map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i > 0 ? '.' : ''}${key}`)).join('')
}

function explain(error: ErrorObject, content: unknown): string {
  const { keyword, params, data } = error
  if (keyword === 'additionalProperties') {
    const wrong = (params as { additionalProperty: string }).additionalProperty
    const { properties = {}, mistaken = {} } = error.parentSchema as Described
    const known = Object.keys(properties)
    // A schema may say which key is meant by a word that is written like none of them.
    const meant = mistaken[wrong] ? ` (did you mean ${mistaken[wrong]}?)` : didYouMean(wrong, known)
    return `unknown key${meant || `; known are ${known.join(', ')}`}`
  }
  if (keyword === 'required') {
    const missing = (params as { missingProperty: string }).missingProperty
    return `expected ${missing}, found ${keysOf(data ?? content)}`
  }
  if (keyword === 'enum') {
    const allowed = (params as { allowedValues: unknown[] }).allowedValues.map(String)
    const shown = allowed.map((word) => (/^\w/.test(word) ? word : JSON.stringify(word)))
    return `expected ${list(shown)}, found ${show(data)}${didYouMean(String(data), allowed)}`
  }
  if (keyword === 'type' && data === null && /\/\d+$/.test(error.instancePath) && !isItem(error, content))
    return `expected a number, found a decimal comma; write decimals with a full stop`
  const { required } = error.parentSchema as Described
  if (keyword === 'type' && required && required.length <= 3)
    return `expected an object with ${list(required, 'and')}, found ${show(data)}`
  if (keyword === 'type')
    return `expected ${list([(params as { type: string | string[] }).type].flat())}, found ${show(data)}`
  if (keyword === 'pattern') {
    const { description } = error.parentSchema as Described
    if (description) return `expected ${lowered(description).replace(/\.$/, '')}, found ${show(data)}`
  }
  return `${error.message ?? keyword}, found ${show(data)}`
}

/** Is the place an item of a list? Else a number for a key is what follows a decimal comma: `{a: 1,74}`. */
function isItem({ instancePath }: ErrorObject, content: unknown): boolean {
  const path = instancePath.split('/').slice(1, -1)
  let at = content
  for (const key of path) at = (at as Record<string, unknown> | undefined)?.[key]
  return Array.isArray(at)
}

function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}

type Described = {
  description?: string
  required?: string[]
  properties?: object
  mistaken?: Record<string, string>
}

function keysOf(data: unknown): string {
  const keys = data && typeof data === 'object' ? Object.keys(data) : []
  return keys.length > 0 ? list(keys, 'and') : 'nothing'
}

function list(words: string[], last = 'or'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}

function show(data: unknown): string {
  if (data === null) return 'nothing'
  if (Array.isArray(data)) return `a list of ${data.length}`
  if (typeof data === 'object') return `an object with ${keysOf(data)}`
  return JSON.stringify(data)
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** Where a place begins in the text; the nearest place above it if it is not there. */
function offsetOf(root: unknown, document: { contents: unknown }, path: (string | number)[]): number {
  let node = root as Node | null
  let offset = startOf(node)
  for (const key of path) {
    if (isAlias(node)) node = node.resolve(document as Parameters<typeof node.resolve>[0]) ?? null
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && String(item.key) === String(key))
      if (!pair) return offset
      offset = startOf(pair.key as Node)
      node = pair.value as Node | null
    } else if (isSeq(node)) {
      node = (node.items[Number(key)] as Node | undefined) ?? null
      if (!node) return offset
      offset = startOf(node)
    } else return offset
  }
  return offset
}

function startOf(node: Node | null): number {
  return node?.range?.[0] ?? 0
}

function problem(file: string, place: Place, rule: string, message: string): Problem {
  return { file, ...place, rule, severity: 'stops', message }
}
