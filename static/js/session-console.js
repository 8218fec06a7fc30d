import Channel from './session-channel.js'
import Polite from './polite.js'
import { sync } from './session-swap.js'

const APART = 500
// Without news too: what waits long, and who has gone, comes with time alone.
const SELDOM = 30000
const TOO_SLOW = 8000
const FAR = 3 * 3600
const SHORT = 60
// So long what was just done stays said, however much happens meanwhile.
const READ = 10000
const NOT_CONNECTED = 'This page cannot reach the session just now. It tries again by itself.'
const GONE = 'You do not facilitate this session any more, or have been signed out.'
const BEGUN = 'The session has started.'

/**
 * Keeps the console and the projector view in step with the session. After news what changed is
 * fetched, at most twice a second, and put in place where nobody is busy. The focus is never moved.
 */
export default class SessionConsole {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    this.skew = Number(root.dataset.now) - Date.now()
    this.said = this.words
    this.standing = this.state
    const says = root.querySelector('[data-says]')
    this.polite = says && new Polite(/** @type {HTMLElement} */ (says))
    this.lookedAt = -APART
    root.addEventListener('focusout', () => setTimeout(() => { if (this.left) this.look(0) }))
    document.addEventListener('visibilitychange', () => { if (!document.hidden) this.look(0) })
    this.channel = new Channel(root.dataset.url ?? '', Number(root.dataset.seq), {
      went: (went) => { if (went.mine) this.look(0) },
      behind: () => this.look(0),
      connected: (is) => this.note(is),
    })
    this.tick()
    this.clock = setInterval(() => this.tick(), 1000)
    this.look(SELDOM)
  }

  /** Look after a time what has changed: soon after news, but never twice in `APART`. @param {number} time */
  look(time) {
    const due = Math.max(performance.now() + time, this.lookedAt + APART)
    if (this.timer !== undefined && this.due <= due) return
    clearTimeout(this.timer)
    this.due = due
    this.timer = setTimeout(() => this.fetch(), due - performance.now())
  }

  async fetch() {
    this.timer = undefined
    if (this.gone || document.hidden) return
    this.lookedAt = performance.now()
    try {
      const answer = await fetch(this.address(), { signal: AbortSignal.timeout(TOO_SLOW) })
      if ([401, 403, 404].includes(answer.status)) return this.stop()
      if (answer.ok) this.show(await answer.text())
    } catch {
      // Whether the session can be reached is for the channel to say.
    }
    this.look(SELDOM)
  }

  /** Where what changed is; parts that are here already need not be sent again. */
  address() {
    const url = new URL(this.root.dataset.partsFrom ?? '', location.href)
    const parts = [...this.root.querySelectorAll('[data-parts] > [data-state]')]
    url.searchParams.set('known', parts.map((part) => part.getAttribute('data-state')).join())
    return url.href
  }

  /** @param {string} html */
  show(html) {
    const page = new DOMParser().parseFromString(html, 'text/html')
    const fresh = /** @type {HTMLElement | null} */ (page.querySelector('[data-fragment]'))
    if (!fresh) return
    if (fresh.dataset.now) this.skew = Number(fresh.dataset.now) - Date.now()
    // Before the start the page has another shape: who facilitates goes on when they like.
    if (this.root.dataset.stage === 'lobby' && fresh.dataset.stage !== 'lobby') return this.stop(BEGUN)
    this.left = !sync(this.root, fresh)
    if (this.state !== this.standing && performance.now() > READ) this.forget()
    if (this.words !== this.said) this.polite?.say(this.words)
    this.said = this.words
    this.tick()
  }

  /** A stream may also have been closed because somebody else facilitates now. @param {boolean} is */
  note(is) {
    this.tell(is ? '' : NOT_CONNECTED)
    this.look(0)
  }

  /** What was said to have been done is no longer how things stand. */
  forget() {
    this.standing = this.state
    for (const each of document.querySelectorAll('.flash')) each.remove()
  }

  /** A mark of how many teams are in which phase. */
  get state() {
    return this.root.querySelector('[data-part=status]')?.getAttribute('data-state')
  }

  /** How things stand, in a sentence. */
  get words() {
    return /** @type {HTMLElement | null} */ (this.root.querySelector('[data-say]'))?.dataset.say ?? ''
  }

  stop(words = GONE) {
    this.gone = true
    this.channel.stop()
    clearInterval(this.clock)
    this.tell(words)
    const link = Object.assign(document.createElement('a'), { href: location.href, textContent: 'Open the page anew' })
    this.root.querySelector('[data-news]')?.append(' ', link)
    this.polite?.say(words)
  }

  /** @param {string} words */
  tell(words) {
    const line = /** @type {HTMLElement | null} */ (this.root.querySelector('[data-news]'))
    if (!line || line.textContent === words) return
    line.hidden = !words
    line.textContent = words
  }

  /** The time left to each team, by the server's clock. */
  tick() {
    for (const each of this.root.querySelectorAll('[data-ends]')) {
      const place = /** @type {HTMLElement} */ (each)
      const left = Math.ceil((Number(place.dataset.ends) - Date.now() - this.skew) / 1000)
      if (left < FAR) place.textContent = left > 0 ? sayLeft(left) : 'Time is up'
      place.classList.toggle('is-short', left <= SHORT)
    }
  }
}

/** To the second: a facilitator decides by it. @param {number} left */
function sayLeft(left) {
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')} left`
}
