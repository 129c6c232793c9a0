/** Options that many commands share: `.option(...asJson)`. */
export const asJson = ['--json', 'as JSON'] as const
export const ofEdition = ['--edition <hash>', 'an edition that is not the live one'] as const

/** For an option that may be repeated: `.option('--where <…>', '…; may be repeated', collected)`. */
export function collected(value: string, earlier: string[] = []): string[] {
  return [...earlier, value]
}
