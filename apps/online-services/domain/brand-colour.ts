import type { Overlay, ServicePackage } from './service-package.ts';

/** As for text (WCAG 2.2, SC 1.4.3), so that the band is seen by everybody and the colour may be used for more later. */
const LEAST_CONTRAST = 4.5;

/** The contrast of a colour (`#rrggbb`) with white, from 1 to 21. Source: WCAG 2.2, relative luminance. */
export function contrastWithWhite(colour: string): number {
  const channel = (at: number) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 1.05 / (0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5) + 0.05);
}

/** Whether the pages of an authority may have the colour. */
export function isReadableColour(colour: string): boolean {
  return /^#[0-9a-f]{6}$/u.test(colour) && contrastWithWhite(colour) >= LEAST_CONTRAST;
}

/** The colour that an authority has chosen for its pages, if the package lets it and people can see it. */
export function accentOf(servicePackage: ServicePackage, overlay: Overlay): string | undefined {
  const colour = overlay.branding?.accent;
  return colour !== undefined && servicePackage.overlay.branding === true && isReadableColour(colour) ? colour : undefined;
}
