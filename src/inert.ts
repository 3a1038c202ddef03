// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g
/** Marks that change the direction or hide text (Trojan Source, CVE-2021-42574), and line separators. */
const INVISIBLE = /[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

function escaped(character: string): string {
  const code = character.charCodeAt(0)
  return code < 0x100
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`
}

/**
 * Makes untrusted text safe to print in a log: control, direction and invisible characters become visible escapes,
 * and no line can be read as a workflow command. The runner reads `::name::` at the start of a line (after blanks)
 * and `##[name]` anywhere in it (actions/runner, ActionCommand.cs).
 */
export function renderInert(text: string): string {
  return text
    .replace(/\r\n/g, '\n')
    .replace(CONTROL, escaped)
    .replace(INVISIBLE, escaped)
    .replace(/^(\s*)::/gm, '$1\\::')
    .replace(/##\[/g, '#\\#[')
}
