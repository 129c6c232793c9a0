import { answerArrival } from '#lib/server/uploads/answer-arrival.ts'
import type { RequestHandler } from './$types'

/** Announces a file that will be sent piece by piece. */
export const POST: RequestHandler = answerArrival
