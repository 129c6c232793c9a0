/**
 * A text as it is searched: small letters, æ ø å as ae oe aa, other accents away, and everything that is neither letter
 * nor digit as one space.
 *
 * @example fold('Forløb (Småbørn)') // 'forloeb smaaboern'
 */
export function fold(text: string): string {
  return plain(text.toLowerCase().replaceAll('æ', 'ae').replaceAll('ø', 'oe').replaceAll('å', 'aa'))
}

/** The same for one who has no Danish keys and writes o for ø and a for å: `forlob smaborn`. */
export function foldShort(text: string): string {
  return plain(text.toLowerCase().replaceAll('æ', 'ae').replaceAll('ø', 'o').replaceAll('å', 'a'))
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim()
}
