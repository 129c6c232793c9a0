/** `.` and then `.a`, `.b` … as whole numbers and as doubles. */
const first = { long: 2_147_483_621, double: 2 ** 1023 }

/** A missing value of a whole number: `.` without a letter, else `.a` to `.z`. */
export function missingLong(letter?: string): number {
  return first.long + placeOf(letter)
}

export function missingDouble(letter?: string): number {
  return first.double * (1 + placeOf(letter) / 4096)
}

const placeOf = (letter?: string) => (letter === undefined ? 0 : letter.charCodeAt(0) - 96)
