/** Something an API answers instead of what was asked for, as RFC 9457 has it: `title` for the status, `detail` in one line. */
export function problem(status: number, detail: string, headers: Record<string, string> = {}): Response {
  const told = { type: 'about:blank', title: titles[status] ?? 'Error', status, detail }
  return new Response(`${JSON.stringify(told, undefined, 2)}\n`, {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  })
}

const titles: Record<number, string> = {
  ...{ 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 406: 'Not Acceptable' },
  ...{ 429: 'Too Many Requests', 500: 'Internal Server Error', 503: 'Service Unavailable' },
}
