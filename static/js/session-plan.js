import { startAll } from './main.js'

const FIELDS = 'select, textarea, input:not([type=hidden])'
const FAILED = 'Not saved. It stays here, and is tried again when you leave the field.'
const OVER = 'Not saved: the plan is closed, or the session is paused. Copy what you wrote if you need it.'

/**
 * The joint plan while several people write in it: a field is kept as one leaves it, and what others
 * wrote appears, except in a field that somebody is in or that is not saved. Each field goes with the
 * version it was written from, so that what two wrote at once is told by the server.
 */
export default class SessionPlan {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    this.queue = Promise.resolve()
    /** @type {Map<string, string>} what was sent last of each field, by its id */
    this.sent = new Map()
    root.classList.add('joint-plan--live')
    this.find('[data-plain-help]').hidden = true
    this.find('[data-own-help]').hidden = false
    root.addEventListener('input', (event) => cellOf(event)?.classList.add('plan-cell--unsaved'))
    root.addEventListener('focusout', (event) => this.leave(/** @type {FocusEvent} */ (event)))
    root.addEventListener('change', (event) => { if (event.target instanceof HTMLSelectElement) this.keep(cellOf(event)) })
    root.addEventListener('submit', (event) => this.submit(/** @type {SubmitEvent} */ (event)))
    this.hear = (/** @type {Event} */ event) => this.take(/** @type {CustomEvent} */ (event).detail)
    document.addEventListener('session-fresh', this.hear)
    window.addEventListener('online', () => this.keepAll())
    window.addEventListener('pagehide', () => this.keepAll())
  }

  /** @param {string} selector @returns {HTMLElement} */
  find(selector) {
    return /** @type {HTMLElement} */ (this.root.querySelector(selector))
  }

  /** @param {FocusEvent} event */
  leave(event) {
    const cell = cellOf(event)
    if (!cell?.contains(/** @type {Node | null} */ (event.relatedTarget))) this.keep(cell)
  }

  /** Enter in a field keeps it; the other buttons of a line do what they say. @param {SubmitEvent} event */
  submit(event) {
    const form = /** @type {HTMLFormElement} */ (event.target)
    if (!form.matches('.plan-line__form') || !event.submitter?.matches('[data-keep]') || this.native) return
    event.preventDefault()
    for (const cell of form.querySelectorAll('.plan-cell--unsaved')) this.keep(cell)
  }

  keepAll() {
    for (const cell of this.root.querySelectorAll('.plan-cell--unsaved')) this.keep(cell)
  }

  /** @param {Element | null} cell */
  keep(cell) {
    if (!cell?.classList.contains('plan-cell--unsaved')) return
    this.queue = this.queue.then(() => this.send(/** @type {HTMLElement} */ (cell)))
  }

  /** @param {HTMLElement} cell */
  async send(cell) {
    const form = cell.closest('form')
    if (!form || !cell.isConnected || !cell.classList.contains('plan-cell--unsaved')) return
    const body = new FormData(form)
    for (const other of form.querySelectorAll('[data-cell]')) {
      if (other !== cell) for (const field of other.querySelectorAll('[name]')) body.delete(/** @type {HTMLInputElement} */ (field).name)
    }
    body.set('request_id', crypto.randomUUID())
    const text = textOf(cell)
    // A field of the form has this name too, and would stand for it.
    const answer = await post(form.getAttribute('action') ?? '', body)
    if (answer?.type === 'opaqueredirect') return this.succeed(cell, text)
    if (answer?.status === 422) return this.show(form)
    this.say(answer ? OVER : FAILED, true)
  }

  /** @param {HTMLElement} cell @param {string} text */
  async succeed(cell, text) {
    if (textOf(cell) === text) cell.classList.remove('plan-cell--unsaved')
    this.sent.set(idOf(cell), text)
    this.say('Saved.', false)
    await this.refresh()
  }

  /** What has to be mended is said by the page. @param {HTMLFormElement} form */
  show(form) {
    this.native = true
    form.requestSubmit(/** @type {HTMLElement} */ (form.querySelector('[data-keep]')))
  }

  async refresh() {
    const url = /** @type {HTMLElement} */ (this.root.closest('[data-url]')).dataset.url
    const answer = await fetch(`${url}/stage`).catch(() => null)
    if (!answer?.ok) return
    const html = await answer.text()
    this.take(new DOMParser().parseFromString(html, 'text/html'))
  }

  /** Put in place what others wrote. @param {Document} fresh */
  take(fresh) {
    if (!this.root.isConnected) return document.removeEventListener('session-fresh', this.hear)
    if (!fresh.querySelector('.joint-plan form')) return
    const lines = /** @type {HTMLElement[]} */ ([...fresh.querySelectorAll('[data-line]')])
    const known = new Set(lines.map((line) => line.id))
    for (const line of this.root.querySelectorAll('[data-line]')) {
      if (!known.has(line.id) && !isHeld(line)) line.remove()
    }
    for (const line of lines) this.takeLine(line)
    if (lines.length) this.root.querySelector('[data-nothing]')?.remove()
  }

  /** @param {HTMLElement} fresh */
  takeLine(fresh) {
    const line = document.getElementById(fresh.id)
    if (!line) {
      this.find('[data-lines]').append(document.adoptNode(fresh))
      return startAll(fresh)
    }
    for (const cell of fresh.querySelectorAll('[data-cell]')) this.takeCell(line, /** @type {HTMLElement} */ (cell))
    const rivals = line.querySelector('[data-live-part]')
    const now = fresh.querySelector('[data-live-part]')
    if (rivals && now && !rivals.contains(document.activeElement)) rivals.replaceChildren(...[...now.childNodes].map((each) => each.cloneNode(true)))
  }

  /** @param {Element} line @param {HTMLElement} fresh */
  takeCell(line, fresh) {
    const cell = /** @type {HTMLElement | null} */ (line.querySelector(`[data-cell="${fresh.dataset.cell}"]`))
    if (!cell) return
    const text = textOf(fresh)
    if (!isHeld(cell)) {
      if (textOf(cell) !== text) cell.replaceChildren(...[...fresh.childNodes].map((each) => each.cloneNode(true)))
    } else if (text !== this.sent.get(idOf(cell)) && text !== originalOf(cell)) return
    // What stands on the page was written from this version.
    baseOf(cell).value = baseOf(fresh).value
    const by = cell.querySelector('[data-by]')
    if (by) by.textContent = fresh.querySelector('[data-by]')?.textContent ?? ''
  }

  /** @param {string} words @param {boolean} not */
  say(words, not) {
    const line = this.find('[data-status]')
    line.textContent = words
    line.classList.toggle('plan-status--not', not)
  }
}

