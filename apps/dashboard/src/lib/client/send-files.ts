/**
 * Sends the files of a form piece by piece before the form itself, so that a large file outlives a broken connection:
 * what has arrived is not sent again, not even after the page was closed. Without this script the form sends them itself.
 */
import { type DetailedError, Upload } from 'tus-js-client'

const piece = 8 * 1024 * 1024
const waits = [0, 1000, 3000, 5000, 10_000, 20_000]

document.addEventListener('submit', (event) => {
  const form = event.target as HTMLFormElement
  const field = form.querySelector<HTMLInputElement>('input[type=file]')
  if (!form.matches('[data-send-files]') || !field?.files?.length) return
  event.preventDefault()
  void sendAll(form, field)
})

async function sendAll(form: HTMLFormElement, field: HTMLInputElement): Promise<void> {
  const { most, tooLarge, noRoom, failed, signedOut } = form.dataset
  const files = [...field.files!]
  const large = files.find(({ size }) => size > Number(most))
  if (large) return say(form, tooLarge!.replace('%', large.name), true)
  const button = form.querySelector<HTMLButtonElement>('button[data-send]')!
  button.disabled = true
  try {
    for (const file of files) {
      const id = await send(form, file)
      form.append(hidden('arrived', id))
    }
    // They are here; the form says what they are.
    field.disabled = true
    form.submit()
  } catch (problem) {
    for (const arrived of form.querySelectorAll('input[data-arrived]')) arrived.remove()
    button.disabled = false
    const status = (problem as DetailedError).originalResponse?.getStatus()
    const said = { 401: signedOut, 413: tooLarge?.replace('%', ''), 507: noRoom }
    say(form, said[status as 401] ?? failed!, true)
    button.focus()
  }
}

/** @returns what the server calls the file */
function send(form: HTMLFormElement, file: File): Promise<string> {
  return new Promise((sent, failed) => {
    const upload = new Upload(file, {
      endpoint: form.dataset.sendFiles!,
      chunkSize: piece,
      retryDelays: waits,
      removeFingerprintOnSuccess: true,
      metadata: { name: file.name },
      onProgress: (done, of) => show(form, file.name, of ? done / of : 1),
      onError: failed,
      onSuccess: () => sent(new URL(upload.url!, location.href).pathname.split('/').at(-1)!),
    })
    show(form, file.name, 0)
    void upload.findPreviousUploads().then(([before]) => {
      if (before) upload.resumeFromPreviousUpload(before)
      upload.start()
    })
  })
}

let told = -1

function show(form: HTMLFormElement, name: string, share: number): void {
  const place = form.querySelector<HTMLElement>('[data-sending]')!
  const bar = place.querySelector('progress')!
  place.hidden = false
  bar.value = share
  bar.setAttribute('aria-label', name)
  const percent = Math.floor(share * 100)
  say(form, form.dataset.sent!.replace('%', name).replace('#', String(percent)), false)
  // Read out now and then, not at every piece.
  const tenth = Math.floor(percent / 25)
  if (tenth === told) return
  told = tenth
  document.getElementById('announcement')!.textContent = place.textContent.trim()
}

function say(form: HTMLFormElement, text: string, wrong: boolean): void {
  const place = form.querySelector<HTMLElement>('[data-sending]')!
  place.hidden = false
  place.classList.toggle('problem', wrong)
  place.querySelector('progress')!.hidden = wrong
  place.querySelector('[data-text]')!.textContent = text
  if (wrong) document.getElementById('announcement')!.textContent = text
}

function hidden(name: string, value: string): HTMLInputElement {
  const input = document.createElement('input')
  Object.assign(input, { type: 'hidden', name, value })
  input.dataset.arrived = ''
  return input
}
