import { join } from 'node:path'
import { tellEditions } from '@pejling/ledger'
import { operations } from '#lib/api/operations.ts'
import { answerApi } from '#lib/server/api/answer-api.ts'
import { fromLedger } from '#lib/server/from-ledger.ts'
import { getHouse } from '#lib/server/house.ts'

export const GET = answerApi(operations.listEditions, () =>
  fromLedger(({ ledger }) =>
    tellEditions(ledger, (hash) => join(getHouse().home, 'editions', `${hash}.duckdb`)),
  ),
)
