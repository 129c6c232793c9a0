import type { Answer } from '@pejling/warehouse'
import { type CellDoor, sentenceStart } from '@pejling/figures'
import { profileAddress } from '#lib/profile/profile-address.ts'
import type { RelationAnswer } from '#lib/server/relation-answer.ts'
import type { Words } from '#lib/words/words.ts'

/** With more points than this a figure is a picture: nobody walks through hundreds of links. */
const most = 200

/**
 * What each point of a figure says, and the page of its unit; nothing where units have no pages, or where there are too many
 * points.
 */
export function pointDoors(
  answer: Answer,
  {
    study,
    relation,
    x,
    y,
    unit,
    profiled,
  }: Pick<RelationAnswer, 'study' | 'relation' | 'x' | 'y' | 'unit' | 'profiled'>,
  words: Words,
): CellDoor[] | undefined {
  if (answer.kind !== 'pairs' || !profiled || answer.points.length > most) return undefined
  const around = study.units.find(({ id }) => id === unit.within)
  const value = (variable: typeof x, value: number | string) =>
    words.say('relation.figure.value', {
      variable: words.text(variable.label),
      value:
        typeof value === 'number'
          ? words.number(value, variable.decimals)
          : words.text(variable.categories!.find(({ id }) => id === value)!.label),
    })
  return answer.points.map((point) => ({
    href: profileAddress(study.id, unit.id, point.key, { edition: relation.edition }),
    words: words.say('relation.figure.point', {
      unit: sentenceStart(words.text(unit.label)),
      key: point.key,
      around: around && point.within ? `${words.text(around.label)} ${point.within}` : 'none',
      values: words.list([value(x, point.x), value(y, point.y)]),
    }),
  }))
}
