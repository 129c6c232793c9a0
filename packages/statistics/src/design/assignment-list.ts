import { seededRandom } from '../seeded-random.ts'
import { type Assignment, assignmentShuffler, everyAssignment } from './assignments.ts'

/** Assignments to be used again and again: all of them, or `draws` random ones after the observed one. */
export function assignmentList(
  assignment: Assignment,
  { draws, seed }: { draws: number | undefined; seed: number },
): Uint16Array[] {
  return draws === undefined ? listed(assignment) : drawn(assignment, draws, seed)
}

function listed(assignment: Assignment): Uint16Array[] {
  const list: Uint16Array[] = []
  const now = new Uint16Array(assignment.groupOf.length)
  const walk = everyAssignment(assignment, {
    place: (cluster, group) => (now[cluster] = group),
    remove: () => {},
    visit: () => list.push(now.slice()),
  })
  while (!walk.next().done);
  return list
}

function drawn(assignment: Assignment, draws: number, seed: number): Uint16Array[] {
  const { groups, shuffle } = assignmentShuffler(assignment, seededRandom(seed))
  const list = [Uint16Array.from(groups)]
  for (let draw = 0; draw < draws; draw++) {
    shuffle()
    list.push(Uint16Array.from(groups))
  }
  return list
}
