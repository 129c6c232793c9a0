import { withoutPersons } from './without-persons.ts'

export type LogFields = Record<string, string | number | boolean | null | undefined>

/** What a process says about itself: an event in a few plain words, and fields. Never data, never a person. */
export type Log = {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  /** An error with where it was thrown; its message goes through the same sieve as everything else. */
  error(event: string, problem: unknown, fields?: LogFields): void
}

type Level = 'info' | 'warn' | 'error'

/** How the log looks: as asked for, else readable for somebody who sits before it, else one JSON object a line. */
export function logFormat(
  asked: 'json' | 'readable' | undefined,
  terminal = process.stderr.isTTY,
): 'json' | 'readable' {
  return asked ?? (terminal ? 'readable' : 'json')
}

/** A log that writes whole lines. Clock and destination come in, so that a test can hold them. */
export function openLog(
  format: 'json' | 'readable',
  {
    write = (line: string): unknown => process.stderr.write(line),
    now = () => new Date(),
  }: { write?: (line: string) => unknown; now?: () => Date } = {},
): Log {
  const say = (level: Level, event: string, fields: LogFields) => {
    const clean = Object.fromEntries(
      Object.entries(fields)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => [name, typeof value === 'string' ? withoutPersons(value) : value]),
    )
    const time = now().toISOString()
    write(
      `${format === 'json' ? JSON.stringify({ time, level, event, ...clean }) : readable(time, level, event, clean)}\n`,
    )
  }
  return {
    info: (event, fields = {}) => say('info', event, fields),
    warn: (event, fields = {}) => say('warn', event, fields),
    error: (event, problem, fields = {}) => say('error', event, { ...fields, ...described(problem) }),
  }
}

function readable(time: string, level: Level, event: string, fields: LogFields): string {
  const told = Object.entries(fields).map(([name, value]) => `${name}=${value}`)
  return [time.slice(11, 19), ...(level === 'info' ? [] : [level]), event, ...told]
    .join(' ')
    .replace(/\s+/g, ' ')
}

/** The first line of the message, what kind of error, its code, and the places in the code it came through. */
function described(problem: unknown): LogFields {
  if (!(problem instanceof Error)) return { problem: String(problem).split('\n')[0] }
  const places = (problem.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    problem: problem.message.split('\n')[0],
    kind: problem.name,
    code: (problem as NodeJS.ErrnoException).code,
    at: places
      .slice(0, 6)
      .map((line) => line.trim().replace(/^at /, ''))
      .join(' < '),
  }
}
