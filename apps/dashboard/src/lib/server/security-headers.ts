/**
 * What every answer carries, files and errors included. Nothing inline and nothing from elsewhere may run: the pages have
 * one script and their stylesheets, all from here. Behind TLS the browser is told to come back by TLS only.
 */
export function securityHeaders(protocol: string): Record<string, string> {
  return protocol === 'https:' ? { ...headers, ...strictTransport } : headers
}

const strictTransport = { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }
const headers = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}
