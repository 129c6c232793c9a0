import type { Work } from './step.ts'

/**
 * The kinds of steps: the code that decides what a step makes, and how its work is loaded. A room brings the rooms and
 * packages it depends on with it; of the runner only the files named count. A new kind is a line here, its steps in
 * `steps/index.ts`, and its work in a file of its own.
 */
export const kinds = {
  survey: {
    rooms: ['pipelines/survey'],
    files: ['steps/survey-work.ts', 'steps/unit-file.ts'],
    load: async () => (await import('../steps/survey-work.ts')).surveyWork,
  },
  interviews: {
    rooms: ['pipelines/interviews'],
    files: ['steps/interviews-work.ts'],
    load: async () => (await import('../steps/interviews-work.ts')).interviewsWork,
  },
  quantify: {
    rooms: ['pipelines/interviews'],
    files: ['steps/quantify-work.ts', 'study-text.ts'],
    load: async () => (await import('../steps/quantify-work.ts')).quantifyWork,
  },
  derive: {
    rooms: ['pipelines/derive'],
    files: ['steps/derive-work.ts', 'steps/unit-rows.ts'],
    load: async () => (await import('../steps/derive-work.ts')).deriveWork,
  },
  check: {
    rooms: ['pipelines/derive'],
    files: ['steps/check-work.ts', 'steps/unit-rows.ts'],
    load: async () => (await import('../steps/check-work.ts')).checkWork,
  },
  published: {
    rooms: ['pipelines/published'],
    files: ['steps/published-work.ts', 'study-text.ts'],
    load: async () => (await import('../steps/published-work.ts')).publishedWork,
  },
  edition: {
    rooms: ['packages/warehouse'],
    files: ['steps/edition-work.ts'],
    load: async () => (await import('../steps/edition-work.ts')).editionWork,
  },
} satisfies Record<string, { rooms: string[]; files: string[]; load: () => Promise<Work> }>

export type KindName = keyof typeof kinds
