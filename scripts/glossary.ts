import { writeFileSync } from 'node:fs'
import { glossary, termGroups } from '../apps/dashboard/src/lib/glossary/glossary.ts'

/** `docs/glossary.md` as it follows from the terms the dashboard explains. */
export function glossaryPage(): string {
  const parts = termGroups.map((group) =>
    glossary
      .filter((term) => term.group === group)
      .map(({ term, meaning }) => `- **${term.en}** (${term.da}): ${meaning.en}`)
      .join('\n'),
  )
  return `# Glossary

One word per idea, in the code, on the screen and in the command line. Written by \`node scripts/glossary.ts\` from
\`apps/dashboard/src/lib/glossary/terms.json\`, which is also the dashboard's own glossary.

${parts.map((part, i) => `## ${titles[termGroups[i]]}\n\n${part}\n`).join('\n')}`
}

const titles: Record<(typeof termGroups)[number], string> = {
  ...{ data: 'Data', seeing: 'Looking at numbers', strength: 'Strength and chance', design: 'Design' },
  ...{ audit: 'Audit', editions: 'Editions and runs', people: 'Who may see what' },
}

if (import.meta.main) writeFileSync(new URL('../docs/glossary.md', import.meta.url), glossaryPage())
