/**
 * Is a request that changes something sent by a page of this site? Browsers say where it comes from: in `Origin`, or, where
 * they leave that out of what a script sends to its own site, in `Sec-Fetch-Site`, which no script can write.
 */
export function isOwnRequest(headers: Headers, { origin }: Pick<URL, 'origin'>): boolean {
  const from = headers.get('origin')
  return from === null ? headers.get('sec-fetch-site') === 'same-origin' : from === origin
}
