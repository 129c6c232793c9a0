/** Why a file cannot be read at all, as one line; it becomes a problem that stops. */
export class Unreadable extends Error {
  readonly rule: string
  readonly row?: number

  constructor(rule: string, message: string, row?: number) {
    super(message)
    this.rule = rule
    this.row = row
  }
}
