/**
 * A line as it may stand in a log: no e-mail address, no civil registration number, no password in an address, no query
 * string and no one-time token. What is not sure to be harmless is taken out.
 */
export function withoutPersons(text: string): string {
  return text
    .replace(/:\/\/[^\s/@]*@/g, '://[hidden]@')
    .replace(/[^\s"'<>(),;:=[\]/]+(?:@|%40)(?:[\p{L}\d-]+\.)+\p{L}{2,}/giu, '[e-mail]')
    .replace(/\b\d{6}-\d{4}\b/g, '[number]')
    .replace(/\?[\w%.~-]+=[^\s"'<>]*/g, '?[query]')
    .replace(/[A-Za-z0-9_-]{32,}/g, (word) => (/\d/.test(word) ? '[token]' : word))
}
