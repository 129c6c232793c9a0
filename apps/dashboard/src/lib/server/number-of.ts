/** A number of something in the ledger as an address or a form names it: whole, from 1; nothing if it is none. */
export function numberOf(text: string | null | undefined): number | undefined {
  const number = /^[1-9]\d{0,9}$/.test(text ?? '') ? Number(text) : undefined
  return number !== undefined && number < 2 ** 31 ? number : undefined
}
