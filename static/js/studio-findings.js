import { forEachDiagnostic, setDiagnostics } from '../vendor/codemirror/codemirror.js'

/**
 * What the checker says of the text while it is typed: in the margin, under the words, and as a
 * list below. What reading shows comes at once; what only a play shows, a little later.
 */

const SOON = 120
const WHOLE = 900
const AGAIN = 3000
// An answer that comes within this time comes at once.
const PATIENCE = 300

/** @typedef {{file: string, line: number, column: number, code: string, severity: string, message: string, fix: string}} Finding */

export default class Findings {
  /**
   * @param {any} view
   * @param {HTMLFormElement} form
   * @param {HTMLElement} list
   * @param {{say: (words: string) => void, learn: (names: any) => void, wait: (words: string) => void}} told
   */
  constructor(view, form, list, told) {
    this.view = view
    this.form = form
    this.list = list
    this.told = told
    this.shown = ''
    this.said = ''
    this.waiting = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined)
    this.list.addEventListener('click', (event) => this.follow(event))
    this.plan(false, 0)
  }

  /** The text changed. */
  touch() {
    this.plan(false, SOON)
  }

  /** @param {boolean} whole @param {number} time */
  plan(whole, time) {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.ask(whole), time)
  }

  /** @param {boolean} whole */
  async ask(whole) {
    this.asked?.abort()
    this.asked = new AbortController()
    const text = this.view.state.doc
    const body = new FormData()
    body.set('csrf_token', /** @type {HTMLInputElement} */ (this.form.elements.namedItem('csrf_token')).value)
    body.set('text', text.toString())
    if (whole) body.set('whole', '1')
    else this.waiting ??= setTimeout(() => this.told.wait('Checking…'), PATIENCE)
    try {
      const answer = await fetch(this.form.dataset.check ?? '', { method: 'POST', body, signal: this.asked.signal })
      if (!answer.ok) throw new Error(String(answer.status))
      const told = await answer.json()
      if (this.view.state.doc !== text) return
      this.rest()
      this.take(told.findings, told.names, whole)
    } catch (error) {
      // Overtaken by a newer text; else there was no answer, which the line about saving tells of.
      if (/** @type {Error} */ (error).name === 'AbortError') return
      this.rest()
      this.plan(whole, AGAIN)
    }
  }

  /** Nothing is waited for any more. */
  rest() {
    clearTimeout(this.waiting)
    this.waiting = undefined
    this.told.wait('')
  }

  /** @param {Finding[]} findings @param {any} names @param {boolean} whole */
  take(findings, names, whole) {
    this.told.learn(names)
    const own = findings.filter((each) => !each.file)
    this.view.dispatch(setDiagnostics(this.view.state, own.map((each) => this.place(each))))
    this.show(findings)
    document.dispatchEvent(new CustomEvent('studio-checked', { detail: { whole, count: findings.length } }))
    if (!whole) this.plan(true, WHOLE)
  }

  /** Mark the word that a finding stands at, or the rest of its line. @param {Finding} finding */
  place(finding) {
    const doc = this.view.state.doc
    const line = doc.line(Math.min(finding.line, doc.lines))
    const from = Math.min(line.from + finding.column - 1, line.to)
    const word = /^[\w#-]+/.exec(line.text.slice(from - line.from))
    const to = word ? from + word[0].length : line.to
    const fix = finding.fix ? `\nTo mend it: ${finding.fix}` : ''
    return { from: from === to ? line.from : from, to, severity: finding.severity, message: `${upper(finding.message)} (${finding.code})${fix}` }
  }

  /** @param {Finding[]} findings */
  show(findings) {
    const now = JSON.stringify(findings)
    if (now === this.shown) return
    this.shown = now
    const found = count(findings)
    const head = make('h2', 'What the check says')
    head.id = 'findings-head'
    const list = make('ol')
    list.className = 'findings'
    list.append(...findings.map((each) => this.row(each)))
    const at = [...this.list.querySelectorAll('a')].indexOf(/** @type {HTMLAnchorElement} */ (document.activeElement))
    this.list.replaceChildren(head, make('p', found), ...(findings.length ? [list] : []))
    if (at >= 0) (this.list.querySelectorAll('a')[at] ?? this.list.querySelector('a'))?.focus()
    if (found !== this.said) this.told.say(found)
    this.said = found
  }

  /** @param {Finding} finding */
  row(finding) {
    const row = make('li')
    const words = make('p')
    const place = make('strong', `${finding.severity === 'error' ? 'Error' : 'Warning'}, `)
    const where = finding.file ? make('span', `${finding.file}, line ${finding.line}`) : make('a', `Line ${finding.line}`)
    if (where instanceof HTMLAnchorElement) {
      where.href = '#studio-form'
      where.dataset.line = String(finding.line)
      where.dataset.column = String(finding.column)
    }
    place.append(where)
    words.append(place, `: ${upper(finding.message)} (${finding.code})`)
    row.append(words)
    if (finding.fix) row.append(make('p', `To mend it: ${finding.fix}`))
    return row
  }

  /** @param {MouseEvent} event */
  follow(event) {
    const link = /** @type {HTMLElement} */ (event.target).closest('a')
    if (!link?.dataset.line) return
    event.preventDefault()
    this.goTo(Number(link.dataset.line), Number(link.dataset.column ?? 1))
  }

  /** @param {number} number @param {number} [column] */
  goTo(number, column = 1) {
    const doc = this.view.state.doc
    const line = doc.line(Math.max(1, Math.min(number, doc.lines)))
    this.view.dispatch({ selection: { anchor: Math.min(line.from + column - 1, line.to) }, scrollIntoView: true })
    this.view.focus()
  }

  /** Say aloud what stands where the cursor has come to. */
  sayHere() {
    const at = this.view.state.selection.main.from
    forEachDiagnostic(this.view.state, (/** @type {{message: string}} */ finding, /** @type {number} */ from, /** @type {number} */ to) => {
      if (from <= at && at <= to) this.told.say(finding.message)
    })
  }
}

/** @param {string} words */
const upper = (words) => words.charAt(0).toUpperCase() + words.slice(1)

/** @param {string} name @param {string} [words] */
function make(name, words = '') {
  const element = document.createElement(name)
  element.textContent = words
  return element
}

/** @param {Finding[]} findings */
function count(findings) {
  const errors = findings.filter((each) => each.severity === 'error').length
  const parts = [[errors, 'error'], [findings.length - errors, 'warning']].filter(([number]) => number)
  const words = parts.map(([number, word]) => `${number} ${word}${number === 1 ? '' : 's'}`)
  return words.length ? `${words.join(' and ')}.` : 'Nothing to mend.'
}
