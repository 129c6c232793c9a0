/** What was chosen of a profile: only that stands in its address. */
export type ProfileChoice = { peers?: string; round?: string; edition?: string }

/** `/studies/kora-2017/units/institution/1A?peers=funding_model` */
export function profileAddress(
  study: string,
  unit: string,
  key: string,
  { peers, round, edition }: ProfileChoice = {},
): string {
  const search = new URLSearchParams({
    ...(peers && peers !== 'all' && { peers }),
    ...(round && { round }),
    ...(edition && { edition }),
  })
  const path = [study, 'units', unit, key].map(encodeURIComponent).join('/')
  return `/studies/${path}${search.size ? `?${search}` : ''}`
}
