import type { Report, ReportFigure, ReportTable, ReportView } from './report.ts'

/**
 * A report as one HTML file that needs nothing else: no script, no address it fetches from. The same report gives the same
 * text.
 */
export function reportHtml({ language, title, note, foot, parts, last }: Report): string {
  return [
    `<!doctype html>\n<html lang="${language}">\n<head>\n<meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title>\n<style>${style}</style>\n</head>\n<body>\n<main>`,
    `<h1>${escaped(title)}</h1>`,
    paragraph(note),
    ...parts.map((part) => (part.kind === 'text' ? part.html : section(part.view))),
    last
      ? `<section>\n<h2>${escaped(last.heading)}</h2>\n${last.lines.map((line) => paragraph(line)).join('')}${last.table ? tableOf(last.table) : ''}</section>`
      : '',
    `</main>\n<footer>${escaped(foot)}</footer>\n</body>\n</html>\n`,
  ]
    .filter(Boolean)
    .join('\n')
}

function section({ title, note, warning, figures, sentences, tables, small }: ReportView): string {
  return [
    `<section>\n<h2>${escaped(title)}</h2>`,
    paragraph(note),
    paragraph(warning ?? '', 'warning'),
    ...figures.map(figureOf),
    ...sentences.map((line) => paragraph(line)),
    ...tables.map(tableOf),
    ...small.map((line) => linked(paragraph(line, 'small'))),
    '</section>',
  ]
    .filter(Boolean)
    .join('\n')
}

function figureOf({ svg, alt, heading }: ReportFigure): string {
  const drawn = svg.trim().replace('<svg', `<svg role="img" aria-label="${escaped(alt)}"`)
  return `<figure>\n<figcaption>${escaped(heading)}</figcaption>\n${drawn}\n</figure>`
}

function tableOf({ caption, head, rows }: ReportTable): string {
  const line = ([first, ...cells]: string[]) =>
    `<tr><th scope="row">${escaped(first)}</th>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`
  return [
    `<div class="room" tabindex="0" role="region" aria-label="${escaped(caption)}">`,
    `<table>\n<caption>${escaped(caption)}</caption>`,
    `<thead><tr>${head.map((cell) => `<th scope="col">${escaped(cell)}</th>`).join('')}</tr></thead>`,
    `<tbody>\n${rows.map(line).join('\n')}\n</tbody>\n</table>\n</div>`,
  ].join('\n')
}

const paragraph = (text: string, kind?: string) =>
  text ? `<p${kind ? ` class="${kind}"` : ''}>${escaped(text)}</p>` : ''

/** Addresses in escaped text as links. */
function linked(html: string): string {
  return html.replace(/https?:\/\/[^\s<»«]+/g, (address) => `<a href="${address}">${address}</a>`)
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

const style = `
body { margin: 0 auto; padding: 1.5rem; max-width: 62rem; color: #15232b; background: #fff; font: 1rem/1.5 system-ui, sans-serif; }
main > p, section > p, li { max-width: 44rem; }
section { margin-top: 2rem; padding-top: 1rem; border-top: 1px solid #b7bfbf; break-inside: auto; }
figure { margin: 1rem 0; break-inside: avoid; }
figcaption, caption { font-weight: 650; text-align: left; }
figure svg { max-width: 100%; height: auto; }
.room { overflow-x: auto; }
table { border-collapse: collapse; margin: 0.5rem 0; }
th, td { padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid #b7bfbf; text-align: right; vertical-align: top; }
th:first-child { text-align: left; }
.small { margin: 0.15rem 0; color: #51606a; font-size: 0.875rem; overflow-wrap: anywhere; }
.warning { color: #9a3c16; font-weight: 650; }
footer { margin-top: 2rem; color: #51606a; font-size: 0.875rem; }
`
