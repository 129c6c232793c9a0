/** Small words that stand in nearly every sentence of one language and never in the other. */
export const smallWords = {
  da: /(?<![\p{L}\d])(og|ikke|af|det|der|som|på|fra|kan|også|hver|måned|januar|februar|marts|juni|juli|oktober)(?![\p{L}\d])/giu,
  en: /(?<![\p{L}\d])(the|and|of|not|that|with|is|are|which|from|this|january|february|march|june|july|october)(?![\p{L}\d])/giu,
} as const

/** The small words of the other language in a text that should be in this one. */
export function foreignWords(text: string, language: 'da' | 'en'): string[] {
  return text.match(smallWords[language === 'da' ? 'en' : 'da']) ?? []
}
