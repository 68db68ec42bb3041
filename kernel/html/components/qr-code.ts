import { html, raw, type Html } from '../html.ts';

const QUIET = 4;

/**
 * A QR code (ISO/IEC 18004) as a drawing: dark on white also in the dark, with its quiet zone. `modules` are the rows of the code without it, `label` says for screen readers what it leads to. The page must
 * offer the same as a link.
 */
export function qrCode(input: { modules: readonly (readonly boolean[])[]; label: string }): Html {
  const size = input.modules.length + 2 * QUIET;
  const path = input.modules.map((row, y) => row.map((dark, x) => (dark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : '')).join('')).join('');
  return html`<svg class="a-qr" role="img" aria-label="${input.label}" width="264" height="264" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#ffffff"/><path d="${raw(path)}" fill="#000000"/></svg>`;
}
