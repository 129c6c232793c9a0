import type { Content } from '../graph/content.ts'
import type { Step } from '../graph/step.ts'

/** One step for a study's printed tables and their audit: it reads what the study says and the rows beside it. */
export function publishedSteps({ folder, parsed }: Content): Step[] {
  if (!parsed.tables.length) return []
  return [
    {
      ...{ name: `published/${folder.id}`, kind: 'published', study: folder.id, after: [], parameters: {} },
      files: folder.files
        .map(({ path }) => path)
        .filter((path) => /\.(ya?ml|csv)$/.test(path) && !/^(rounds|interviews)\/.*\.csv$/.test(path)),
    },
  ]
}
