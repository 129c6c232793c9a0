import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { InterviewProject } from '@pejling/indicators'
import { ZipFile } from 'yazl'
import { codeElements, codeGuid } from './code-elements.ts'
import { guidOf } from './guid.ts'
import { codeReference, reference, references, type References } from './references.ts'
import { sourceElements, textFile } from './source-elements.ts'
import { element, textElement } from './xml.ts'

const declaration = '<?xml version="1.0" encoding="utf-8"?>\n'

/**
 * Writes a project as `.qdpx` (REFI-QDA 1.5): lower-case names, the parts in the schema's order, texts beside the XML in
 * UTF-8 with `\n`, positions in code points with the end left out. The same project written at the same time gives the
 * same bytes.
 *
 * @param at when it is written, for the project and the archive's entries
 */
export async function writeProject(project: InterviewProject, file: string, at: Date): Promise<void> {
  const zip = new ZipFile()
  const options = { mtime: at, forceDosTimestamp: true }
  zip.addBuffer(Buffer.from(projectXml(project, at)), 'project.qde', options)
  for (const source of project.sources) {
    const name = textFile(source)
    if (name) zip.addBuffer(Buffer.from(source.text!), `sources/${name}`, options)
  }
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(file))
}

/** The project as `project.qde`. */
export function projectXml(project: InterviewProject, at: Date): string {
  const refer = references(project)
  return (
    declaration +
    element(
      'Project',
      {
        xmlns: 'urn:QDA-XML:project:1.0',
        name: project.name ?? '',
        origin: 'Pejling',
        creationDateTime: `${at.toISOString().slice(0, 19)}Z`,
      },
      some(
        'Users',
        project.coders.map((coder) => element('User', { guid: refer.user(coder), name: coder })),
      ),
      some('CodeBook', [
        some(
          'Codes',
          codeElements(project.codes, (code) => refer.notes({ kind: 'code', code })),
        ),
      ]),
      some(
        'Variables',
        project.classifications.map(({ name, type, description }) =>
          element(
            'Variable',
            { guid: refer.variable(name), name, typeOfVariable: type },
            textElement('Description', description),
          ),
        ),
      ),
      some('Cases', caseElements(project, refer)),
      some('Sources', sourceElements(project, refer)),
      some('Notes', noteElements(project, refer)),
      some('Links', caseLinks(project, refer)),
      some('Sets', setElements(project)),
      textElement('Description', project.description),
      refer.notes({ kind: 'project' }),
    )
  )
}

/** The tree of codes as `.qdc`. */
export function codebookXml({ codes, sets }: InterviewProject): string {
  return (
    declaration +
    element(
      'CodeBook',
      { xmlns: 'urn:QDA-XML:codebook:1.0', origin: 'Pejling' },
      element('Codes', {}, codeElements(codes)),
      some(
        'Sets',
        sets
          .filter((set) => set.codes.length > 0)
          .map(({ name, description, codes: held }) =>
            element(
              'Set',
              { guid: guidOf('set', name), name },
              textElement('Description', description),
              held.map((path) => element('MemberCode', { guid: codeGuid(path) })),
            ),
          ),
      ),
    )
  )
}

/** A part, if there is anything in it: the schema has no empty ones. */
function some(name: string, children: string[]): string {
  return children.every((child) => child === '') ? '' : element(name, {}, children)
}

function caseElements({ cases }: InterviewProject, refer: References): string[] {
  return cases.map(({ name, description, values, sources, excerpts, codes }, index) =>
    element(
      'Case',
      { guid: caseGuid(index), name },
      textElement('Description', description),
      codes.map((path) => codeReference(path)),
      refer.values(values),
      sources.map((id) => reference('SourceRef', guidOf('source', id))),
      excerpts.map((id) => reference('SelectionRef', guidOf('excerpt', id))),
    ),
  )
}

function noteElements({ memos }: InterviewProject, refer: References): string[] {
  return memos.flatMap(({ kind, title, text, author, created }, index) =>
    kind === 'comment'
      ? []
      : element(
          'Note',
          {
            guid: refer.note(index),
            name: title,
            creatingUser: refer.user(author),
            creationDateTime: created,
          },
          textElement('PlainTextContent', text),
        ),
  )
}

function setElements({ sets }: InterviewProject): string[] {
  return sets.map(({ name, description, sources, codes }) =>
    element(
      'Set',
      { guid: guidOf('set', name), name },
      textElement('Description', description),
      codes.map((path) => codeReference(path, 'MemberCode')),
      sources.map((id) => reference('MemberSource', guidOf('source', id))),
    ),
  )
}

/** A case has no place for notes: a link says which it has. */
function caseLinks({ memos }: InterviewProject, refer: References): string[] {
  return memos.flatMap(({ about }, index) =>
    about.flatMap((target) =>
      target.kind === 'case'
        ? element('Link', {
            guid: guidOf('link', index, target.case),
            direction: 'OneWay',
            originGUID: refer.note(index),
            targetGUID: caseGuid(target.case),
          })
        : [],
    ),
  )
}

function caseGuid(index: number): string {
  return guidOf('case', index)
}
