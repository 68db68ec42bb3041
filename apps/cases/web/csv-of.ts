/** Lines as CSV for German spreadsheets: semicolons, a byte order mark, and nothing that a spreadsheet takes for a formula. */
export function csvOf(lines: readonly (readonly string[])[]): string {
  return `\u{FEFF}${lines.map((line) => line.map(field).join(';')).join('\r\n')}\r\n`;
}

function field(text: string): string {
  const harmless = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
  return /[;"\r\n]/u.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
