/**
 * Lets the items of an ordering question be moved themselves: by two buttons each, or by dragging
 * the grip. The menus that say each item's place stay in the form, and follow.
 */
export default class Ordering {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    this.list = /** @type {HTMLElement} */ (root.querySelector('ol'))
    this.list.classList.add('order--live')
    for (const part of root.querySelectorAll('[data-moves], [data-grip]')) part.removeAttribute('hidden')
    for (const part of root.querySelectorAll('[data-place]')) part.setAttribute('hidden', '')
    this.sort()
    this.number()
    document.addEventListener('typed-again', () => { this.sort(); this.number() })
    this.list.addEventListener('click', (event) => this.press(event))
    this.list.addEventListener('pointerdown', (event) => this.take(event))
  }

  /** @returns {HTMLElement[]} */
  items() {
    return [...this.list.querySelectorAll('[data-item]')].map((item) => /** @type {HTMLElement} */ (item))
  }

  place(/** @type {HTMLElement} */ item) {
    return /** @type {HTMLSelectElement} */ (item.querySelector('select'))
  }

  /** What came back with a place stands there again; what had none follows. */
  sort() {
    const wanted = (/** @type {HTMLElement} */ item) => Number(this.place(item).value) || Infinity
    this.list.append(...this.items().sort((one, two) => (wanted(one) < wanted(two) ? -1 : wanted(one) > wanted(two) ? 1 : 0)))
  }

  number() {
    for (const [index, item] of this.items().entries()) this.place(item).value = String(index + 1)
  }

  press(/** @type {Event} */ event) {
    const button = /** @type {Element} */ (event.target).closest('[data-move]')
    const item = button?.closest('[data-item]')
    if (!(button instanceof HTMLElement) || !(item instanceof HTMLElement)) return
    this.move(item, this.items().indexOf(item) + Number(button.dataset.move))
    button.focus()
  }

  move(/** @type {HTMLElement} */ item, /** @type {number} */ to) {
    const items = this.items()
    const from = items.indexOf(item)
    if (to < 0 || to >= items.length) return this.say(item, to < 0 ? 'is already first' : 'is already last')
    if (to === from) return
    items[to][to > from ? 'after' : 'before'](item)
    this.changed(item)
  }

  changed(/** @type {HTMLElement} */ item) {
    this.number()
    this.place(item).dispatchEvent(new Event('input', { bubbles: true }))
    const items = this.items()
    this.say(item, `is now ${items.indexOf(item) + 1} of ${items.length}`)
  }

  say(/** @type {HTMLElement} */ item, /** @type {string} */ what) {
    const status = /** @type {HTMLElement} */ (this.root.querySelector('[data-announce]'))
    status.textContent = `“${item.dataset.words}” ${what}.`
  }

  /** Take an item by its grip; it changes places with those it is dragged past. */
  take(/** @type {PointerEvent} */ event) {
    const grip = /** @type {Element} */ (event.target).closest('[data-grip]')
    const item = grip?.closest('[data-item]')
    if (!grip || !(item instanceof HTMLElement) || event.button !== 0) return
    event.preventDefault()
    const from = this.items().indexOf(item)
    const drag = (/** @type {PointerEvent} */ moved) => this.drag(item, moved.clientY)
    const drop = () => {
      this.root.ownerDocument.removeEventListener('pointermove', drag)
      item.classList.remove('order__item--held')
      if (this.items().indexOf(item) !== from) this.changed(item)
    }
    item.classList.add('order__item--held')
    this.root.ownerDocument.addEventListener('pointermove', drag)
    for (const end of ['pointerup', 'pointercancel']) {
      this.root.ownerDocument.addEventListener(end, drop, { once: true })
    }
  }

  drag(/** @type {HTMLElement} */ item, /** @type {number} */ height) {
    const middle = (/** @type {HTMLElement} */ each) => {
      const box = each.getBoundingClientRect()
      return box.top + box.height / 2
    }
    const items = this.items()
    const at = items.indexOf(item)
    const [before, after] = [items[at - 1], items[at + 1]]
    if (before && height < middle(before)) before.before(item)
    else if (after && height > middle(after)) after.after(item)
  }
}
