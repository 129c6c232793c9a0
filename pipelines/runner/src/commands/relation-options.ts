import { parseRelation, type Relation } from '@pejling/indicators'
import type { Command } from 'commander'
import { collected } from './option.ts'

/** A relation as it is said with options. */
export type RelationOptions = {
  study: string
  x: string
  y: string
  by?: string
  where?: string[]
  source?: string
  edition?: string
}

/** Gives a command the options that say a relation. */
export function relationOptions(command: Command): Command {
  return command
    .requiredOption('--study <study>', 'the study')
    .requiredOption('--x <variable>', 'the variable of the rows')
    .requiredOption('--y <variable>', 'the variable of the columns')
    .option('--by <variable>', 'one table for each of its categories')
    .option('--where <variable:value,…>', 'only units of these values; may be repeated', collected)
    .option('--source <rows|published>', 'from rows or from the printed table')
}

/** @throws as `parseRelation` */
export function relationOf({ study, x, y, by, where = [], source, edition }: RelationOptions): Relation {
  const parameters = new URLSearchParams({ study, x, y })
  for (const [name, value] of Object.entries({ by, source, edition })) if (value) parameters.set(name, value)
  for (const filter of where) parameters.append('where', filter)
  return parseRelation(parameters)
}
