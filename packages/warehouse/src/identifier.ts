/** A name as an SQL identifier: the only way a name gets into SQL. `screening` → `"screening"`. */
export function identifier(...parts: string[]): string {
  return parts.map((part) => `"${part.replaceAll('"', '""')}"`).join('.')
}

/** A text as an SQL literal, for the few places where nothing can be bound: file paths in COPY, labels in a type. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
