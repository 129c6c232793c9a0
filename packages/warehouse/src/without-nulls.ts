/** A row of the database without the columns that hold nothing, as a type with fields that may be missing has it. */
export function withoutNulls<Row extends object>(row: { [K in keyof Row]: Row[K] | null }): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Row
}
