/** A figure drawn three times, for a wide page, a narrower one and a phone; the page shows the one that fits. */
export type Drawing = {
  wide: string
  middle: string
  narrow: string
  /** Some of its marks are links. */
  doors: boolean
}

/** The room of each drawing in pixels, and the size of its letters: never below 12 on the screen it is meant for. */
export type Sheet = { width: number; labelWidth: number; text: number }
export const sheets: Record<'wide' | 'middle' | 'narrow', Sheet> = {
  wide: { width: 940, labelWidth: 200, text: 14.5 },
  middle: { width: 620, labelWidth: 140, text: 13.5 },
  narrow: { width: 320, labelWidth: 0, text: 12.5 },
}

/** Draws once for each sheet. */
export function onSheets(draw: (sheet: Sheet) => string): Drawing {
  const wide = draw(sheets.wide)
  return { wide, middle: draw(sheets.middle), narrow: draw(sheets.narrow), doors: /<a[ >]/.test(wide) }
}
