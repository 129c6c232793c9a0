/**
 * A text in small letters as it is spelled without Danish keys: æ, ø and å as two letters, other letters without their marks.
 *
 * @example spelledPlainly('Forløb på café') // 'forloeb paa cafe'
 */
export function spelledPlainly(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'oe')
    .replaceAll('å', 'aa')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
}
