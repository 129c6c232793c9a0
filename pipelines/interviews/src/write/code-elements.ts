import { codeNames, codePath, type ProjectCode } from '@pejling/indicators'
import { guidOf } from './guid.ts'
import { element, textElement } from './xml.ts'

/** The tree as `Code` elements within each other; `notes` gives what else stands at a code. */
export function codeElements(codes: ProjectCode[], notes: (path: string) => string[] = () => []): string[] {
  const known = new Set(codes.map(({ path }) => path))
  const parentOf = ({ path }: ProjectCode) => codePath(codeNames(path).slice(0, -1))
  const under = Map.groupBy(codes, (code) => (known.has(parentOf(code)) ? parentOf(code) : ''))
  const written = (code: ProjectCode): string =>
    element(
      'Code',
      { guid: codeGuid(code.path), name: code.name, isCodable: code.codable, color: code.color },
      textElement('Description', code.description),
      notes(code.path),
      (under.get(code.path) ?? []).map(written),
    )
  return (under.get('') ?? []).map(written)
}

export function codeGuid(path: string): string {
  return guidOf('code', path)
}
