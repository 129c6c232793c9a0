/** A number from a form, written with a comma or a point; nothing if it is none. */
export function decimalOf(text: string): number | undefined {
  const plain = text.trim().replace(',', '.')
  return /^\d{1,6}(\.\d{1,9})?$/.test(plain) ? Number(plain) : undefined
}
