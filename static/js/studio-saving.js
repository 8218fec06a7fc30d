import { explain } from './not-saved.js'
import { forgetText, keepText, restoreText } from './studio-kept.js'
import { drawId, fits, post, tellSince } from './studio-sending.js'

/**
 * Saves the text a little after the last key and on leaving, again where that failed. Only the
 * server's answer says saved; until then the words are kept in this tab. One save at a time, and
 * one whose answer was lost is sent again as it was, so that nobody clashes with themselves.
 */

const SOON = 2000
const LATEST = 15000
const AGAIN = [3000, 8000, 20000, 40000]

/** @typedef {import('./studio-sending.js').Sent} Sent */
/**
 * @typedef {object} Editor
 * @property {() => string} read
 * @property {() => void} mark  the text at this moment is what is sent
 * @property {(text: string) => void} join  what came of the text that was marked
 * @property {(text: string) => void} replace
 * @property {(words: string, not?: boolean) => void} show
 * @property {(words: string, shown?: boolean) => void} say
 * @property {(clash: any, sent: Sent) => void} clash
 */

export default class Saving {
  /** @param {HTMLFormElement} form @param {Editor} editor */
  constructor(form, editor) {
    this.form = form
    this.editor = editor
    this.base = form.dataset.base ?? ''
    this.saved = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem('text')).defaultValue
    this.sent = /** @type {Sent | null} */ (null)
    this.busy = false
    this.held = false
    this.failures = 0
    this.renewed = false
    this.since = 0
    this.left = false
    window.addEventListener('beforeunload', (event) => { if (this.dirty && !this.safe) event.preventDefault() })
    window.addEventListener('pagehide', () => this.leave(true))
    window.addEventListener('pageshow', () => { if (this.left) location.reload() })
    document.addEventListener('visibilitychange', () => (document.hidden ? this.leave() : this.retry()))
    window.addEventListener('online', () => this.retry())
    this.restore()
  }

  get dirty() {
    return this.editor.read() !== this.saved
  }

  /** Whether leaving the page loses nothing: what is sent then goes on without it. */
  get safe() {
    return !this.held && !this.failures && !this.sent?.more.no && fits(this.editor.read(), this.busy ? this.sent : null)
  }

  restore() {
    const kept = restoreText(this.form)
    if (!kept || kept.text === this.saved) return this.dirty && this.touch()
    this.base = kept.base
    // It may have come all the same: sent again as it was, it counts once.
    this.sent = kept.sent
    if (kept.sent) {
      this.editor.replace(kept.sent.text)
      this.editor.mark()
    }
    this.editor.replace(kept.text)
    this.editor.say('What you wrote here last and was not saved is back.', true)
    this.touch()
  }

  touch() {
    if (!this.dirty && !this.sent) return this.editor.show('')
    keepText(this.form, this.base, this.editor.read(), this.sent)
    if (this.held) return
    if (!this.since) this.since = performance.now()
    if (!this.failures) this.editor.show('Not saved yet')
    this.plan(this.failures ? AGAIN[0] : Math.max(0, Math.min(SOON, this.since + LATEST - performance.now())))
  }

  /** @param {number} time */
  plan(time) {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.save(), time)
  }

  /** Somebody asks for it. */
  now() {
    this.held = false
    if (this.dirty || this.sent) return this.save()
    this.editor.show(`Saved ${clock()}`)
    this.editor.say('Saved.')
  }

  save() {
    clearTimeout(this.timer)
    if (this.busy || this.held || (!this.dirty && !this.sent)) return
    this.send(this.sent ?? this.write())
  }

  /** @param {Record<string, string>} [more] @param {string} [address] @returns {Sent} */
  write(more = {}, address = this.form.action) {
    this.editor.mark()
    this.since = 0
    return { text: this.editor.read(), base: this.base, id: drawId(), more, address }
  }

  /** @param {Sent} sent */
  async send(sent) {
    this.busy = true
    this.sent = sent
    keepText(this.form, this.base, this.editor.read(), sent)
    this.editor.show('Saving')
    const answer = await post(sent, this.form)
    const told = answer?.headers.get('Content-Type')?.startsWith('application/json') ? await answer.json() : {}
    this.busy = false
    if (this.left) return
    if (told.state === 'saved') return this.succeed(sent, told)
    if (told.state) return this.refuse(sent, told)
    this.fail(answer)
  }

  /** @param {Sent} sent @param {{no: number, text: string | null, message: string}} told */
  succeed(sent, { no, text, message }) {
    const again = this.failures > 0
    this.sent = null
    this.failures = 0
    this.base = String(no)
    this.form.dataset.base = this.base
    this.saved = text ?? sent.text
    // What was typed since then stays, around what was saved meanwhile.
    if (text !== null && text !== undefined) {
      this.editor.join(text)
      this.editor.say(`${message} It is in your text now.`, true)
    } else if (again) this.editor.say('Saved.')
    document.dispatchEvent(new CustomEvent('studio-saved', { detail: { no } }))
    if (this.dirty) return this.touch()
    forgetText(this.form)
    this.editor.show(`Saved ${clock()}`)
  }

  /** @param {Sent} sent @param {any} told */
  refuse(sent, told) {
    this.sent = null
    this.held = true
    this.editor.show(`Not saved: ${told.message}`, true)
    if (told.state === 'clash') this.editor.clash(told, sent)
    else this.editor.say(`Not saved: ${told.message}`)
    // What is too long may become shorter.
    if (told.state === 'refused') this.held = false
  }

  /** @param {Response | null} answer */
  async fail(answer) {
    this.busy = true
    const { words, again, renewed = false } = await explain(answer?.status ?? 0, this.form)
    this.busy = false
    this.editor.show(words, !renewed)
    if (!this.failures && !renewed) this.editor.say(words)
    this.held = !again
    if (again) this.plan(renewed && !this.renewed ? 0 : AGAIN[Math.min(this.failures, AGAIN.length - 1)])
    this.renewed = renewed
    this.failures += 1
  }

  /** Something may be better now: the connection, or who is signed in. */
  retry() {
    if (this.failures && !this.held) this.plan(0)
  }

  /** Save a text as its clashes were decided. @param {Sent} sent @param {Record<string, string>} picks */
  settle(sent, picks) {
    this.held = false
    const address = this.form.action.replace('/studio/edit/', '/studio/settle/')
    this.send({ ...sent, id: drawId(), more: { ...sent.more, ...picks }, address })
  }

  /** @param {boolean} [gone]  no answer is heard any more */
  leave(gone = false) {
    if (this.left || (!this.dirty && !this.sent)) return
    keepText(this.form, this.base, this.editor.read(), this.sent)
    if (this.held) return
    if (gone && this.sent && this.sent.text !== this.editor.read() && !this.sent.more.no) this.follow(this.sent)
    else this.save()
  }

  /** Send what was typed since a text that no answer came to yet. @param {Sent} first */
  follow(first) {
    this.left = true
    const text = this.editor.read()
    const sent = { text, base: first.base, id: drawId(), more: tellSince(first, text), address: this.form.action }
    keepText(this.form, this.base, text, sent)
    post(sent, this.form)
  }
}

function clock() {
  return new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
}
