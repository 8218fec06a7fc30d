// What the studio's editor uses of CodeMirror, made one file by `python tools/vendor.py --refresh`.
export {
  autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, startCompletion,
} from '@codemirror/autocomplete'
export { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
export { StreamLanguage, syntaxHighlighting } from '@codemirror/language'
export { forEachDiagnostic, lintGutter, nextDiagnostic, previousDiagnostic, setDiagnostics } from '@codemirror/lint'
export { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
export { Annotation, ChangeSet, EditorState, Prec } from '@codemirror/state'
export {
  dropCursor, EditorView, highlightActiveLine, highlightActiveLineGutter,
  highlightSpecialChars, keymap, lineNumbers,
} from '@codemirror/view'
export { classHighlighter } from '@lezer/highlight'
export { diff } from '@codemirror/merge'
