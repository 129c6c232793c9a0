/** The parts of an agreement that the paradox of kappa is told from. */
type Told = { estimate: number | undefined }

/**
 * Is kappa low because nearly everything is in one category, and not because the coders differ much? Where at least nine of
 * ten are in one category, at least eight of ten are the same, and kappa stays at least 0.3 below that share.
 *
 * @param largest the share of the most used category, of both coders together
 * @see Feinstein and Cicchetti 1990 (high agreement but low kappa)
 */
export function isSkewed(
  { percent, cohenKappa }: { percent: Told; cohenKappa: Told | undefined },
  largest: number,
): boolean {
  const same = percent.estimate ?? 0
  const kappa = cohenKappa?.estimate
  return largest >= 0.9 && same >= 0.8 && (kappa === undefined || kappa <= same - 0.3)
}
