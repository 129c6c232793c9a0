/** The page's colours in light, by the names they have in its stylesheet. */
export const lightColours: ReadonlyMap<string, string> = new Map([
  ['--paper', '#fbfaf7'],
  ['--surface', '#ffffff'],
  ['--ink', '#15232b'],
  ['--ink-soft', '#51606a'],
  ['--line', '#dfe2df'],
  ['--line-strong', '#b7bfbf'],
  ['--field', '#76838b'],
  ['--track', '#e4e9e8'],
  ['--accent', '#0b6477'],
  ['--accent-soft', '#e3eff1'],
  ['--on-accent', '#ffffff'],
  ['--on-middle', '#15232b'],
  ['--warn', '#9a3c16'],
  ['--warn-soft', '#fbece4'],
])
