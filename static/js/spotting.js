/**
 * Lets a learner mark words in the text itself: drag, tap first and last word, or arrow keys and
 * Space. Each run fills a row of the form, which works alike when it is filled in by hand.
 * Every word of the text can be marked, so nothing here shows where the cues are.
 */

import Rows, { quote } from './spotting-rows.js'

const MOST_WORDS = 30
// Blanks and punctuation around a run, which look odd in its row; marking ignores them anyway.
const EDGES = /^[\s\p{P}]+|[\s\p{P}]+$/gu

export default class Spotting {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form
    /** @type {{span: HTMLElement, text: string, prose: HTMLElement}[]} */
    this.words = []
    this.caret = 0
    /** @type {number | null} */
    this.start = null
    for (const prose of document.querySelectorAll('[data-words]')) this.split(prose)
    if (!this.words.length) return
    this.rows = new Rows(form, () => this.paint())
    this.find()
    this.showHelp()
    this.listen()
    this.moveCaret(0)
  }

  /** Rows that came with the page were marked in the text before: show where. */
  find() {
    const texts = this.words.map(({ text }) => text.replace(EDGES, ''))
    for (const row of this.rows.all()) {
      const wanted = this.rows.words(row).value.split(/\s+/).map((text) => text.replace(EDGES, ''))
      const from = texts.findIndex((_, at) => wanted.every((text, by) => texts[at + by] === text))
      if (from >= 0 && wanted[0]) this.rows.bind(row, this.range(from, from + wanted.length - 1))
    }
    this.paint()
  }

  /** Wrap each word of a text in a span; footnote marks are no words of the text. */
  split(/** @type {HTMLElement} */ prose) {
    const walker = document.createTreeWalker(prose, NodeFilter.SHOW_TEXT)
    const nodes = []
    while (walker.nextNode()) nodes.push(/** @type {Text} */ (walker.currentNode))
    for (const node of nodes) if (!node.parentElement?.closest('sup, a')) this.wrap(node, prose)
    prose.classList.add('prose--marking')
  }

  wrap(/** @type {Text} */ node, /** @type {HTMLElement} */ prose) {
    const pieces = document.createDocumentFragment()
    for (const text of node.data.match(/^\s+|\S+\s*/g) ?? []) {
      if (!text.trim()) { pieces.append(text); continue }
      const span = document.createElement('span')
      span.className = 'word'
      span.textContent = text
      span.dataset.word = String(this.words.length)
      this.words.push({ span, text, prose })
      pieces.append(span)
    }
    node.replaceWith(pieces)
  }

  showHelp() {
    for (const help of document.querySelectorAll('[data-plain-help]')) help.setAttribute('hidden', '')
    for (const help of document.querySelectorAll('[data-marking-help]')) help.removeAttribute('hidden')
  }

  listen() {
    for (const prose of new Set(this.words.map((word) => word.prose))) {
      prose.addEventListener('pointerdown', (event) => this.press(event))
      prose.addEventListener('pointerup', (event) => this.release(event))
      prose.addEventListener('click', (event) => this.tap(event))
      prose.addEventListener('keydown', (event) => this.type(event))
    }
  }

  /** @param {Event} event @returns {number | null} */
  wordAt(event) {
    const span = /** @type {Element} */ (event.target).closest('.word')
    return span instanceof HTMLElement ? Number(span.dataset.word) : null
  }

  press(/** @type {PointerEvent} */ event) {
    this.pressed = event.pointerType === 'mouse' && event.button === 0 ? this.wordAt(event) : null
  }

  release(/** @type {PointerEvent} */ event) {
    const end = this.wordAt(event)
    if (this.pressed == null || end === null || end === this.pressed) return
    this.finish(this.pressed, end)
  }

  tap(/** @type {MouseEvent} */ event) {
    const word = this.wordAt(event)
    if (word === null) return
    this.moveCaret(word)
    this.toggle()
  }

  /** Start a run at the caret, or end the one begun. */
  toggle() {
    if (this.start !== null) return this.finish(this.start, this.caret)
    this.rows.closePicker()
    this.start = this.caret
    this.rows.say(`Begins with ${quote(this.words[this.caret].text)}. Now the last word.`)
    this.paint()
  }

  type(/** @type {KeyboardEvent} */ event) {
    if (this.wordAt(event) === null) return
    const across = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    const down = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (across) this.moveCaret(this.caret + across, true)
    else if (down) this.moveCaret(this.nextLine(down), true)
    else if (event.key === ' ' || event.key === 'Enter') this.toggle()
    else if (event.key === 'Escape' && this.start !== null) this.cancel()
    else return
    event.preventDefault()
  }

  cancel() {
    this.start = null
    this.rows.say('Taken back.')
    this.paint()
  }

  /** The word above or below the caret: the nearest of the next line. */
  nextLine(/** @type {number} */ way) {
    const here = this.words[this.caret].span.getBoundingClientRect()
    let [best, distance] = [this.caret, Infinity]
    for (const [index, { span }] of this.words.entries()) {
      const box = span.getBoundingClientRect()
      const rise = (box.top - here.top) * way
      const far = rise * 20 + Math.abs(box.left - here.left)
      if (rise > here.height / 2 && far < distance) [best, distance] = [index, far]
    }
    return best
  }

  /** One word alone is a tab stop, so the text costs one press of the tab key. */
  moveCaret(/** @type {number} */ to, focus = false) {
    this.words[this.caret].span.removeAttribute('tabindex')
    this.words[this.caret].span.removeAttribute('role')
    this.caret = Math.min(Math.max(to, 0), this.words.length - 1)
    const { span } = this.words[this.caret]
    span.tabIndex = 0
    span.setAttribute('role', 'button')
    if (focus) span.focus()
    if (this.start !== null) this.paint()
  }

  finish(/** @type {number} */ from, /** @type {number} */ to) {
    document.getSelection()?.removeAllRanges()
    this.start = null
    const prose = this.words[from].prose
    const run = this.range(from, to).filter((index) => this.words[index].prose === prose)
    if (run.length > MOST_WORDS) {
      this.rows.say(`At most ${MOST_WORDS} words at a time. This was ${run.length}.`)
      return this.paint()
    }
    const text = run.map((index) => this.words[index].text).join('').replace(/\s+/g, ' ')
    this.moveCaret(run[run.length - 1])
    this.rows.mark(text.replace(EDGES, ''), run, this.words[this.caret].span)
  }

  range(/** @type {number} */ from, /** @type {number} */ to) {
    const [low, high] = from < to ? [from, to] : [to, from]
    return Array.from({ length: high - low + 1 }, (_, offset) => low + offset)
  }

  /** Show every run that is in the rows, and the one being made. */
  paint() {
    const marked = new Set(this.rows.runs().flat())
    const begun = new Set(this.start === null ? [] : this.range(this.start, this.caret))
    for (const [index, { span }] of this.words.entries()) {
      span.classList.toggle('word--marked', marked.has(index))
      span.classList.toggle('word--begun', begun.has(index))
    }
  }
}
