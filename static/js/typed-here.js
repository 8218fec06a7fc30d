/**
 * What somebody typed last in this tab, until the server has it: a page that is loaded anew can be
 * read there before what was sent on leaving the old one has come. It is kept by person, session,
 * place and form, for a few minutes, and removed as soon as anybody else opens such a page.
 */

const KEPT = 'typed:'
const LATEST = 5 * 60 * 1000
const PLACE = ['position', 'part', 'question']

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */

/** @param {HTMLFormElement} form */
export function keep(form) {
  const key = keyOf(form)
  if (!key) return
  try {
    sessionStorage.setItem(key, JSON.stringify({ at: Date.now(), fields: fieldsOf(form).map(read) }))
  } catch {
    // Without room or leave to store, the server alone keeps it.
  }
}

/** @param {HTMLFormElement} form */
export function forget(form) {
  const key = keyOf(form)
  if (key) sessionStorage.removeItem(key)
}

/** Put back what was typed, and tell of each field that it changed. @param {HTMLFormElement} form */
export function restore(form) {
  const key = keyOf(form)
  if (!key) return
  for (const other of Object.keys(sessionStorage)) {
    if (other.startsWith(KEPT) && !other.startsWith(ownPart(form))) sessionStorage.removeItem(other)
  }
  const text = sessionStorage.getItem(key)
  sessionStorage.removeItem(key)
  if (text) write(form, JSON.parse(text))
}

/** @param {HTMLFormElement} form @param {{at: number, fields: [string, string, boolean][]}} kept */
function write(form, { at, fields }) {
  const here = fieldsOf(form)
  // A form that asks something else by now is not filled with it.
  const same = fields.length === here.length && here.every((field, index) => field.name === fields[index][0])
  if (!same || Date.now() - at > LATEST) return
  const changed = here.filter((field, index) => fill(field, fields[index]))
  if (changed.length) document.dispatchEvent(new CustomEvent('typed-again'))
  for (const field of changed) field.dispatchEvent(new Event('input', { bubbles: true }))
}

/** @param {Field} field @param {[string, string, boolean]} kept */
function fill(field, [, value, checked]) {
  if (field.disabled) return false
  if (field instanceof HTMLInputElement && ['radio', 'checkbox'].includes(field.type)) {
    if (field.value !== value || field.checked === checked) return false
    field.checked = checked
    return true
  }
  if (field.value === value) return false
  field.value = value
  return true
}

/** @param {Field} field @returns {[string, string, boolean]} */
function read(field) {
  return [field.name, field.value, field instanceof HTMLInputElement && field.checked]
}

/** @param {HTMLFormElement} form @returns {Field[]} */
function fieldsOf(form) {
  return [...form.querySelectorAll('textarea, select, input:not([type=hidden])')].map((each) => /** @type {Field} */ (each))
}

/** @param {HTMLFormElement} form */
function ownPart(form) {
  const person = /** @type {HTMLElement | null} */ (form.closest('[data-me]'))?.dataset.me
  return person ? `${KEPT}${person} ` : ''
}

/** "" where nothing is kept. @param {HTMLFormElement} form */
function keyOf(form) {
  const own = ownPart(form)
  const place = PLACE.map((name) => /** @type {HTMLInputElement | null} */ (form.querySelector(`[type=hidden][name=${name}]`))?.value ?? '')
  return own && `${own}${form.dataset.saves} ${place.join(' ')}`
}
