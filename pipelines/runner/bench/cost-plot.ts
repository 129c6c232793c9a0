import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import type { Measured } from './measure-sample.ts'

/** What a full build and a bare reading cost against the number of rows, both axes logarithmic, as an SVG file. */
export function costPlot(measured: Measured[]): string {
  const { document } = parseHTML('<!doctype html><body></body>')
  const points = measured.flatMap(({ rows, build, bare, change }) => [
    { rows, seconds: build.processor, what: 'full build' },
    { rows, seconds: change.processor, what: 'one of 20 rounds changed' },
    { rows, seconds: bare.processor, what: 'bare typed reading' },
  ])
  const last = points.filter(({ rows }) => rows === Math.max(...points.map((point) => point.rows)))
  const svg = Plot.plot({
    document,
    width: 720,
    height: 420,
    marginRight: 170,
    style: 'background: white',
    ariaLabel: 'Seconds of processor time against rows, both logarithmic',
    grid: true,
    x: { type: 'log', label: 'rows →' },
    y: { type: 'log', label: '↑ seconds of processor time' },
    marks: [
      Plot.line(points, { x: 'rows', y: 'seconds', z: 'what', stroke: 'what' }),
      Plot.dot(points, { x: 'rows', y: 'seconds', fill: 'what' }),
      Plot.text(last, { x: 'rows', y: 'seconds', text: 'what', dx: 8, textAnchor: 'start' }),
    ],
  })
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  return `${svg.outerHTML}\n`
}
