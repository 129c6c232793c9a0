import { expect } from 'vitest'
import { send, signInAs } from '../people/house.ts'

export type Asked = { token?: string; accept?: string; headers?: Record<string, string>; at?: string }

/** One question to the API as a program asks it; at another house than that of `address` if one is named. */
export function askApi(
  address: string,
  path: string,
  { token, accept, headers = {}, at = address }: Asked = {},
): Promise<Response> {
  const sent = { ...headers, ...(token && { authorization: `Bearer ${token}` }), ...(accept && { accept }) }
  return fetch(at + path, { headers: sent, redirect: 'manual' })
}

/** A problem as its status and its one line. */
export async function problemOf(answer: Response): Promise<[number, string]> {
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  const told = (await answer.json()) as { status: number; detail: string; type: string }
  expect([told.status, told.type]).toEqual([answer.status, 'about:blank'])
  return [told.status, told.detail]
}

/** A token for one study, made on the page as a person makes it. */
export async function makeToken(address: string, person: string, study: string): Promise<string> {
  const cookie = await signInAs(address, person)
  const form = { name: 'nightly report', study, days: '30' }
  const answer = await send(address, 'POST', '/account/tokens?/make', { cookie, form })
  return /pejling_[\w-]{43}/.exec(await answer.text())![0]
}
