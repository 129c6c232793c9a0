const inline = /<\/?(?:a|b|big|em|font|i|small|span|strong|sub|sup|u)\b[^<>]*>/gi
const letters: Record<string, string> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", apos: "'", nbsp: ' ' },
  ...{ aelig: 'æ', oslash: 'ø', aring: 'å', AElig: 'Æ', Oslash: 'Ø', Aring: 'Å', ndash: '–', hellip: '…' },
}

/** A label as people read it: survey systems dress it up for a web page. */
export function plainLabel(text: string): string {
  return text
    .replace(inline, '')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&(#39|[A-Za-z]+);/g, (written, name: string) => letters[name] ?? written)
    .replace(/\s+/g, ' ')
    .trim()
}
