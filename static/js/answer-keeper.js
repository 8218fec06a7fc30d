import Part from './saved-part.js'

const PATIENCE = 4000

/**
 * Looks after answers on their way: what is typed is saved on the server part by part, a second
 * click sends nothing twice, and leaving with something that could not be saved asks first. Of
 * attempts it stores nothing here, so no answer is left in the browser after signing out.
 */
export default class AnswerKeeper {
  /** @param {Element} root */
  constructor(root) {
    this.sending = false
    /** Something in a form that is not saved while it is typed. */
    this.unsent = false
    this.root = root
    this.queue = Promise.resolve()
    this.parts = [...root.querySelectorAll('form[data-saves]')].map(
      (form) => new Part(/** @type {HTMLFormElement} */ (form), (work) => this.wait(work)))
    root.addEventListener('input', (event) => { if (!this.partOf(event)) this.unsent = true })
    root.addEventListener('submit', (event) => this.send(/** @type {SubmitEvent} */ (event)))
    window.addEventListener('beforeunload', (event) => this.ask(event))
    // Leaving, or only looking elsewhere: a phone may never come back to this page.
    window.addEventListener('pagehide', () => this.leave())
    document.addEventListener('visibilitychange', () => (document.hidden ? this.leave() : this.retry()))
    // A page that comes back from the browser's own memory must be able to send again.
    window.addEventListener('pageshow', () => { this.sending = false })
    window.addEventListener('online', () => this.retry())
    document.addEventListener('time-up', (event) => this.handIn(/** @type {CustomEvent} */ (event).detail))
  }

  /** @param {Event} event */
  partOf(event) {
    return this.parts.find((part) => part.form.contains(/** @type {Node} */ (event.target)))
  }

  /** One request at a time. @param {() => Promise<void>} work */
  wait(work) {
    this.queue = this.queue.then(work)
    return this.queue
  }

  /** @param {BeforeUnloadEvent} event */
  ask(event) {
    if (this.sending) return
    if (this.unsent || this.parts.some((part) => part.stuck)) event.preventDefault()
  }

  retry() {
    for (const part of this.parts) part.retry()
  }

  leave() {
    for (const part of this.parts) if (!part.handedIn) part.leave()
  }

  /** What is typed elsewhere on the page is saved first. @param {SubmitEvent} event */
  send(event) {
    if (event.defaultPrevented) return
    if (this.sending) return event.preventDefault()
    const form = /** @type {HTMLFormElement} */ (event.target)
    const own = this.parts.find((part) => part.form === form)
    own?.hold()
    const others = this.parts.filter((part) => part !== own)
    if (this.clear || others.every((part) => part.clean)) {
      this.sending = this.clear || others.every((part) => !part.stuck)
      return
    }
    event.preventDefault()
    this.flush(others).then(() => {
      this.clear = true
      form.requestSubmit(event.submitter)
      this.clear = false
    })
  }

  /** Save what is left to save, but wait no longer than that is worth. @param {Part[]} parts */
  flush(parts) {
    const all = Promise.all(parts.map((part) => part.flush()))
    return Promise.race([all, new Promise((done) => setTimeout(done, PATIENCE))])
  }

  /** The time is up. @param {HTMLFormElement} form */
  async handIn(form) {
    await this.flush(this.parts)
    // Nobody can be asked about it any more, and what is typed must not be lost.
    for (const part of this.parts) if (part.doubted) part.mean()
    await this.flush(this.parts)
    this.sending = true
    form.submit()
  }
}
