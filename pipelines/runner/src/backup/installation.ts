import type { LedgerDump } from '@pejling/ledger'

/** Raised when a backup written from now on could not be read by an earlier program. */
export const backupVersion = 1

/** `backup.json`: what the folder holds of an installation. */
export type InstallationBackup = {
  format: 'pejling-backup'
  version: number
  ledger: LedgerDump
  /** Editions that were in the ledger's list and whose file was gone. */
  missing: string[]
  /** Is the key that signs sessions and encrypts second factors in the folder? Not if it is a setting. */
  secret: boolean
  /** Settings as they were; secrets are not among them. For the one who restores: they are not restored. */
  settings: Record<string, string>
}

/** What stands beside `backup.json`, for the one who finds the folder. */
export const warning = `# Backup of Pejling

This folder is as sensitive as the installation itself. It holds

- every account with e-mail address and password hash, invitations, the log of acts (\`ledger/\`),
- the key that signs sessions and encrypts second factors (\`secret\`), unless it was a setting,
- all editions with their rows, also of studies that are not open (\`editions/\`), and what was uploaded (\`uploads/\`).

Keep it where only those may read it who may read all of that. \`pejling restore FOLDER\` makes the installation again
in an empty home. Not in it: the folder of the studies (\`PEJLING_DATA\`), step outputs (they are made anew), settings that
are secret, and the passwords of PostgreSQL (new ones are made).
`
