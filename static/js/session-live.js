import Channel from './session-channel.js'
import { sayTime } from './countdown.js'
import { startAll } from './main.js'
import Polite from './polite.js'

const NOT_CONNECTED = 'Not connected: what you send is still taken when you are back.'
const PARTS_EVERY = 1500
const SHORT = 60

/**
 * Keeps the page of a session up to date: the board whenever something happened, the stage when the
 * team has gone on. It never moves the focus and never takes away what somebody types: then it says
 * that the team has gone on, and leaves it to them to follow.
 */
export default class SessionLive {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    this.url = root.dataset.url ?? ''
    this.shows = root.dataset.shows ?? ''
    this.skew = Number(root.dataset.now) - Date.now()
    this.board = this.find('#board')
    this.stage = this.find('#stage')
    this.polite = new Polite(this.find('[data-says]'))
    this.partsAt = 0
    this.typed = false
    this.stage.addEventListener('input', () => { this.typed = true })
    this.stage.addEventListener('focusout', () => setTimeout(() => this.settle(), 200))
    this.find('[data-go-there]').addEventListener('click', (event) => this.follow(event))
    // A reload brings back where one was on the page, and may leave the focus nowhere.
    if (location.hash === '#stage') this.stage.focus({ preventScroll: true })
    document.addEventListener('session-changed', () => this.refreshParts(true))
    if (root.dataset.stage !== 'ended') {
      this.channel = new Channel(this.url, Number(root.dataset.seq), {
        went: (went) => this.take(went),
        behind: (seq) => this.catchUp(seq),
        connected: (is) => this.showConnection(is),
      })
    }
    this.tick()
    setInterval(() => this.tick(), 1000)
  }

  /** @param {string} selector @returns {HTMLElement} */
  find(selector) {
    return /** @type {HTMLElement} */ (this.root.querySelector(selector))
  }

  /** @param {import('./session-channel.js').Went} went */
  take(went) {
    this.root.dataset.seq = String(went.to)
    if (!went.mine) return
    if (went.board !== undefined) this.drawBoard(went.board)
    this.polite.say(went.say)
    this.goOn(went.board === undefined ? went.position : undefined)
  }

  /** Something was missed: what stands on the page is fetched whole. @param {number} seq */
  async catchUp(seq) {
    const board = await this.fetch('/board')
    if (board === null) return
    this.root.dataset.seq = String(seq)
    const before = this.shows
    if (board) this.drawBoard(board)
    this.goOn(board ? undefined : 'lobby')
    if (before !== this.shows) this.polite.say(`Your team is at: ${this.phase}.`)
  }

  /** @param {string} html */
  drawBoard(html) {
    const open = this.board.querySelector('details')?.open
    this.board.innerHTML = html
    const details = this.board.querySelector('details')
    if (details && open) details.open = true
    this.root.classList.remove('session--lobby')
    this.tick()
  }

  /** @returns {DOMStringMap} */
  get drawn() {
    return /** @type {HTMLElement | null} */ (this.board.firstElementChild)?.dataset ?? {}
  }

  get phase() {
    return this.drawn.phase ?? 'the start'
  }

  /** @param {string} [position] where no board says it */
  goOn(position) {
    const shows = position ?? this.drawn.shows ?? ''
    if (shows === this.shows) return this.refreshParts()
    this.shows = shows
    this.behind = true
    this.settle()
  }

  /** Somebody reads on or types in the stage: it is not taken from under them. */
  get busy() {
    const focused = document.activeElement
    return this.typed || (this.stage !== focused && this.stage.contains(focused)) || this.find('[data-moved]').contains(focused)
  }

  /** Show the stage that the team is at, or say that there is another one. */
  async settle() {
    if (!this.behind) return
    const moved = this.find('[data-moved]')
    moved.hidden = !this.busy
    this.find('[data-moved-words]').textContent = `The team has moved on to ${this.phase}.`
    if (this.busy) return
    const html = await this.fetch('/stage')
    // What was begun while it was on its way counts, too.
    if (html === null || this.busy) { moved.hidden = html !== null; return }
    this.behind = false
    moved.hidden = true
    this.stage.innerHTML = html
    document.title = document.title.replace(/^[^:]*:/, `${this.phase}:`)
    startAll(this.stage)
  }

  /** The link leads to this page: it has to be asked for anew, and what is typed is saved on leaving. @param {Event} event */
  follow(event) {
    event.preventDefault()
    history.replaceState(null, '', `${location.pathname}#stage`)
    // The browser scrolls to where one was.
    this.stage.scrollIntoView()
    location.reload()
  }

  /** Fetch anew what team-mates change while one looks at it. @param {boolean} [all] */
  refreshParts(all = false) {
    if (this.partsTimer !== undefined && !all) return
    clearTimeout(this.partsTimer)
    if (!this.stage.querySelector('[data-live-part]')) return
    const wait = all ? 0 : Math.max(0, this.partsAt + PARTS_EVERY - performance.now())
    this.partsTimer = setTimeout(() => this.fetchParts(all), wait)
  }

  /** @param {boolean} all */
  async fetchParts(all) {
    this.partsTimer = undefined
    this.partsAt = performance.now()
    const html = await this.fetch('/stage')
    if (html === null) return
    const fresh = new DOMParser().parseFromString(html, 'text/html')
    // Whoever keeps a part of the stage up to date by themselves.
    document.dispatchEvent(new CustomEvent('session-fresh', { detail: fresh }))
    for (const part of this.stage.querySelectorAll('[data-live-part]')) {
      const now = fresh.getElementById(part.id)
      if (!now || now.innerHTML === part.innerHTML || (!all && isHeld(part))) continue
      const focused = document.activeElement
      part.replaceChildren(...now.childNodes)
      if (focused?.id && !focused.isConnected) document.getElementById(focused.id)?.focus({ preventScroll: true })
      startAll(part)
    }
  }

  /** @param {string} place @returns {Promise<string | null>} */
  async fetch(place) {
    try {
      const answer = await fetch(this.url + place + location.search)
      return answer.ok && !answer.redirected ? await answer.text() : null
    } catch {
      return null
    }
  }

  /** @param {boolean} is */
  showConnection(is) {
    const line = this.find('[data-connection]')
    if (line.hidden === is) return
    line.hidden = is
    line.textContent = is ? '' : NOT_CONNECTED
    this.polite.say(is ? 'Connected again.' : NOT_CONNECTED)
  }

  /** The time left, by the server's clock. */
  tick() {
    const place = this.board.querySelector('[data-left]')
    const ends = Number(this.drawn.ends)
    if (!place || !ends) return
    const left = Math.ceil((ends - Date.now() - this.skew) / 1000)
    place.textContent = left > 0 ? sayTime(left) : 'The time is up.'
    place.parentElement?.parentElement?.classList.toggle('board__time--short', left <= SHORT)
    if (left <= SHORT && left > 0 && this.warned !== ends) {
      this.warned = ends
      this.polite.say(`${this.phase}: less than a minute left.`)
    }
  }
}

/** A part that somebody is in, or has changed, stays as it is. @param {Element} part */
function isHeld(part) {
  const focused = document.activeElement
  // Where one was only led to, after sending something, nobody is in the middle of anything.
  if (part.contains(focused) && !focused?.matches('[tabindex="-1"]')) return true
  return [...part.querySelectorAll('select')].some((menu) => !menu.selectedOptions[0]?.defaultSelected && [...menu.options].some((each) => each.defaultSelected))
}
