import type { Text } from './text.ts'

/**
 * Why something is not shown, as a code with values, so that any language can say it.
 *
 * - `small-counts`: counts under the threshold, and others from which they could be worked out
 * - `too-few`: there are fewer units than the threshold in all
 * - `not-shown-together`: the study does not show these two variables together to those who may not see all
 * - `filter`: a narrower question would give away the hidden counts by subtraction
 * - `printed`: the study shows everybody its printed tables and nothing counted from its rows
 * - `derived`: the variable follows from another one that is shown
 * - `rows`: a number of each unit, one by one
 * - `rounds`: the same units answer in several rounds, and a small count of them could look large
 * - `editions`: what differs between two editions may be single units, though each edition is safe alone
 * - `embargo`: nothing is shown before a day
 */
export type Suppression = {
  code:
    | 'small-counts'
    | 'too-few'
    | 'not-shown-together'
    | 'filter'
    | 'printed'
    | 'derived'
    | 'rows'
    | 'rounds'
    | 'editions'
    | 'embargo'
  values: { threshold: number; unit: string }
}

/** The reason in a sentence or two; `units` is the unit's plural. */
export function suppressionInWords({ code, values: { threshold } }: Suppression, units: Text): Text {
  const said = sentences[code]
  const fill = (text: string, plural: string) =>
    text.replaceAll('{threshold}', String(threshold)).replaceAll('{units}', plural)
  return { da: fill(said.da, units.da), en: fill(said.en, units.en) }
}

const sentences: Record<Suppression['code'], Text> = {
  'small-counts': {
    da: 'Nogle tal er skjult, så ingen kan genkendes: tal under {threshold} {units}, og de tal, som de ellers kunne regnes ud fra. Der er ikke regnet statistik på tabellen, for den ville røbe de skjulte tal.',
    en: 'Some counts are hidden so that nobody can be recognised: those under {threshold} {units}, and those from which they could be worked out. No statistics are computed from the table, since they would give the hidden counts away.',
  },
  'too-few': {
    da: 'Tallene er skjult, så ingen kan genkendes: der er for få {units} (under {threshold}).',
    en: 'The counts are hidden so that nobody can be recognised: there are too few {units} (under {threshold}).',
  },
  'not-shown-together': {
    da: 'Tallene er skjult: de to variable vises ikke sammen til andre end dem, der må se alle tal. Jo flere tabeller der vises af de samme {units}, jo mere kan regnes ud af dem tilsammen.',
    en: 'The counts are hidden: the two variables are shown together only to those who may see all counts. The more tables there are of the same {units}, the more can be worked out from them together.',
  },
  filter: {
    da: 'Tallene er skjult: indsnævret på den måde kunne små tal regnes ud ved at trække tabeller fra hinanden. Fjern indsnævringen eller opdelingen for at se, hvad der kan vises.',
    en: 'The counts are hidden: narrowed like this, small counts could be worked out by subtracting tables from each other. Remove the filter or the division to see what can be shown.',
  },
  printed: {
    da: 'Tallene er skjult: af denne undersøgelse vises de trykte tabeller for alle, men intet talt op fra rækkerne.',
    en: 'The counts are hidden: of this study the printed tables are shown to everyone, but nothing counted from its rows.',
  },
  derived: {
    da: 'Tallene er skjult: variablen følger af en anden, som vises, og de to tilsammen kunne røbe små tal.',
    en: 'The counts are hidden: the variable follows from another one that is shown, and the two together could give small counts away.',
  },
  rows: {
    da: 'Værdierne er skjult: de gælder {units} én for én og vises kun til dem, der må se rækkerne.',
    en: 'The values are hidden: they belong to {units} one by one and are shown only to those who may see the rows.',
  },
  rounds: {
    da: 'Tallene er skjult: de samme {units} svarer i flere runder, så et lille tal kunne se stort ud. De vises kun til dem, der må se alle tal.',
    en: 'The counts are hidden: the same {units} answer in several rounds, so that a small count could look large. They are shown only to those who may see all counts.',
  },
  editions: {
    da: 'Tallene er skjult: forskellen på to udgaver kan være nogle få {units}, så ingen af dem stilles op ved siden af hinanden. Hver udgave viser selv de tal, der kan vises.',
    en: 'The counts are hidden: what differs between two editions may be a few {units}, so none are put side by side. Each edition shows by itself the counts that can be shown.',
  },
  embargo: {
    da: 'Tallene er ikke frigivet endnu.',
    en: 'The figures have not been released yet.',
  },
}
