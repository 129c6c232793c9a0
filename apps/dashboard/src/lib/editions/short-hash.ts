/** The first signs of an edition's hash, by which it is called. */
export function shortHash(hash: string): string {
  return hash.slice(0, 10)
}