/** @param {Event} event @returns {HTMLElement | null} */
function cellOf(event) {
  return event.target instanceof Element ? event.target.closest('[data-cell]') : null
}

/** @param {Element} place */
function isHeld(place) {
  return place.contains(document.activeElement) || place.matches('.plan-cell--unsaved') || place.querySelector('.plan-cell--unsaved') !== null
}

/** @param {Element} cell @returns {(HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement)[]} */
function fieldsOf(cell) {
  return /** @type {(HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement)[]} */ ([...cell.querySelectorAll(FIELDS)])
}

/** @param {Element} cell */
function textOf(cell) {
  return fieldsOf(cell).map((field) => field.value).join('\n')
}

/** @param {Element} cell */
function baseOf(cell) {
  return /** @type {HTMLInputElement} */ (cell.querySelector('[type=hidden]'))
}

/** What stood in a field as the page was made. @param {Element} cell */
function originalOf(cell) {
  return fieldsOf(cell).map((field) => field instanceof HTMLSelectElement
    ? ([...field.options].find((each) => each.defaultSelected) ?? field.options[0]).value
    : field.defaultValue).join('\n')
}

/** @param {HTMLElement} cell */
function idOf(cell) {
  return `${cell.closest('[data-line]')?.id}.${cell.dataset.cell}`
}

/** @param {string} url @param {FormData} body */
function post(url, body) {
  return fetch(url, { method: 'POST', body, redirect: 'manual', keepalive: true }).catch(() => null)
}
