/** An element as text; attributes without a value are left out, children come as they are. */
export function element(
  name: string,
  attributes: Record<string, string | number | boolean | undefined>,
  ...children: (string | string[])[]
): string {
  const inside = children.flat().join('')
  const said = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
    .join('')
  return inside === '' ? `<${name}${said}/>` : `<${name}${said}>${inside}</${name}>`
}

/** An element with text in it, or nothing at all where there is no text. */
export function textElement(name: string, text: string | undefined): string {
  return text === undefined ? '' : `<${name}>${escaped(text)}</${name}>`
}

const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Control characters and half characters have no place in XML 1.0; line breaks would not survive in an attribute. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"\t\n\r]/g, (mark) => marks[mark] ?? `&#${mark.charCodeAt(0)};`)
}
