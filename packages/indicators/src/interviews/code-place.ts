/**
 * Where a code of `codes.yaml` is in the project: said of itself in the `codes` of `rules.yaml`, or of the nearest one
 * above it; else at its own path.
 *
 * @example codePlace('detection/topi', { detection: 'Opsporing' }) // 'Opsporing/topi'
 */
export function codePlace(code: string, places: Record<string, string>): string {
  for (let at = code.length; at > 0; at = code.lastIndexOf('/', at - 1)) {
    const path = places[code.slice(0, at)]
    if (path !== undefined) return path + code.slice(at)
  }
  return code
}
