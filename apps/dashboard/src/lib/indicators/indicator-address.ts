/** `/studies/kora-2017/indicators/staff_ratio?definition=1` */
export function indicatorAddress(
  study: string,
  id: string,
  { definition, edition }: { definition?: number; edition?: string } = {},
): string {
  const search = new URLSearchParams({
    ...(definition !== undefined && { definition: String(definition) }),
    ...(edition && { edition }),
  })
  return `/studies/${encodeURIComponent(study)}/indicators/${encodeURIComponent(id)}${search.size ? `?${search}` : ''}`
}
