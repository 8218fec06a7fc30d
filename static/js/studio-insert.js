import { EditorView } from '../vendor/codemirror/codemirror.js'

/** What is put into the text: constructs from the list on the page, and pictures that are uploaded. */

/** @typedef {{label: string, apply: (view: any, completion: any, from: number, to: number) => void}} Construct */

/** Each construct that the page lists, as the completion of an empty line. @returns {Construct[]} */
export function listConstructs() {
  return [...document.querySelectorAll('[data-snippet]')].map((each) => {
    const text = each.textContent ?? ''
    return {
      label: /** @type {HTMLElement} */ (each).dataset.snippet ?? '',
      apply: (view, _, from, to) => insertBlock(view, text, from, to),
    }
  })
}

/** Give the number of the line that ends the front matter; 0 where there is none, one behind the last where it never ends. @param {any} doc */
export function endOfHead(doc) {
  if (doc.line(1).text.trimEnd() !== '---') return 0
  for (let number = 2; number <= doc.lines; number += 1) if (doc.line(number).text.trimEnd() === '---') return number
  return doc.lines + 1
}

/** Where to begin: behind what the cover says, in front of the first scene, page or question. @param {any} doc */
export function findStart(doc) {
  let last = doc.line(Math.min(doc.lines, Math.max(1, endOfHead(doc))))
  for (let number = last.number + 1; number <= doc.lines; number += 1) {
    const line = doc.line(number)
    if (/^##/.test(line.text)) return last.to
    if (line.text.trim()) last = line
  }
  return doc.length
}

/** Where something is put that was asked for at a place: never into the front matter. @param {any} doc @param {number} at */
const keepOut = (doc, at) => (doc.lineAt(at).number <= endOfHead(doc) ? findStart(doc) : at)

/** Where a construct is put: what is a line of front matter at the end of it, all else never in it. @param {any} doc @param {string} text @param {number} at */
function findPlace(doc, text, at) {
  const end = endOfHead(doc)
  return end > 1 && /^\w+:/.test(text) ? doc.line(end - 1).to : keepOut(doc, at)
}

/** Put a construct on lines of its own, and select the words of it that come first. @param {any} view @param {string} text @param {number} from @param {number} to */
export function insertBlock(view, text, from, to) {
  const doc = view.state.doc
  const place = findPlace(doc, text, from)
  if (place !== from) from = to = place
  const line = doc.lineAt(from)
  const own = doc.sliceString(line.from, from).trim() === '' && doc.sliceString(to, line.to).trim() === ''
  const start = own ? line.from : line.to
  const lead = own ? '' : line.number < endOfHead(doc) ? '\n' : '\n\n'
  const words = /^(?:#+ (?:\w+: )?|> \w+ \(\w+\): )(.+)$/m.exec(text) ?? /!?\[([^\]xX ][^\]]*)\]/.exec(text)
  const at = start + lead.length + (words ? words.index + words[0].indexOf(words[1]) : text.length)
  view.dispatch({
    changes: { from: start, to: own ? line.to : start, insert: lead + text },
    selection: { anchor: at, head: at + (words ? words[1].length : 0) },
    scrollIntoView: true, userEvent: 'input.complete',
  })
  view.focus()
}

/** Write over what is chosen here: a browser would give the new words the old ones' looks inline, which our policy refuses. @param {InputEvent} event @param {any} view */
export function writeOver(event, view) {
  const { from, to } = view.state.selection.main
  if (event.inputType !== 'insertText' || !event.data || from === to || view.composing || event.isComposing) return false
  const write = () => view.state.update(view.state.replaceSelection(event.data), { userEvent: 'input.type' })
  const taken = view.state.facet(EditorView.inputHandler).some((/** @type {Function} */ handle) => handle(view, from, to, event.data, write))
  if (!taken) view.dispatch(write())
  return true
}

/** The menu of constructs. @param {any} view @param {HTMLElement} bar */
export function addMenu(view, bar) {
  const button = makeButton('Insert')
  const menu = document.createElement('div')
  menu.className = 'studio-menu'
  menu.id = 'studio-menu'
  menu.hidden = true
  button.setAttribute('aria-expanded', 'false')
  button.setAttribute('aria-controls', menu.id)
  const open = (/** @type {boolean} */ shown) => {
    menu.hidden = !shown
    button.setAttribute('aria-expanded', String(shown))
  }
  for (const construct of listConstructs()) {
    const item = makeButton(construct.label)
    item.className = 'studio-menu__item'
    item.addEventListener('click', () => {
      open(false)
      const at = view.state.selection.main.head
      construct.apply(view, null, at, at)
    })
    menu.append(item)
  }
  button.addEventListener('click', () => open(menu.hidden === true))
  const around = document.createElement('div')
  around.className = 'studio-insert'
  around.append(button, menu)
  around.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || menu.hidden) return
    open(false)
    button.focus()
  })
  document.addEventListener('click', (event) => { if (!around.contains(/** @type {Node} */ (event.target))) open(false) })
  bar.append(around)
}

/** Put a picture where the cursor is, and select the words that say what it shows. @param {any} view @param {string} paste */
export function insertPicture(view, paste) {
  const { doc, selection: { main: chosen } } = view.state
  const place = keepOut(doc, leavePicture(doc, chosen.from))
  const insert = (place === chosen.from ? '' : '\n\n') + paste
  const from = place + insert.indexOf('[') + 1
  const changes = { from: place, to: place === chosen.from ? chosen.to : place, insert }
  view.dispatch({ changes, selection: { anchor: from, head: place + insert.indexOf(']') }, scrollIntoView: true })
}

/** Where one picture ends, whose words are chosen, the next may stand. @param {any} doc @param {number} at */
function leavePicture(doc, at) {
  const line = doc.lineAt(at)
  const pictures = [...line.text.matchAll(/!\[[^\]]*\]\([^)]*\)/g)].map((each) => [line.from + each.index, line.from + each.index + each[0].length])
  return pictures.find(([from, to]) => from < at && at < to)?.[1] ?? at
}

/** The button for pictures. @param {HTMLElement} bar @param {(files: File[]) => void} send */
export function addPicture(bar, send) {
  const button = makeButton('Add a picture or sound')
  const field = document.createElement('input')
  Object.assign(field, { type: 'file', hidden: true, multiple: true, accept: 'image/png,image/jpeg,image/gif,image/webp,audio/*,video/mp4,video/webm,.vtt' })
  field.setAttribute('aria-label', 'Picture, sound or video')
  button.addEventListener('click', () => field.click())
  field.addEventListener('change', () => {
    if (field.files?.length) send([...field.files])
    field.value = ''
  })
  bar.append(button, field)
}

/** Upload a file, and give what to write so that it is shown; or why not. @param {HTMLFormElement} form @param {File} file @returns {Promise<{paste?: string, message?: string}>} */
export async function upload(form, file) {
  const body = new FormData()
  body.set('csrf_token', /** @type {HTMLInputElement} */ (form.elements.namedItem('csrf_token')).value)
  body.set('then', form.dataset.path ?? '')
  body.set('file', file, file.name || 'picture.png')
  try {
    const answer = await fetch(form.dataset.media ?? '', { method: 'POST', body, headers: { Accept: 'application/json' } })
    if (answer.status === 413) return { message: 'It is over 20 MiB: save it smaller, or cut it.' }
    return await answer.json()
  } catch {
    return { message: 'There is no connection, or something went wrong on our side. Try again.' }
  }
}

/** @param {string} words */
function makeButton(words) {
  const button = document.createElement('button')
  Object.assign(button, { type: 'button', className: 'studio-button', textContent: words })
  return button
}
