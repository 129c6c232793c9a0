import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { withDatabase } from '@pejling/warehouse'
import {
  municipalitiesFor,
  type SampleSize,
  writeChildren,
  writeInstitutions,
  writeMunicipalities,
} from './sample-rows.ts'

const template = join(import.meta.dirname, 'template')
const texts = ['study.yaml', 'codebook.yaml', 'indicators.yaml', 'instruments/dagtilbud.yaml', 'README.md']
const lastYear = 2025

/**
 * Writes a made-up study with rounds into a folder of its own: `<folder>/<study>`. The first half of the rounds has
 * version 1 of the questionnaire, the others version 2. The same words give the same bytes.
 *
 * @throws `sample: … exists already`
 */
export async function makeSample(folder: string, study: string, size: SampleSize): Promise<string> {
  const target = join(folder, study)
  await mkdir(folder, { recursive: true })
  await mkdir(target).catch((cause) => {
    throw new Error(`sample: expected no ${target}, found one`, { cause })
  })
  const { institutions, children, rounds, seed } = size
  const words = `--institutions ${institutions} --children ${children} --rounds ${rounds} --seed ${seed} --study ${study}`
  const values = {
    study,
    institutions,
    children,
    rounds,
    words,
    municipalities: municipalitiesFor(institutions),
    first: lastYear + 1 - rounds,
  }
  for (const path of texts)
    await write(target, path, filled(await readFile(join(template, path), 'utf8'), values))
  await mkdir(join(target, 'units'))
  await withDatabase(async (connection) => {
    await writeMunicipalities(connection, size, join(target, 'units/municipality.csv'))
    for (let round = 0; round < rounds; round++) {
      const year = lastYear + 1 - rounds + round
      const isSecond = round >= Math.ceil(rounds / 2)
      await write(target, `rounds/${year}/round.yaml`, roundYaml(year, isSecond, size))
      const place = (unit: string) => join(target, `rounds/${year}/${unit}.csv`)
      await writeInstitutions(connection, size, round, isSecond, place('institution'))
      await writeChildren(connection, size, round, isSecond, place('child'))
    }
  })
  return target
}

function roundYaml(year: number, isSecond: boolean, { institutions, children }: SampleSize): string {
  return `# yaml-language-server: $schema=../../../../schema/round.schema.json
id: '${year}'
label: { da: forår ${year}, en: spring ${year} }
instrument: dagtilbud
version: ${isSecond ? 'v2' : 'v1'}
period: { from: '${year}-03-01', to: '${year}-04-15' }
population:
  da: Opfundet, alle institutioner og børn er med.
  en: Made up, all institutions and children are in it.
invited: { institution: ${institutions}, child: ${children} }
answered: { institution: ${institutions}, child: ${children} }
legalBasis: synthetic
`
}

async function write(target: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(target, path)), { recursive: true })
  await writeFile(join(target, path), text)
}

function filled(text: string, values: Record<string, string | number>): string {
  return text.replace(/\$([A-Z]+)/g, (_, name: string) => String(values[name.toLowerCase()]))
}
