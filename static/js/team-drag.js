/**
 * Lets a host drag people from team to team. What is dropped is kept at once: the menus beside the
 * names are what is sent, and work without any of this.
 */
export default class TeamDrag {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form
    /** @type {HTMLElement | null} */
    this.held = null
    form.querySelectorAll('[data-person]').forEach((each) => each.setAttribute('draggable', 'true'))
    const help = form.parentElement?.querySelector('[data-drag-help]')
    if (help instanceof HTMLElement) help.hidden = !matchMedia('(hover: hover)').matches
    form.addEventListener('dragstart', (event) => this.lift(event))
    form.addEventListener('dragover', (event) => this.hover(event))
    form.addEventListener('drop', (event) => this.drop(event))
    form.addEventListener('dragend', () => this.let())
  }

  /** @param {Event} event @returns {HTMLElement | null} */
  boxOf(event) {
    return event.target instanceof Element ? event.target.closest('[data-team]') : null
  }

  /** @param {DragEvent} event */
  lift(event) {
    this.held = event.target instanceof Element ? event.target.closest('[data-person]') : null
    if (!this.held || !event.dataTransfer) return
    event.dataTransfer.effectAllowed = 'move'
    event.dataTransfer.setData('text/plain', this.held.innerText)
    this.held.classList.add('draggable--held')
    const anew = this.form.querySelector('.team-box--new')
    // A browser lets go of what is dragged when the page changes in the same moment.
    setTimeout(() => { if (anew instanceof HTMLElement) anew.hidden = this.held === null })
  }

  /** @param {DragEvent} event */
  hover(event) {
    const box = this.boxOf(event)
    for (const each of this.form.querySelectorAll('[data-team]')) each.classList.toggle('team-box--over', each === box && this.held !== null)
    if (box && this.held) event.preventDefault()
  }

  /** @param {DragEvent} event */
  drop(event) {
    const box = this.boxOf(event)
    const menu = this.held?.querySelector('select')
    if (!box || !menu || !this.held) return
    event.preventDefault()
    menu.value = box.dataset.team ?? ''
    box.querySelector('ul')?.append(this.held)
    this.keep()
  }

  let() {
    this.held?.classList.remove('draggable--held')
    this.held = null
    for (const each of this.form.querySelectorAll('[data-team]')) each.classList.remove('team-box--over')
    const anew = this.form.querySelector('.team-box--new')
    if (anew instanceof HTMLElement) anew.hidden = !anew.querySelector('[data-person]')
  }

  async keep() {
    try {
      const answer = await fetch(this.form.action, { method: 'POST', body: new FormData(this.form) })
      if (!answer.ok) throw new Error(String(answer.status))
      document.dispatchEvent(new Event('session-changed'))
    } catch {
      // The form itself says what is wrong, on a page of its own.
      this.form.requestSubmit()
    }
  }
}
