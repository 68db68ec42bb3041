import { html, type Html } from '../html.ts';

/** A QR code as rows of dark (true) and light cells without a border, with words for those who do not see it. The page must offer the same as text. */
export function qrCode(input: { readonly cells: readonly (readonly boolean[])[]; readonly label: string }): Html {
  const border = 4;
  const size = input.cells.length + 2 * border;
  const path = input.cells.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x + border} ${y + border}h1v1h-1z`] : []))).join('');
  // Dark on light in dark mode too: many cameras read nothing else.
  return html`<svg class="a-qr" viewBox="0 0 ${size} ${size}" width="220" height="220" role="img" aria-label="${input.label}" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"></rect><path d="${path}" fill="#000"></path></svg>`;
}
