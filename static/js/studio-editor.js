import {
  Annotation, ChangeSet, classHighlighter, closeBrackets, closeBracketsKeymap, completionKeymap, defaultKeymap, diff, dropCursor,
  EditorState, EditorView, highlightActiveLine, highlightActiveLineGutter, highlightSelectionMatches, highlightSpecialChars, history,
  historyKeymap, keymap, lineNumbers, lintGutter, nextDiagnostic, previousDiagnostic, Prec, search, searchKeymap, syntaxHighlighting,
} from '../vendor/codemirror/codemirror.js'
import Polite from './polite.js'
import { showClash } from './studio-clash.js'
import { completion } from './studio-completion.js'
import Findings from './studio-findings.js'
import { addMenu, addPicture, findStart, insertPicture, listConstructs, upload, writeOver } from './studio-insert.js'
import { caseMarkdown } from './studio-language.js'
import Saving from './studio-saving.js'

const HINT = 'Tab leaves the text. Ctrl+Space suggests what can be written, Ctrl+] moves lines in, F8 goes to the next finding, Ctrl+S saves. On a Mac, Ctrl is Cmd, but not for Space.'
const KEPT = 'What you write is saved by itself a few seconds later; the line below the text says so. Learners see it only once it is published.'
const LINE = /^#line-(\d+)$/
const fromServer = Annotation.define()

