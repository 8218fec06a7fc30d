/**
 * The preview or the map beside the text, on wide screens: what was shown last is shown again, and
 * a play goes on where it was. Told of each save, so that neither shows an old text for long.
 */

const KEPT = 'studio-beside'
const OFTEN = 700
const TITLES = /** @type {Record<string, string>} */ ({ preview: 'Preview of this file', map: 'Map of this file' })

export default class StudioBeside {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    this.path = root.dataset.path ?? ''
    this.frame = /** @type {HTMLIFrameElement} */ (root.querySelector('iframe'))
    this.tabs = /** @type {HTMLButtonElement[]} */ ([...root.querySelectorAll('[data-show]')])
    this.shown = ''
    this.base = readBase()
    for (const tab of this.tabs) tab.addEventListener('click', () => this.show(tab.dataset.show ?? ''))
    this.frame.addEventListener('load', () => this.arrive())
    document.addEventListener('studio-saved', () => this.tell())
    setInterval(() => this.watch(), OFTEN)
    root.hidden = false
    this.show(localStorage.getItem(KEPT) ?? '')
  }

  /** @param {string} what */
  show(what) {
    const known = Object.hasOwn(TITLES, what) ? what : ''
    for (const tab of this.tabs) tab.setAttribute('aria-pressed', String(tab.dataset.show === known))
    this.root.classList.toggle('beside--open', known !== '')
    this.frame.hidden = known === ''
    if (known !== this.shown) this.load(known)
    this.shown = known
    localStorage.setItem(KEPT, known)
  }

  /** @param {string} what */
  load(what) {
    this.frame.title = TITLES[what] ?? 'Nothing yet'
    const play = sessionStorage.getItem(this.nameOf())
    if (what === 'preview') this.go(play ?? `/studio/preview/${this.path}`)
    else this.go(what === 'map' ? `/studio/map/${this.path}?beside=1` : 'about:blank')
  }

  /** The address is no step of this page's own: "Back" leads away from it, as before. @param {string} url */
  go(url) {
    this.frame.contentWindow?.location.replace(url)
  }

  nameOf() {
    return `${KEPT} ${this.path}`
  }

  /** Remember the play, and let links to lines of this file move in the text as it stands. */
  arrive() {
    const shown = this.frame.contentWindow
    if (!shown || !shown.location.pathname.startsWith('/')) return
    if (shown.location.pathname.startsWith(`/studio/preview/${this.path}/plays/`)) {
      sessionStorage.setItem(this.nameOf(), shown.location.pathname)
    }
    shown.document.addEventListener('click', (event) => this.follow(event))
  }

  /** @param {MouseEvent} event */
  follow(event) {
    const link = /** @type {Element} */ (event.target).closest('a')
    const href = link?.getAttribute('href') ?? ''
    if (!href.startsWith(`/studio/edit/${this.path}#`)) return
    event.preventDefault()
    const hash = href.slice(href.indexOf('#'))
    // The same line twice is no change, and is asked for all the same.
    if (location.hash === hash) window.dispatchEvent(new HashChangeEvent('hashchange'))
    else location.hash = hash
  }

  watch() {
    const base = readBase()
    if (base === this.base) return
    this.base = base
    this.tell()
  }

  tell() {
    if (this.shown) this.frame.contentWindow?.postMessage('saved', location.origin)
  }
}

/** Give the number of the save that the text on the page rests on. */
function readBase() {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector('#studio-form'))
  const field = /** @type {HTMLInputElement | null} */ (form?.querySelector('[name=base]') ?? null)
  return `${form?.dataset.base} ${field?.value}`
}
