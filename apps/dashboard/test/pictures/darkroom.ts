import type { Page } from 'playwright-core'
import type { Picture } from './camera.ts'

/** What has changed in one picture of a sheet: the share of its small squares that look different. */
export type Change = { look: string; share: number }

/** Where each picture stands on its sheet: its left edge and its width. */
type Frame = { look: string; left: number; width: number }
export type Sheet = { webp: string; frames: Frame[] }

/** All pictures of a page side by side as one, small enough to keep. */
export async function developSheet(room: Page, pictures: Picture[]): Promise<Sheet> {
  return room.evaluate(async (pictures) => {
    const bitmaps = await Promise.all(
      pictures.map(async ({ webp }) =>
        createImageBitmap(await (await fetch(`data:image/webp;base64,${webp}`)).blob()),
      ),
    )
    const gap = 8
    const frames: { look: string; left: number; width: number }[] = []
    let left = 0
    bitmaps.forEach(({ width }, i) => {
      frames.push({ look: pictures[i].look, left, width })
      left += width + gap
    })
    const canvas = new OffscreenCanvas(left - gap, Math.max(...bitmaps.map(({ height }) => height)))
    const pen = canvas.getContext('2d')!
    pen.fillStyle = '#888'
    pen.fillRect(0, 0, canvas.width, canvas.height)
    bitmaps.forEach((bitmap, i) => pen.drawImage(bitmap, frames[i].left, 0))
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.2 })
    const bytes = new Uint8Array(await blob.arrayBuffer())
    return { webp: bytes.toBase64(), frames }
  }, pictures)
}

/**
 * How much of each picture looks different from the one kept: its small squares are compared by their mean colour, which how
 * letters are smoothed and how a picture is packed hardly moves, and a missing or moved line does.
 */
export async function changes(room: Page, { webp, frames }: Sheet, kept: string): Promise<Change[]> {
  return room.evaluate(
    async ({ webp, kept, frames }) => {
      const square = 5
      const visible = 26
      const [found, before] = await Promise.all(
        [webp, kept].map(async (picture) => {
          const blob = await (await fetch(`data:image/webp;base64,${picture}`)).blob()
          const bitmap = await createImageBitmap(blob)
          const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
          const pen = canvas.getContext('2d', { willReadFrequently: true })!
          pen.drawImage(bitmap, 0, 0)
          return pen.getImageData(0, 0, bitmap.width, bitmap.height)
        }),
      )
      const mean = ({ width, height, data }: ImageData, x: number, y: number): number[] => {
        const sums = [0, 0, 0]
        for (let row = y; row < y + square; row++)
          for (let column = x; column < x + square; column++)
            for (let channel = 0; channel < 3; channel++)
              sums[channel] +=
                row < height && column < width ? data[(row * width + column) * 4 + channel] : 0x88
        return sums.map((sum) => sum / square ** 2)
      }
      return frames.map(({ look, left, width }) => {
        const height = Math.max(found.height, before.height)
        let [squares, different] = [0, 0]
        for (let y = 0; y < height; y += square)
          for (let x = left; x + square <= left + width; x += square) {
            const [a, b] = [mean(found, x, y), mean(before, x, y)]
            squares += 1
            if (a.some((channel, i) => Math.abs(channel - b[i]) > visible)) different += 1
          }
        return { look, share: different / squares }
      })
    },
    { webp, kept, frames },
  )
}
