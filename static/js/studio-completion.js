import { autocompletion } from '../vendor/codemirror/codemirror.js'
import { endOfHead } from './studio-insert.js'

/**
 * What can be written where the cursor stands: ids of scenes, counters, roles, needs, keys and
 * their values, as the last check named them; on an empty line, every construct.
 */

/** @typedef {{id: string, title: string, line: number}} Named */
/**
 * @typedef {object} Names
 * @property {Named[]} scenes
 * @property {Named[]} questions
 * @property {string[]} counters
 * @property {string[]} choices
 * @property {string[]} outcomes
 * @property {string[]} needs
 * @property {string[]} grades
 * @property {string[]} roles
 * @property {string[]} keys
 * @property {Record<string, string[]>} values
 */
/** @typedef {{label: string, detail?: string, boost?: number, apply?: string | Function}} Option */

/** @param {Named[]} named @returns {Option[]} */
const showNamed = (named) => [...new Map(named.map((each) => [each.id, { label: each.id, detail: each.title, boost: 1 }])).values()]
/** @param {string[]} words @param {string} [detail] @returns {Option[]} */
const show = (words, detail) => words.map((label) => ({ label, detail }))

const CONDITIONS = ['visited', 'chose', 'answered', 'not', 'and', 'or']
const BULLETS = ['only if', 'once']

/** In the order of asking: the last group is what was typed of the word. @type {[RegExp, (names: Names) => Option[]][]} */
const PLACES = [
  [/\]\(#(?=cue-)([\w-]*)$/, (names) => show(names.needs.map((need) => `cue-${need}`), 'legal need')],
  [/\]\(#([\w-]*)$/, (names) => [
    ...showNamed(names.scenes), ...show(names.needs.map((need) => `cue-${need}`), 'words to notice'), ...show(['not-a-cue'], 'words that tempt'),
  ]],
  [/^ {0,3}:::+ *for (?:.*, *)?([\w-]*)$/, (names) => show(names.roles, 'role')],
  [/^ {0,3}:::+ *(\w*)$/, () => show(['for', 'if', 'otherwise'])],
  [/\bvisited +([\w-]*)$/, (names) => showNamed(names.scenes)],
  [/\banswered +([\w-]*)$/, (names) => showNamed(names.questions)],
  [/\bchose +("?[^"]*)$/, (names) => show(names.choices.map((text) => `"${text}"`), 'choice')],
  [/^(?: {0,3}:::+ *if|\s+[-*+] +only if)\b.*?(?<![\w-])([\w-]*)$/, (names) => [...show(names.counters, 'counter'), ...show(CONDITIONS)]],
  [/^\s+[-*+] +(?:.*, *)?([\w-]*)$/, (names) => [...show(names.counters, 'counter'), ...show(BULLETS)]],
  [/^> *Ending *\((\w*)$/, (names) => show(names.grades, 'ending')],
  [/^> *Outcome: *([\w-]*)$/, (names) => show(names.outcomes, 'outcome')],
]

/** @param {Names} names @param {string} before @returns {[string, Option[]] | null} */
function findHead(names, before) {
  const key = /^(\w*)$/.exec(before)
  if (key) return [key[1], names.keys.map((label) => ({ label, apply: `${label}: ` }))]
  const value = /^(\w+): *(?:\[(?:.*, *)?)?([\w-]*)$/.exec(before)
  if (!value) return null
  if (value[1] === 'start') return [value[2], showNamed(names.scenes)]
  const known = value[1] === 'outcomes' ? names.outcomes : Object.hasOwn(names.values, value[1]) ? names.values[value[1]] : []
  return [value[2], show(known)]
}

/** @param {Names} names @param {string} before @returns {[string, Option[]] | null} */
export function findOptions(names, before) {
  for (const [place, list] of PLACES) {
    const found = place.exec(before)
    if (found) return [found[found.length - 1], list(names)]
  }
  return null
}

/** Write where a link leads, and go on behind its bracket. @param {any} view @param {Option} option @param {number} from @param {number} to */
function closeLink(view, option, from, to) {
  const closed = view.state.sliceDoc(to, to + 1) === ')'
  // A cue says why in its title.
  const isCue = /^(?:cue-|not-a-cue)/.test(option.label)
  const insert = option.label + (isCue ? ' ""' : '') + (closed ? '' : ')')
  const at = from + option.label.length + (isCue ? 2 : 1)
  view.dispatch({ changes: { from, to, insert }, selection: { anchor: at }, userEvent: 'input.complete' })
}

/**
 * @param {() => Names | null} read
 * @param {() => Option[]} snippets
 */
export function completion(read, snippets) {
  /** @param {any} context */
  function complete(context) {
    const names = read()
    const line = context.state.doc.lineAt(context.pos)
    const before = line.text.slice(0, context.pos - line.from)
    const head = line.number > 1 && line.number < endOfHead(context.state.doc)
    if (!head && context.explicit && /^[\w ]*$/.test(before)) return { from: line.from, options: snippets(), validFor: /^[\w ]*$/ }
    if (!names || (!before && !context.explicit)) return null
    const found = head ? findHead(names, before) : findOptions(names, before)
    if (!found || !found[1].length) return null
    const options = /\]\(#[\w-]*$/.test(before) ? found[1].map((each) => ({ ...each, apply: closeLink })) : found[1]
    return { from: context.pos - found[0].length, options, validFor: /^[\w-]*$/ }
  }
  return autocompletion({ override: [complete], icons: false })
}
