import { parseStudyFolder, type ParsedStudy, type Problem, type Study } from '@pejling/indicators'
import { checkSql } from '@pejling/pipeline-derive'
import { type StudyFolder, studyTexts } from '../study-folder.ts'

/** A study's folder and what it says. */
export type Content = { folder: StudyFolder; parsed: ParsedStudy & { study: Study } }

/** Parses study folders; everything wrong with them is a problem whose file begins with the study's name. */
export async function readContents(
  folders: StudyFolder[],
): Promise<{ contents: Content[]; problems: Problem[] }> {
  const contents: Content[] = []
  const problems: Problem[] = []
  for (const folder of folders) {
    const parsed = parseStudyFolder(await studyTexts(folder))
    problems.push(...parsed.problems.map((problem) => ({ ...problem, file: `${folder.id}/${problem.file}` })))
    const { study } = parsed
    if (!study) continue
    if (study.id !== folder.id)
      problems.push({
        file: `${folder.id}/study.yaml`,
        rule: 'folder-name',
        severity: 'stops',
        message: `expected the folder's name ${folder.id} as id, found ${study.id}`,
      })
    else {
      contents.push({ folder, parsed: { ...parsed, study } })
      const wrong = Object.keys(parsed.sql).length ? await checkSql(parsed) : []
      problems.push(...wrong.map((problem) => ({ ...problem, file: `${folder.id}/${problem.file}` })))
    }
  }
  return { contents, problems }
}
