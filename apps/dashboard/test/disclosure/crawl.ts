import { unzipSync } from 'fflate'

/** What is asked of a house, and by whom. */
export type Asked = { base: string; hash: string; headers?: Record<string, string> }
/** What an address answers, with what must differ between two editions and two servers written alike. */
export type Answered = { status: number; text: string; links: string[] }

/**
 * Reads an address; a form is sent to it if there is one. The edition's own hash, the server's address, hashes of files and
 * what is made anew for each request stand for what they name; a zip is read file by file.
 */
export async function readAddress(
  { base, hash, headers }: Asked,
  path: string,
  form?: Record<string, string>,
): Promise<Answered> {
  const accept = path.startsWith('/api/') ? '*/*' : 'text/html'
  const sent = { ...headers, accept, origin: base, connection: 'close' }
  const ask = () =>
    fetch(base + path.replaceAll('{edition}', hash), {
      redirect: 'manual',
      ...{ headers: sent, method: form ? 'POST' : 'GET', body: form && new URLSearchParams(form) },
    })
  // A connection may be let go of just as it is used again.
  const answer = await ask().catch(ask)
  const type = answer.headers.get('content-type') ?? ''
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const neutral = (text: string) =>
    text
      .replaceAll(hash, '{edition}')
      .replaceAll(hash.slice(0, 8), '{edition}')
      .replaceAll(base, '{house}')
      .replaceAll(/\b[0-9a-f]{64}\b/g, '{sha256}')
      .replaceAll(/nonce[=-]"?[\w+/=-]+/g, '{nonce}')
  const text = /zip|sheet/.test(type)
    ? Object.entries(unzipSync(bytes))
        .map(([name, content]) => neutral(`== ${name}\n${new TextDecoder('latin1').decode(content)}`))
        .join('\n')
    : neutral(new TextDecoder('latin1').decode(bytes))
  const links = type.startsWith('text/html')
    ? [...text.matchAll(/(?:href|action)="(\/[^"#]*)/g)].map(([, link]) => link.replaceAll('&amp;', '&'))
    : []
  const where = neutral(answer.headers.get('location') ?? '')
  return { status: answer.status, text: `${answer.status} ${where}\n${text}`, links }
}

/** Every address to be found from the first ones, and what it answers; `more` adds those no page links to. */
export async function crawl(
  asked: Asked,
  first: string[],
  more: (path: string) => string[],
  isOf: (path: string) => boolean,
): Promise<Map<string, Answered>> {
  const found = new Map<string, Answered>()
  const waiting = [...new Set(first)]
  const seen = new Set(waiting)
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const answered = await readAddress(asked, path)
    found.set(path, answered)
    for (const link of [...answered.links.filter(isOf), ...more(path)]) {
      if (seen.has(link)) continue
      seen.add(link)
      waiting.push(link)
    }
  }
  return found
}

/**
 * The addresses at which a visitor of the first world reads something else than in another one.
 *
 * @param unlimited forgets how often programs asked, before each address that is limited
 */
export async function differing(
  visitor: Asked[],
  found: Map<string, Answered>,
  unlimited: () => Promise<unknown>,
): Promise<string[]> {
  const differ: string[] = []
  for (const [path, { text }] of found) {
    if (path.startsWith('/api/')) await unlimited()
    for (const asked of visitor.slice(1)) {
      const twin = await readAddress(asked, path)
      if (twin.text !== text) differ.push(`${path}: ${firstDifference(text, twin.text)}`)
    }
  }
  return differ
}

function firstDifference(a: string, b: string): string {
  const at = [...a].findIndex((letter, i) => letter !== b[i])
  return `…${a.slice(Math.max(0, at - 60), at + 60)}… | …${b.slice(Math.max(0, at - 60), at + 60)}…`
}
