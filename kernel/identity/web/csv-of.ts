/** Lines as CSV with semicolons and a byte order mark, as German spreadsheets open it; a text that a spreadsheet would take for a formula begins with an apostrophe. Source: RFC 4180, OWASP CSV Injection. */
export function csvOf(lines: readonly (readonly string[])[]): string {
  return `\u{FEFF}${lines.map((line) => line.map(field).join(';')).join('\r\n')}\r\n`;
}

function field(text: string): string {
  const harmless = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
  return /[;"\r\n]/u.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
