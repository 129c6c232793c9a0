import { settledFiles } from './settled-coding.ts'

/** What coders judged stands beside coded interviews in a study's folder. */
export const judgementFile = 'judgements.csv'

/**
 * Is a file of a study's folder one of coded interviews: `interviews/<name>.qdpx`, a codebook (`.qdc`) or a table of
 * codings (`.csv`, `.xlsx`)?
 */
export function isInterviewFile(path: string): boolean {
  return /^interviews\/[^/]+\.(qdpx|qdc|csv|xlsx)$/i.test(path)
}

/** The files of coded interviews among those of a study's folder, in the order they are read in: by name. */
export function interviewFiles(paths: Iterable<string>): string[] {
  return [...paths].filter(isInterviewFile).sort()
}

/** Does a file hold what interviewed people said, or the names of those who coded it? An edition knows it by its hash. */
export function holdsInterviews(path: string): boolean {
  return path.startsWith('interviews/') || path === judgementFile || path === settledFiles.condensations
}
