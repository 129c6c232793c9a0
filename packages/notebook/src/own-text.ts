import MarkdownIt, { type Token } from 'markdown-it'

/**
 * Reads text as it is written between views. HTML is text, pictures are not fetched, there are no tables, and a link that could run something is
 * none (markdown-it's own rule).
 */
const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false }).disable([
  'image',
  'table',
  'strikethrough',
])

/** Own text as HTML that is safe to show; headings begin below the page's own, as `h3`. */
export function ownTextHtml(text: string): string {
  const tokens = markdown.parse(text, {})
  for (const token of tokens)
    if (token.type === 'heading_open' || token.type === 'heading_close')
      token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + 2)}`
  return markdown.renderer.render(tokens, markdown.options, {})
}

/** Words of one line of own text, as they are set. */
export type Run = { text: string; bold?: boolean; italic?: boolean; code?: boolean; link?: string }
/** A paragraph, a heading or a point of a list; `depth` is how far a point is set in. */
export type Block = {
  kind: 'paragraph' | 'heading' | 'point' | 'code'
  depth: number
  mark?: string
  runs: Run[]
}

/** The same text as blocks, for a report that is not HTML. */
export function ownTextBlocks(text: string): Block[] {
  const blocks: Block[] = []
  const lists: { ordered: boolean; n: number }[] = []
  let [kind, mark]: [Block['kind'], string | undefined] = ['paragraph', undefined]
  for (const token of markdown.parse(text, {})) {
    if (token.type === 'bullet_list_open') lists.push({ ordered: false, n: 0 })
    else if (token.type === 'ordered_list_open')
      lists.push({ ordered: true, n: Number(token.attrGet('start') ?? 1) - 1 })
    else if (/_list_close$/.test(token.type)) lists.pop()
    else if (token.type === 'list_item_open') {
      const list = lists.at(-1)!
      list.n += 1
      mark = list.ordered ? `${list.n}.` : '•'
    } else if (token.type === 'heading_open') kind = 'heading'
    else if (token.type === 'heading_close') kind = 'paragraph'
    else if (token.type === 'fence' || token.type === 'code_block')
      blocks.push({
        kind: 'code',
        depth: lists.length,
        runs: [{ text: token.content.trimEnd(), code: true }],
      })
    else if (token.type === 'inline') {
      const here = lists.length && kind === 'paragraph' ? ('point' as const) : kind
      blocks.push({
        kind: here,
        depth: lists.length,
        ...(mark && { mark }),
        runs: runsOf(token.children ?? []),
      })
      mark = undefined
    }
  }
  return blocks
}

function runsOf(tokens: Token[]): Run[] {
  const runs: Run[] = []
  let style: Omit<Run, 'text'> = {}
  for (const token of tokens) {
    if (token.type === 'strong_open') style = { ...style, bold: true }
    else if (token.type === 'strong_close') style = { ...style, bold: undefined }
    else if (token.type === 'em_open') style = { ...style, italic: true }
    else if (token.type === 'em_close') style = { ...style, italic: undefined }
    else if (token.type === 'link_open') style = { ...style, link: String(token.attrGet('href')) }
    else if (token.type === 'link_close') style = { ...style, link: undefined }
    else if (token.type === 'code_inline') runs.push({ ...style, text: token.content, code: true })
    else if (token.type === 'softbreak') runs.push({ ...style, text: ' ' })
    else if (token.type === 'hardbreak') runs.push({ ...style, text: '\n' })
    else if (token.content) runs.push({ ...style, text: token.content })
  }
  return runs
}
