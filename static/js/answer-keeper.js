/**
 * Looks after answers on their way: a second click sends nothing twice, and leaving with something
 * unsent asks first. It stores nothing, so no answer is left in the browser after signing out.
 */
export default class AnswerKeeper {
  /** @param {Element} root */
  constructor(root) {
    this.unsent = false
    this.sending = false
    root.addEventListener('input', () => { this.unsent = true })
    root.addEventListener('submit', (event) => this.send(event))
    window.addEventListener('beforeunload', (event) => {
      if (this.unsent && !this.sending) event.preventDefault()
    })
    // A page that comes back from the browser's own memory must be able to send again.
    window.addEventListener('pageshow', () => { this.sending = false })
  }

  /** @param {Event} event */
  send(event) {
    if (event.defaultPrevented) return
    if (this.sending) event.preventDefault()
    this.sending = true
  }
}
