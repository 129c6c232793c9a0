import { errorLine } from '../error-line.ts'
import type { Said } from './limited-process.ts'
import { databaseLimits, type ReadingProgress, type UploadQuestion } from './upload-process.ts'

/**
 * The program that reads what strangers have sent: asked once, it answers once. It knows files and nothing else of the
 * house, and ends with whoever asked.
 */
process.on('message', (question: UploadQuestion) => void answer(question))
process.once('disconnect', () => process.exit())

async function answer(question: UploadQuestion): Promise<void> {
  try {
    say({ result: await resultOf(question) })
  } catch (problem) {
    say({ failed: errorLine(problem) })
  }
}

async function resultOf(question: UploadQuestion): Promise<unknown> {
  if (question.what === 'receive')
    return (await import('@pejling/receive')).receive(question.files, question.choices)
  if (question.what === 'coders')
    return (await import('@pejling/pipeline-interviews')).codersOf(question.files)
  if (question.what === 'interviews') {
    const { readInterviews } = await import('@pejling/pipeline-interviews')
    return (await readInterviews(question.file.path, question.file.name)).receipt
  }
  const survey = await import('@pejling/pipeline-survey')
  const limits = { ...databaseLimits, progress: (share: number) => say({ progress: { share } }) }
  if (question.what === 'identifiers') return survey.identifiersOf({ ...question.file, limits })
  return survey.checkUpload({ ...question.file, limits })
}

function say(said: Said<ReadingProgress, unknown>): void {
  if (process.connected) process.send!(said)
}
