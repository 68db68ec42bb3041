/** The paragraphs of a published description without its Markdown: links keep their words, headings and list marks fall away. */
export function plainParagraphs(text: string): readonly string[] {
  return text.replaceAll('\r\n', '\n').split(/\n\s*\n/).map((paragraph) => paragraph
    .replace(/!\[[^\]]*\]\([^)]*\)/g, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s*(?:#{1,6}|[-*+>]|\d+\.)\s+/gm, '').replace(/(\*\*|__|`)(.+?)\1/g, '$2').replace(/\s+/g, ' ').trim()).filter((paragraph) => paragraph !== '').slice(0, 60);
}
