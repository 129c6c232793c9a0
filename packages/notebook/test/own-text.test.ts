import { expect, test } from 'vitest'
import { adjustedLeads, ownTextBlocks, ownTextHtml } from '../src/index.ts'

test('own text may be headings, emphasis, lists and links; headings begin at the third level', () => {
  expect(ownTextHtml('# A\n\n**b** *c* [d](https://example.org)\n\n- e')).toBe(
    '<h3>A</h3>\n<p><strong>b</strong> <em>c</em> <a href="https://example.org">d</a></p>\n<ul>\n<li>e</li>\n</ul>\n',
  )
})

test('nothing in own text runs, fetches or frames', () => {
  const attacks = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[a](javascript:alert(1))',
    '[a](JaVaScRiPt:alert(1))',
    '[a](data:text/html,<script>alert(1)</script>)',
    '[a](vbscript:x)',
    '![a](https://example.org/a.png)',
    '<https://example.org/"onmouseover=alert(1)>',
    '[a](https://example.org "x\\" onmouseover=\\"alert(1)")',
    '<iframe src=//example.org></iframe>',
    '<svg/onload=alert(1)>',
    '```\n</code><script>alert(1)</script>\n```',
    '&lt;script&gt;',
  ]
  for (const attack of attacks) {
    const html = ownTextHtml(attack)
    const tags = [...html.matchAll(/<\/?([a-z0-9]+)((?:\s[^>]*)?)>/gi)]
    for (const [, tag] of tags) expect(['p', 'a', 'code', 'pre', 'em', 'strong', 'ul', 'li']).toContain(tag)
    expect([attack, html.match(/href="(?!https:)/i)]).toEqual([attack, null])
    // What stands between quotes is no attribute.
    expect([attack, html.replace(/"[^"]*"/g, '""').match(/<[^>]*\son\w+=/i)]).toEqual([attack, null])
  }
})

test('the same text as blocks, with marks of lists and how far they are set in', () => {
  expect(ownTextBlocks('## A\n\nb **c** `d`\n\n1. e\n2. f\n   - g')).toEqual([
    { kind: 'heading', depth: 0, runs: [{ text: 'A' }] },
    {
      kind: 'paragraph',
      depth: 0,
      runs: [{ text: 'b ' }, { text: 'c', bold: true }, { text: ' ' }, { text: 'd', code: true }],
    },
    { kind: 'point', depth: 1, mark: '1.', runs: [{ text: 'e' }] },
    { kind: 'point', depth: 1, mark: '2.', runs: [{ text: 'f' }] },
    { kind: 'point', depth: 2, mark: '•', runs: [{ text: 'g' }] },
  ])
})

test('p-values of a list are corrected as R does it, and a view without one does not count', () => {
  // p.adjust(c(0.01, 0.04, 0.03), "holm"); p.adjust(c(0.01, 0.04, 0.03), "BH")
  const adjusted = adjustedLeads([0.01, undefined, 0.04, 0.03])
  expect(adjusted[1]).toBeUndefined()
  expect(adjusted.map((one) => one?.holm)).toEqual([
    expect.closeTo(0.03, 12),
    undefined,
    expect.closeTo(0.06, 12),
    expect.closeTo(0.06, 12),
  ])
  expect(adjusted.map((one) => one?.benjaminiHochberg)).toEqual([
    expect.closeTo(0.03, 12),
    undefined,
    expect.closeTo(0.04, 12),
    expect.closeTo(0.04, 12),
  ])
})
