import { kindsOf } from './cause-words.ts'
import { movedMeasure } from './moved-measure.ts'
import { relationInWords } from './variable-words.ts'
import type { SeenRelation, SeenStudy } from '#lib/server/comparison.ts'
import type { Words } from '#lib/words/words.ts'

/** Relations with those first whose best known number moved most. */
export function farthestFirst(relations: SeenRelation[]): SeenRelation[] {
  const far = ({ statistics }: SeenRelation) => Math.abs(movedMeasure(statistics)?.change ?? 0)
  return relations.toSorted((a, b) => far(b) - far(a))
}

/** Each relation of a study of which a number can be told before and after: that number, what it is called, and what moved it. */
export function movedRelations({ codebook, relations }: SeenStudy, words: Words) {
  return relations.flatMap(({ x, y, statistics, causes }) => {
    const measure = movedMeasure(statistics)
    return measure
      ? [{ ...measure, name: relationInWords(codebook, x, y, words), causes: kindsOf(causes) }]
      : []
  })
}
