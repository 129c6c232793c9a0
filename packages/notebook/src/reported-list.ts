import type { AskedRelation } from '@pejling/association'
import { type Asked, type FigureKind, roundBreaks, type Told } from '@pejling/figures'
import { type Category, roundCaveatInWords, type Text } from '@pejling/indicators'
import type { SuppressedAnswer } from '@pejling/warehouse'
import type { AdjustedLead } from './adjusted-p.ts'
import type { Tampering } from './check-frozen.ts'
import type { LeadP } from './lead-p.ts'

/** A relation's answer as a report needs it; `hidden` instead of `whole` for one who may not see all of it. */
export type ReportedAnswer = Asked & {
  whole?: Told
  hidden?: SuppressedAnswer
  by?: { parts: { category: Category; seen: Told }[] }
  caveats: Text[]
}

/** A view as it is printed. */
export type ReportedView = {
  title: string
  note: string
  /** Where it is seen: `https://pejling.example.dk/views/12-9f86d081884c7d65`. */
  address: string
  /** The edition its numbers are of. */
  edition: string
  /** When it was frozen, or saved. */
  keptAt: Date
  plannedAt?: Date
  frozen?: object
} & (
  | { state: 'refused'; why: Tampering | 'gone' }
  | {
      state: 'shown'
      /** Missing where a frozen view no longer comes out the same for the one who asks. */
      answered?: ReportedAnswer
      figure?: FigureKind
      citation: string
      p?: LeadP
    }
)

/** A text of one's own in Markdown, or a view with its p among those of the list. */
export type ReportedPart =
  { kind: 'text'; text: string } | { kind: 'view'; view: ReportedView; adjusted?: AdjustedLead }

/** A reading list with all that is printed of it; `madeAt` is when it was begun. */
export type ReportedList = { name: string; note: string; madeAt: Date; parts: ReportedPart[] }

/** An asked relation as a report needs it. Where a part of a divided one is hidden, it is not divided. */
export function reportedAnswer({ study, codebook, x, y, whole, by }: AskedRelation): ReportedAnswer {
  const asked = { study, x, y, unit: whole.unit, breaks: roundBreaks(study, codebook, x, y) }
  if (!whole.association) return { ...asked, hidden: whole.answer, caveats: [] }
  const parts = by?.parts.flatMap((part) =>
    part.association
      ? [{ category: part.category, seen: { answer: part.answer, association: part.association } }]
      : [],
  )
  return {
    ...{ ...asked, whole },
    ...(by && parts?.length === by.parts.length && { by: { parts } }),
    caveats: (whole.answer.caveats ?? []).map((caveat) => roundCaveatInWords(caveat, study, codebook)),
  }
}
