/**
 * The rows of the spotting form, and the small panel that asks for the legal need of words just
 * marked. A row remembers its place in the text only while its words stay as they were marked.
 */
export default class Rows {
  /**
   * @param {HTMLFormElement} form
   * @param {() => void} changed
   */
  constructor(form, changed) {
    this.form = form
    this.changed = changed
    this.list = this.find('[data-rows]')
    this.blank = /** @type {HTMLElement} */ (this.all()[0].cloneNode(true))
    this.clear(this.blank)
    for (const row of this.all()) if (this.isEmpty(row)) row.remove()
    /** @type {HTMLElement | null} */
    this.picker = null
    this.find('[data-add]').textContent = 'Write a mark yourself'
    this.find('[data-add]').addEventListener('click', (event) => {
      event.preventDefault()
      this.words(this.add()).focus()
    })
    this.list.addEventListener('click', (event) => this.remove(event))
    this.list.addEventListener('input', changed)
    document.addEventListener('pointerdown', (event) => this.leave(event))
    this.renumber()
  }

  /** @param {string} selector @returns {HTMLElement} */
  find(selector) {
    return /** @type {HTMLElement} */ (this.form.querySelector(selector))
  }

  /** @returns {HTMLElement[]} */
  all() {
    return [...this.list.querySelectorAll('[data-row]')].map((row) => /** @type {HTMLElement} */ (row))
  }

  words(/** @type {Element} */ row) {
    return /** @type {HTMLInputElement} */ (row.querySelector('input'))
  }

  need(/** @type {Element} */ row) {
    return /** @type {HTMLSelectElement} */ (row.querySelector('select'))
  }

  isEmpty(/** @type {Element} */ row) {
    return !this.words(row).value && !this.need(row).value
  }

  /** The places in the text of every row that was marked there. @returns {number[][]} */
  runs() {
    return this.all()
      .filter((row) => row.dataset.run && row.dataset.text === this.words(row).value)
      .map((row) => (row.dataset.run ?? '').split(' ').map(Number))
  }

  say(/** @type {string} */ text) {
    this.find('[data-announce]').textContent = text
  }

  add() {
    const row = /** @type {HTMLElement} */ (this.blank.cloneNode(true))
    this.list.append(row)
    this.renumber()
    return row
  }

  clear(/** @type {HTMLElement} */ row) {
    row.querySelectorAll('.nhsuk-error-message').forEach((error) => error.remove())
    this.words(row).value = ''
    this.need(row).value = ''
  }

  remove(/** @type {Event} */ event) {
    const row = /** @type {Element} */ (event.target).closest('[data-remove]')?.closest('[data-row]')
    if (!(row instanceof HTMLElement)) return
    const next = row.nextElementSibling ?? row.previousElementSibling
    this.drop(row)
    if (next) this.words(next).focus()
    else this.find('[data-add]').focus()
    this.say('Removed.')
  }

  drop(/** @type {HTMLElement} */ row) {
    row.remove()
    this.renumber()
    this.tell()
  }

  /** What a script changed is as good as typed. */
  tell() {
    this.list.dispatchEvent(new Event('input', { bubbles: true }))
  }

  renumber() {
    for (const [index, row] of this.all().entries()) {
      const number = String(index + 1)
      for (const part of ['words', 'need']) {
        const field = part === 'words' ? this.words(row) : this.need(row)
        field.id = `${part}-${number}`
        field.previousElementSibling?.closest('label')?.setAttribute('for', field.id)
      }
      row.querySelectorAll('[data-number]').forEach((part) => { part.textContent = number })
      row.querySelector('[data-remove]')?.removeAttribute('hidden')
    }
  }

  /** Fill a row with words marked in the text, and ask for their need beside them. */
  mark(/** @type {string} */ text, /** @type {number[]} */ run, /** @type {HTMLElement} */ last) {
    const row = this.all().find((each) => this.isEmpty(each)) ?? this.add()
    this.words(row).value = text
    this.bind(row, run)
    this.tell()
    this.openPicker(row, last)
  }

  /** A row stands for these words of the text. */
  bind(/** @type {HTMLElement} */ row, /** @type {number[]} */ run) {
    row.dataset.run = run.join(' ')
    row.dataset.text = this.words(row).value
  }

  openPicker(/** @type {HTMLElement} */ row, /** @type {HTMLElement} */ last) {
    this.closePicker()
    const template = /** @type {HTMLTemplateElement} */ (this.find('[data-picker]'))
    const picker = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true))
    const [heading] = picker.children
    heading.textContent = quote(this.words(row).value)
    last.closest('[data-words]')?.append(picker)
    this.place(picker, last)
    window.addEventListener('resize', () => this.place(picker, last))
    picker.addEventListener('click', (event) => this.pick(event, row, last))
    picker.addEventListener('keydown', (event) => { if (event.key === 'Escape') this.refuse(row, last) })
    this.picker = picker
    picker.querySelector('button')?.focus()
  }

  /** Below the last word, and within the width of the text. */
  place(/** @type {HTMLElement} */ picker, /** @type {HTMLElement} */ last) {
    const room = (picker.parentElement?.clientWidth ?? 0) - picker.offsetWidth
    picker.style.top = `${last.offsetTop + last.offsetHeight + 6}px`
    picker.style.left = `${Math.max(0, Math.min(last.offsetLeft, room))}px`
  }

  pick(/** @type {Event} */ event, /** @type {HTMLElement} */ row, /** @type {HTMLElement} */ last) {
    event.stopPropagation()
    const button = /** @type {Element} */ (event.target).closest('button')
    if (!button) return
    if (!button.dataset.need) return this.refuse(row, last)
    this.need(row).value = button.dataset.need
    this.tell()
    this.say(`Marked ${quote(this.words(row).value)}: ${button.textContent?.trim()}.`)
    this.closePicker()
    last.focus()
  }

  refuse(/** @type {HTMLElement} */ row, /** @type {HTMLElement} */ last) {
    this.closePicker()
    this.drop(row)
    this.say('Not marked.')
    last.focus()
  }

  /** A press elsewhere leaves the words in their row, to be named there. */
  leave(/** @type {Event} */ event) {
    if (this.picker && !this.picker.contains(/** @type {Node} */ (event.target))) this.closePicker()
  }

  closePicker() {
    this.picker?.remove()
    this.picker = null
  }
}

/** Words of the text as they are told: the text's own quotation marks would stand there twice. @param {string} text */
export function quote(text) {
  return `“${text.trim().replace(/^[“"‘]+|[”"’]+$/g, '')}”`
}
