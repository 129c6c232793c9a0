/** One side as an address names it: `rounds-synthetic:2024`, and an edition if not the live one. */
export type SideChoice = { study: string; round?: string; edition?: string }
/** What is compared; nothing of it if the address chooses nothing. */
export type CompareChoice = { left?: SideChoice; right?: SideChoice; x?: string; y?: string }

/** What an address asks to compare. */
export function parseCompare(parameters: URLSearchParams): CompareChoice {
  const given = (name: string) => parameters.get(name)?.trim() || undefined
  const side = (name: 'left' | 'right'): SideChoice | undefined => {
    const [study, round] = given(name)?.split(':') ?? []
    const edition = given(`${name}Edition`)
    return study ? { study, ...(round && { round }), ...(edition && { edition }) } : undefined
  }
  return { left: side('left'), right: side('right'), x: given('x'), y: given('y') }
}

/** The shortest address that compares the same, with colons as they are. */
export function compareAddress({ left, right, x, y }: CompareChoice): string {
  const parameters = new URLSearchParams()
  for (const [name, side] of Object.entries({ left, right })) if (side) parameters.set(name, sideValue(side))
  if (left?.edition) parameters.set('leftEdition', left.edition)
  if (right?.edition) parameters.set('rightEdition', right.edition)
  if (x && y) for (const [name, value] of Object.entries({ x, y })) parameters.set(name, value)
  return parameters.size ? `/compare?${parameters.toString().replaceAll('%3A', ':')}` : '/compare'
}

/** `rounds-synthetic:2024` */
export function sideValue({ study, round }: SideChoice): string {
  return round ? `${study}:${round}` : study
}
