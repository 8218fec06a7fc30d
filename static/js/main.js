/**
 * Starts the behaviour of each element that asks for one with `data-module`. Our own modules are
 * files of that name beside this one, each with a default class; names that start with `nhsuk-`
 * come from NHS.UK frontend, fetched only by pages that use it. Every page works without any.
 */

const NHSUK = '../vendor/nhsuk-frontend/nhsuk-frontend.min.js'

/** @typedef {new (root: Element) => unknown} Behaviour */

/**
 * @param {string} name
 * @returns {Promise<Behaviour>}
 */
async function loadBehaviour(name) {
  if (!name.startsWith('nhsuk-')) return (await import(`./${name}.js`)).default
  const all = await import(NHSUK)
  const named = (/** @type {{moduleName?: string}} */ item) => item?.moduleName === name
  return Object.values(all).find(named)
}

/**
 * One behaviour that fails must not take the others with it.
 * @param {Element} element
 */
async function start(element) {
  try {
    const Behaviour = await loadBehaviour(element.getAttribute('data-module') ?? '')
    new Behaviour(element)
  } catch (error) {
    console.error(error)
  }
}

/** Start what stands inside a part of the page that has just come. @param {ParentNode} part */
export function startAll(part) {
  for (const element of part.querySelectorAll('[data-module]')) start(element)
}

document.body.classList.add('js-enabled', 'nhsuk-frontend-supported')
startAll(document)
