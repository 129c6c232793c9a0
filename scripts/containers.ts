import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

/**
 * What a municipality's IT department asks of `Dockerfile` and `compose.yaml`, watched by a machine: every image at an exact
 * version and by digest, nobody root, nothing writable but what must be, health known, no secret written down.
 */
type Service = {
  image?: string
  build?: { args?: Record<string, string> }
  user?: string
  read_only?: boolean
  privileged?: boolean
  cap_drop?: string[]
  cap_add?: string[]
  security_opt?: string[]
  healthcheck?: { test?: string[]; disable?: boolean }
  restart?: string
  environment?: Record<string, string>
  ports?: string[]
  networks?: string[]
  volumes?: string[]
  mem_limit?: string
  pids_limit?: number
  network_mode?: string
}
type Compose = {
  services?: Record<string, Service>
  networks?: Record<string, { internal?: boolean } | null>
  secrets?: Record<string, { file?: string }>
}

/** `name:1.2.3@sha256:…`, or a digest that is handed in and has no default, so that nothing runs without one. */
const pinned = /^[\w./-]+:\d+\.\d+(\.\d+)?[\w.-]*@(sha256:[0-9a-f]{64}|\$\{\w+_DIGEST(:\?[^}]*)?\})$/
const secretName = /(PASSWORD|SECRET|TOKEN|_KEY|_URL)$/

/** Everything in the two files that breaks a rule, a line each with the remedy. */
export function containerComplaints(dockerfile: string, composeFile: string): string[] {
  return [...imageComplaints(dockerfile), ...composeComplaints(parse(composeFile, { merge: true }))]
}

function imageComplaints(dockerfile: string): string[] {
  const complaints: string[] = []
  const lines = dockerfile.replace(/\\\n/g, ' ').split('\n')
  const of = (word: string) =>
    lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1))
  const stages = of('FROM').flatMap((from) => /\bAS (\w+)$/.exec(from)?.[1] ?? [])
  for (const from of of('FROM')) {
    const image = from.split(' ')[0]
    if (!stages.includes(image) && !pinned.test(image))
      complaints.push(`Dockerfile: expected name:version@digest, found ${image}; scripts/pin-images.sh`)
  }
  for (const argument of of('ARG'))
    if (/_DIGEST=/.test(argument))
      complaints.push(`Dockerfile: ${argument} has a default; a digest is handed in`)
  const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '))
  const user = /^USER (\S+)$/m.exec(last)?.[1]
  if (!user || !/^[1-9]\d*(:[1-9]\d*)?$/.test(user))
    complaints.push(`Dockerfile: expected USER with a number that is not root's, found ${user ?? 'none'}`)
  if (!/^HEALTHCHECK /m.test(last)) complaints.push('Dockerfile: expected a HEALTHCHECK, found none')
  for (const line of [...of('ENV'), ...of('ARG')])
    for (const [, name] of line.matchAll(/(\w+)=\S/g))
      if (secretName.test(name))
        complaints.push(`Dockerfile: ${name} is a secret; hand it in as a file when it runs`)
  for (const line of of('ADD'))
    complaints.push(`Dockerfile: ADD ${line}; COPY fetches nothing from elsewhere`)
  if (/^RUN .*(curl|wget)\b.*\|\s*(ba)?sh/m.test(lines.join('\n')))
    complaints.push('Dockerfile: runs what it fetches; install it from a registry with a lock file')
  return complaints
}

function composeComplaints({ services = {}, networks = {}, secrets = {} }: Compose): string[] {
  const complaints = Object.entries(services).flatMap(([name, service]) =>
    serviceComplaints(service, networks).map((complaint) => `compose.yaml: ${name}: ${complaint}`),
  )
  for (const [name, { file }] of Object.entries(secrets))
    if (!file?.startsWith('./secrets/'))
      complaints.push(`compose.yaml: secret ${name}: expected a file in ./secrets, found ${file ?? 'none'}`)
  return complaints
}

function serviceComplaints(service: Service, networks: NonNullable<Compose['networks']>): string[] {
  const complaints: string[] = []
  const expect = (holds: boolean | undefined, expected: string) => {
    if (!holds) complaints.push(`expected ${expected}`)
  }
  const { image = '', environment = {}, healthcheck } = service
  const ours = /^pejling:\d+\.\d+\.\d+$/.test(image)
  expect(ours || pinned.test(image), `image name:version@digest, found ${image || 'none'}`)
  expect(
    /^[1-9]\d*(:[1-9]\d*)?$/.test(service.user ?? ''),
    `user by a number that is not root's, found ${service.user ?? 'none'}`,
  )
  expect(service.read_only === true, 'read_only: true')
  expect(!service.privileged, 'no privileged')
  expect(service.cap_drop?.includes('ALL') && !service.cap_add?.length, 'cap_drop: [ALL] and no cap_add')
  expect(service.security_opt?.includes('no-new-privileges:true'), 'no-new-privileges:true')
  expect(service.mem_limit !== undefined && service.pids_limit !== undefined, 'mem_limit and pids_limit')
  expect(service.network_mode === undefined && service.networks?.length, 'networks of its own')
  // What runs once and ends cannot be unhealthy.
  if (service.restart !== 'on-failure')
    expect(healthcheck?.test?.length && !healthcheck.disable, 'a healthcheck')
  for (const volume of service.volumes ?? [])
    expect(
      !volume.includes('docker.sock') && (!volume.startsWith('./') || volume.endsWith(':ro')),
      `a folder of the host read-only, found ${volume}`,
    )
  for (const port of service.ports ?? [])
    expect(port.startsWith('127.0.0.1:'), `ports for the proxy on this machine only, found ${port}`)
  if (!service.ports)
    expect(
      service.networks?.every((name) => networks[name]?.internal),
      'an internal network, since nobody asks it from outside',
    )
  for (const [name, value] of Object.entries(environment))
    if (secretName.test(name))
      complaints.push(
        `${name}: found a secret written down (${String(value).length} characters); use ${name}_FILE`,
      )
  return complaints
}

if (import.meta.main) {
  const read = (name: string) => readFileSync(join(import.meta.dirname, '..', name), 'utf8')
  const complaints = containerComplaints(read('Dockerfile'), read('compose.yaml'))
  for (const complaint of complaints) console.error(complaint)
  console.log(
    complaints.length
      ? `${complaints.length} rules for containers are broken`
      : 'the containers keep the rules',
  )
  process.exitCode = complaints.length ? 1 : 0
}
