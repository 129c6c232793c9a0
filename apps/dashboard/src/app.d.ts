import type { Language } from '@pejling/indicators'
import type { Edition } from '@pejling/warehouse'
import type { Account } from '#lib/server/accounts.ts'
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
      account?: Account
      /** The edition this request is answered from; set where the route reads one. */
      edition?: Edition
    }
  }
}

export {}
