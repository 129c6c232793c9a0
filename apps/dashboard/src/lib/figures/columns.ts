/**
 * How several small figures stand on a wide page so that none is left alone on a last row, if that can be: `even` in twos,
 * `three` in threes where there is room, and nothing for one below the other.
 */
export function columnsOf(figures: number): string {
  const isEven = figures % 2 === 0
  const isThree = figures > 2 && (figures % 3 !== 1 || !isEven)
  return [isEven && 'even', isThree && 'three'].filter(Boolean).join(' ')
}