/** The text of a file as its author writes it; without it there is the plain form it stands in. */
export default class StudioEditor {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form
    this.area = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem('text'))
    this.names = null
    this.line = part('p', 'studio-state')
    this.checking = part('p', 'studio-checking')
    this.refused = part('p', 'studio-refused')
    this.says = part('div', 'nhsuk-u-visually-hidden')
    this.polite = new Polite(this.says)
    this.view = /** @type {any} */ (null)
    /** What was typed since a text was sent. @type {any} */
    this.since = null
    this.sentDoc = /** @type {any} */ (null)
    this.build()
    const findings = document.querySelector('[data-findings]')
    const told = { say: (/** @type {string} */ words) => this.polite.say(words), learn: (/** @type {any} */ names) => { this.names = names }, wait: (/** @type {string} */ words) => { this.checking.textContent = words } }
    this.findings = new Findings(this.view, form, /** @type {HTMLElement} */ (findings), told)
    this.saving = new Saving(form, this)
    form.addEventListener('submit', (event) => this.submit(event))
    window.addEventListener('hashchange', () => this.follow())
    this.follow()
  }

  build() {
    const before = document.activeElement
    const bar = part('div', 'studio-bar')
    this.says.setAttribute('aria-live', 'polite')
    this.refused.setAttribute('role', 'alert')
    const hint = part('p', 'nhsuk-hint studio-keys')
    hint.id = 'studio-keys'
    hint.textContent = HINT
    const told = this.form.querySelector('#text-hint')
    if (told) told.textContent = KEPT
    const place = part('div', 'studio-editor')
    const lines = part('div', 'studio-lines')
    this.checking.setAttribute('role', 'status')
    lines.append(this.line, this.checking)
    this.area.before(bar, this.refused, place, lines, hint, this.says)
    this.area.hidden = true
    // Who was quicker than this script goes on where they are, with what they typed.
    const typed = this.area === before
    const state = EditorState.create({ doc: typed ? this.area.value : this.area.defaultValue, extensions: this.extend() })
    const at = typed ? this.area.selectionStart : findStart(state.doc)
    this.view = new EditorView({ parent: place, state: state.update({ selection: { anchor: at } }).state, scrollTo: EditorView.scrollIntoView(at, { y: 'center' }) })
    if (typed) this.view.focus()
    addMenu(this.view, bar)
    addPicture(bar, (files) => this.add(files))
    const label = /** @type {HTMLLabelElement} */ (this.form.querySelector('label[for=text]'))
    label.addEventListener('click', () => this.view.focus())
  }

  extend() {
    const nonce = /** @type {HTMLElement | null} */ (document.querySelector('script[nonce]'))?.nonce ?? ''
    const label = this.form.querySelector('label[for=text]')?.textContent?.trim() ?? 'Text'
    const attributes = { 'aria-label': label, 'aria-describedby': 'text-hint studio-keys', id: 'studio-text', tabindex: '0', spellcheck: 'true', autocapitalize: 'off' }
    return [
      EditorView.cspNonce.of(nonce), EditorView.contentAttributes.of(attributes), EditorView.lineWrapping, EditorState.tabSize.of(2),
      lineNumbers(), lintGutter(), highlightSpecialChars(), history(), dropCursor(), highlightActiveLine(), highlightActiveLineGutter(),
      highlightSelectionMatches(), closeBrackets(), search({ top: true }), caseMarkdown, syntaxHighlighting(classHighlighter),
      completion(() => this.names, listConstructs), Prec.high(keymap.of(this.keys())),
      keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...completionKeymap]),
      EditorView.updateListener.of((/** @type {any} */ update) => this.hear(update)),
      EditorView.domEventHandlers({
        beforeinput: writeOver,
        paste: (/** @type {ClipboardEvent} */ event) => this.take(event, event.clipboardData),
        drop: (/** @type {DragEvent} */ event) => this.take(event, event.dataTransfer),
      }),
    ]
  }

  keys() {
    const go = (/** @type {(view: any) => boolean} */ move) => (/** @type {any} */ view) => {
      if (move(view)) this.findings.sayHere()
      return true
    }
    return [
      { key: 'Mod-s', run: () => { this.saving.now(); return true }, preventDefault: true },
      { key: 'F8', run: go(nextDiagnostic) },
      { key: 'Shift-F8', run: go(previousDiagnostic) },
    ]
  }

  /** @param {any} update */
  hear(update) {
    if (!update.docChanged || !this.findings) return
    if (this.since) this.since = this.since.compose(update.changes)
    this.findings.touch()
    if (!update.transactions.some((/** @type {any} */ each) => each.annotation(fromServer))) this.saving?.touch()
  }

  read() {
    return this.view.state.doc.toString()
  }

  mark() {
    this.sentDoc = this.view.state.doc
    this.since = ChangeSet.empty(this.sentDoc.length)
  }

  /** Take over what came of the text that was sent; the cursor stays in its words. @param {string} text */
  join(text) {
    const length = this.sentDoc.length
    const theirs = /** @type {any} */ (ChangeSet.of(compare(this.sentDoc.toString(), text), length))
    this.view.dispatch({ changes: theirs.map(this.since), annotations: fromServer.of(true) })
    this.since = null
  }

  /** @param {string} text */
  replace(text) {
    this.view.dispatch({ changes: compare(this.read(), text), annotations: fromServer.of(true) })
  }

  /** @param {string} words @param {boolean} [not] */
  show(words, not = false) {
    this.line.textContent = words
    this.line.classList.toggle('studio-state--not', not)
  }

  /** @param {string} words @param {boolean} [shown]  to be seen as well */
  say(words, shown = false) {
    this.polite.say(words)
    if (shown) this.refused.textContent = words
  }

  /** @param {any} clash @param {any} sent */
  clash(clash, sent) {
    showClash(clash, (picks) => this.saving.settle(sent, { no: String(clash.no), ...picks }))
  }

  /** @param {Event} event @param {DataTransfer | null} data */
  take(event, data) {
    if (!data?.files.length) return false
    event.preventDefault()
    this.add([...data.files])
    return true
  }

  /** One after another, so that they stand in their order. @param {File[]} files */
  async add(files) {
    const refused = []
    this.polite.say('Uploading.')
    for (const file of files) {
      const told = await upload(this.form, file)
      if (told.paste) insertPicture(this.view, told.paste)
      else refused.push(`${file.name}: ${told.message ?? 'it was not taken.'}`)
    }
    this.refused.textContent = refused.join(' ')
    if (refused.length === files.length) return
    this.view.focus()
    this.polite.say('Added. Say in words what it shows.')
  }

  /** "Save" stays on the page; "Save and check" shows what is found already. @param {SubmitEvent} event */
  submit(event) {
    event.preventDefault()
    this.saving.now()
    if (/** @type {HTMLButtonElement | null} */ (event.submitter)?.value === 'check') document.querySelector('#findings')?.scrollIntoView()
  }

  /** A link names a line of the text. */
  follow() {
    const line = LINE.exec(location.hash)
    if (line) this.findings.goTo(Number(line[1]))
  }
}

/** What changes between two texts, as the editor takes it. @param {string} before @param {string} after */
function compare(before, after) {
  return diff(before, after).map((/** @type {any} */ each) => ({ from: each.fromA, to: each.toA, insert: after.slice(each.fromB, each.toB) }))
}

/** @param {string} name @param {string} className */
function part(name, className) {
  return Object.assign(document.createElement(name), { className })
}
