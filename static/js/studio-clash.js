/**
 * The same lines were changed twice: shows both for each place, and lets who writes here
 * choose. Nothing is chosen beforehand but both, so that nothing is ever left out unasked.
 */

const BOTH = 'Both, what was saved first'
const OWN = 'Words of your own'
// The server hears of so many; at the others both are kept.
const MOST = 60

/** @typedef {{base: string[], theirs: string[], mine: string[]}} Place */
/** @typedef {{heading: string, by: string, theirs: string, mine: string, parts: (Place | {lines: string[]})[]}} Clash */

/**
 * @param {Clash} clash
 * @param {(picks: Record<string, string>) => void} settle
 */
export function showClash(clash, settle) {
  const places = /** @type {Place[]} */ (clash.parts.filter((each) => 'theirs' in each)).slice(0, MOST)
  const dialog = document.createElement('dialog')
  dialog.className = 'studio-clash'
  dialog.setAttribute('aria-labelledby', 'studio-clash-head')
  const form = document.createElement('form')
  form.method = 'dialog'
  const head = make('h2', clash.heading)
  head.id = 'studio-clash-head'
  form.append(head, make('p', `${clash.by} while you were writing here. Nothing of this is saved yet, and nothing is lost. Say for each place what is to stand there.`))
  form.append(...places.map((place, number) => drawPlace(place, number, clash)), drawButtons(dialog))
  dialog.append(form)
  document.body.append(dialog)
  dialog.addEventListener('close', () => {
    const picks = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]))
    dialog.remove()
    if (dialog.returnValue === 'save') settle(picks)
  })
  dialog.showModal()
}

/** @param {Place} place @param {number} number @param {Clash} clash */
function drawPlace(place, number, clash) {
  const group = document.createElement('fieldset')
  group.append(make('legend', `Place ${number + 1}`))
  const sides = document.createElement('div')
  sides.className = 'studio-clash__sides'
  sides.append(drawSide(clash.theirs, place.theirs), drawSide(clash.mine, place.mine), drawSide('Before', place.base))
  group.append(sides)
  for (const [value, words] of [['theirs', clash.theirs], ['mine', clash.mine], ['both', BOTH], ['own', OWN]]) {
    const label = document.createElement('label')
    const radio = document.createElement('input')
    Object.assign(radio, { type: 'radio', name: `pick-${number}`, value, checked: value === 'both' })
    label.append(radio, ` ${words}`)
    group.append(label)
  }
  group.append(drawOwn(group, place, number))
  return group
}

/** A field for other words; who writes in it has chosen them. @param {HTMLElement} group @param {Place} place @param {number} number */
function drawOwn(group, place, number) {
  const field = document.createElement('textarea')
  Object.assign(field, { className: 'nhsuk-textarea', name: `own-${number}`, rows: 4, defaultValue: place.mine.join('\n') })
  field.setAttribute('aria-label', `Words of your own for place ${number + 1}`)
  const own = /** @type {HTMLInputElement} */ (group.querySelector('[value=own]'))
  field.hidden = true
  group.addEventListener('change', () => { field.hidden = !own.checked })
  return field
}

/** @param {string} name @param {string[]} lines */
function drawSide(name, lines) {
  const side = document.createElement('div')
  const text = make('pre', lines.join('\n') || 'Nothing.')
  text.tabIndex = 0
  text.setAttribute('role', 'region')
  text.setAttribute('aria-label', name)
  side.append(make('h3', name), text)
  return side
}

/** @param {HTMLDialogElement} dialog */
function drawButtons(dialog) {
  const row = document.createElement('div')
  row.className = 'cluster'
  const save = /** @type {HTMLButtonElement} */ (make('button', 'Save what I chose'))
  Object.assign(save, { className: 'nhsuk-button', value: 'save', type: 'submit' })
  const later = /** @type {HTMLButtonElement} */ (make('button', 'Decide later'))
  Object.assign(later, { className: 'nhsuk-button nhsuk-button--secondary', type: 'button' })
  later.addEventListener('click', () => dialog.close('later'))
  row.append(save, later)
  return row
}

/** @param {string} name @param {string} words */
function make(name, words) {
  const element = document.createElement(name)
  element.textContent = words
  return element
}
