/** Is it the word of an edition that it cannot answer a view's question: study, variable or category are not in it? */
export function isGone(problem: unknown): problem is Error {
  return problem instanceof Error && /^(unknown|no rows|no published table)\b/.test(problem.message)
}
