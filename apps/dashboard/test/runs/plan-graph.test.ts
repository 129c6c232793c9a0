import { expect, test } from 'vitest'
import { type GraphStep, planGraph } from '#lib/runs/plan-graph.ts'

const step = (name: string, after: string[] = [], action: GraphStep['action'] = 'reuse'): GraphStep => {
  const [kind, study, ...rest] = name.split('/')
  return { name, study, label: rest.join(' ') || kind, kind: `all ${kind}`, after, action }
}

test('a step is in the layer after the last one it builds on', () => {
  const nodes = planGraph([
    step('survey/a/municipality'),
    step('survey/a/institution', ['survey/a/municipality']),
    step('published/a'),
    step('edition', ['survey/a/municipality', 'survey/a/institution', 'published/a']),
  ])
  expect(nodes.map(({ layer }) => layer)).toEqual([0, 1, 0, 2])
})

test('a line that follows from two others is left out', () => {
  const [, , last] = planGraph([
    step('s/a/one'),
    step('s/a/two', ['s/a/one']),
    step('edition', ['s/a/one', 's/a/two']),
  ])
  expect(last.after).toEqual(['s/a/two'])
})

test('a step that is named as a source and is not in the plan is no line', () => {
  expect(planGraph([step('s/a/one', ['s/b/gone'])])[0]).toMatchObject({ after: [], layer: 0 })
})

test('many steps are folded by study and kind, and the most urgent action is counted', () => {
  const rounds = Array.from({ length: 30 }, (_, i) =>
    step(`survey/a/${i}/child`, [], i < 2 ? 'run' : 'reuse'),
  )
  const nodes = planGraph([
    ...rounds,
    step(
      'check/a',
      rounds.map(({ name }) => name),
      'run',
    ),
    step('edition', ['check/a'], 'cannot-tell'),
  ])
  expect(nodes).toEqual([
    {
      ...{ name: 'survey/a', study: 'a', label: 'all survey', kind: 'all survey', after: [], action: 'run' },
      ...{ count: 30, acting: 2, layer: 0 },
    },
    { ...step('check/a', ['survey/a'], 'run'), count: 1, acting: 1, layer: 1 },
    { ...step('edition', ['check/a'], 'cannot-tell'), count: 1, acting: 1, layer: 2 },
  ])
})
