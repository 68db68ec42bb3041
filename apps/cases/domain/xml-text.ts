// What XML 1.0 (§ 2.2) does not allow: most control characters, lone surrogates, and two more. People paste them from elsewhere without seeing them.
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu;

/** A text as it may stand between two tags or in an attribute: marked characters are escaped, what XML forbids becomes the replacement character. */
export function xmlText(text: string): string {
  return text.toWellFormed().replaceAll(FORBIDDEN, '\u{FFFD}').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
