/** The colours a reader chose; `auto` follows the device. */
export type Theme = 'auto' | 'light' | 'dark'
export const themes: readonly Theme[] = ['auto', 'light', 'dark']

/** The theme of that name, or `auto`. */
export function themeOf(name: string | undefined): Theme {
  return themes.find((theme) => theme === name) ?? 'auto'
}
