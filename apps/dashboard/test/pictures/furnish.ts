import { owner, recordEdition, requestRun, setGrant, useEdition } from '@pejling/ledger'
import type { PeopleHouse } from '../people/house.ts'
import { institution, leadRun, published } from '../runs/led-run.ts'

/**
 * Puts people, three editions (the last one live) and two runs into a house, so that no page behind the sign-in is empty.
 *
 * @returns the pages with the names their pictures are kept under
 */
export async function furnish(
  { ledger, addPerson }: PeopleHouse,
  [first, second, live]: [string, string, string],
): Promise<Record<string, string>> {
  const actor = { actor: await addPerson('Ada', 'admin'), role: 'admin' }
  const bo = await addPerson('Bo', 'researcher')
  await setGrant(ledger, {
    ...{ person: bo, seenVersion: 1, by: owner, study: 'kora-2017', right: 'rows' },
    ...{ given: true, endsOn: '2099-06-30' },
  })
  for (const hash of [first, second, live]) await recordEdition(ledger, { hash, codeVersion: 'c0de' })
  await useEdition(ledger, live, 'test', owner)
  const { run: done } = await requestRun(ledger, {}, actor)
  await leadRun(ledger, done, async ({ begin, done, end }) => {
    for (const step of [institution, published]) {
      await begin(step)
      await done(step)
    }
    await end('done', live)
  })
  const { run: failed } = await requestRun(ledger, { study: 'kora-2017' }, actor)
  await leadRun(ledger, failed, async ({ begin, fail, end }) => {
    await begin(institution)
    await fail(institution)
    await end('failed')
  })
  return {
    account: '/account',
    'second-factor': '/account/second-factor',
    people: '/people',
    person: `/people/${bo}`,
    'audit-log': '/audit-log',
    runs: '/runs',
    'new-run': '/runs/new',
    'run-done': `/runs/${done}`,
    'run-failed': `/runs/${failed}`,
    editions: '/editions',
    'editions-compared': `/editions/compare?from=${first}&to=${second}`,
  }
}
