/** Why something was not saved, in words, and whether trying again by itself can help. */

const OFFLINE = 'Not saved: no connection. Leave this page open; it tries again by itself.'
const FAILED = 'Not saved: something went wrong on our side. Leave this page open; it tries again by itself.'
const SIGNED_OUT = 'Not saved: you are signed out. Sign in again in another tab, then come back: this page saves by itself.'
const SOMEBODY_ELSE = 'Not saved: somebody else is signed in now. Copy what you wrote here before you leave this page.'
const CLOSED = 'Not saved: this is not open to you any more. Copy what you wrote here before you leave this page.'
const TOO_SLOW = 15000

/** @typedef {{words: string, again: boolean, renewed?: boolean}} Why */

/**
 * `status` is 0 where no answer came. After `renewed` the same is taken: the form was too old.
 * @param {number} status @param {HTMLFormElement} form @returns {Promise<Why>}
 */
export async function explain(status, form) {
  if (status === 0) return { words: OFFLINE, again: true }
  if (status === 400) return renew(form)
  if (status === 401) return { words: SIGNED_OUT, again: true }
  if (status === 403 || status === 404) return { words: CLOSED, again: false }
  return { words: FAILED, again: true }
}

/** Whoever signed out in another tab and is back gets form tokens that count. @param {HTMLFormElement} form @returns {Promise<Why>} */
async function renew(form) {
  const answer = await fetch(location.href, { signal: AbortSignal.timeout(TOO_SLOW) }).catch(() => null)
  if (!answer?.ok) return answer?.status === 400 ? { words: FAILED, again: true } : explain(answer?.status ?? 0, form)
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const twin = [...page.forms].find((each) => placeOf(each) === placeOf(form))
  if (!twin) return { words: CLOSED, again: false }
  if (whoIn(twin) !== whoIn(form)) return { words: SOMEBODY_ELSE, again: false }
  const token = tokensOf(twin)[0].value
  for (const each of tokensOf(document)) each.value = token
  return { words: 'Saving', again: true, renewed: true }
}

/** @param {HTMLFormElement} form */
const placeOf = (form) => `${form.getAttribute('action')} ${form.dataset.saves}`
/** @param {HTMLFormElement} form */
const whoIn = (form) => /** @type {HTMLElement | null} */ (form.closest('[data-me]'))?.dataset.me
/** @param {ParentNode} around @returns {NodeListOf<HTMLInputElement>} */
const tokensOf = (around) => around.querySelectorAll('input[name=csrf_token]')
