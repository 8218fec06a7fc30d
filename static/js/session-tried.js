/**
 * The form in which one says what the team should answer stays as it is while others decide. What
 * the team has tried meanwhile is closed in it, as in a page opened anew.
 */
export default class SessionTried {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    this.hear = (/** @type {Event} */ event) => this.take(/** @type {CustomEvent} */ (event).detail)
    document.addEventListener('session-fresh', this.hear)
  }

  /** @param {Document} fresh */
  take(fresh) {
    if (!this.root.isConnected) return document.removeEventListener('session-fresh', this.hear)
    for (const input of this.root.querySelectorAll('input[name=answer]:enabled')) {
      const closed = fresh.querySelector(`#${CSS.escape(input.id)}:disabled`)
      if (closed) close(/** @type {HTMLInputElement} */ (input), closed)
    }
  }
}

/** @param {HTMLInputElement} input @param {Element} closed */
function close(input, closed) {
  const words = closed.getAttribute('aria-describedby') ?? ''
  input.checked = false
  input.disabled = true
  input.setAttribute('aria-describedby', words)
  const hint = closed.ownerDocument.getElementById(words)
  if (hint) input.parentElement?.append(document.importNode(hint, true))
}
