import type { Text } from './text.ts'

/**
 * Why a value is not there. A missing reason is data: no base or percentage is shown without saying which
 * of them it leaves out.
 */
export type MissingReason = 'not_asked' | 'not_answered' | 'not_applicable' | 'not_codable' | 'suppressed'

export const missingReasons: Record<MissingReason, Text> = {
  not_asked: { da: 'ikke spurgt i denne version', en: 'not asked in this version' },
  not_answered: { da: 'ikke besvaret', en: 'not answered' },
  not_applicable: { da: 'ikke relevant', en: 'not applicable' },
  not_codable: { da: 'kunne ikke kodes', en: 'could not be coded' },
  suppressed: { da: 'skjult af hensyn til fortrolighed', en: 'suppressed for confidentiality' },
}
