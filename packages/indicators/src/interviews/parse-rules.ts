import rulesSchema from '../../../../data/schema/rules.schema.json' with { type: 'json' }
import type { CodeTree } from '../code-tree.ts'
import type { Codebook, Variable } from '../codebook.ts'
import { didYouMean } from '../nearest.ts'
import type { Problem } from '../problem.ts'
import { readYaml } from '../read-yaml.ts'
import type { StudyFile } from '../study-folder.ts'
import type { Study } from '../study.ts'
import type { QuantificationRule, QuantificationRules } from './quantification-rule.ts'

type Path = (string | number)[]
type Say = (path: Path, rule: string, message: string) => void

/**
 * Reads `rules.yaml` and checks that every rule speaks of a variable with categories, of its categories and of codes that
 * are in `codes.yaml`; every mistake is a problem with its line and character.
 */
export function parseRules(
  file: StudyFile,
  study: Study,
  { variables }: Codebook,
  tree: CodeTree | undefined,
): { rules?: QuantificationRules; problems: Problem[] } {
  const { content, problems, place } = readYaml<QuantificationRules>(file, rulesSchema)
  if (!content) return { problems }
  const say = (path: Path, rule: string, message: string, variable?: string) =>
    problems.push({ file: file.path, ...place(path), variable, rule, severity: 'stops', message })
  const frame = tree?.codes.map(({ path }) => path) ?? []
  const codes = [...frame, ...Object.keys(content.codes ?? {})]
  if (content.study !== study.id)
    say(['study'], 'reference', `study: expected ${study.id}, found ${content.study}`)
  checkUnit(content, study, say)
  checkRound(content, study, say)
  // A coder may have added codes below those of the frame: here it is said where they are.
  for (const code of Object.keys(content.codes ?? {}))
    if (!frame.some((one) => one === code || code.startsWith(`${one}/`)))
      unknown(frame, code, ['codes', code], say, true)
  for (const [index, rule] of content.rules.entries()) {
    const here: Say = (path, name, message) => say(['rules', index, ...path], name, message, rule.variable)
    const variable = variables.find(({ id }) => id === rule.variable)
    if (content.rules.findIndex((other) => other.variable === rule.variable) < index)
      here(['variable'], 'duplicate-key', `expected one rule for each variable, found ${rule.variable} again`)
    if (!variable) {
      const ids = variables.map(({ id }) => id)
      here(['variable'], 'reference', `unknown variable: ${rule.variable}${didYouMean(rule.variable, ids)}`)
    } else {
      checkVariable(rule, variable, content.unit.id, here)
      checkKind(rule, variable.categories?.map(({ id }) => id) ?? [], codes, here)
    }
  }
  return problems.length > 0 ? { problems } : { rules: { ...content, codes: content.codes ?? {} }, problems }
}

function checkUnit({ unit }: QuantificationRules, { units }: Study, say: Say): void {
  const ids = units.map(({ id }) => id)
  if (!ids.includes(unit.id))
    say(['unit', 'id'], 'reference', `unknown unit: ${unit.id}${didYouMean(unit.id, ids)}`)
  if (unit.by === 'classification' && unit.classification === undefined)
    say(['unit', 'by'], 'schema', 'expected the name of a classification, found none')
  const seen = new Map<string, string>()
  for (const [key, names] of Object.entries(unit.aliases ?? {}))
    for (const [index, name] of names.entries()) {
      if (seen.has(name))
        say(
          ['unit', 'aliases', key, index],
          'duplicate-key',
          `expected each alias once, found one of ${seen.get(name)} again`,
        )
      seen.set(name, key)
    }
}

/** Of a unit with rounds it must be said of which the interviews are: a value of one is none of another. */
function checkRound({ unit, rules }: QuantificationRules, { units, rounds = [] }: Study, say: Say): void {
  const hasRounds = units.find(({ id }) => id === unit.id)?.rounds ?? false
  const ids = rounds.map(({ id }) => id)
  if (!hasRounds && unit.round !== undefined)
    say(['unit', 'round'], 'rounds', `expected a unit with rounds, found ${unit.id} without`)
  if (hasRounds && unit.round === undefined)
    say(
      ['unit'],
      'rounds',
      `expected the round the interviews are of, since ${unit.id} has rounds; found none: round: ${ids.at(-1) ?? '…'}`,
    )
  if (hasRounds && typeof unit.round === 'string' && !ids.includes(unit.round))
    say(['unit', 'round'], 'reference', `unknown round: ${unit.round}${didYouMean(unit.round, ids)}`)
  if (typeof unit.round !== 'object') return
  for (const [index, { kind, variable }] of rules.entries())
    if (kind === 'judgement')
      say(
        ['rules', index, 'kind'],
        'rounds',
        `expected interviews of one round, since coders judge ${variable} of a unit as a whole; found rounds by classification`,
      )
}

function checkVariable(
  rule: QuantificationRule,
  { id, unit, scale, categories }: Variable,
  of: string,
  say: Say,
): void {
  if (unit !== of) say(['variable'], 'unit', `expected a variable of ${of}, found ${id} of ${unit}`)
  if (!categories) say(['variable'], 'scale', `expected a variable with categories, found ${id} (${scale})`)
  else if (rule.kind === 'highest' && scale !== 'ordinal')
    say(['variable'], 'scale', `expected categories in an order, found ${id} (${scale})`)
}

/** What each kind must say, and what it must not. */
const parts = { highest: ['under', 'values'], mentioned: ['steps'], judgement: [] } as const

function checkKind(rule: QuantificationRule, categories: string[], codes: string[], say: Say): void {
  const said = Object.keys(rule)
  for (const part of parts[rule.kind])
    if (!said.includes(part))
      say(['kind'], 'schema', `expected ${part} of a rule of kind ${rule.kind}, found none`)
  for (const part of [
    'under',
    'values',
    'steps',
    ...(rule.kind === 'judgement' ? ['otherwise', 'coders'] : []),
  ])
    if (said.includes(part) && !(parts[rule.kind] as readonly string[]).includes(part))
      say([part], 'schema', `expected no ${part} in a rule of kind ${rule.kind}, found one`)
  const category = (value: string, path: Path) => {
    if (!categories.includes(value))
      say(path, 'category', `unknown category of ${rule.variable}: ${value}${didYouMean(value, categories)}`)
  }
  if (rule.kind === 'highest' && rule.values) {
    if (rule.under !== undefined) unknown(codes, rule.under, ['under'], say, true)
    for (const [value, below] of Object.entries(rule.values)) {
      category(value, ['values', value])
      for (const [index, code] of below.entries())
        unknown(codes, `${rule.under}/${code}`, ['values', value, index], say)
    }
  }
  if (rule.kind === 'mentioned')
    for (const [index, { value, code }] of (rule.steps ?? []).entries()) {
      category(value, ['steps', index, 'value'])
      unknown(codes, code, ['steps', index, 'code'], say)
    }
  if (rule.kind !== 'judgement' && rule.otherwise !== undefined) category(rule.otherwise, ['otherwise'])
}

/** A code of the frame or one that `codes` says where it is; an over-code has no entry of its own. */
function unknown(codes: string[], code: string, path: Path, say: Say, above = false): void {
  const known = codes.includes(code) || (above && codes.some((one) => one.startsWith(`${code}/`)))
  if (!known) say(path, 'reference', `unknown code: ${code}${didYouMean(code, codes)}`)
}
