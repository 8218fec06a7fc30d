/** How a text of the editor is sent, so that it comes though its page is left meanwhile. */

// Browsers let 64 KiB in all go on when a page is left.
const LEAVING_BYTES = 60000
const TOO_SLOW = 20000

/** @typedef {{text: string, base: string, id: string, more: Record<string, string>, address: string}} Sent */

/** @param {string} text */
const measure = (text) => new Blob([text]).size

/** Whether a text is small enough to be sent on leaving, beside one that is under way. @param {string} text @param {Sent | null} under */
export function fits(text, under) {
  const since = under ? measure(under.text) + measure(tellSince(under, text).was) : 0
  return measure(text) + since < LEAVING_BYTES
}

/** Tell a text that was sent by the lines that are others now, in front of and behind which all is the same. @param {Sent} first @param {string} text */
export function tellSince(first, text) {
  const [was, now] = [first.text.split('\n'), text.split('\n')]
  const most = Math.min(was.length, now.length)
  let head = 0
  while (head < most && was[head] === now[head]) head += 1
  let tail = 0
  while (tail < most - head && was[was.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1
  const lines = was.slice(head, was.length - tail).map((each) => `${each}\n`)
  return { after: first.id, head: String(head), tail: String(tail), was: lines.join('') }
}

/** @param {Sent} sent @param {HTMLFormElement} form */
export async function post(sent, form) {
  const body = new FormData()
  body.set('csrf_token', /** @type {HTMLInputElement} */ (form.elements.namedItem('csrf_token')).value)
  for (const [name, value] of Object.entries({ text: sent.text, base: sent.base, request_id: sent.id, ...sent.more })) body.set(name, value)
  const keepalive = measure(sent.text) + measure(sent.more.was ?? '') < LEAVING_BYTES
  const options = { method: 'POST', body, keepalive, headers: { Accept: 'application/json' }, signal: AbortSignal.timeout(TOO_SLOW) }
  try {
    return await fetch(sent.address, options)
  } catch {
    return null
  }
}

/** What a save is called; browsers give `randomUUID` over https alone. */
export function drawId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((each) => each.toString(16).padStart(2, '0')).join('')
}
