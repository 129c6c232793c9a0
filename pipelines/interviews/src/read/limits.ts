/** What an archive of coded interviews may hold; sizes in bytes, counted while reading and not as declared. */
export type ArchiveLimits = {
  entries: number
  /** Of the project's XML, of one text, and of everything that is inflated. */
  projectBytes: number
  textBytes: number
  totalBytes: number
  /** Inflated to packed, once an entry is over a megabyte. */
  ratio: number
  /** Of the XML: elements in all, those and their attributes together, how deep, and attributes of one. */
  elements: number
  parts: number
  depth: number
  attributes: number
  /** Codes, and characters of all their paths together. */
  codes: number
  paths: number
}

export const archiveLimits: ArchiveLimits = {
  entries: 5_000,
  projectBytes: 256_000_000,
  textBytes: 32_000_000,
  totalBytes: 512_000_000,
  ratio: 200,
  elements: 1_500_000,
  parts: 5_000_000,
  depth: 100,
  attributes: 50,
  codes: 200_000,
  paths: 100_000_000,
}
