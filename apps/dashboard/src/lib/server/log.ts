import { logFormat, openLog } from '@pejling/operation'

const asked = (['json', 'readable'] as const).find((format) => format === process.env.PEJLING_LOG)

/** What the dashboard says about itself, on standard error. */
export const log = openLog(logFormat(asked))
