import { expect, test } from 'vitest'
import decodeQR from 'qr/decode.js'
import { qrCode } from '#lib/server/qr-code.ts'

const uri =
  'otpauth://totp/Pejling:ada%40example.dk?secret=ORSXG5A4DFMZTWQZLTOMXXGZLDOJSXI&issuer=Pejling&digits=6&period=30'

test('a reader of QR codes reads the text back from the path', () => {
  const { size, path } = qrCode(uri)
  expect(decodeQR(drawn(size, path))).toBe(uri)
})

test('the quiet border of four modules is empty', () => {
  const { size, path } = qrCode(uri)
  const { data } = drawn(size, path)
  const light = (x: number, y: number) => data[((y * 4 + 1) * size * 4 + x * 4 + 1) * 4] === 255
  for (let i = 0; i < size; i++)
    for (const edge of [0, 3, size - 4, size - 1])
      expect([light(i, edge), light(edge, i)]).toEqual([true, true])
})

/** The path as a picture, four pixels a module. */
function drawn(size: number, path: string): { width: number; height: number; data: Uint8ClampedArray } {
  const width = size * 4
  const data = new Uint8ClampedArray(width * width * 4).fill(255)
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let row = Number(y) * 4; row < (Number(y) + 1) * 4; row++)
      for (let column = Number(x) * 4; column < (Number(x) + Number(run)) * 4; column++)
        data.fill(0, (row * width + column) * 4, (row * width + column) * 4 + 3)
  return { width, height: width, data }
}
