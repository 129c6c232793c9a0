import { readFileSync } from 'node:fs'
import { didYouMean } from '@pejling/indicators/words'
import { isThisMachine, type Setting } from './setting.ts'
import { settings } from './settings.ts'

type Settings = typeof settings
type ValueOf<S> = S extends Setting<infer Value, infer Default> ? Value | Default : never

/** What the house was told, every setting with its value or its default. */
export type Configuration = { [Key in keyof Settings]: ValueOf<Settings[Key]> }

export type SecondFactorPolicy = NonNullable<Configuration['secondFactor']>

/** Who must have a second factor: as it is set, else all who are admins of a house that others can reach. */
export function secondFactorPolicy({ secondFactor, origin, host }: Configuration): SecondFactorPolicy {
  return secondFactor ?? (origin === undefined && isThisMachine(host) ? 'offered' : 'admins')
}

/** Must an account of that role have a second factor? */
export function needsSecondFactor(policy: SecondFactorPolicy, role: string): boolean {
  return policy === 'everyone' || (policy === 'admins' && role === 'admin')
}

/** Everything that is wrong with the environment, one line each. */
export class ConfigurationError extends Error {
  readonly problems: string[]
  constructor(problems: string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

/**
 * The settings of an environment, all of them checked. An empty variable is one that is not set.
 *
 * @throws ConfigurationError, a line for each that is wrong: `PORT: expected 0 to 65535, found abc`,
 *   `unknown setting: PEJLING_HOMR (did you mean PEJLING_HOME?)`. The value of a secret is never in it.
 */
export function readConfiguration(environment: NodeJS.ProcessEnv): Configuration {
  const { configuration, problems } = findConfiguration(environment)
  if (problems.length) throw new ConfigurationError(problems)
  return configuration
}

/** A setting as it stands: for `pejling config`. */
export type SettingState = {
  name: string
  /** The value, or `hidden` for a secret that is set; nothing where nothing is set and there is no default value. */
  value?: string
  from: 'environment' | 'file' | 'default'
  meaning: string
  otherwise?: string
  secret: boolean
}

/** Every setting with what holds now; a secret is never shown. */
export function listSettings(environment: NodeJS.ProcessEnv): {
  settings: SettingState[]
  problems: string[]
} {
  const { configuration, problems } = findConfiguration(environment)
  const states = Object.entries(settings).map(([key, { name, meaning, otherwise, secret }]) => {
    const value = configuration[key as keyof Settings]
    const from = given(environment, name) ? 'environment' : 'file'
    const state: SettingState = {
      name,
      from: given(environment, name) || (secret && given(environment, `${name}_FILE`)) ? from : 'default',
      meaning,
      secret: secret === true,
    }
    if (value !== undefined && !(Array.isArray(value) && !value.length))
      state.value = secret ? 'hidden' : shown(value)
    if (otherwise) state.otherwise = otherwise
    return state
  })
  return { settings: states, problems }
}

function findConfiguration(environment: NodeJS.ProcessEnv): {
  configuration: Configuration
  problems: string[]
} {
  const problems = unknownNames(environment)
  const entries = Object.entries(settings).map(([key, setting]) => {
    const { text, problem } = textOf(environment, setting)
    const value = text === undefined ? undefined : setting.parse(text)
    if (problem) problems.push(problem)
    if (text !== undefined && value === undefined)
      problems.push(
        `${setting.name}: expected ${setting.expected}, found ${setting.secret ? 'something else (not shown)' : text}`,
      )
    return [key, value ?? setting.default] as const
  })
  const configuration = Object.fromEntries(entries) as Configuration
  return { configuration, problems: [...problems, ...contradictions(configuration)] }
}

type Text = { text?: string; problem?: string }

/** What is written: in the variable, or for a secret in the file that `<NAME>_FILE` names. */
function textOf(environment: NodeJS.ProcessEnv, { name, secret }: { name: string; secret?: true }): Text {
  const [text, file] = [given(environment, name), secret && given(environment, `${name}_FILE`)]
  if (!file) return { text }
  if (text) return { problem: `${name}: expected ${name} or ${name}_FILE, found both` }
  try {
    return { text: readFileSync(file, 'utf8').trim() }
  } catch (problem) {
    return { problem: `${name}_FILE: cannot read ${file}: ${(problem as NodeJS.ErrnoException).code}` }
  }
}

function unknownNames(environment: NodeJS.ProcessEnv): string[] {
  const all = Object.values(settings)
  const names = all.map(({ name }) => name)
  const known = new Set([...names, ...all.filter(({ secret }) => secret).map(({ name }) => `${name}_FILE`)])
  return Object.keys(environment)
    .filter((name) => name.startsWith('PEJLING_') && !known.has(name))
    .map((name) => `unknown setting: ${name}${didYouMean(name.replace(/_FILE$/, ''), names)}`)
}

/** Settings that only make sense together. */
function contradictions({ origin, trustedProxies, ...rest }: Configuration): string[] {
  const problems: string[] = []
  if (trustedProxies.length && !origin)
    problems.push('PEJLING_ORIGIN: expected with PEJLING_TRUSTED_PROXY, found nothing')
  const oidc = [settings.oidcIssuer, settings.oidcClientId, settings.oidcClientSecret]
  const values = [rest.oidcIssuer, rest.oidcClientId, rest.oidcClientSecret]
  const first = oidc[values.findIndex((value) => value !== undefined)]
  if (first)
    for (const [index, { name }] of oidc.entries())
      if (values[index] === undefined) problems.push(`${name}: expected with ${first.name}, found nothing`)
  return problems
}

function given(environment: NodeJS.ProcessEnv, name: string): string | undefined {
  return environment[name]?.trim() || undefined
}

function shown(value: string | number | boolean | string[]): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return Array.isArray(value) ? value.join(', ') : String(value)
}
