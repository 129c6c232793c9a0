import { capabilities, type Ledger, may, owner, roles, setRole } from '@pejling/ledger'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { commandLine, leavesOf } from '../src/command-line.ts'
import { commandAccess, type CommandNeed, nameOf } from '../src/commands/command-access.ts'
import { does } from '../src/commands/does.ts'
import { type TestHouse, testHouse } from './command-line.ts'
import { addPerson, endAccessOf, openLedgerOf, personOf } from './house-people.ts'

/** Words with which a command can begin; what it then does is not the question here. */
const words: Record<string, string[]> = {
  cancel: ['0'],
  audit: ['--study', 'kora-2017', '--json'],
  backup: ['/nowhere/x'],
  compare: ['--left', 'kora-2017', '--right', 'kora-2017', '--json'],
  'edition compare': ['0', '0'],
  'edition export': ['0', '/nowhere/x'],
  'codebook draft': ['/nowhere'],
  'edition import': ['/nowhere'],
  'edition let-go': ['0'],
  'disclosure decided': ['kora-2017', '--json'],
  'disclosure prove': ['kora-2017', '--json'],
  'disclosure set': ['kora-2017', 'institution', 'own', '--reason', 'as it was before'],
  'disclosure show': ['--json'],
  'edition note': ['0', '-'],
  'edition use': ['0'],
  findings: ['--study', 'kora-2017', '--json'],
  indicator: ['--study', 'kora-2017', '--json'],
  'interviews agreement': ['--study', 'kora-2017', '--json'],
  'interviews disagreements': ['--study', 'kora-2017'],
  'interviews condense': ['--study', 'kora-2017', '--unit', '1A', '--code', 'Kode', '--text', 'ord'],
  'interviews judge': ['--study', 'kora-2017', '--variable', 'inclusion', '--unit', '1A', '--value', 'often'],
  'interviews judgements': ['--study', 'kora-2017'],
  'interviews plan-coding': ['--study', 'kora-2017', '--json'],
  'interviews settle': ['0', '--study', 'kora-2017', '--keep', 'first'],
  'interviews settled': ['--study', 'kora-2017'],
  'migrate back': ['nothing'],
  'people end': ['x@example.org'],
  'interviews code': ['Kode', '--study', 'kora-2017'],
  'interviews condensations': ['--study', 'kora-2017'],
  'interviews memos': ['--study', 'kora-2017'],
  'interviews cooccurrence': ['--study', 'kora-2017'],
  'interviews excerpts': ['--study', 'kora-2017'],
  'interviews matrix': ['--study', 'kora-2017'],
  'interviews search': ['ord', '--study', 'kora-2017'],
  'interviews values': ['--study', 'kora-2017'],
  'interviews source': ['0', '--study', 'kora-2017'],
  'interviews draft': ['/nowhere', '--study', 'kora-2017'],
  'interviews read': ['/nowhere'],
  'interviews write': ['/nowhere.qdpx', '--study', 'kora-2017'],
  lineage: ['screening', '--study', 'kora-2017'],
  'people grant': ['x@example.org', 'kora-2017', 'rows'],
  'people invite': ['x@example.org', '--role', 'reader'],
  'people password-link': ['x@example.org'],
  'people role': ['x@example.org', 'reader'],
  'people second-factor-off': ['x@example.org'],
  profile: ['--study', 'kora-2017', '--unit', 'institution', '--json'],
  relation: ['--study', 'kora-2017', '--x', 'funding_model', '--y', 'screening', '--json'],
  restore: ['/nowhere'],
  'round accept': ['1', '--rule', 'range', '--note', 'why'],
  'round add': ['/nowhere', '--study', 'kora-2017', '--round', '2026', '--unit', 'institution'],
  ...Object.fromEntries(
    ['approve', 'check', 'facts', 'live', 'match', 'preview', 'read', 'show'].map((move) => [
      `round ${move}`,
      ['1'],
    ]),
  ),
  'round withdraw': ['1', '--why', 'why'],
  stats: ['/nowhere'],
  'study archive-ready': ['kora-2017', '--json'],
  'study deliver': ['kora-2017', '/nowhere/x', '--number', '18005'],
  'study export': ['kora-2017', '/nowhere/x'],
  'study new': ['mine'],
  'study rows': ['kora-2017', 'institution', '/nowhere/x.csv'],
  'list add': ['0', '--view', '0'],
  'list new': ['--name', 'a'],
  'list print': ['0'],
  'list remove': ['0'],
  'list share': ['0'],
  'list show': ['0'],
  'view freeze': ['0'],
  'view print': ['0'],
  'view remove': ['0'],
  'view save': ['--study', 'kora-2017', '--x', 'funding_model', '--y', 'screening', '--name', 'a'],
  'view show': ['0'],
  'view verify': ['0'],
  'token create': ['x', '--study', 'kora-2017'],
  'token revoke': ['0'],
}
const names = leavesOf(await commandLine()).map(nameOf)
/** Whoever may come: accounts of each role, one whose role was just taken, one whose access ended, one nobody knows. */
const visitors = [...roles, 'lowered', 'ended', 'stranger'] as const
type Visitor = (typeof visitors)[number]

