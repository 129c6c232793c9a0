import { readWholeXml, type XmlReader } from '@pejling/receive'
import type { ArchiveLimits } from './limits.ts'

/** An element with all that is in it. */
export type XmlElement = {
  name: string
  attributes: Record<string, string>
  children: XmlElement[]
  text: string
}

/** What is to be done with an element that opens: read on inside, hold it whole and hand it over, or leave it out. */
export type Step = 'into' | 'hold' | 'drop'

export type Handling = {
  /** `path` are the names from the root, the element's own last. */
  step: (path: string[], attributes: Record<string, string>, namespace: string) => Step
  /** A held element that is whole. */
  hold: (element: XmlElement, path: string[]) => void
}

/**
 * Reads XML as it comes and hands over one held element after the other, so that no more than one is in memory.
 *
 * @throws Unreadable with the line
 */
export async function readXml(
  chunks: AsyncIterable<Buffer>,
  { elements, parts, depth, attributes, projectBytes }: ArchiveLimits,
  handling: Handling,
): Promise<{ byteOrderMark: boolean; encoding: string }> {
  let letters = { byteOrderMark: false, encoding: 'utf-8' }
  const allowed = { elements, parts, depth, attributes, textLetters: projectBytes }
  await readWholeXml(
    chunks,
    { namespaces: true, allowed },
    {
      ...itemReader(handling),
      encoded: (encoding, byteOrderMark) => (letters = { byteOrderMark, encoding }),
    },
  )
  return letters
}

function itemReader({ step, hold }: Handling): XmlReader {
  const path: string[] = []
  const open: XmlElement[] = []
  let dropped = 0
  return {
    open: (name, attributes, namespace) => {
      path.push(name)
      if (dropped > 0) return void dropped++
      const next = open.length > 0 ? 'hold' : step(path, attributes, namespace)
      if (next === 'drop') dropped = 1
      else if (next === 'hold') open.push({ name, attributes, children: [], text: '' })
    },
    text: (text) => {
      if (dropped === 0 && open.length > 0) open.at(-1)!.text += text
    },
    close: () => {
      if (dropped > 0) dropped--
      else if (open.length > 0) {
        const element = open.pop()!
        if (open.length > 0) open.at(-1)!.children.push(element)
        else hold(element, path)
      }
      path.pop()
    },
  }
}
