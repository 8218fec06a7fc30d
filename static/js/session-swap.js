import { startAll } from './main.js'

/**
 * Brings parts of a page to what they are now, by name. A container `data-parts` holds elements
 * `data-part`; one is filled anew when its `data-state` differs, unless somebody is busy in it: has
 * the focus there, a button pressed, or something typed. Opened details stay open.
 */

// A click is lost when what it began on is gone before it ends.
const CLICK = 300
/** @type {EventTarget | null} */
let pressed = null
addEventListener('pointerdown', (event) => { pressed = event.target }, true)
for (const name of ['pointerup', 'pointercancel']) addEventListener(name, () => setTimeout(() => { pressed = null }, CLICK), true)

/**
 * Bring everything under `here` to what `there` says; false where something was left as it is.
 * @param {Element} here
 * @param {Element} there
 */
export function sync(here, there) {
  let all = true
  for (const from of there.querySelectorAll('[data-parts]')) {
    const to = here.querySelector(`[data-parts="${from.getAttribute('data-parts')}"]`)
    if (to && !syncParts(to, from)) all = false
  }
  for (const from of there.querySelectorAll('[data-live-part][id]')) {
    const to = here.querySelector(`#${from.id}`)
    if (to && to.textContent !== from.textContent && !fill(to, from)) all = false
  }
  return all
}

/**
 * @param {Element} to
 * @param {Element} from
 */
function syncParts(to, from) {
  const old = new Map([...to.children].map((each) => [nameOf(each), each]))
  const wanted = [...from.children].filter(nameOf)
  const names = new Set(wanted.map(nameOf))
  let all = true
  for (const [name, part] of old) {
    if (names.has(name)) continue
    if (isBusy(part)) all = false
    else part.remove()
  }
  /** @type {Element | null} */
  let before = null
  for (const each of wanted) {
    const known = old.get(nameOf(each))
    if (known && stateOf(known) !== stateOf(each) && !fill(known, each)) all = false
    before = place(to, known ?? add(each), before)
  }
  return all
}

/**
 * Put a part behind the one before it. Moving an element takes the focus out of it, so that one
 * somebody is busy in stays where it is.
 * @param {Element} container
 * @param {Element} part
 * @param {Element | null} before
 */
function place(container, part, before) {
  const next = before ? before.nextElementSibling : container.firstElementChild
  if (part !== next && !(part.isConnected && isBusy(part))) container.insertBefore(part, next)
  return part
}

/** @param {Element} part */
function add(part) {
  const fresh = document.importNode(part, true)
  startAll(fresh)
  return fresh
}

/**
 * Fill an element anew. The element itself stays, and with it the focus that may be on it.
 * @param {Element} to
 * @param {Element} from
 */
function fill(to, from) {
  if (isBusy(to)) return false
  const open = [...to.querySelectorAll('details[open][data-keep]')].map(keepOf)
  const fresh = add(from)
  for (const each of fresh.querySelectorAll('details[data-keep]')) if (open.includes(keepOf(each))) each.setAttribute('open', '')
  for (const { name } of [...to.attributes]) if (name !== 'open' && !fresh.hasAttribute(name)) to.removeAttribute(name)
  for (const { name, value } of fresh.attributes) to.setAttribute(name, value)
  to.replaceChildren(...fresh.childNodes)
  return true
}

/** @param {Element} part */
function isBusy(part) {
  const focused = document.activeElement !== part && part.contains(document.activeElement)
  const held = pressed instanceof Node && part.contains(pressed)
  return focused || held || [...part.querySelectorAll('textarea, select, input:not([type=hidden])')].some(isChanged)
}

/** @param {Element} field */
function isChanged(field) {
  if (field instanceof HTMLSelectElement) {
    const chosen = [...field.options].findIndex((each) => each.defaultSelected)
    return field.selectedIndex !== Math.max(chosen, 0)
  }
  const typed = /** @type {HTMLInputElement | HTMLTextAreaElement} */ (field)
  return typed.value !== typed.defaultValue
}

/** @param {Element} part */
function nameOf(part) {
  return part.getAttribute('data-part') ?? ''
}

/** @param {Element} part */
function stateOf(part) {
  return part.getAttribute('data-state') ?? ''
}

/** @param {Element} details */
function keepOf(details) {
  return details.getAttribute('data-keep')
}
