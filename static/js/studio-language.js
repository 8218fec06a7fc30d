import { StreamLanguage } from '../vendor/codemirror/codemirror.js'

/**
 * Case Markdown as the editor colours it, line by line: front matter, headings, colon fences,
 * choices, boxes to tick, cues, conditions. What it does not know it leaves plain.
 */

const WORDS = /(?:and|or|not|visited|chose|answered|right|wrong|only if|otherwise|shown greyed|once)\b/
const LABEL = /> *(?:Ending|Hint|Why|Correct|Incorrect|Tutor|Outcome|Source|Model answer|Transcript)\b[^:\n]*:/
const CONSEQUENCE = /\s+[-*+] +(?:[\w-]+ *(?:[+\-−–]|=) *\d+(?:, *)?)+\s*$/

/** @typedef {{head: number, guard: boolean}} Place head: 0 not begun, 1 inside, 2 behind */
/**
 * The part of CodeMirror's stream that is used.
 * @typedef {{sol(): boolean, eol(): boolean, match(words: RegExp | string): unknown, next(): unknown, skipToEnd(): void, eatSpace(): boolean, string: string}} Stream
 */

/** @param {Stream} stream @param {Place} place */
function readHead(stream, place) {
  if (stream.sol() && stream.match(/---\s*$/)) {
    place.head = 2
    return 'meta'
  }
  if (stream.match(/[\w-]+(?=\s*:)/)) return 'propertyName'
  if (stream.match(/#.*/)) return 'comment'
  if (stream.match(/"[^"]*"|'[^']*'/)) return 'string'
  if (stream.match(/[-+]?\d+(?:-\d+)*/)) return 'number'
  stream.next()
  return null
}

/** What only a beginning of a line can be. @param {Stream} stream @param {Place} place */
function readStart(stream, place) {
  place.guard = false
  if (stream.match(/ {0,3}:::+/)) {
    place.guard = true
    return 'keyword'
  }
  if (stream.match(/#{1,6} .*/)) return 'heading'
  if (stream.match(LABEL)) return 'labelName'
  if (CONSEQUENCE.test(stream.string)) {
    stream.skipToEnd()
    return 'number'
  }
  if (/^\s*[-*+] +(?:only if|once\b)/.test(stream.string)) place.guard = true
  if (stream.match(/\s*[-*+] +\[[xX]\]/)) return 'atom'
  if (stream.match(/\s*[-*+] +\[ \]/)) return 'atom'
  if (stream.match(/\s*(?:[-*+]|\d+\.) /)) return 'punctuation'
  if (stream.match(/\s*>/)) return 'punctuation'
  if (stream.match(/\[\^[^\]]+\]:/)) return 'labelName'
  if (stream.match(/\| *:?-{3,}.*/)) return 'punctuation'
  return undefined
}

/** @param {Stream} stream @param {Place} place */
function readText(stream, place) {
  if (place.guard) {
    if (stream.match(WORDS) || stream.match(/(?:for|if|otherwise)\b/)) return 'keyword'
    if (stream.match(/"[^"]*"/)) return 'string'
    if (stream.match(/[<>=!]+|\d+/)) return 'number'
    if (stream.match(/\s+|[\w-]+/)) return null
  }
  if (stream.match(/!\[[^\]]*\]/) || stream.match(/\[(?!\[)(?!\^)[^\]]*\](?=\()/)) return 'link'
  if (stream.match(/\(#(?:cue-[\w-]+|not-a-cue)(?: +"[^"]*")?\)/)) return 'typeName'
  if (stream.match(/\([^()\s]*(?: +"[^"]*")?\)/)) return 'url'
  if (stream.match(/\[\^[^\]]+\]/)) return 'labelName'
  if (stream.match(/\[\[[^\]]*\]\]/)) return 'atom'
  if (stream.match(/\*\*[^*]+\*\*/)) return 'strong'
  if (stream.match(/\*[^*\s][^*]*\*/) || stream.match(/_[^_\s][^_]*_\b/)) return 'emphasis'
  if (stream.match(/`[^`]+`/)) return 'literal'
  // Words go in one piece, so that a long line is few steps.
  if (!stream.match(/[\w,.;?' ]+(?=[\s\S])/)) stream.next()
  return null
}

export const caseMarkdown = StreamLanguage.define({
  name: 'case-markdown',
  startState: () => ({ head: 0, guard: false }),
  /** @param {Stream} stream @param {Place} place */
  token(stream, place) {
    if (place.head === 0) {
      place.head = stream.match(/---\s*$/) ? 1 : 2
      if (place.head === 1) return 'meta'
    }
    if (place.head === 1) return readHead(stream, place)
    const start = stream.sol() ? readStart(stream, place) : undefined
    return start === undefined ? readText(stream, place) : start
  },
  languageData: { closeBrackets: { brackets: ['(', '[', '"'] } },
})
