import { type AcceptedDeviation, type MissingReason, missingReasons } from '@pejling/indicators'

/** What a form accepts: the rule, the place, the value, what it means, and why it may stay. */
export function deviationOfForm(text: (field: string) => string): AcceptedDeviation {
  const given = (field: 'variable' | 'column' | 'value') =>
    text(`${field}-is`) ? { [field]: text(field) } : {}
  return {
    rule: text('rule'),
    ...{ ...given('variable'), ...given('column'), ...given('value') },
    ...meaningOf(text('means')),
    note: text('note').trim().slice(0, 500),
  }
}

/** `category:often`, `missing:not_answered`; anything else says nothing. */
function meaningOf(text: string): Pick<AcceptedDeviation, 'means'> {
  const at = text.indexOf(':')
  const [kind, id] = [text.slice(0, at), text.slice(at + 1)]
  if (kind === 'category' && id) return { means: { category: id } }
  if (kind === 'missing' && Object.hasOwn(missingReasons, id))
    return { means: { missing: id as MissingReason } }
  return {}
}
