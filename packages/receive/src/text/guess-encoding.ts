import type { Guess, UploadEncoding } from '@pejling/indicators'
import { Unreadable } from '../unreadable.ts'
import type { SingleByte } from './encodings.ts'
import type { TextScan } from './scan-text.ts'

const encodings: UploadEncoding[] = ['utf-8', 'windows-1252', 'macintosh', 'cp850', 'utf-16le', 'utf-16be']

/**
 * A rule, not a detector: a byte order mark is believed; bytes that are UTF-8 throughout are UTF-8; every second byte zero is
 * UTF-16; else it is the encoding in which the most bytes between letters are Danish letters, Windows-1252 if none has more.
 *
 * @throws Unreadable if some lines are UTF-8 and others are not, or if it is no text
 */
export function guessEncoding(scan: TextScan, chosen?: UploadEncoding): Guess {
  const guess = chosen ? { value: chosen, why: said } : guessed(scan)
  const { zeros } = scan
  const wide = guess.value.startsWith('utf-16')
  if (!wide && zeros.even + zeros.odd > 0)
    throw new Unreadable('null-byte', 'expected text, found a zero byte', { row: zeros.line })
  if (chosen === 'utf-8' && !scan.utf8)
    throw new Unreadable('encoding', 'expected utf-8, found other bytes', { row: scan.brokenFrom })
  return {
    ...{ what: 'encoding', ...guess, alternatives: encodings.filter((other) => other !== guess.value) },
    ...(chosen && { chosen: true }),
  }
}

const said = { da: 'Valgt.', en: 'Chosen.' }

function guessed(scan: TextScan): { value: UploadEncoding; why: Guess['why'] } {
  const { mark, utf8, ascii, zeros, danish, bytes } = scan
  if (mark && (mark !== 'utf-8' || utf8))
    return {
      value: mark,
      why: { da: 'Filens første tegn siger det.', en: 'The first sign of the file says so.' },
    }
  if (Math.max(zeros.even, zeros.odd) > bytes / 5 && Math.min(zeros.even, zeros.odd) < bytes / 100)
    return {
      value: zeros.odd > zeros.even ? 'utf-16le' : 'utf-16be',
      why: { da: 'Hver anden byte er nul.', en: 'Every second byte is zero.' },
    }
  if (ascii)
    return {
      value: 'utf-8',
      why: {
        da: 'Filen har ingen æ, ø, å eller andre særlige tegn, så alle tegnsæt giver det samme.',
        en: 'The file has no æ, ø, å or other special letters, so every encoding gives the same.',
      },
    }
  if (utf8)
    return {
      value: 'utf-8',
      why: { da: 'Hele filen er gyldig UTF-8.', en: 'The whole file is valid UTF-8.' },
    }
  if (scan.danishUtf8 && scan.brokenFrom)
    throw new Unreadable(
      'mixed-encodings',
      'expected one encoding, found Danish letters as utf-8 and lines that are not utf-8, of which this is the first',
      { row: scan.brokenFrom },
    )
  const best = (['windows-1252', 'macintosh', 'cp850'] as SingleByte[]).reduce((most, name) =>
    danish[name] > danish[most] ? name : most,
  )
  const why =
    danish[best] > 0
      ? { da: 'Sådan bliver flest tegn til æ, ø og å.', en: 'This way most signs become æ, ø and å.' }
      : {
          da: 'Filen er ikke UTF-8, og det er det almindeligste af de andre.',
          en: 'The file is not UTF-8, and this is the most common of the others.',
        }
  return { value: best, why }
}
