/** A text in every language the house speaks. Danish comes first. */
export type Text = { da: string; en: string }
export type Language = keyof Text
export const languages: readonly Language[] = ['da', 'en']
