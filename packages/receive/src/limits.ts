/**
 * What a file may ask of us before it is refused with a sentence: far beyond any survey, far below what would hurt. Every
 * size a file declares of itself is held against what is there before anything is set aside for it.
 */
export const limits = {
  columns: 20_000,
  /** Letters of one row of a text file; DuckDB reads no longer line. */
  rowLetters: 2_000_000,
  /** Letters of a name or label: what is longer is cut. */
  labelLetters: 4_000,
  /** Value labels of one file. */
  labels: 1_000_000,
  /** Values declared missing by a range that are remembered of a column. */
  missingValues: 1_000,
  sheets: 1_000,
  entries: 2_000,
  /** Bytes all entries of a zip may become together, and how many times their packed size once they are more than 16 MB. */
  inflated: 4_000_000_000,
  ratio: 200,
  unpackedAnyway: 16_000_000,
  /** Of the XML in a workbook; a sheet has as many elements as it has cells. */
  xml: { elements: Infinity, parts: Infinity, depth: 100, attributes: 200, textLetters: 2_000_000 },
  /** Letters of all the texts a workbook shares between its cells. */
  sharedLetters: 200_000_000,
  /** Bytes of a part of a workbook that is not a sheet or its texts, and of a file of a bundle beside the data. */
  partBytes: 64_000_000,
  /** Bytes of one block of a compressed SPSS file. */
  blockBytes: 64_000_000,
  /** Bytes one row of an SPSS or Stata file may take. */
  rowBytes: 64_000_000,
} as const
