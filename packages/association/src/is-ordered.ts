import type { Variable } from '@pejling/indicators'

/** Do its values have an order? Two categories always do; that is for the one who asks to know. */
export function isOrdered({ scale }: Variable): boolean {
  return scale === 'ordinal' || scale === 'interval' || scale === 'ratio'
}
