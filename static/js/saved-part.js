import { explain } from './not-saved.js'
import { forget, keep, restore } from './typed-here.js'

/**
 * One part of a page whose fields are saved on the server while they are filled in: a little after
 * each change, again where that failed, and at once on leaving. Only the server's answer says saved.
 */

const SOON = 1200
const LATEST = 8000
const AGAIN = [3000, 8000, 20000, 40000]
// What a browser sends on after the page is gone.
const LEAVING_BYTES = 60000
const TOO_SLOW = 15000

export default class Part {
  /**
   * @param {HTMLFormElement} form
   * @param {(work: () => Promise<void>) => Promise<void>} wait
   */
  constructor(form, wait) {
    this.form = form
    this.wait = wait
    this.changed = false
    this.failures = 0
    this.renewed = false
    this.refused = false
    this.told = false
    this.handedIn = false
    this.since = 0
    this.busy = false
    form.addEventListener('input', () => this.touch())
    this.find('[data-as-it-is]').addEventListener('click', () => this.mean())
    restore(form)
    // Who types fast has begun before any script has.
    if (form.dataset.unsaved !== undefined || [...form.elements].some(isFilledIn)) this.touch()
  }

  /** @param {string} selector @returns {HTMLElement} */
  find(selector) {
    return /** @type {HTMLElement} */ (this.form.querySelector(selector))
  }

  /** Nothing is left to save. */
  get clean() {
    return !this.changed && !this.busy
  }

  /** What is typed could not be saved so far. */
  get stuck() {
    return this.changed && (this.refused || this.failures > 0)
  }

  /** What is typed waits for the learner's word, as it may be about a real person. */
  get doubted() {
    return this.refused && Boolean(this.find('[data-as-it-is]').dataset.asItIs)
  }

  touch() {
    if (!this.changed) this.since = performance.now()
    this.changed = true
    this.refused = false
    keep(this.form)
    this.plan(Math.max(0, Math.min(SOON, this.since + LATEST - performance.now())))
  }

  /** @param {number} time */
  plan(time) {
    clearTimeout(this.timer)
    if (!this.handedIn) this.timer = setTimeout(() => this.flush(), time)
  }

  retry() {
    if (this.failures > 0 && this.changed) this.plan(0)
  }

  /** The part itself is on its way: nothing of it is to be saved after that. */
  hold() {
    this.handedIn = true
    forget(this.form)
    clearTimeout(this.timer)
    window.addEventListener('pageshow', () => { this.handedIn = false }, { once: true })
  }

  flush() {
    clearTimeout(this.timer)
    return this.wait(async () => { if (this.changed && !this.refused && !this.handedIn) await this.save() })
  }

  leave() {
    if (!this.clean) keep(this.form)
    if (this.changed && !this.refused) this.flush()
  }

  async save() {
    this.changed = false
    this.busy = true
    const answer = await this.ask()
    this.busy = false
    const said = await read(answer)
    if (answer?.ok && said.saved_at) return this.succeed(said.words ?? '')
    await this.fail(answer?.status ?? 0, said)
  }

  async ask() {
    const body = new FormData(this.form)
    let bytes = 0
    for (const [name, value] of body) bytes += 200 + name.length + new Blob([value]).size
    const options = { method: 'POST', body, keepalive: bytes < LEAVING_BYTES, signal: AbortSignal.timeout(TOO_SLOW) }
    try {
      return await fetch(this.form.dataset.saves ?? '', options)
    } catch {
      return null
    }
  }

  /** @param {string} words */
  succeed(words) {
    const again = this.failures > 0 || this.find('[data-saved]').classList.contains('saved__words--not')
    this.failures = 0
    if (!this.changed) forget(this.form)
    this.show(words, false)
    // Said aloud once: after that the time on the page goes on by itself.
    if (!this.told || again) this.say(words)
    this.told = true
  }

  /**
   * @param {number} status
   * @param {{words?: string, doubts?: string}} said
   */
  async fail(status, said) {
    const newer = this.changed
    this.changed = true
    const why = said.words ? { words: said.words, again: false } : await explain(status, this.form)
    // What the page itself asks about is not asked about twice.
    const asked = Boolean(said.doubts && this.form.querySelector('.doubt'))
    const words = asked ? '' : why.words
    this.show(words, !why.renewed)
    const button = this.find('[data-as-it-is]')
    button.hidden = asked || !said.doubts
    button.dataset.asItIs = said.doubts ?? ''
    if (!why.renewed && (this.failures === 0 || said.words)) this.say(words)
    this.refused = !why.again && !newer
    if (said.words) return
    if (why.again) this.plan(why.renewed && !this.renewed ? 0 : AGAIN[Math.min(this.failures, AGAIN.length - 1)])
    this.renewed = Boolean(why.renewed)
    this.failures += 1
  }

  /** The learner says that what was typed is meant as it is. */
  mean() {
    const button = this.find('[data-as-it-is]')
    const field = document.createElement('input')
    Object.assign(field, { type: 'hidden', name: 'as_it_is', value: button.dataset.asItIs ?? '' })
    this.form.append(field)
    button.hidden = true
    this.refused = false
    this.flush()
  }

  /**
   * @param {string} words
   * @param {boolean} not
   */
  show(words, not) {
    const line = this.find('[data-saved]')
    line.textContent = words
    line.classList.toggle('saved__words--not', not)
    if (!not) this.find('[data-as-it-is]').hidden = true
  }

  /** @param {string} words */
  say(words) {
    this.find('[data-says]').textContent = words
  }
}

/** Places of an ordering are filled in by a script. @param {Element} field */
function isFilledIn(field) {
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue
  if (field instanceof HTMLInputElement) return field.value !== field.defaultValue || field.checked !== field.defaultChecked
  if (!(field instanceof HTMLSelectElement) || field.closest('[data-module=ordering]')) return false
  const first = [...field.options].find((each) => each.defaultSelected) ?? field.options[0]
  return field.value !== first?.value
}

/** @param {Response | null} answer @returns {Promise<{words?: string, saved_at?: string, doubts?: string}>} */
async function read(answer) {
  if (!answer?.headers.get('Content-Type')?.startsWith('application/json')) return {}
  return answer.json()
}
