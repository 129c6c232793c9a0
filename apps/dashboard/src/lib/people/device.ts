const browsers: readonly [name: string, mark: RegExp][] = [
  ['Edge', /\bEdg(?:A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|CriOS|HeadlessChrome)\//],
  ['Safari', /\bSafari\//],
]
const systems: readonly [name: string, mark: RegExp][] = [
  ['iPad', /\biPad\b/],
  ['iPhone', /\biPhone\b/],
  ['Android', /\bAndroid\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMacintosh\b/],
  ['Linux', /\bLinux\b/],
]

/** What a browser calls itself, in two words a person knows; either is absent when it does not say. */
export function deviceOf(userAgent: string | null | undefined): { browser?: string; system?: string } {
  const [browser, system] = [browsers, systems].map(
    (kinds) => kinds.find(([, mark]) => mark.test(userAgent ?? ''))?.[0],
  )
  return { ...(browser && { browser }), ...(system && { system }) }
}
