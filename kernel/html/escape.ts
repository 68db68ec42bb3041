const special = /[&<>"']/;

/** Escapes a text so that it is harmless as element content and inside a quoted attribute. */
export function escape(text: string): string {
  const first = text.search(special);
  if (first === -1) return text;
  let escaped = text.slice(0, first);
  let copied = first;
  for (let index = first; index < text.length; index += 1) {
    const replacement = replacementOf(text.charCodeAt(index));
    if (replacement === '') continue;
    escaped += text.slice(copied, index) + replacement;
    copied = index + 1;
  }
  return escaped + text.slice(copied);
}

function replacementOf(code: number): string {
  switch (code) {
    case 38:
      return '&amp;';
    case 60:
      return '&lt;';
    case 62:
      return '&gt;';
    case 34:
      return '&quot;';
    case 39:
      return '&#39;';
    default:
      return '';
  }
}
