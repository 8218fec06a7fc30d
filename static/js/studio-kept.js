/**
 * The text that somebody wrote last in this tab, until the server has it: after a crash, or with no
 * connection, it is there again. It is kept by person and file, for a day, in the tab's own storage,
 * and removed as soon as anybody else opens the editor in it.
 */

const KEPT = 'studio:'
const LATEST = 24 * 60 * 60 * 1000

/** @param {HTMLFormElement} form */
const ownPart = (form) => `${KEPT}${form.dataset.me} `
/** @param {HTMLFormElement} form */
const keyOf = (form) => `${ownPart(form)}${form.dataset.path}`

/** @param {HTMLFormElement} form @param {string} base @param {string} text @param {object | null} sent  what no answer came to yet */
export function keepText(form, base, text, sent) {
  try {
    sessionStorage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), base, text, sent }))
  } catch {
    // Without room or leave to store, the server alone keeps it.
  }
}

/** @param {HTMLFormElement} form */
export function forgetText(form) {
  sessionStorage.removeItem(keyOf(form))
}

/** @param {HTMLFormElement} form @returns {{base: string, text: string, sent: any} | null} */
export function restoreText(form) {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(KEPT) && !key.startsWith(ownPart(form))) sessionStorage.removeItem(key)
  }
  const kept = JSON.parse(sessionStorage.getItem(keyOf(form)) ?? 'null')
  return kept && Date.now() - kept.at <= LATEST ? kept : null
}
