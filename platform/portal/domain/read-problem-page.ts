/** What a page of `docs/problems` says in one language. */
export type ProblemText = { readonly title: string; readonly meaning: string; readonly remedy: string };

export type ProblemPage = { readonly status: number; readonly de: ProblemText; readonly en: ProblemText };

/** Reads a page about an error code: status, then a part in German and one in English, each with title, meaning and remedy. Throws RangeError for a page of another shape. */
export function readProblemPage(markdown: string): ProblemPage {
  const status = /^HTTP (\d{3})$/mu.exec(markdown)?.[1];
  if (status === undefined) throw new RangeError('a page about a problem names its HTTP status');
  return { status: Number(status), de: readPart(markdown, 'Deutsch', 'Was Sie tun können'), en: readPart(markdown, 'English', 'What you can do') };
}

function readPart(markdown: string, language: string, remedyLabel: string): ProblemText {
  const part = markdown.split(/^## /mu).find((text) => text.startsWith(`${language}: `));
  const [heading = '', meaning = '', remedy = ''] = (part ?? '').split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const label = `**${remedyLabel}:** `;
  if (meaning === '' || !remedy.startsWith(label)) throw new RangeError(`a page about a problem has a part "## ${language}: …" with a meaning and a remedy`);
  return { title: heading.slice(language.length + 2), meaning, remedy: remedy.slice(label.length) };
}
