import { codeNames, codePath, type ProjectCode } from '@pejling/indicators'
import type { RawProject } from '../read/raw-project.ts'
import type { ReceiptBook } from '../read/receipt-book.ts'

export type Codes = {
  list: ProjectCode[]
  /** The path of the code a number stands for, among codes first and then among cases. */
  of: (guid: string) => { path: string; case?: number } | undefined
  /** The path by its place in the file's tree. */
  path: (index: number) => string
}

/** The tree by paths: what two exports of one project have in common. */
export function codes(raw: RawProject, book: ReceiptBook): Codes {
  const list: ProjectCode[] = []
  const taken = new Set<string>()
  const numbers = new Map<string, number>()
  const paths: string[] = []
  const byGuid = new Map<string, string>()
  // The names a branch has here, where a sibling of the same name came before it.
  const renamed = new Map<string, string>()
  const above: string[] = []
  for (const code of raw.codes) {
    const depth = code.names.length - 1
    above.length = depth
    const path = free([...above, code.names[depth]])
    above.push(codeNames(path).at(-1)!)
    taken.add(path)
    paths.push(path)
    list.push(held(path, code))
    if (byGuid.has(code.guid))
      book.deviates('guid-twice', 'expected a GUID of every code, found one twice; the first is used')
    else byGuid.set(code.guid, path)
  }
  const cases = new Map(raw.cases.map(({ guid }, index) => [guid, index]))
  for (const { guid } of raw.cases)
    if (byGuid.has(guid))
      book.deviates(
        'case-as-code',
        'expected codes apart from cases, found a code that is a case; kept as both',
      )
  return {
    list,
    path: (index) => paths[index],
    of: (guid) => {
      const number = cases.get(guid)
      const path = byGuid.get(guid)
      if (path !== undefined) return number === undefined ? { path } : { path, case: number }
      if (number === undefined) return undefined
      const found = renamed.get(guid) ?? caseCode(raw.cases[number].name ?? '?', guid)
      book.deviates(
        'case-as-code',
        'expected a code of every coding, found a case; taken as a code of its name',
      )
      return { path: found, case: number }
    },
  }

  function caseCode(name: string, guid: string): string {
    const path = free([name])
    taken.add(path)
    list.push({ path, name, codable: true })
    renamed.set(guid, path)
    return path
  }

  /** Siblings of the same name are told apart by a number. */
  function free(names: string[]): string {
    const path = codePath(names)
    if (!taken.has(path)) return path
    book.deviates('sibling-names', 'expected siblings with names of their own, found two alike; numbered')
    for (let number = numbers.get(path) ?? 2; ; number++) {
      const next = codePath([...names.slice(0, -1), `${names.at(-1)} (${number})`])
      numbers.set(path, number + 1)
      if (!taken.has(next)) return next
    }
  }
}

function held(
  path: string,
  { names, codable, color, description }: RawProject['codes'][number],
): ProjectCode {
  return {
    path,
    name: names.at(-1)!,
    codable,
    ...(color ? { color } : {}),
    ...(description ? { description } : {}),
  }
}
