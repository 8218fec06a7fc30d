/** A map beside the editor, which shows the newest text once the editor says that it was saved. */

export default class StudioMap {
  constructor() {
    if (window.top === window) return
    window.addEventListener('message', (event) => {
      if (event.origin === location.origin && event.data === 'saved') location.reload()
    })
  }
}
