import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { encode } from 'fast-png'
import { initWasm, Resvg } from '@resvg/resvg-wasm'

const { resolve } = createRequire(import.meta.url)
const arimo = (face: string) => readFile(resolve(`@expo-google-fonts/arimo/${face}/Arimo_${face}.ttf`))

let ready: Promise<Uint8Array[]> | undefined

/** The rasteriser, once for the process, with the one font it knows: it is as wide as the SVG reckons with. */
function prepared(): Promise<Uint8Array[]> {
  ready ??= (async () => {
    await initWasm(await readFile(resolve('@resvg/resvg-wasm/index_bg.wasm')))
    return Promise.all(['400Regular', '600SemiBold', '700Bold', '400Regular_Italic'].map(arimo))
  })()
  return ready
}

/** A picture in pixels. `width` and `height` are those of the SVG, in its own units. */
export type FigurePng = { content: Uint8Array; width: number; height: number }

/**
 * A figure that stands alone as PNG, its words in Arimo whatever fonts the machine has. The same SVG gives the same bytes.
 *
 * @param scale pixels for each unit of the SVG; 3 is about 290 to the inch where the figure is as wide as a page
 */
export async function figurePng(svg: string, { scale = 3 } = {}): Promise<FigurePng> {
  const fontBuffers = await prepared()
  const set = svg.replace(/font-family="[^"]*"/g, 'font-family="Arimo"')
  const resvg = new Resvg(set, {
    fitTo: { mode: 'zoom', value: scale },
    font: { fontBuffers, defaultFontFamily: 'Arimo', sansSerifFamily: 'Arimo' },
  })
  try {
    const picture = resvg.render()
    const content = withoutAlpha(picture)
    picture.free()
    return { content, width: resvg.width, height: resvg.height }
  } finally {
    resvg.free()
  }
}

/** A figure is on white, so nothing shows through it; and a PDF takes such pixels as they are. */
function withoutAlpha(picture: { width: number; height: number; pixels: Uint8Array }): Uint8Array {
  const { width, height } = picture
  // Every look at `pixels` copies all of them.
  const pixels = picture.pixels
  const data = new Uint8Array(width * height * 3)
  for (let from = 0, to = 0; from < pixels.length; from += 4, to += 3) {
    data[to] = pixels[from]
    data[to + 1] = pixels[from + 1]
    data[to + 2] = pixels[from + 2]
  }
  return encode({ width, height, data, channels: 3, depth: 8 })
}
