import type { Language } from '@pejling/indicators'
import type { Grant } from '@pejling/ledger'
import type { Edition } from '@pejling/warehouse'
import type { EditionReader } from '#lib/server/edition-shelf.ts'
import type { Account, Session } from '#lib/server/accounts.ts'
import type { Theme } from '#lib/theme.ts'

declare global {
  namespace App {
    interface Error {
      status: number
      /** One line in the style of the house, safe to show. */
      message: string
    }
    interface Locals {
      /** What the log calls this request. */
      requestId: string
      language: Language
      theme: Theme
      session: Session['state']
      account?: Account
      /** The token a program showed, and the one study it is for. */
      token?: { id: number; study: string }
      /** What the account was given for studies, once it has been asked for. */
      grants?: Grant[]
      /** Lends editions for as long as the answer takes. */
      editions: EditionReader
      /** The edition this request is answered from; set where the route reads one. */
      edition?: Edition
    }
  }
}

export {}