let house: TestHouse
let ledger: Ledger
let close: () => Promise<void>
const environment = { ...process.env }
beforeAll(async () => {
  house = await testHouse('kora-2017')
  expect((await house.pejling('run')).code).toBe(0)
  ;({ ledger, close } = await openLedgerOf(house.home))
  for (const role of roles) await addPerson(ledger, role, role)
  await addPerson(ledger, 'lowered', 'admin')
  const lowered = await personOf(ledger, 'lowered')
  await setRole(ledger, { person: lowered.id, seenVersion: lowered.version, by: owner, role: 'reader' })
  await addPerson(ledger, 'ended', 'analyst')
  await endAccessOf(ledger, 'ended')
  delete process.env.DATABASE_URL
  Object.assign(process.env, { PEJLING_HOME: house.home, PEJLING_DATA: house.studies })
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
}, 120_000)
afterAll(async () => {
  vi.restoreAllMocks()
  process.env = environment
  process.exitCode = undefined
  await close()
  await house.close()
})

/** Begins a command as somebody; the refusal, or nothing if it began, however it went on. */
async function refusalOf(name: string, visitor: Visitor): Promise<string | undefined> {
  const who = commandAccess[name] === 'nothing' ? [] : ['--as', `${visitor}@example.org`]
  try {
    await (
      await commandLine()
    ).parseAsync([...name.split(' '), ...(words[name] ?? []), ...who], { from: 'user' })
    return undefined
  } catch (error) {
    const { message } = error as Error
    return message.startsWith('no access: ') ? message : undefined
  }
}

function expected(need: CommandNeed, name: string, visitor: Visitor): string | undefined {
  if (need === 'nothing') return undefined
  if (need === 'owner')
    return `no access: ${name} is for the owner of the home folder; without --as and PEJLING_AS`
  if (visitor === 'stranger') return 'no access: no account with the address of --as or PEJLING_AS'
  if (visitor === 'ended') return "no access: this account's access has ended"
  const role = visitor === 'lowered' ? 'reader' : visitor
  return may(role, need)
    ? undefined
    : `no access: ${need} needs the role ${capabilities[need]}, found ${role}`
}

test('the table has every command that is registered, and no other', () => {
  expect(Object.keys(commandAccess).sort()).toEqual([...names].sort())
})

test.each(visitors)(
  'every command begins for %s, or refuses in one line, as the table says',
  async (visitor) => {
    for (const name of names) {
      const refusal = await refusalOf(name, visitor)
      expect({ name, refusal }).toEqual({ name, refusal: expected(commandAccess[name], name, visitor) })
    }
  },
  120_000,
)

test('a command that is not in the table is closed to everybody', async () => {
  const program = await commandLine()
  program.command('forgotten').action(does(async () => 0))
  await expect(program.parseAsync(['forgotten'], { from: 'user' })).rejects.toThrow(
    'forgotten: no line in the table of access; add it in commands/command-access.ts',
  )
})
