/**
 * Counts the time of a quiz down. The server says once how much is left; after that a clock counts
 * that nobody can set. When the time is up the page hands in by itself. Without it the time stands
 * as it was when the page came, and the server leads to handing in.
 */

const WARNINGS = [
  { at: 300, words: '5 minutes left. What you type is saved, and handed in by itself when the time is up.' },
  { at: 60, words: '1 minute left. What you have typed is handed in by itself.' },
]

export default class Countdown {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    this.end = performance.now() + Number(root.dataset.left) * 1000
    this.warnings = WARNINGS.filter(({ at }) => at <= this.left)
    this.over = false
    this.tick()
    // A sleeping tab hears no timer: it looks again as soon as it is seen.
    document.addEventListener('visibilitychange', () => this.tick())
    window.addEventListener('pageshow', () => this.tick())
  }

  get left() {
    return Math.ceil((this.end - performance.now()) / 1000)
  }

  tick() {
    clearTimeout(this.timer)
    if (this.over) return
    const left = this.left
    this.find('[data-time]').textContent = sayTime(left)
    this.warn(left)
    if (left <= 0) return this.stop()
    this.timer = setTimeout(() => this.tick(), 1000 - ((performance.now() - this.end) % 1000 + 1000) % 1000 + 5)
  }

  /** @param {number} left */
  warn(left) {
    const due = this.warnings.filter(({ at }) => left <= at).pop()
    if (!due) return
    this.warnings = this.warnings.filter(({ at }) => at < due.at)
    this.root.classList.add('clock--short')
    this.find('[data-warning]').textContent = due.words
  }

  stop() {
    this.over = true
    this.find('[data-time]').textContent = 'The time is up. Handing in…'
    this.find('[data-warning]').textContent = 'The time is up. What you have answered and typed is being handed in.'
    const form = this.root.querySelector('[data-time-up]')
    document.dispatchEvent(new CustomEvent('time-up', { detail: form }))
  }

  /** @param {string} selector @returns {HTMLElement} */
  find(selector) {
    return /** @type {HTMLElement} */ (this.root.querySelector(selector))
  }
}

/** Whole minutes while there are many, so that nothing runs beside the text. @param {number} left */
export function sayTime(left) {
  if (left > 10800) return `About ${Math.round(left / 3600)} hours left.`
  if (left > 300) return `About ${Math.round(left / 60)} minutes left.`
  const [minutes, seconds] = [Math.floor(Math.max(left, 0) / 60), Math.max(left, 0) % 60]
  return `${minutes}:${String(seconds).padStart(2, '0')} left.`
}
