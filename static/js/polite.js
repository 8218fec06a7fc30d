/**
 * Says things to whoever listens to the page instead of looking at it: one at a time, and at most
 * one in five seconds. What comes faster is said together.
 */

const GAP = 5000
const MOST = 3

export default class Polite {
  /** @param {HTMLElement} region */
  constructor(region) {
    this.region = region
    this.waiting = /** @type {string[]} */ ([])
    this.at = -GAP
  }

  /** @param {string} words */
  say(words) {
    if (!words || this.waiting.includes(words)) return
    // Of many that wait the newest say how things stand.
    this.waiting = [...this.waiting, words].slice(-MOST)
    if (this.timer === undefined) this.timer = setTimeout(() => this.speak(), Math.max(0, this.at + GAP - performance.now()))
  }

  speak() {
    this.timer = undefined
    this.at = performance.now()
    this.region.textContent = this.waiting.join(' ')
    this.waiting = []
  }
}
