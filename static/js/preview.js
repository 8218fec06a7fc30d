/**
 * Keeps a preview in step with its file: asks whether it was saved, and shows what came of it with
 * everything where it was. Without it there is the link "Reload", which does the same by hand.
 */

const OFTEN = '350'
const SELDOM = 2500
const KEPT = 'preview'
const SHOWN = 'Shown as it was just saved.'
const BRIEFLY = 4000

/** @typedef {{url: string, scroll: number, open: string[], fields: Record<string, string | boolean>, focus: string}} Place */

export default class Preview {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    this.url = root.dataset.url ?? '/'
    this.number = Number(root.dataset.number)
    this.checked = root.dataset.checked === 'yes'
    this.often = Number(root.dataset.often ?? OFTEN)
    this.stopped = root.dataset.stopped ?? ''
    this.leaving = false
    this.said = ''
    // Nothing is lost by this page's own going: what was typed is put back.
    window.addEventListener('beforeunload', (event) => {
      if (this.leaving) event.stopImmediatePropagation()
    }, { capture: true })
    root.querySelector('[data-reload]')?.addEventListener('click', (event) => {
      event.preventDefault()
      this.reload()
    })
    document.addEventListener('visibilitychange', () => this.wait(0))
    if (window.top !== window) this.stayInFrame()
    this.restore()
    if (root.dataset.stale) this.say(root.dataset.stale)
    this.wait(this.often)
  }

  /** Beside the editor: hear at once of a save, and open what is no preview in a tab of its own. */
  stayInFrame() {
    window.addEventListener('message', (event) => {
      if (event.origin === location.origin && event.data === 'saved') this.wait(0)
    })
    const base = this.url.replace(/\/plays\/.*/, '').replace(/^(\/studio\/preview)?\/.*/, '$1/')
    for (const link of document.links) {
      if (!link.target && !(link.origin === location.origin && link.pathname.startsWith(base))) link.target = '_blank'
    }
  }

  /** @param {number} time */
  wait(time) {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.look(), time)
  }

  async look() {
    const answer = await ask(`${this.url}/news`)
    if (this.leaving) return
    if (answer?.status === 404) return this.reload()
    if (answer?.ok) await this.compare(await answer.json())
    else this.say(this.stopped)
    this.wait(answer && !document.hidden ? this.often : Math.max(this.often, SELDOM))
  }

  /** @param {{number: number, checked: boolean}} news */
  async compare(news) {
    if (this.said === this.stopped) this.say(this.root.dataset.stale ?? '')
    if (news.number !== this.number) this.reload()
    else if (news.checked !== this.checked) await this.showFindings(news.checked)
  }

  /** @param {boolean} checked */
  async showFindings(checked) {
    const answer = await ask(`${this.url}/findings`)
    const panel = this.root.querySelector('[data-findings]')
    if (!answer?.ok || !panel) return
    const open = panel.querySelector('details')?.open
    panel.innerHTML = await answer.text()
    const details = panel.querySelector('details')
    if (details?.dataset.keep && open) details.open = true
    this.checked = checked
  }

  /** @param {string} words */
  say(words) {
    const line = this.root.querySelector('[data-news]')
    if (line && this.said !== words) line.textContent = words
    this.said = words
  }

  reload() {
    this.leaving = true
    sessionStorage.setItem(KEPT, JSON.stringify(this.note()))
    // Not `reload()`: the page may be the answer to a form, which must not be sent again.
    location.replace(this.url)
  }

  /** @returns {Place} */
  note() {
    const fields = [...listFields()].filter(([, field]) => isChanged(field))
    return {
      url: this.url,
      scroll: window.scrollY,
      open: [...listDetails()].filter(([, each]) => each.open).map(([name]) => name),
      fields: Object.fromEntries(fields.map(([name, field]) => [name, valueOf(field)])),
      focus: document.activeElement?.id ?? '',
    }
  }

  restore() {
    const text = sessionStorage.getItem(KEPT)
    sessionStorage.removeItem(KEPT)
    /** @type {Place | null} */
    const place = text && JSON.parse(text)
    if (!place || place.url !== this.url) return
    for (const [name, each] of listDetails()) each.open ||= place.open.includes(name)
    for (const [name, field] of listFields()) if (name in place.fields) fill(field, place.fields[name])
    if (place.focus) document.getElementById(place.focus)?.focus({ preventScroll: true })
    window.scrollTo({ top: place.scroll, behavior: 'instant' })
    this.say(SHOWN)
    setTimeout(() => { if (this.said === SHOWN) this.say('') }, BRIEFLY)
  }
}

/** @param {string} url */
async function ask(url) {
  try {
    return await fetch(url, { cache: 'no-store', signal: AbortSignal.timeout(5000) })
  } catch {
    return null
  }
}

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Field */

/** @returns {Generator<[string, Field]>} */
function* listFields() {
  const seen = new Map()
  for (const field of document.querySelectorAll('main :is(input, textarea, select)[name]')) {
    const typed = /** @type {Field} */ (field)
    if (typed.type === 'hidden') continue
    const choice = typed instanceof HTMLInputElement && isTicked(typed) ? typed.value : ''
    const name = `${typed.form?.getAttribute('action')} ${typed.form?.querySelector('[name=question]')?.getAttribute('value')} ${typed.name} ${choice}`
    const count = seen.get(name) ?? 0
    seen.set(name, count + 1)
    yield [`${name} ${count}`, typed]
  }
}

/** @returns {Generator<[string, HTMLDetailsElement]>} */
function* listDetails() {
  for (const each of document.querySelectorAll('main details, details[data-keep]')) {
    const details = /** @type {HTMLDetailsElement} */ (each)
    yield [details.dataset.keep ?? details.querySelector('summary')?.textContent ?? '', details]
  }
}

/** @param {HTMLInputElement} field */
function isTicked(field) {
  return field.type === 'radio' || field.type === 'checkbox'
}

/** @param {Field} field */
function isChanged(field) {
  if (field instanceof HTMLSelectElement) return [...field.options].some((each) => each.selected !== each.defaultSelected)
  if (field instanceof HTMLInputElement && isTicked(field)) return field.checked !== field.defaultChecked
  return field.value !== field.defaultValue
}

/** @param {Field} field */
function valueOf(field) {
  return field instanceof HTMLInputElement && isTicked(field) ? field.checked : field.value
}

/**
 * @param {Field} field
 * @param {string | boolean} value
 */
function fill(field, value) {
  if (typeof value === 'boolean') /** @type {HTMLInputElement} */ (field).checked = value
  else field.value = value
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
